/** Compares what the command said with what is true. */
import type { CheckLine } from '../../test/support/check-command.ts'
import type { Specimen } from './scene.ts'

export type Mistake =
  | 'miss'
  | 'false hold'
  | 'wrong data subject'
  | 'wrong rule'
  | 'wrong viewer'
  | 'no answer'

/** At most this many candidates are named, by the contract; beyond it the planted one may be left out. */
const namedCandidatesMax = 20

/** @param line what was printed for this mail, if anything */
export function mistakeIn(specimen: Specimen, line: CheckLine | undefined): Mistake | undefined {
  if (!line) return 'no answer'
  if (line.viewer.toSorted().join() !== specimen.viewers.join()) return 'wrong viewer'
  const { planted, tolerated, rule } = specimen
  if (planted === undefined) return line.verdict === 'clear' ? undefined : 'false hold'
  if (line.verdict !== 'exposes') return 'miss'
  const named = line.disclosures.find(({ dataSubject }) => dataSubject === planted)
  const isCrowd = line.disclosures.some(({ candidates = 1 }) => candidates > namedCandidatesMax)
  if (!named && !isCrowd) return 'miss'
  if (line.disclosures.some(({ dataSubject }) => dataSubject !== planted && !tolerated.has(dataSubject)))
    return 'wrong data subject'
  return named && named.rule !== rule ? 'wrong rule' : undefined
}
