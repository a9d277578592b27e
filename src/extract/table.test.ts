import { expect, test } from 'vitest'
import { recordingDesk } from '../../test/support/recording-desk.ts'
import { openTable, type RowKind } from './table.ts'

type Rows = readonly (readonly [readonly string[], RowKind?])[]

function put(rows: Rows) {
  const desk = recordingDesk()
  const table = openTable(desk)
  for (const [cells, kind] of rows) table.row(cells, kind)
  table.close()
  return desk
}

const loans: Rows = [
  [['Titel', 'Autor', 'fällig am', 'Barcode']],
  [['Der Prozess', 'Kafka', '01.02.2026', '30001']],
  [['Momo', 'Ende', '', '30002']],
]

test('the first row of words names the columns of three and more', () => {
  const { rows, texts } = put(loans)
  expect(texts).toEqual([])
  expect(rows).toEqual([
    { cells: ['Titel', 'Autor', 'fällig am', 'Barcode'] },
    {
      cells: ['Der Prozess', 'Kafka', '01.02.2026', '30001'],
      labels: ['Titel', 'Autor', 'fällig am', 'Barcode'],
    },
    { cells: ['Momo', 'Ende', '', '30002'], labels: ['Titel', 'Autor', 'fällig am', 'Barcode'] },
  ])
})

test('a title above the headings does not hide them', () => {
  expect(put([[['Ihre Medien', '', '', '']], ...loans]).rows.at(-1)?.labels).toEqual(loans[0]?.[0])
})

test('rows without headings stay rows, and none of them names the columns', () => {
  const { rows } = put([[['1', 'Anna', 'Bonn']], [['Ben', 'Berg', 'Köln']], [['3', 'Cem', 'Ulm']]])
  expect(rows.map((row) => row.labels)).toEqual([undefined, undefined, undefined])
})

const ambiguous: readonly [string, Rows][] = [
  [
    'a form of two pairs in a row',
    [[['Name', 'Anna', 'Ort', 'Bonn']], [['Straße', 'Hauptstr. 1', 'PLZ', '53111']]],
  ],
  ['a letterhead', [[['Anna Beispiel', 'Tel.', '0228 1']], [['Hauptstr. 1', 'Fax', '0228 2']]]],
  ['values with a button', [[['Name', 'Anna', 'ändern']], [['Straße', 'Hauptstr. 1', 'ändern']]]],
  ['records without labels', [[['1', 'Anna', 'Bonn']], [['2', 'Ben', 'Ulm']]]],
]

for (const [name, rows] of ambiguous) {
  test(`what could be records or one text is read as both: ${name}`, () => {
    const desk = put(rows)
    expect(desk.rows.map((row) => row.cells)).toEqual(rows.map(([cells]) => cells))
    expect(desk.texts.join('')).toBe(rows.map(([cells]) => `${cells.join('\t')}\n`).join(''))
  })
}

test('a declared header makes two columns a table of data', () => {
  const { rows } = put([[['Name', 'Nummer'], 'header'], [['Anna', '123']]])
  expect(rows[1]).toEqual({ cells: ['Anna', '123'], labels: ['Name', 'Nummer'] })
})

test('a second header renames the columns below it', () => {
  const { rows } = put([[['A', 'B'], 'header'], [['1', '2']], [['C', 'D'], 'header'], [['3', '4']]])
  expect(rows.at(-1)?.labels).toEqual(['C', 'D'])
})

const layouts: readonly [string, Rows, string][] = [
  [
    'an address block',
    [[['Anna Beispiel']], [['Hauptstraße 1']], [['12345 Musterstadt']]],
    'Anna Beispiel\nHauptstraße 1\n12345 Musterstadt\n',
  ],
  [
    'spacers beside an address',
    [[['', 'Anna Beispiel', '']], [['', 'Hauptstraße 1', '']]],
    'Anna Beispiel\nHauptstraße 1\n',
  ],
  [
    'pairs of label and value',
    [[['Name', 'Anna']], [['Kundennummer', '123']]],
    'Name\tAnna\nKundennummer\t123\n',
  ],
  ['blocks side by side', [[['Anna\nBonn', 'Kontakt']]], 'Anna\nBonn\nKontakt\n'],
  ['digits in boxes', [[['K', '1', '0', '0', '1']]], 'K\t1\t0\t0\t1\nK1001\n'],
  ['a single row', [[['a', 'b', 'c']]], 'a\tb\tc\n'],
  [
    'records in columns',
    [
      [['Name', 'Anna', 'Ben'], 'labelled'],
      [['Ort', 'Bonn', 'Ulm'], 'labelled'],
    ],
    'Name\tAnna\tBen\nOrt\tBonn\tUlm\n',
  ],
]

for (const [name, rows, text] of layouts) {
  test(`a layout table is running text: ${name}`, () => {
    const desk = put(rows)
    expect(desk.rows).toEqual([])
    expect(desk.texts.join('')).toBe(text)
  })
}

test('a table is decided after fifty rows, so that a long list is passed on while it is read', () => {
  const desk = recordingDesk()
  const table = openTable(desk)
  for (let i = 0; i < 49; i++) table.row(['Anna', String(i), 'Bonn'])
  expect(desk.rows.length).toBe(0)
  table.row(['Anna', '49', 'Bonn'])
  expect(desk.rows.length).toBe(50)
})

test('a table known to be layout gives up its rows at once, and the rows after them', () => {
  const desk = recordingDesk()
  const table = openTable(desk)
  table.row(['a', 'b', 'c'])
  table.layOut()
  table.row(['d', 'e', 'f'])
  expect(desk.texts).toEqual(['a\tb\tc\n', 'd\te\tf\n'])
})

test('a tab inside a cell does not look like the border of a cell', () => {
  expect(put([[['a\tb', 'c', 'd']], [['1', '2', '3']]]).rows[0]?.cells).toEqual(['a b', 'c', 'd'])
})
