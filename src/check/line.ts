/** The line of JSON that a delivery becomes. Keys and their order are a published contract. */

import type { Disclosure } from '../exposure/verdict.ts'
import type { Unchecked } from '../exposure/view.ts'
import { compareBytes } from '../std/byte-order.ts'
import type { Delivery } from './delivery.ts'
import type { Naming } from './pseudonym.ts'

interface Line {
  readonly file: string
  readonly recipient: string | null
  readonly viewer: readonly string[]
  readonly verdict: 'clear' | 'exposes' | 'undecided'
  readonly staff?: true
  readonly disclosures: readonly Disclosure[]
  readonly unchecked: readonly Unchecked[]
}

/** Why a mail is undecided that was read to its end and names nobody. */
const noRecipient: Unchecked = { place: 'header:To', reason: 'broken' }

/** @returns one object, without the line break */
export function lineOf(delivery: Delivery, naming: Naming): string {
  return JSON.stringify(fieldsOf(delivery, naming))
}

function fieldsOf(delivery: Delivery, naming: Naming): Line {
  const file = naming.mail(delivery.mail)
  const unchecked = delivery.unchecked.map(({ place, reason }) => ({ place, reason }))
  if (delivery.kind === 'unaddressed') {
    const why = unchecked.length > 0 ? unchecked : [noRecipient]
    return { file, recipient: null, viewer: [], verdict: 'undecided', disclosures: [], unchecked: why }
  }
  const { viewer } = delivery
  const customers = viewer.kind === 'nobody' ? [] : viewer.customerNumbers
  return {
    file,
    recipient: naming.recipient(delivery.recipient),
    viewer: customers.map((number) => naming.customer(number)).sort(compareBytes),
    verdict: delivery.kind,
    ...(viewer.kind === 'staff' ? { staff: true } : {}),
    disclosures: delivery.kind === 'exposes' ? disclosureFields(delivery.disclosures, naming) : [],
    unchecked,
  }
}

function disclosureFields(disclosures: readonly Disclosure[], naming: Naming): readonly Disclosure[] {
  return disclosures
    .map(({ dataSubject, kinds, places, rule, candidates }) => ({
      dataSubject: naming.customer(dataSubject),
      kinds,
      places,
      rule,
      ...(candidates === undefined ? {} : { candidates }),
    }))
    .sort((left, right) => compareBytes(left.dataSubject, right.dataSubject))
}
