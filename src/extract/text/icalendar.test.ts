import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readIcalendar } from './icalendar.ts'

async function read(...lines: string[]) {
  const desk = recordingDesk()
  await readIcalendar(lines.join('\r\n'), desk)
  return { ...desk, text: desk.texts.join('\n') }
}

const lines: readonly [string, readonly string[], string][] = [
  ['a title', ['SUMMARY:Abholung Anna Beispiel'], 'SUMMARY: Abholung Anna Beispiel'],
  ['a folded text', ['DESCRIPTION:Kunde K100', ' 0001'], 'DESCRIPTION: Kunde K1000001'],
  [
    'a text of several lines',
    ['DESCRIPTION:Liebe Frau Müller\\,\\nK1'],
    'DESCRIPTION:\nLiebe Frau Müller,\nK1',
  ],
  [
    'people',
    ['ATTENDEE;CN="Beispiel, Anna";ROLE=CHAIR:mailto:anna@example.org'],
    'CN: Beispiel, Anna\nATTENDEE: mailto:anna@example.org',
  ],
  ['addresses to write to', ['ORGANIZER:mailto:anna%40example.org'], 'anna@example.org'],
  ['a line without a name', ['K1000001'], 'K1000001'],
  ['a description in HTML', ['X-ALT-DESC;FMTTYPE=text/html:<p>K<b>100</b>0001</p>'], 'K1000001'],
]

for (const [name, written, text] of lines) {
  test(`an appointment is read: ${name}`, async () => {
    expect((await read('BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...written, 'END:VEVENT')).text).toContain(text)
  })
}

test('moments are no numbers of anybody', async () => {
  expect((await read('DTSTART:20260301T090000Z', 'DTEND;VALUE=DATE:20260302')).text).toBe('')
})

test('files are handed on with name and type', async () => {
  const { files, text } = await read(
    'ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=a.txt:QW5u',
    ' YQ==',
    'ATTACH:data:text/plain,Ben',
  )
  expect(files.map(({ file, bytes }) => [file, Buffer.from(bytes).toString()])).toEqual([
    [{ mediaType: 'text/plain', name: 'a.txt' }, 'Anna'],
    [{ mediaType: 'text/plain' }, 'Ben'],
  ])
  expect(text).toBe('')
})

test('hostile appointments are read to their end without growing', async () => {
  for (const text of ['BEGIN:VEVENT\n'.repeat(300_000), 'a\n '.repeat(1_000_000), ';A="'.repeat(1_000_000)]) {
    const { texts, spentBytes } = await read(text, 'SUMMARY:K1000001')
    expect(texts.some((one) => one.includes('K1000001'))).toBe(true)
    expect(spentBytes).toBeLessThan(3 * text.length)
  }
})

test('an appointment is read whatever it is made of', async () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.constantFrom(
      'BEGIN:VEVENT\n',
      '\r\n',
      '\n ',
      ';',
      ':',
      '"',
      '\\',
      'ATTACH;ENCODING=BASE64:',
      'X-ALT-DESC;FMTTYPE=text/html:<p',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 40 }), async (parts) => {
      await read(parts.join(''))
    }),
  )
})
