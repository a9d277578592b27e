/** Whose row it is: the one place that decides which customer a number, a lasting id or an earlier number means. */
import type { CustomerMarks, EarlierMark } from './prepared-customer.ts'
import type { EarlierNumber, KnownCustomer } from './staging-queries.sql.ts'

/** Why a number is not taken for this row. The person is taken all the same, without the number. */
export type NumberConflict =
  /** It is the current number of another customer. */
  | 'number-of-another'
  /** Another customer had it before; numbers are never given to somebody else. */
  | 'earlier-number-of-another'
  /** Whoever had it is gone or erased. */
  | 'number-of-one-gone'
  /** Another source has this customer. */
  | 'customer-of-other-source'

export type Identity =
  | { readonly kind: 'known'; readonly customer: KnownCustomer }
  | { readonly kind: 'new' }
  | { readonly kind: 'contested'; readonly conflict: NumberConflict }

/** What the tables know of the numbers and lasting ids of some rows. */
export interface KnownNumbers {
  byNumber(hash: Buffer): KnownCustomer | undefined
  byLastingId(hash: Buffer): KnownCustomer | undefined
  earlier(hash: Buffer): readonly EarlierNumber[]
}

/**
 * @param sourceId of the load
 * @invariant a number that was ever somebody's is never taken for a row that is not shown to be his
 */
export function identityOf(marks: CustomerMarks, sourceId: string, known: KnownNumbers): Identity {
  const { numberHash, lastingHash } = marks
  const holder = known.byNumber(numberHash)
  const lasting = lastingHash === undefined ? undefined : known.byLastingId(lastingHash)
  if (holder !== undefined) return identityOfHolder(holder, lasting, { marks, sourceId })
  const before = known.earlier(numberHash)
  const person = lasting ?? renumbered(marks, sourceId, known)
  if (before.length === 0) return person === undefined ? { kind: 'new' } : { kind: 'known', customer: person }
  if (person !== undefined && before.every(({ customerId }) => customerId === person.id)) {
    return { kind: 'known', customer: person }
  }
  if (before.some(({ customerId }) => customerId !== null)) return contested('earlier-number-of-another')
  // Back again under the lasting id he went with: the same person, unless he asked to be erased.
  const isBack = before.every(
    (one) => one.reason === 'gone' && lastingHash !== undefined && one.lastingHash?.equals(lastingHash),
  )
  return isBack && person === undefined ? { kind: 'new' } : contested('number-of-one-gone')
}

function identityOfHolder(
  holder: KnownCustomer,
  lasting: KnownCustomer | undefined,
  row: { readonly marks: CustomerMarks; readonly sourceId: string },
): Identity {
  if (holder.sourceId !== row.sourceId) return contested('customer-of-other-source')
  if (lasting !== undefined && lasting.id !== holder.id) return contested('number-of-another')
  const { lastingHash } = row.marks
  const isOther =
    lastingHash !== undefined && holder.lastingHash !== null && !holder.lastingHash.equals(lastingHash)
  return isOther ? contested('number-of-another') : { kind: 'known', customer: holder }
}

/** The customer of this source whose current number the row calls an earlier one, if it is one and no other by his lasting id. */
function renumbered(
  { earlier, lastingHash }: CustomerMarks,
  sourceId: string,
  known: KnownNumbers,
): KnownCustomer | undefined {
  const found = earlier
    .map(({ hash }) => known.byNumber(hash))
    .filter((one) => one !== undefined)
    .filter((one) => one.sourceId === sourceId)
    .filter(
      (one) => lastingHash === undefined || one.lastingHash === null || one.lastingHash.equals(lastingHash),
    )
  return found.length === 1 ? found[0] : undefined
}

/**
 * Of the numbers a row calls its earlier ones, those that are this customer's: never one that another has or had, and
 * none of a person who asked to be erased. The number of one who is merely gone may be told: two records became one.
 */
export function earlierOf(
  marks: CustomerMarks,
  customerId: string,
  known: KnownNumbers,
): readonly EarlierMark[] {
  return marks.earlier.filter(({ hash }) => {
    const holder = known.byNumber(hash)
    if (holder !== undefined && holder.id !== customerId) return false
    return known
      .earlier(hash)
      .every(({ customerId: his, reason }) => his === customerId || (his === null && reason !== 'erased'))
  })
}

function contested(conflict: NumberConflict): Identity {
  return { kind: 'contested', conflict }
}
