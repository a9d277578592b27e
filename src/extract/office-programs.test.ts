import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { passagesOf, readMail, uncheckedOf } from '../../test/support/read-mail.ts'
import type { Piece } from './piece.ts'

async function readAttached(file: string): Promise<readonly Piece[]> {
  const bytes = await readFile(new URL(`../../test/fixtures/office/${file}`, import.meta.url))
  const head = 'Content-Type: application/octet-stream\nContent-Disposition: attachment\n'
  return await readMail(`${head}Content-Transfer-Encoding: base64\n\n${bytes.toString('base64')}`)
}

const letter = [
  'Frau\nKatharina Brückner\nLindenstraße 48\n50674 Köln',
  'Sehr geehrte Frau Brückner',
  'K1002044',
  '+49 221 4710 123',
  'k.brueckner@example.org',
]
/** What is read of a format whose structure nobody follows. */
const runs = ['Katharina', 'Brückner', 'K1002044', 'example.org']
const number = [
  'Kundennummer',
  'K1002044',
  '23.05.1979',
  'katharina.brueckner@example.org',
  '+49 221 4710123',
]
const thumbnail = (type: string) => `attachment#1:${type}/attachment#1:png: image`

const files: readonly [file: string, found: readonly string[], unchecked: readonly string[]][] = [
  ['reminder.docx', letter, []],
  ['reminder.odt', letter, [thumbnail('odt')]],
  ['reminder.rtf', letter, []],
  ['reminder.pdf', letter, []],
  ['reminder.doc', runs, ['attachment#1:doc: unknown-format']],
  ['list.xlsx', number, []],
  ['list.ods', number, [thumbnail('ods')]],
  ['list.pdf', number, []],
  ['list.xls', runs, ['attachment#1:xls: unknown-format']],
]

for (const [file, found, unchecked] of files) {
  test(`${file} of LibreOffice gives what a person reads in it`, async () => {
    const pieces = await readAttached(file)
    const texts = pieces.flatMap((piece) => (piece.kind === 'passage' ? [piece.text] : [])).join('\n')
    for (const text of found) expect(texts).toContain(text)
    expect(uncheckedOf(pieces)).toEqual(unchecked)
    const type = file.slice(file.indexOf('.') + 1)
    expect(passagesOf(pieces).every((passage) => passage.startsWith(`attachment#1:${type}`))).toBe(true)
  })
}

const tables: readonly [file: string, row: string, labels: readonly string[]][] = [
  ['reminder.docx', 'Gärten im Winter\t30012345678901\t01.03.2026', ['Medium', 'Barcode', 'Fällig']],
  ['reminder.odt', 'Gärten im Winter\t30012345678901\t01.03.2026', ['Medium', 'Barcode', 'Fällig']],
  ['reminder.rtf', 'Gärten im Winter\t30012345678901\t01.03.2026', ['Medium', 'Barcode', 'Fällig']],
  [
    'list.xlsx',
    'K1002044\tBrückner\tKatharina\t23.05.1979\tkatharina.brueckner@example.org\t+49 221 4710123',
    ['Kundennummer', 'Nachname', 'Vorname', 'Geburtsdatum', 'E-Mail', 'Telefon'],
  ],
  [
    'list.ods',
    'K1002044\tBrückner\tKatharina\t23.05.1979\tkatharina.brueckner@example.org\t+49 221 4710123',
    ['Kundennummer', 'Nachname', 'Vorname', 'Geburtsdatum', 'E-Mail', 'Telefon'],
  ],
]

for (const [file, row, labels] of tables) {
  test(`${file} of LibreOffice gives its table row by row`, async () => {
    const rows = (await readAttached(file)).filter((piece) => piece.kind === 'passage' && piece.text === row)
    expect(rows).toMatchObject([{ labels }])
  })
}
