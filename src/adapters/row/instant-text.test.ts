import { expect, test } from 'vitest'
import { instantEarlier, laterOf } from './instant-text.ts'

const minute = 60_000
const earlier: readonly [string, number, string | undefined][] = [
  ['2026-01-01 00:03:00', 5 * minute, '2025-12-31 23:58:00'],
  ['2026-01-01T00:03:00.999999Z', 0, '2026-01-01 00:03:00Z'],
  ['2026-01-01 00:03:00.5+01', minute, '2026-01-01 00:02:00+01'],
  ['2024-03-01 00:00:00+05:30', minute, '2024-02-29 23:59:00+05:30'],
  ['12345', minute, undefined],
  ['2026-01-01', minute, undefined],
]

for (const [text, byMs, result] of earlier) {
  test(`${text} less ${byMs} ms is ${result}`, () => {
    expect(instantEarlier(text, byMs)).toBe(result)
  })
}

/** [earlier, later] */
const ordered: readonly [string, string][] = [
  ['2026-01-01 00:00:00', '2026-01-01 00:00:00.1'],
  ['2026-01-01 00:00:00.09', '2026-01-01 00:00:00.1'],
  ['2026-01-01T00:00:00', '2026-01-01 00:00:01'],
  ['9', '10'],
  ['9007199254740992', '9007199254740993'],
]

for (const [left, right] of ordered) {
  test(`${right} is later than ${left}`, () => {
    expect(laterOf(left, right)).toBe(right)
    expect(laterOf(right, left)).toBe(right)
    expect(laterOf(undefined, left)).toBe(left)
  })
}
