import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OfficeParts, officeFile } from '../../../test/support/office-file.ts'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readOdf } from './odf.ts'

const spaces = ['office', 'text', 'table', 'draw', 'meta', 'style', 'config', 'form', 'manifest']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ')
const root = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<office:${name} ${spaces} xmlns:dc="http://purl.org/dc/elements/1.1/">${content}</office:${name}>`
const body = (content: string): Uint8Array =>
  officeFile({ 'content.xml': root('document-content', `<office:body>${content}</office:body>`) })
const part = (name: string, content: string | Uint8Array): Uint8Array =>
  officeFile({ [name]: content } satisfies OfficeParts)
const p = (content: string): string => `<text:p text:style-name="P1">${content}</text:p>`
const cell = (text: string, attributes = ''): string =>
  `<table:table-cell ${attributes}>${text === '' ? '' : p(text)}</table:table-cell>`
const row = (...cells: readonly string[]): string => `<table:table-row>${cells.join('')}</table:table-row>`
const sheet = (...rows: readonly string[]): Uint8Array =>
  body(`<table:table table:name="Berta Beispiel">${rows.join('')}</table:table>`)
const header = `<table:table-header-rows>${row(cell('Nummer'), cell('Name'), cell('Ort'))}</table:table-header-rows>`
const one = (first: string): Uint8Array => sheet(header, row(first, cell('Berta'), cell('Ulm')))

interface Expected {
  readonly lines?: readonly string[]
  /** Rows below the heading. */
  readonly rows?: readonly (readonly string[])[]
  readonly files?: readonly string[]
  readonly not?: readonly string[]
  readonly unchecked?: readonly string[]
}

const flat = root(
  'document',
  `<office:body>${p('Berta')}<draw:image><office:binary-data>SzEwMDIwNDQ=</office:binary-data></draw:image></office:body>`,
)

const cases: readonly [string, Uint8Array, Expected][] = [
  [
    'a word split over spans',
    body(p('K1<text:span text:style-name="T1">00</text:span>2<text:soft-page-break/>044')),
    { lines: ['K1002044'] },
  ],
  [
    'spaces, tabs and breaks',
    body(p('a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d\n   e')),
    { lines: ['a  b\tc', 'd e'] },
  ],
  ['no more spaces than a line has', body(p('a<text:s text:c="99999999"/>b')), { not: [' '.repeat(1_001)] }],
  [
    'a comment inside a word, with its author',
    body(p(`Bei<office:annotation><dc:creator>Dora Demo</dc:creator>${p('Notiz')}</office:annotation>spiel`)),
    { lines: ['Beispiel', 'Notiz', 'Dora Demo'] },
  ],
  [
    'a footnote inside a word',
    body(
      p(
        `Bei<text:note><text:note-citation>1</text:note-citation><text:note-body>${p('Note')}</text:note-body></text:note>spiel`,
      ),
    ),
    { lines: ['Beispiel', 'Note'] },
  ],
  [
    'a text box inside a word',
    body(p(`Bei<draw:frame><draw:text-box>${p('Kasten')}</draw:text-box></draw:frame>spiel`)),
    { lines: ['Beispiel', 'Kasten'] },
  ],
  [
    'text that was struck out',
    body(
      `<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Dora Demo</dc:creator></office:change-info>${p('für Berta')}</text:deletion></text:changed-region></text:tracked-changes>`,
    ),
    { lines: ['Dora Demo', 'für Berta'] },
  ],
  [
    'hidden text',
    body(
      `<text:section text:display="none" text:name="Geheim">${p('<text:hidden-text text:string-value="K1002044"/>Berta')}</text:section>`,
    ),
    { lines: ['Berta', 'K1002044', 'Geheim'] },
  ],
  [
    'where links lead',
    body(p('<text:a xlink:href="mailto:berta%40example.org">hier</text:a>')),
    { lines: ['hier', 'berta@example.org'] },
  ],
  ['entries of forms', body('<form:text form:current-value="K1002044"/>'), { lines: ['K1002044'] }],
  [
    'headers in styles',
    part('styles.xml', root('document-styles', `<style:header>${p('Kopf')}</style:header>`)),
    { lines: ['Kopf'] },
  ],
  [
    'properties, but no counts',
    part(
      'meta.xml',
      root(
        'document-meta',
        '<meta:initial-creator>Dora Demo</meta:initial-creator><meta:keyword>Ulm</meta:keyword><meta:user-defined meta:name="Kundennummer">4711</meta:user-defined><meta:document-statistic meta:character-count="1002044"/>',
      ),
    ),
    { lines: ['Dora Demo', 'Ulm', 'Kundennummer: 4711'], not: ['1002044'] },
  ],
  [
    'settings, but no measures',
    part(
      'settings.xml',
      root(
        'document-settings',
        '<config:config-item config:name="ViewAreaWidth">1002044</config:config-item><config:config-item>Drucker Ulm</config:config-item>',
      ),
    ),
    { lines: ['Drucker Ulm'], not: ['1002044'] },
  ],
  [
    'the rows of a sheet and its name',
    one(cell('K1002044')),
    { rows: [['K1002044', 'Berta', 'Ulm']], lines: ['Berta Beispiel'] },
  ],
  [
    'a number that is displayed with points',
    one(cell('1.002.044', 'office:value-type="float" office:value="1002044"')),
    { rows: [['1002044', 'Berta', 'Ulm', '1.002.044']] },
  ],
  [
    'a postcode with its zero',
    one(cell('01067', 'office:value="1067"')),
    { rows: [['01067', 'Berta', 'Ulm', '1067']] },
  ],
  [
    'a date',
    one(cell('17.05.80', 'office:value-type="date" office:date-value="1980-05-17"')),
    { rows: [['1980-05-17', 'Berta', 'Ulm', '17.05.80']] },
  ],
  [
    'a value that is not displayed',
    one(cell('', 'office:value-type="string" office:string-value="K1002044"')),
    { rows: [['K1002044', 'Berta', 'Ulm']] },
  ],
  [
    'texts of a formula',
    one(cell('K1', 'table:formula="of:=IF([.B1002044];&quot;Caspar&quot;)"')),
    { rows: [['K1', 'Berta', 'Ulm', 'Caspar']] },
  ],
  [
    'a comment of a cell, in its row',
    one(
      `<table:table-cell><office:annotation>${p('für Caspar')}</office:annotation>${p('K1')}</table:table-cell>`,
    ),
    { rows: [['K1', 'Berta', 'Ulm', 'für Caspar']] },
  ],
  [
    'cells and rows that repeat without end',
    sheet(
      header,
      row(
        cell('K1'),
        cell('', 'table:number-columns-repeated="2"'),
        cell('x'),
        cell('', 'table:number-columns-repeated="16380"'),
      ),
      `<table:table-row table:number-rows-repeated="1048576">${cell('K2', 'table:number-columns-repeated="2"')}${cell('Ulm')}</table:table-row>`,
    ),
    {
      rows: [
        ['K1', '', '', 'x'],
        ['K2', '', 'Ulm'],
      ],
    },
  ],
  [
    'a cell beyond the last column',
    sheet(header, row(cell('K1'), cell('', 'table:number-columns-repeated="999999999"'), cell('x'))),
    { rows: [['K1', 'x']], unchecked: ['broken'] },
  ],
  [
    'values that were changed',
    body(
      '<table:tracked-changes><table:change-track-table-cell office:value="1002044"/></table:tracked-changes>',
    ),
    { lines: ['1002044'] },
  ],
  [
    'objects and pictures',
    officeFile({
      'Object 1/content.xml': root('document-content', p('Inhalt')),
      'Pictures/a.png': 'x',
      'layout-cache': 'abcd',
    }),
    { lines: ['Inhalt'], files: ['Pictures/a.png'] },
  ],
  [
    'macros',
    part('Basic/Standard/Modul.xml', '<script:module xmlns:script="s">Kunde = "K1002044"</script:module>'),
    { lines: ['module: Kunde = "K1002044"'] },
  ],
  [
    'parts behind a password',
    officeFile({
      'content.xml': Buffer.from([1, 2, 3]),
      'META-INF/manifest.xml': `<manifest:manifest ${spaces}><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`,
    }),
    { unchecked: ['encrypted'], files: [] },
  ],
  ['a single XML file, and files in it', Buffer.from(flat), { lines: ['Berta'], files: ['K1002044'] }],
  [
    'a single XML file that was cut',
    Buffer.from(flat.slice(0, -20)),
    { lines: ['Berta'], unchecked: ['broken'] },
  ],
  ['no package', Buffer.from('PK\x03\x04'), { unchecked: ['broken'] }],
]

for (const [name, bytes, expected] of cases) {
  test(`OpenDocument is read with ${name}`, async () => {
    const desk = recordingDesk()
    await readOdf(bytes, desk)
    const all = desk.texts.join('\n')
    for (const line of expected.lines ?? []) expect(all.split('\n')).toContain(line)
    for (const none of expected.not ?? []) expect(all).not.toContain(none)
    if (expected.rows) {
      expect(desk.rows.slice(1).map((found) => found.cells)).toEqual(expected.rows)
      expect(desk.rows[1]?.labels?.[0]).toBe('Nummer')
    }
    const files = desk.files.map((found) => found.file.name ?? Buffer.from(found.bytes).toString())
    if (expected.files) expect(files).toEqual(expected.files)
    expect(desk.uncheckedReasons).toEqual(expected.unchecked ?? [])
  })
}

test('what is read does not depend on how a text is split into spans', async () => {
  const whole = 'Sehr geehrte Frau Berta Beispiel, Ihre Nummer: K1002044'
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 12 }), async (cuts) => {
      const sorted = [0, ...cuts.sort((a, b) => a - b), whole.length]
      const spans = sorted.slice(1).map((end, i) => `<text:span>${whole.slice(sorted[i], end)}</text:span>`)
      const desk = recordingDesk()
      await readOdf(body(p(spans.join('<text:bookmark/>'))), desk)
      expect(desk.texts.join('').split('\n')).toContain(whole)
    }),
  )
})

test('a package that was changed throws nothing', async () => {
  const whole = one(cell('1.002.044', 'office:value="1002044"'))
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
      const bytes = Buffer.from(whole)
      bytes[at] = byte
      await readOdf(bytes, recordingDesk(10_000_000))
    }),
    { numRuns: 300 },
  )
})
