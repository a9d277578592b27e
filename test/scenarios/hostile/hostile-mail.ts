/** Mails made to exhaust a reader. Each shows a fact of somebody else before it becomes endless. */

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { type Entity, filePart, mail, multipart, textPart } from '../../mail-builder/mime.ts'
import { xlsx } from '../../mail-builder/ooxml.ts'
import { tnef } from '../../mail-builder/outlook.ts'
import { anna, envelope } from '../hidden-forms/town.ts'
import {
  billionLaughs,
  docxAround,
  endlessSheet,
  gzipBomb,
  loopingPdfs,
  manyEntries,
  overlappingZip,
  zipOfZips,
} from './bombs.ts'

export interface HostileMail {
  readonly name: string
  write(path: string): Promise<void>
}

const sentence = 'Ihr Konto K1002044 wurde verlängert.'
const fact = textPart(`Guten Tag Anna Lehmann,\n\n${sentence}\n`)

async function stream(path: string, chunks: Iterable<Buffer | string>): Promise<void> {
  const file = createWriteStream(path)
  for (const chunk of chunks) if (!file.write(chunk)) await once(file, 'drain')
  file.end()
  await once(file, 'finish')
}

const head = (contentType: string): string =>
  [...envelope(), ['MIME-Version', '1.0'], ['Content-Type', contentType]]
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')

function* repeated(front: string, unit: string, times: number, back = ''): Generator<string> {
  yield front
  const block = unit.repeat(Math.min(times, 10_000))
  for (let written = 0; written < times; written += 10_000)
    yield times - written >= 10_000 ? block : unit.repeat(times - written)
  yield back
}

const streamed = (name: string, front: string, unit: string, times: number, back = ''): HostileMail => ({
  name,
  write: (path) => stream(path, repeated(front, unit, times, back)),
})

const whole = (name: string, make: () => Entity): HostileMail => ({
  name,
  write: (path) => stream(path, [mail(envelope(), multipart('mixed', [fact, make()]))]),
})

function* deepMultiparts(depth: number): Generator<string> {
  yield head('multipart/mixed; boundary=b0')
  yield `\r\n--b0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${sentence}\r\n`
  for (let level = 1; level <= depth; level++)
    yield `--b${level - 1}\r\nContent-Type: multipart/mixed; boundary=b${level}\r\n\r\n`
  yield `--b${depth}\r\n\r\nx\r\n`
}

function* deepMessages(depth: number): Generator<string> {
  yield head('multipart/mixed; boundary=b')
  yield `\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${sentence}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n`
  for (let level = 0; level < depth; level++)
    yield `Subject: ${level}\r\nContent-Type: message/rfc822\r\n\r\n`
}

const text = (bytes: Buffer | string, mediaType: string, name: string): Entity =>
  filePart(Buffer.from(bytes), mediaType, { name })

const html = `${head('text/html; charset=utf-8')}\r\n<p>${sentence}</p>`
const plain = `${head('text/plain; charset=utf-8')}\r\n${sentence}\r\n`
/** In front, so that whoever stops reading the header early knows for whom the mail is. */
const subject = `To: ${anna.email}\r\nSubject: Konto K1002044\r\n`

