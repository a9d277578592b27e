import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readVcard } from './vcard.ts'

async function read(...lines: string[]) {
  const desk = recordingDesk()
  await readVcard(lines.join('\r\n'), desk)
  return { ...desk, text: desk.texts.join('') }
}

const properties: readonly [string, readonly string[], string, string][] = [
  ['a name in the order it is spoken', ['N:Beispiel;Anna;Maria;Dr.;'], 'N', 'Dr. Anna Maria Beispiel'],
  [
    'an address',
    ['ADR;TYPE=home:;;Hauptstr. 1;Bonn;;53111;Deutschland'],
    'ADR',
    'Hauptstr. 1\n53111 Bonn\nDeutschland',
  ],
  ['a folded value', ['NOTE:Kunde K100', ' 0001'], 'NOTE', 'Kunde K1000001'],
  ['escapes', ['NOTE:Anna\\, Bonn\\nUlm\\;x'], 'NOTE', 'Anna, Bonn\nUlm;x'],
  ['a group', ['item1.EMAIL:anna@example.org'], 'EMAIL', 'anna@example.org'],
  ['a birthday', ['BDAY:19800102'], 'BDAY', '1980-01-02'],
  [
    'quoted-printable',
    ['FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Anna M=C3=', '=BCller'],
    'FN',
    'Anna Müller',
  ],
  ['quoted-printable without a name', ['FN;QUOTED-PRINTABLE:M=FCller'], 'FN', 'Müller'],
  [
    'a parameter that says something',
    ['ADR;LABEL="Hauptstr. 1^n53111 Bonn":;;;;;;'],
    'LABEL',
    'Hauptstr. 1\n53111 Bonn',
  ],
  ['a property of ones own', ['X-KUNDENNUMMER:1234'], 'X-KUNDENNUMMER', '1234'],
]

for (const [name, lines, label, value] of properties) {
  test(`a card is read: ${name}`, async () => {
    const { rows } = await read('BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD')
    expect(rows).toEqual([{ cells: [value], labels: [label] }])
  })
}

test('each card is a row, also the last one that never ends', async () => {
  const { rows } = await read('BEGIN:VCARD', 'FN:Anna', 'END:VCARD', 'BEGIN:VCARD', 'FN:Ben')
  expect(rows.map((row) => row.cells)).toEqual([['Anna'], ['Ben']])
})

test('pictures are handed on and are no text', async () => {
  const { files, rows } = await read(
    'BEGIN:VCARD',
    'PHOTO;ENCODING=b;TYPE=JPEG:QW5u',
    ' YQ==',
    'PHOTO;BASE64:',
    ' QmVu',
    '',
    'LOGO:data:image/png;base64\\,Q2Vt',
    'END:VCARD',
  )
  expect(files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['Anna', 'Ben', 'Cem'])
  expect(rows).toEqual([])
})

test('what stands outside of cards is read', async () => {
  expect((await read('Kunde K1000001', 'FN:Anna')).text).toBe('Kunde K1000001\nFN: Anna\n')
})

test('hostile cards are read to their end without growing', async () => {
  for (const text of [
    'BEGIN:VCARD\n'.repeat(300_000),
    'a\n '.repeat(1_000_000),
    ';'.repeat(3_000_000),
    'N:;'.repeat(1_000_000),
  ]) {
    const { texts, rows, spentBytes } = await read(text, 'FN:K1000001')
    expect([...texts, ...rows.flatMap((row) => row.cells)].some((one) => one.includes('K1000001'))).toBe(true)
    expect(spentBytes).toBeLessThan(3 * text.length)
  }
})

test('a card is read whatever it is made of', async () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.constantFrom(
      'BEGIN:VCARD\n',
      'END:VCARD',
      '\r\n',
      '\n ',
      ';',
      ':',
      '"',
      '\\',
      '=',
      'N:',
      'ADR:',
      'PHOTO;ENCODING=b:',
      '^n',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 40 }), async (parts) => {
      await read(parts.join(''))
    }),
  )
})
