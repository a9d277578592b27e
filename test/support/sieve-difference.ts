/** What the engine reads of a passage with a sieve and without one. */
import { type Allowances, noAllowances } from '../../src/exposure/allowance.ts'
import type { IdentifierIndex } from '../../src/exposure/identifier-index.ts'
import { type Reading, readPassage } from '../../src/exposure/reading.ts'
import type { Passage } from '../../src/exposure/view.ts'

export type ReadText = Pick<Passage, 'text' | 'labels' | 'row' | 'position'>

/** Everything of a reading that a judgement uses: facts and names, not where in the text they stood. */
export function told({ facts, names }: Reading): string {
  return JSON.stringify([
    facts.map(({ key, isStrong, owners, otherReadings }) => [
      key,
      isStrong,
      owners,
      otherReadings.map((other) => [other.key, other.owners]),
    ]),
    names,
  ])
}

/** The same index without its sieve: every text is read whole. */
export function withoutSieve(index: IdentifierIndex): IdentifierIndex {
  const { size, owners, record, nameRoles, isStrongAlone, numberLengths } = index
  return { size, owners, record, nameRoles, isStrongAlone, numberLengths }
}

/** @returns undefined if both readings tell the same */
export function differenceOf(
  passage: ReadText,
  index: IdentifierIndex,
  allowances: Allowances = noAllowances,
): string | undefined {
  const sieved = told(readPassage(passage, index, allowances))
  const whole = told(readPassage(passage, withoutSieve(index), allowances))
  return sieved === whole ? undefined : `${JSON.stringify(passage)}\nsieved ${sieved}\nwhole  ${whole}`
}
