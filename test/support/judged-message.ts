/** Messages for tests of judgement, written as short as they can be: texts of parts, rows, addressee positions. */
import { type Allowances, noAllowances } from '../../src/exposure/allowance.ts'
import type { IdentifierIndex } from '../../src/exposure/identifier-index.ts'
import { type Judgement, openSurvey } from '../../src/exposure/survey.ts'
import type { Passage, Unchecked } from '../../src/exposure/view.ts'
import { viewerOf } from '../../src/exposure/viewer.ts'

/** A string is the running text of a part of its own. */
export type WrittenPassage = string | (Partial<Passage> & Pick<Passage, 'text'>)

export interface JudgedMessage {
  readonly index: IdentifierIndex
  readonly passages: readonly WrittenPassage[]
  readonly unchecked?: readonly Unchecked[]
  readonly to: string
  readonly allowances?: Allowances
}

export function passagesOf(written: readonly WrittenPassage[]): readonly Passage[] {
  return written.map((one, part) => ({
    place: `part${part}`,
    part,
    ...(typeof one === 'string' ? { text: one } : one),
  }))
}

export function judged(message: JudgedMessage): Judgement {
  const { index, passages, unchecked = [], to, allowances = noAllowances } = message
  const survey = openSurvey(index, allowances)
  for (const passage of passagesOf(passages)) survey.add(passage)
  for (const one of unchecked) survey.unread(one)
  return survey.judge(viewerOf(to, index, allowances))
}

/** `K1000001 identifier customer-number,name @part0,part1`, with `?3` for three candidates. */
export function disclosed(judgement: Judgement): readonly string[] {
  if (judgement.kind !== 'exposes') return []
  return judgement.disclosures.map(({ dataSubject, rule, kinds, places, candidates }) =>
    [
      dataSubject,
      rule,
      kinds.join(','),
      `@${places.join(',')}`,
      ...(candidates === undefined ? [] : [`?${candidates}`]),
    ].join(' '),
  )
}
