import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readCsv } from './csv.ts'

function read(text: string) {
  const desk = recordingDesk()
  readCsv(text, desk)
  return { ...desk, text: desk.texts.join(''), cells: desk.rows.map((row) => row.cells) }
}

const lists: readonly [string, string, readonly (readonly string[])[]][] = [
  [
    'commas',
    'a,b,c\n1,2,3',
    [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
    ],
  ],
  [
    'semicolons, and commas in cells',
    'Name;Ort;Nr\r\n"Beispiel, Anna";Bonn, Rhein;1,5',
    [
      ['Name', 'Ort', 'Nr'],
      ['Beispiel, Anna', 'Bonn, Rhein', '1,5'],
    ],
  ],
  [
    'tabs',
    'a\tb\tc\n1\t2\t3',
    [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
    ],
  ],
  [
    'bars',
    'a|b|c\n1|2|3',
    [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
    ],
  ],
  [
    'quotes and line ends in cells',
    'a,b,c\n"x ""y""\nz",2,3',
    [
      ['a', 'b', 'c'],
      ['x "y"\nz', '2', '3'],
    ],
  ],
  [
    'line ends of old machines',
    'a,b,c\r1,2,3',
    [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
    ],
  ],
  [
    'a mark of byte order',
    '\ufeff"a",b,c\n1,2,3',
    [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
    ],
  ],
  [
    'a quote inside a cell',
    'a,b,c\n5" tube,2,3',
    [
      ['a', 'b', 'c'],
      ['5" tube', '2', '3'],
    ],
  ],
  [
    'a letter after a quote',
    'a,b,c\n"x"y,2,3',
    [
      ['a', 'b', 'c'],
      ['xy', '2', '3'],
    ],
  ],
  [
    'a quote that never ends',
    'a,b,c\n"x,2,3\n4,5,6',
    [
      ['a', 'b', 'c'],
      ['"x', '2', '3'],
      ['4', '5', '6'],
    ],
  ],
]

for (const [name, text, cells] of lists) {
  test(`a list is read: ${name}`, () => {
    expect(read(text).cells).toEqual(cells)
  })
}

test('the first row names the columns', () => {
  expect(read('Kundennummer;Name;Ort\n1234;Anna;Bonn').rows[1]?.labels).toEqual([
    'Kundennummer',
    'Name',
    'Ort',
  ])
})

test('the first row names two columns as well', () => {
  expect(read('Name;Nummer\nAnna;1234').rows[1]).toEqual({
    cells: ['Anna', '1234'],
    labels: ['Name', 'Nummer'],
  })
})

test('a list of one or two columns without a header is running text', () => {
  expect(read('Anna;1\nBen;2').text).toBe('Anna\t1\nBen\t2\n')
  expect(read('Anna\nBen').text).toBe('Anna\nBen\n')
})

for (const [name, text] of [
  ['quotes', `${'"'.repeat(2_000_001)}\nK1000001`],
  ['quotes that begin cells', `a,b,c\n${'"x\n'.repeat(500_001)}K1000001`],
  ['separators', `${';'.repeat(2_000_000)}K1000001`],
  ['line ends', `${'\r'.repeat(2_000_000)}K1000001`],
  ['a long cell', `${'x'.repeat(5_000_000)} K1000001`],
] as const) {
  test(`a hostile list is read to its end without growing: ${name}`, () => {
    const { texts, cells, spentBytes } = read(text)
    expect([...texts, ...cells.flat()].some((part) => part.includes('K1000001'))).toBe(true)
    expect(spentBytes).toBeLessThan(3 * text.length)
  })
}

test('no word of a list is lost, whatever stands around it', () => {
  const part = fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r\n', ' ', '""', '\0', '\ud800', 'a')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const { texts, cells } = read(parts.map((one, i) => `${one}w${i}w`).join(''))
      const found = [...texts, ...cells.flat()].join(' ')
      for (const i of parts.keys()) expect(found).toContain(`w${i}w`)
    }),
  )
})
