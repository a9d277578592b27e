import type { EnvelopeSource } from '../piece.ts'
import { distinctAddresses, readAddresses } from './addresses.ts'
import { valuesOf } from './content.ts'
import type { HeaderField } from './header-block.ts'

export interface Envelope {
  readonly source: EnvelopeSource
  readonly addresses: readonly string[]
  /** Fields the recipient does not see, because the system that delivers takes them off. */
  readonly hidden: ReadonlySet<string>
}

const traces = ['X-Envelope-To', 'X-Original-To', 'Delivered-To'] as const
const visible = ['To', 'Cc', 'Bcc', 'Resent-To', 'Resent-Cc', 'Resent-Bcc']

/** Envelope recipients as far as the headers tell: the first trace field with all its occurrences, else the visible ones. */
export function envelopeOf(fields: readonly HeaderField[]): Envelope {
  for (const trace of traces) {
    const values = valuesOf(fields, trace)
    if (values.length === 0) continue
    return { source: trace, addresses: addressesIn(values), hidden: new Set([trace]) }
  }
  const values = fields.filter((field) => visible.includes(field.name)).map((field) => field.value)
  return { source: 'visible', addresses: addressesIn(values), hidden: new Set(['Bcc', 'Resent-Bcc']) }
}

function addressesIn(values: readonly string[]): readonly string[] {
  return distinctAddresses(values.flatMap((value) => readAddresses(value)).map(({ address }) => address))
}
