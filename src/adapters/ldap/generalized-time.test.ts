import { expect, test } from 'vitest'
import { calendarDateOf, generalizedTimeEarlier } from './generalized-time.ts'

const earlier: readonly [string, number, string | undefined][] = [
  ['20260101000300Z', 300_000, '20251231235800Z'],
  ['20260101000300.123Z', 0, '20260101000300Z'],
  ['20240301000000Z', 1000, '20240229235959Z'],
  ['202601010003Z', 0, undefined],
  ['20260101000300+0100', 0, undefined],
]

for (const [text, byMs, result] of earlier) {
  test(`${text} less ${byMs} ms is ${result}`, () => {
    expect(generalizedTimeEarlier(text, byMs)).toBe(result)
  })
}

const dates: readonly [string, string][] = [
  ['19800201', '1980-02-01'],
  ['19800201000000Z', '1980-02-01'],
  ['1980-02-01', '1980-02-01'],
  ['01.02.1980', '01.02.1980'],
  ['gestern', 'gestern'],
]

for (const [text, date] of dates) {
  test(`a date of birth of ${text} is handed on as ${date}`, () => {
    expect(calendarDateOf(text)).toBe(date)
  })
}
