/** A number that any amount or shelf mark could be counts only behind a label, or beside another fact of its owner. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mail, textPart } from '../mail-builder/mime.ts'
import { type CheckLine, runCheck } from '../support/check-command.ts'
import { type Customer, directoryCsv } from '../support/customer-list.ts'
import { envelope } from './hidden-forms/town.ts'

/** Every other number between 1000 and 1999 is somebody's. */
const customers: readonly Customer[] = Array.from({ length: 500 }, (_, i) => ({
  number: String(1000 + i * 2),
  firstName: `Vorname${i}`,
  lastName: `Nachname${i}`,
}))
const reader: Customer = {
  number: '1001',
  firstName: 'Anna',
  lastName: 'Lehmann',
  email: 'anna.lehmann@example.org',
}
const neighbour: Customer = {
  number: '1003',
  firstName: 'Katharina',
  lastName: 'Brückner',
  street: 'Lindenstraße 48',
}

const held = [
  ['Kundennummer: 1482', ['1482']],
  ['Ihre Kundennummer lautet 1482.', ['1482']],
  ['Kunden-Nr. 1482', ['1482']],
  ['Ausweis-Nr.: 1482', ['1482']],
  ['Ausweisnummer 1482', ['1482']],
  ['Bibliotheksausweis Nr. 1482', ['1482']],
  ['Card number: 1482', ['1482']],
  ['Customer no. 1482', ['1482']],
  ['KUNDENNUMMER\n1482', ['1482']],
  ['Katharina Brückner hat 1003 gewählt.', ['1003']],
  ['Lindenstraße 48: Zähler 1003', ['1003']],
] as const

const clear = [
  'Der Betrag von 1482 EUR ist fällig.',
  'Signatur 1482, Regal 1004, Raum 1006.',
  'Kundennummer: 1001',
  'Ausweis-Nr. 1001, Rechnung 1482',
  'Von 1482 bis 1484 herrschte Frieden.',
  'Bestellnummer 1482',
  'Kundennummer: 1483',
  'Telefon 1482-1484',
  'Katharina Brückner hat 1482 gewählt.',
] as const

const folder = mkdtempSync(join(tmpdir(), 'schleuse-dense-'))
const lines = new Map<string, CheckLine>()
const write = (name: string, text: string): void =>
  writeFileSync(join(folder, name), mail(envelope(), textPart(`Guten Tag Anna Lehmann,\n\n${text}\n`)))

beforeAll(async () => {
  for (const [i, [text]] of held.entries()) write(`held-${i}.eml`, text)
  for (const [i, text] of clear.entries()) write(`clear-${i}.eml`, text)
  writeFileSync(join(folder, 'kunden.csv'), directoryCsv([...customers, reader, neighbour]))
  const run = await runCheck([folder, '--directory', join(folder, 'kunden.csv')])
  for (const line of run.lines) lines.set(line.file, line)
})

afterAll(() => rmSync(folder, { recursive: true }))

for (const [i, [text, dataSubjects]] of held.entries())
  test(`held: ${text.replace(/\n/g, ' / ')}`, () => {
    const line = lines.get(join(folder, `held-${i}.eml`))
    expect(line?.disclosures.map(({ dataSubject }) => dataSubject)).toEqual(dataSubjects)
    expect(line?.disclosures[0]?.kinds).toContain('customer-number')
  })

for (const [i, text] of clear.entries())
  test(`let through: ${text}`, () => {
    expect(lines.get(join(folder, `clear-${i}.eml`))).toMatchObject({ verdict: 'clear', disclosures: [] })
  })
