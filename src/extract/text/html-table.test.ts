import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readHtml } from './html.ts'

async function read(html: string) {
  const desk = recordingDesk()
  await readHtml(html, desk)
  return { rows: desk.rows, texts: desk.texts, text: desk.texts.join('\n') }
}

const loans = `<table><tr><th>Titel</th><th>Autor</th><th>Fällig</th><th>Barcode</th></tr>
  <tr><td>Momo</td><td>Ende</td><td>1.2.2026</td><td>30<b>00</b>1</td></tr>
  <tr><td>Der Prozess</td><td>Kafka</td><td>2.2.2026</td><td>30002</td></tr></table>`
const labels = ['Titel', 'Autor', 'Fällig', 'Barcode']

const newsletter = (inner: string): string => `<table width="100%"><tbody><tr><td align="center">
  <table width="600"><tr><td width="20">&nbsp;</td><td>
    <table><tr><td>Anna Beispiel</td></tr><tr><td>Hauptstr. 1</td></tr><tr><td>12345 Bonn</td></tr></table>
    <p>Sehr geehrte Frau Beispiel,</p>${inner}<p>Ihre Bibliothek</p>
  </td><td width="20"></td></tr></table></td></tr></tbody></table>`

test('a reminder as libraries send it: the address is one text, each loan a row with labels', async () => {
  const fixture = '../../../test/fixtures/html/reminder-in-layout-tables.html'
  const { rows, texts } = await read(readFileSync(new URL(fixture, import.meta.url), 'utf8'))
  expect(texts[0]).toMatch(
    /^Erinnerung\nIhre Medien sind bald fällig\n\nAnna Beispiel\nHauptstraße 1\n12345 Musterstadt\nWir möchten/,
  )
  expect(texts.join('\n')).toContain('campaign=12;user=K1000001')
  expect(rows.length).toBe(19)
  expect(rows.at(-1)).toEqual({
    cells: ['Der Prozess, Band 17', 'Kafka, Franz', '09.02.2026', '30001017'],
    labels: ['Titel', 'Autor', 'Fällig', 'Barcode'],
  })
})

test('a table of data keeps its rows and labels, tags inside words or not', async () => {
  const { rows } = await read(loans)
  expect(rows).toEqual([
    { cells: labels },
    { cells: ['Momo', 'Ende', '1.2.2026', '30001'], labels },
    { cells: ['Der Prozess', 'Kafka', '2.2.2026', '30002'], labels },
  ])
})

test('a table of data inside layout tables keeps its rows, and the page around it its order', async () => {
  const { rows, texts } = await read(newsletter(loans))
  expect(rows.length).toBe(3)
  expect(texts[0]).toContain('Anna Beispiel\nHauptstr. 1\n12345 Bonn')
  expect(texts[0]).toContain('Sehr geehrte Frau Beispiel,')
  expect(texts[1]).toContain('Ihre Bibliothek')
})

test('a page of layout tables alone is one text', async () => {
  const { rows, text } = await read(newsletter(''))
  expect(rows).toEqual([])
  expect(text).toContain(
    'Anna Beispiel\nHauptstr. 1\n12345 Bonn\n\nSehr geehrte Frau Beispiel,\n\nIhre Bibliothek',
  )
})

test('a small layout table inside a cell of data does not undo the table', async () => {
  const button = '<table><tr><td><a href="https://example.org/">Verlängern</a></td></tr></table>'
  const { rows } = await read(loans.replace('1.2.2026', `1.2.2026${button}`))
  expect(rows[1]?.cells).toEqual(['Momo', 'Ende', '1.2.2026\n\nVerlängern', '30001'])
})

test('pairs of label and value are running text', async () => {
  const { rows, text } = await read(
    '<table><tr><td>Kundennummer:</td><td>1234</td></tr><tr><td>Name:</td><td>Anna</td></tr></table>',
  )
  expect(rows).toEqual([])
  expect(text).toBe('Kundennummer:\t1234\nName:\tAnna')
})

test('records that stand in columns stay together', async () => {
  const { rows } = await read(
    '<table><tr><th>Name<td>Anna<td>Ben<td>Cem</tr><tr><th>Ort<td>Bonn<td>Ulm<td>Kiel</tr></table>',
  )
  expect(rows).toEqual([])
})

test('cells that span keep the columns below their labels', async () => {
  const { rows } = await read(
    `<table><tr><th>Name<th>Titel<th>Barcode<tr><td rowspan=2>Anna<td>Momo<td>1<tr><td>Jim<td>2
     <tr><td colspan=2>Ben<td>3</table>`,
  )
  expect(rows.slice(1).map((row) => row.cells)).toEqual([
    ['Anna', 'Momo', '1'],
    ['Anna', 'Jim', '2'],
    ['Ben', '', '3'],
  ])
})

test('a head of plain cells names the columns', async () => {
  const { rows } = await read(
    '<table><thead><tr><td>Nr. 1<td>Name</thead><tbody><tr><td>1234<td>Anna</tbody></table>',
  )
  expect(rows[1]).toEqual({ cells: ['1234', 'Anna'], labels: ['Nr. 1', 'Name'] })
})

test('a long cell means layout, and is passed on', async () => {
  const { rows, text } = await read(
    `<table><tr><td>a</td><td>b</td><td>${'<p>Satz um Satz.</p>'.repeat(1000)}</td></tr>
     <tr><td>Anna</td><td>Hauptstr. 1</td><td>Bonn</td></tr></table>`,
  )
  expect(rows).toEqual([])
  expect(text.match(/Satz um Satz\./g)?.length).toBe(1000)
  expect(text).toContain('a\tb\tSatz um Satz.')
  expect(text).toContain('Anna\tHauptstr. 1\tBonn')
})

test('text that stands between the parts of a table is kept in its place', async () => {
  const { text } = await read('<table>eins<tr>zwei<td>drei</td>vier</tr>fünf</table>sechs</td></tr></table>')
  expect(text.replace(/\s+/g, ' ')).toBe('eins zwei drei vier fünf sechs')
})

test('a long list is passed on row by row', async () => {
  const row = (i: number): string => `<tr><td>Anna ${i}<td>Bonn<td>${i}`
  const { rows } = await read(`<table>${Array.from({ length: 500 }, (_, i) => row(i)).join('')}</table>`)
  expect(rows.length).toBe(500)
})
