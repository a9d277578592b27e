import { expect, test } from 'vitest'
import { disclosed, judged, type WrittenPassage } from './judged-message.ts'
import { smallDirectory } from './small-directory.ts'

export type Case = readonly [
  name: string,
  passages: readonly WrittenPassage[],
  expected: readonly string[],
  to?: string,
]

/** Judges each message for Anna Berg of the small directory, if no other recipient is named. */
export function judgedOneByOne(cases: readonly Case[]): void {
  for (const [name, passages, expected, to = 'anna@example.org'] of cases) {
    test(name, () => expect(disclosed(judged({ index: smallDirectory, passages, to }))).toEqual(expected))
  }
}
