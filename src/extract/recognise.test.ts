import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { recognise } from './recognise.ts'

const mimetype = 'application/vnd.oasis.opendocument.spreadsheet'

const cases: readonly [string, Uint8Array, string][] = [
  ['OpenDocument by its first entry', zipSync({ mimetype: [Buffer.from(mimetype), { level: 0 }] }), 'odf'],
  ['OpenDocument whose first entry is compressed', zipSync({ mimetype: Buffer.from(mimetype) }), 'odf'],
  [
    'OpenDocument without its first entry, by its parts',
    zipSync({ 'content.xml': Buffer.from('<a/>'), 'META-INF/manifest.xml': Buffer.from('<a/>') }),
    'odf',
  ],
  [
    'an archive of such a document as an archive',
    zipSync({
      'a.bin': [
        zipSync({ 'content.xml': Buffer.from('<a/>'), 'META-INF/manifest.xml': Buffer.from('<a/>') }),
        { level: 0 },
      ],
    }),
    'zip',
  ],
  [
    'an archive that ends in its first header',
    zipSync({ mimetype: Buffer.from(mimetype) }).subarray(0, 34),
    'zip',
  ],
  [
    'OpenDocument as a single file',
    Buffer.from('<?xml version="1.0"?>\n<office:document xmlns:office="o">'),
    'odf',
  ],
  ['a workbook by its parts', zipSync({ 'xl/workbook.xml': Buffer.from('<workbook/>') }), 'ooxml'],
  ['any other archive', zipSync({ 'a.txt': Buffer.from('a') }), 'zip'],
  ['XML that only speaks of documents', Buffer.from('<?xml version="1.0"?><a>office:document </a>'), 'xml'],
  [
    'an archive behind a program',
    Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), zipSync({ 'a.txt': Buffer.from('a') })]),
    'zip',
  ],
  ['a font', Buffer.from('\0\x01\0\0\0\x0b\0\x80\0\x03\0\x30OS/2', 'latin1'), 'font'],
  ['a font for the web', Buffer.from('wOF2OTTO\0\0\0\0', 'latin1'), 'font'],
  [
    'bytes that are no font',
    Buffer.from('\0\x01\0\0\0\x0b\0\x80\0\x03\0\x30\x01\x02\x03\x04', 'latin1'),
    'unknown',
  ],
]

test('an archive behind a file of another kind is read beside it', () => {
  const zip = zipSync({ 'a.txt': Buffer.from('a') })
  const families = (head: string) =>
    recognise({ bytes: Buffer.concat([Buffer.from(head, 'latin1'), zip]), names: [] }).map(
      ({ family }) => family,
    )
  expect(families('\xff\xd8\xff\xe0')).toEqual(['image', 'zip'])
  expect(families(`#!/bin/sh\n${'unpack "$0"\n'.repeat(500)}`)).toEqual(['plain', 'zip'])
})

test('a font hidden by an office program is known by its tables, not by its name alone', () => {
  const table = (name: string) => `${name}\0\0\0\0\0\0\0\x01\0\0\0\x01`
  const hidden = Buffer.from(
    `${'\x9b'.repeat(28)}${['GDEF', 'OS/2', 'cmap', 'glyf', 'name'].map(table).join('')}`,
    'latin1',
  )
  const names = ['font1.odttf']
  expect(recognise({ bytes: hidden, names })[0].family).toBe('font')
  expect(recognise({ bytes: Buffer.alloc(200, 1), names })[0].family).toBe('unknown')
})

for (const [name, bytes, family] of cases) {
  test(`recognises ${name}`, () => {
    expect(recognise({ bytes, names: [] })[0].family).toBe(family)
  })
}

test('a compressed first entry names the kind of document', () => {
  const bytes = zipSync({ mimetype: Buffer.from(mimetype) })
  expect(recognise({ bytes, names: [] })[0].word).toBe('ods')
})
