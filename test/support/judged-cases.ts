import { expect, test } from 'vitest'
import { disclosed, judged, type WrittenPassage } from './judged-message.ts'
import { smallDirectories } from './small-directory.ts'

export type Case = readonly [
  name: string,
  passages: readonly WrittenPassage[],
  expected: readonly string[],
  to?: string,
]

/** Judges each message with each index for Anna Berg of the small directory, if no other recipient is named. */
export function judgedOneByOne(cases: readonly Case[]): void {
  for (const [name, passages, expected, to = 'anna@example.org'] of cases) {
    for (const [indexName, index] of smallDirectories) {
      test(`${name} (${indexName})`, () =>
        expect(disclosed(judged({ index, passages, to }))).toEqual(expected))
    }
  }
}
