import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { passagesOf, readMail, uncheckedOf } from '../../test/support/read-mail.ts'
import { zipFile } from '../../test/support/zip-file.ts'
import { recognise } from './recognise.ts'

const text = (content: string) => Buffer.from(content, 'latin1')

const cases: readonly [name: string, bytes: Buffer, type: string | undefined, file: string, words: string][] =
  [
    ['a PDF under any label', text('%PDF-1.7 \x00\x01'), 'application/octet-stream', 'a.bin', 'pdf'],
    ['a PDF labelled as text', text('%PDF-1.4\n1 0 obj'), 'text/plain', '', 'pdf txt'],
    ['HTML labelled as text', text('<!DOCTYPE html><p>x'), 'text/plain', '', 'html txt'],
    ['text labelled as HTML', text('Hallo'), 'text/html', '', 'html'],
    ['a table by its name', text('a;b\n1;2'), 'application/octet-stream', 'Liste.CSV', 'csv'],
    ['a table by its type', text('a;b\n1;2'), 'text/csv', '', 'csv'],
    ['an address card by its first line', text('BEGIN:VCARD\r\nFN:x'), 'text/plain', '', 'vcf txt'],
    ['an appointment', text('BEGIN:VCALENDAR\r\n'), undefined, 'x', 'ics'],
    ['XML', text('<?xml version="1.0"?><a/>'), undefined, '', 'xml'],
    [
      'a mail in a file',
      text('Received: by x\nFrom: a@example.org\n\nx'),
      'application/octet-stream',
      'x',
      'eml',
    ],
    ['printable bytes of no format', text('Hallo Anna'), 'application/octet-stream', '', 'txt'],
    ['bytes of no format', text('\x00\x01\x02\x03\x04'), 'application/octet-stream', '', 'bin'],
    ['bytes of no format labelled as a table', text('\x00\x01\x02\x03\x04'), 'text/csv', '', 'csv'],
    ['a picture', text('\x89PNG\r\n\x1a\n'), 'text/plain', '', 'png'],
    ['a signature', text('-----BEGIN PGP SIGNATURE-----'), undefined, '', 'asc'],
    ['a document of Word', Buffer.from(zipSync({ 'word/document.xml': text('x') })), undefined, '', 'docx'],
    ['a workbook', Buffer.from(zipSync({ 'xl/workbook.xml': text('x') })), undefined, 'a.zip', 'xlsx'],
    ['an archive', Buffer.from(zipSync({ 'a.txt': text('x') })), undefined, 'a.docx', 'zip'],
    ['gzip', gzipSync('x'), undefined, '', 'gz'],
  ]

for (const [name, bytes, mediaType, file, words] of cases) {
  test(`a format is recognised: ${name}`, () => {
    const formats = recognise({ bytes, mediaType, names: file === '' ? [] : [file] })
    expect(formats.map(({ word }) => word).join(' ')).toBe(words)
  })
}

test('files in files keep their places, their names and their rows', async () => {
  const inner = zipSync({
    'Kunden/Liste Müller.csv': text('Kundennummer;Name;Ort\nK1000001;Anna;Ulm\nK1000002;Bert;Bonn\n'),
  })
  const archive = zipSync({ 'innen.zip': inner, 'a.txt': text('Hallo') })
  const mail = `Content-Type: application/zip; name=x.zip\nContent-Transfer-Encoding: base64\n\n${Buffer.from(archive).toString('base64')}`
  const pieces = await readMail(mail)
  const place = 'attachment#1:zip/attachment#1:zip/attachment#1:csv'
  const names = passagesOf(pieces).filter((passage) => passage.startsWith(`${place}!`))
  expect(names.join('\n')).toContain('Liste Müller.csv')
  const rows = pieces.filter(
    (piece) => piece.kind === 'passage' && piece.place === place && piece.row !== undefined,
  )
  expect(rows).toContainEqual(
    expect.objectContaining({ text: 'K1000001\tAnna\tUlm', labels: ['Kundennummer', 'Name', 'Ort'] }),
  )
  expect(passagesOf(pieces)).toContain('attachment#1:zip/attachment#2:txt: Hallo')
  expect(uncheckedOf(pieces)).toEqual([])
})

test('a broken file is said and does not end the message', async () => {
  const mail =
    'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment\n\n%PDF-1.7\nK1000001\n--b\n\nDanach\n--b--'
  const pieces = await readMail(mail)
  expect(uncheckedOf(pieces)).toEqual(['attachment#1:pdf: broken'])
  expect(passagesOf(pieces).join('\n')).toContain('K1000001')
  expect(passagesOf(pieces)).toContain('text/plain: Danach')
})

test('an archive behind a program is read, and the program is not', async () => {
  const zip = zipFile([{ name: 'a.txt', content: 'K1000003' }])
  const bytes = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), zip]).toString('base64')
  const pieces = await readMail(
    `Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n${bytes}`,
  )
  expect(passagesOf(pieces).join()).toContain('K1000003')
  expect(uncheckedOf(pieces).join()).toContain('unknown-format')
})

test('a font in a page leaves nothing unread, and what it says of itself is read', async () => {
  const font = Buffer.from('\0\x01\0\0\0\x0b\0\x80\0\x03\0\x30OS/2\0\0\0\0Copyright K1000003\0\0', 'latin1')
  const page = `<style>@font-face{src:url(data:font/ttf;base64,${font.toString('base64')})}</style><p>Text</p>`
  const pieces = await readMail(`Content-Type: text/html\n\n${page}`)
  expect(uncheckedOf(pieces)).toEqual([])
  expect(passagesOf(pieces).join()).toContain('K1000003')
})
