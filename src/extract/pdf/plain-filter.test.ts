import { expect, test } from 'vitest'
import { unpackAscii85, unpackHex, unpackLzw, unpackRuns } from './plain-filter.ts'

type Filter = typeof unpackHex

const cases: readonly [string, Filter, string | readonly number[], string][] = [
  ['hexadecimal digits with white space', unpackHex, '4b 31\n30>99', 'K10'],
  ['an odd number of digits', unpackHex, '4b3>', 'K0'],
  ['base 85', unpackAscii85, '87cURD]i,"Ebo80~>', 'Hello World!'],
  ['base 85 that does not fill its last group', unpackAscii85, '87cURDZ~>', 'Hello'],
  ['base 85 with the sign of four zeros', unpackAscii85, 'z~>', '\0\0\0\0'],
  ['runs and copies', unpackRuns, [1, 0x4b, 0x31, 254, 0x30, 128, 0x39], 'K1000'],
  // The example of ISO 32000-1, 7.4.4.2.
  [
    'codes of a growing table',
    unpackLzw,
    [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01],
    '-----A---B',
  ],
]

for (const [name, filter, packed, expected] of cases) {
  test(`${name}: what is counted is what is written`, () => {
    const bytes = typeof packed === 'string' ? Buffer.from(packed, 'latin1') : Uint8Array.from(packed)
    const size = filter(bytes, undefined, 1_000)
    const output = new Uint8Array(size)
    expect(filter(bytes, output, size)).toBe(size)
    expect(Buffer.from(output).toString('latin1')).toBe(expected)
  })

  test(`${name}: counting stops soon beyond what may be`, () => {
    const bytes = typeof packed === 'string' ? Buffer.from(packed, 'latin1') : Uint8Array.from(packed)
    expect(filter(bytes, undefined, 1)).toBeGreaterThan(1)
  })
}

test('a code that is not in the table yet ends the data', () => {
  expect(unpackLzw(Uint8Array.from([0xff, 0xff, 0xff]), undefined, 100)).toBe(0)
})
