import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault } from '../../std/fault.ts'
import { readRows, rowCharsMax } from './rows.ts'

const cell = fc.string({
  unit: fc.constantFrom('a', 'ä', '😀', '"', ';', ',', '\n', '\r', '\r\n', ' ', '\t'),
})
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })
const lineBreak = fc.constantFrom('\n', '\r\n', '\r')

function cut(text: string, places: readonly number[]): readonly string[] {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b)
  return [...at, text.length].map((end, index) => text.slice(at[index - 1] ?? 0, end))
}

test('what is written as RFC 4180 says is read as it was, wherever the text is cut', () => {
  fc.assert(
    fc.property(table, lineBreak, fc.array(fc.nat()), (rows, end, places) => {
      const written = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(';'))
      const read = [...readRows(cut(written.join(end), places), ';', '')]
      expect(read.map(({ cells }) => cells)).toEqual(rows)
    }),
  )
})

test('any text ends in rows or in a fault with a line of the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '"', ';', '\n', '\r') }), (text) => {
      const lines = text.split(/\r\n|\r|\n/).length
      try {
        for (const { line } of readRows([text], ';', 'f')) expect(line).toBeLessThanOrEqual(lines)
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        expect(error.problems[0].at?.line).toBeLessThanOrEqual(lines)
      }
    }),
  )
})

test('a row without end is refused before it fills the memory', () => {
  let given = 0
  function* endless() {
    for (;;) {
      given += 1
      yield 'a'.repeat(1 << 18)
    }
  }
  expect(() => [...readRows(endless(), ';', 'f')]).toThrow('SCH_TABLE_ROW_TOO_LONG')
  expect(given * (1 << 18)).toBeLessThan(rowCharsMax * 3)
})
