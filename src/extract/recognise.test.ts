import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { recognise } from './recognise.ts'

const mimetype = 'application/vnd.oasis.opendocument.spreadsheet'

const cases: readonly [string, Uint8Array, string][] = [
  ['OpenDocument by its first entry', zipSync({ mimetype: [Buffer.from(mimetype), { level: 0 }] }), 'odf'],
  [
    'OpenDocument as a single file',
    Buffer.from('<?xml version="1.0"?>\n<office:document xmlns:office="o">'),
    'odf',
  ],
  ['a workbook by its parts', zipSync({ 'xl/workbook.xml': Buffer.from('<workbook/>') }), 'ooxml'],
  ['any other archive', zipSync({ 'a.txt': Buffer.from('a') }), 'zip'],
  ['XML that only speaks of documents', Buffer.from('<?xml version="1.0"?><a>office:document </a>'), 'xml'],
]

for (const [name, bytes, family] of cases) {
  test(`recognises ${name}`, () => {
    expect(recognise({ bytes, names: [] })[0].family).toBe(family)
  })
}