export const hostileMails: readonly HostileMail[] = [
  { name: '3,000 multiparts in each other', write: (path) => stream(path, deepMultiparts(3000)) },
  { name: '3,000 messages in each other', write: (path) => stream(path, deepMessages(3000)) },
  streamed(
    '100,000 parts',
    `${head('multipart/mixed; boundary=b')}\r\n--b\r\n\r\n${sentence}\r\n`,
    '--b\r\n\r\nx\r\n',
    100_000,
  ),
  streamed('100,000 nested div', html, '<div>', 100_000),
  streamed('100,000 nested tables', html, '<table><tr><td>', 100_000),
  streamed('a million attributes', `${html}<p `, 'a="1" ', 1_000_000, '>'),
  streamed('a million unclosed comments', html, '<!-- ', 1_000_000),
  streamed('a million open angle brackets', html, '<a ', 1_000_000),
  streamed('a million entities', html, '&#97;', 1_000_000),
  streamed('a million header fields', subject, 'X-A: 1\r\n', 1_000_000, plain),
  streamed('one header field in a million lines', `${subject}X-A: 1\r\n`, ' x\r\n', 1_000_000, plain),
  streamed(
    'a million recipients',
    `${subject}X-Envelope-To: anna.lehmann@example.org\r\nTo: a@b.test`,
    ', a@b.test',
    1_000_000,
    `\r\n\r\n${sentence}\r\n`,
  ),
  streamed('a million encoded words', `${subject}X-A:`, ' =?utf-8?B?w6Q=?=\r\n', 1_000_000, plain),
  streamed(
    'a million open parentheses in a field',
    subject.concat('Sender: '),
    '(',
    1_000_000,
    `\r\n${plain}`,
  ),
  streamed('a line of 200 MB', plain, 'abcdefgh12 ', 18_500_000),
  streamed('a line of 200 MB of digits', plain, '1234567890', 20_000_000),
  streamed('10 MB of NUL bytes', plain, '\u0000', 10_000_000),
  streamed(
    'a million soft breaks',
    `${head('text/plain; charset=utf-8')}Content-Transfer-Encoding: quoted-printable\r\n\r\nKonto K1002044 `,
    '=\r\n',
    1_000_000,
  ),
  streamed('a million e-mail signs', plain, '@', 1_000_000),
  streamed('a million names', plain, 'Anna Lehmann ', 1_000_000),
  streamed('a million salutations', plain, 'Sehr geehrte Frau ', 1_000_000),
  whole('a zip of zips', () => text(zipOfZips(), 'application/zip', 'a.zip')),
  whole('overlapping entries in a zip', () => text(overlappingZip(5000), 'application/zip', 'a.zip')),
  whole('60,000 entries in a zip', () => text(manyEntries(60_000), 'application/zip', 'a.zip')),
  whole('512 MB in a gzip', () => text(gzipBomb(), 'application/gzip', 'a.gz')),
  whole('entities of entities in XML', () => text(billionLaughs(), 'application/xml', 'a.xml')),
  whole('entities of entities in Word', () =>
    text(docxAround(billionLaughs()), 'application/octet-stream', 'a.docx'),
  ),
  whole('a Word file of one endless tag', () =>
    text(docxAround(`<w:document>${'<w:p>'.repeat(2_000_000)}`), 'application/octet-stream', 'a.docx'),
  ),
  whole('an endless sheet', () =>
    text(endlessSheet(), 'application/vnd.oasis.opendocument.spreadsheet', 'a.ods'),
  ),
  whole('a million cells', () =>
    text(
      xlsx({
        sheets: [{ rows: Array<string[]>(100_000).fill(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']) }],
      }),
      'application/octet-stream',
      'a.xlsx',
    ),
  ),
  whole('a million nested arrays in JSON', () => text('['.repeat(1_000_000), 'application/json', 'a.json')),
  whole('a million nested elements in XML', () => text('<a>'.repeat(1_000_000), 'application/xml', 'a.xml')),
  whole('a million nested groups in RTF', () =>
    text(`{\\rtf1 ${'{'.repeat(1_000_000)}`, 'application/rtf', 'a.rtf'),
  ),
  whole('a million columns in CSV', () => text('a;'.repeat(1_000_000), 'text/csv', 'a.csv')),
  whole('a quotation mark that never closes in CSV', () =>
    text(`a;b\n"${'x;y\n'.repeat(1_000_000)}`, 'text/csv', 'a.csv'),
  ),
  whole('a TNEF that promises 4 GB', () =>
    text(
      Buffer.concat([tnef({ body: 'x' }), Buffer.from('0202000680ffffffff', 'hex')]),
      'application/ms-tnef',
      'winmail.dat',
    ),
  ),
  ...Object.entries(loopingPdfs).map(([what, bytes]) =>
    whole(`a PDF whose ${what} is a loop`, () => text(bytes, 'application/pdf', 'a.pdf')),
  ),
]
