/** Customer numbers, and numbers that belong to a customer (owned facts): written and found alike. */
import type { FactKey } from '../fact.ts'
import { plainSpelling } from '../fold.ts'

/** Longer runs of letters and digits are no number that a person is known by. */
export const MAX_NUMBER_LENGTH = 40

export type NumberClass = 'customer-number' | 'owned-fact'

/**
 * Keys of a number as written in a directory: letters and digits in lower case, separators dropped, leading zeros kept.
 * A number with leading zeros has a second key, marked by `~`, under which a labelled number without them finds it:
 * spreadsheets drop zeros.
 */
export function numberKeys(kind: NumberClass, written: string): readonly FactKey[] {
  const plain = plainSpelling(written)
  if (plain === '' || plain.length > MAX_NUMBER_LENGTH) return []
  const short = withoutZeros(plain)
  return short === plain ? [`${kind}:${plain}`] : [`${kind}:${plain}`, `${kind}:~${short}`]
}

/** The number without leading zeros, if it consists of digits and is not all zeros. */
export function withoutZeros(plain: string): string {
  return /^0+[1-9][0-9]*$/.test(plain) ? plain.replace(/^0+/, '') : plain
}
