import { expect, test } from 'vitest'
import { withoutUnits } from './code-units.ts'

const isNul = (code: number) => code === 0

for (const [name, text] of [
  ['nothing', ''],
  ['letters of one byte', 'M\0üll\0\0er'],
  ['letters of two bytes', '\0Yılmaz, 李, 😀\0'],
  ['more than fits into one step', 'ü\0'.repeat(1_500_000)],
] as const) {
  test(`leaves out what is asked for and nothing else: ${name}`, () => {
    expect(withoutUnits(text, isNul) === text.replaceAll('\0', '')).toBe(true)
  })
}
