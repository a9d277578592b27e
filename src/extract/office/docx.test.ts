import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  documentFile,
  documentPart,
  type OfficeParts,
  officeFile,
  paragraph,
  run,
  slidePart,
} from '../../../test/support/office-file.ts'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { zipFile } from '../../../test/support/zip-file.ts'
import { LimitBroken } from '../desk.ts'
import { readOoxml } from './ooxml.ts'

interface Expected {
  /** Lines, each as a whole. */
  readonly lines?: readonly string[]
  readonly rows?: readonly { cells: readonly string[]; labels?: readonly string[] }[]
  readonly files?: readonly string[]
  readonly not?: readonly string[]
  readonly unchecked?: readonly string[]
}

const deletion = (content: string): string => `<w:del w:id="1" w:author="Dora Demo">${content}</w:del>`
const insertion = (content: string): string => `<w:ins w:id="1" w:author="Dora Demo">${content}</w:ins>`
const struck = (text: string): string => `<w:r><w:delText xml:space="preserve">${text}</w:delText></w:r>`
const code = (text: string): string => `<w:r><w:instrText xml:space="preserve">${text}</w:instrText></w:r>`
const fieldMark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
const cell = (text: string, properties = ''): string =>
  `<w:tc><w:tcPr><w:tcW w:w="1002044" w:type="dxa"/>${properties}</w:tcPr>${paragraph(run(text))}</w:tc>`
const tableRow = (cells: readonly string[]): string =>
  `<w:tr>${cells.map((one) => cell(one)).join('')}</w:tr>`
const textBox = (text: string): string => `<w:txbxContent>${paragraph(run(text))}</w:txbxContent>`
const part = (name: string, content: string): OfficeParts => ({ [name]: content })

const cases: readonly [string, Uint8Array, Expected][] = [
  [
    'a paragraph',
    documentFile(paragraph(run('Sehr geehrte Frau Beispiel'))),
    { lines: ['Sehr geehrte Frau Beispiel'] },
  ],
  [
    'a word split over runs',
    documentFile(
      paragraph(`${run('K100')}<w:proofErr w:type="spellStart"/>${run('20', '<w:b/>')}${run('44')}`),
    ),
    { lines: ['K1002044'] },
  ],
  [
    'tabs and breaks',
    documentFile(paragraph('<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>')),
    { lines: ['a\tb', 'c'] },
  ],
  [
    'no tab stops',
    documentFile(paragraph(run('a'), '<w:tabs><w:tab w:val="left" w:pos="1002044"/></w:tabs>')),
    { lines: ['a'], not: ['1002044', '\t'] },
  ],
  [
    'hyphens',
    documentFile(
      paragraph('<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>'),
    ),
    { lines: ['a-b\u00adc'] },
  ],
  [
    'letters set as symbols',
    documentFile(paragraph('<w:r><w:sym w:font="Symbol" w:char="F04B"/></w:r>')),
    { lines: ['K'] },
  ],
  [
    'tracked changes: as they are and as they were',
    documentFile(
      paragraph(
        `${run('Frau ')}${deletion(struck('Beispiel'))}${insertion(run('Muster'))}${run(' aus Ulm')}`,
      ),
    ),
    { lines: ['Frau Muster aus Ulm', 'Frau Beispiel aus Ulm', 'Dora Demo'] },
  ],
  [
    'text that was moved',
    documentFile(
      paragraph(
        `<w:moveFrom>${run('Berta')}</w:moveFrom>${run(' in Ulm ')}<w:moveTo>${run('Berta')}</w:moveTo>`,
      ),
    ),
    { lines: ['Berta in Ulm ', ' in Ulm Berta'] },
  ],
  [
    'paragraphs whose end was struck out',
    documentFile(paragraph(run('Bei'), '<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph(run('spiel'))),
    { lines: ['Beispiel', 'Bei', 'spiel'] },
  ],
  [
    'hidden text, with it and without it',
    documentFile(paragraph(run('Bei') + run('xyz', '<w:vanish/>') + run('spiel', '<w:vanish w:val="0"/>'))),
    { lines: ['Beixyzspiel', 'Beispiel'] },
  ],
  [
    'the code of a field beside its result',
    documentFile(
      paragraph(
        `${run('Frau ')}${fieldMark('begin')}${code(' MERGEFIELD ')}${code('"Berta Name" ')}${fieldMark('separate')}${run('Beispiel')}${fieldMark('end')}`,
      ),
    ),
    { lines: ['Frau Beispiel', ' MERGEFIELD "Berta Name" '] },
  ],
  [
    'a simple field',
    documentFile(paragraph(`<w:fldSimple w:instr="DOCPROPERTY K1002044">${run('x')}</w:fldSimple>`)),
    { lines: ['DOCPROPERTY K1002044'] },
  ],
  [
    'text boxes inside a paragraph, in both forms',
    documentFile(
      paragraph(
        `${run('Bei')}<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice Requires="wps">${textBox('Kasten')}</mc:Choice><mc:Fallback><w:pict>${textBox('Kasten')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>${run('spiel')}`,
      ),
    ),
    { lines: ['Kasten', 'Beispiel'] },
  ],
  [
    'text that is written in two forms',
    documentFile(
      paragraph(
        `<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:t>Berta</w:t></mc:Choice><mc:Fallback><w:t>Berta</w:t></mc:Fallback></mc:AlternateContent></w:r>`,
      ),
    ),
    { lines: ['Berta'], not: ['BertaBerta'] },
  ],
  [
    'content controls, their names and their lists',
    documentFile(
      `<w:sdt><w:sdtPr><w:alias w:val="Kundin"/><w:tag w:val="1002044"/><w:dropDownList><w:listItem w:displayText="Berta" w:value="1002051"/></w:dropDownList></w:sdtPr><w:sdtContent>${paragraph(run('Beispiel'))}</w:sdtContent></w:sdt>`,
    ),
    { lines: ['Beispiel', 'Kundin', '1002044', 'Berta', '1002051'] },
  ],
  [
    'descriptions of pictures, but no measures',
    documentFile(
      paragraph(
        '<w:r><w:drawing><wp:extent cx="1002044"/><wp:posOffset>1002044</wp:posOffset><wp:docPr id="1002044" name="Bild 1" descr="Foto von Berta"/></w:drawing></w:r>',
      ),
    ),
    { lines: ['Foto von Berta'], not: ['1002044'] },
  ],
  [
    'symbols of mathematics',
    documentFile(paragraph('<m:oMath><m:r><m:t>K1002044</m:t></m:r></m:oMath>')),
    { lines: ['K1002044'] },
  ],
  [
    'a table of data',
    documentFile(
      `<w:tbl>${tableRow(['Nummer', 'Name', 'Ort'])}${tableRow(['K1002044', 'Berta', 'Ulm'])}</w:tbl>`,
    ),
    {
      rows: [
        { cells: ['Nummer', 'Name', 'Ort'] },
        { cells: ['K1002044', 'Berta', 'Ulm'], labels: ['Nummer', 'Name', 'Ort'] },
      ],
    },
  ],
  [
    'a heading row over two columns, and a wide cell',
    documentFile(
      `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('Name', '<w:gridSpan w:val="2"/>')}${cell('Ort')}</w:tr>${tableRow(['Berta', 'Beispiel', 'Ulm'])}</w:tbl>`,
    ),
    {
      rows: [
        { cells: ['Name', '', 'Ort'] },
        { cells: ['Berta', 'Beispiel', 'Ulm'], labels: ['Name', '', 'Ort'] },
      ],
    },
  ],
  [
    'a table that only places an address',
    documentFile(`<w:tbl><w:tr>${cell('Berta Beispiel')}</w:tr><w:tr>${cell('89073 Ulm')}</w:tr></w:tbl>`),
    { lines: ['Berta Beispiel', '89073 Ulm'], rows: [] },
  ],
  [
    'headers, footnotes, comments and their authors',
    officeFile({
      'word/header1.xml': documentPart('hdr', paragraph(run('Kopf'))),
      'word/footnotes.xml': documentPart(
        'footnotes',
        `<w:footnote w:id="1">${paragraph(run('Note'))}</w:footnote>`,
      ),
      'word/comments.xml': documentPart(
        'comments',
        `<w:comment w:id="0" w:author="Dora Demo" w:initials="DD">${paragraph(run('Notiz'))}</w:comment>`,
      ),
      'word/glossary/document.xml': documentPart('glossaryDocument', paragraph(run('Baustein'))),
    }),
    { lines: ['Kopf', 'Note', 'Notiz', 'Dora Demo', 'Baustein'] },
  ],
  [
    'the source of a serial letter and variables',
    officeFile(
      part(
        'word/settings.xml',
        documentPart(
          'settings',
          '<w:mailMerge><w:query w:val="SELECT * FROM Kunden"/></w:mailMerge><w:docVars><w:docVar w:name="Kunde" w:val="1002044"/></w:docVars><w:rsids><w:rsid w:val="00ABCDEF"/></w:rsids>',
        ),
      ),
    ),
    { lines: ['SELECT * FROM Kunden', 'Kunde', '1002044'], not: ['00ABCDEF'] },
  ],
  [
    'properties of the document, with their names',
    officeFile({
      'docProps/core.xml':
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="d"><dc:title>1002044</dc:title><cp:lastModifiedBy>Dora Demo</cp:lastModifiedBy></cp:coreProperties>',
      'docProps/app.xml':
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Characters>1002051</Characters><Company>Beispiel AG</Company></Properties>',
      'docProps/custom.xml':
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="v"><property fmtid="{D5}" pid="2" name="Kundennummer"><vt:i4>4711</vt:i4></property></Properties>',
    }),
    { lines: ['1002044', 'Dora Demo', 'Beispiel AG', 'Kundennummer: 4711'], not: ['1002051'] },
  ],
  [
    'data of any vocabulary',
    officeFile(part('customXml/item1.xml', '<kunde nr="1002044"><name>Berta</name></kunde>')),
    { lines: ['nr="1002044"', 'name: Berta'] },
  ],
  [
    'where links lead',
    officeFile(
      part(
        'word/_rels/document.xml.rels',
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Target="https://shop.example/?kunde=1002044" TargetMode="External"/></Relationships>',
      ),
    ),
    { lines: ['kunde=1002044'] },
  ],
  [
    'files inside',
    officeFile({
      'word/embeddings/a.xlsx': 'x',
      'word/media/image1.png': 'y',
      'word/vbaProject.bin': 'z',
      'word/media/bild.svg': '<svg/>',
    }),
    {
      files: [
        'word/embeddings/a.xlsx',
        'word/media/bild.svg',
        'word/media/image1.png',
        'word/vbaProject.bin',
      ],
    },
  ],
  [
    'the names of its parts',
    officeFile(part('word/Berta.xml', documentPart('document', ''))),
    { lines: ['word/Berta.xml'] },
  ],
  [
    'slides in their order, hidden ones, and their tables',
    officeFile({
      'ppt/slides/slide10.xml': slidePart('<a:p><a:r><a:t>zehn</a:t></a:r></a:p>'),
      'ppt/slides/slide2.xml': slidePart(
        '<a:p><a:r><a:t>zw</a:t></a:r><a:br/><a:r><a:t>ei</a:t></a:r></a:p>',
      ).replace('<p:sld ', '<p:sld show="0" '),
      'ppt/slides/slide3.xml': slidePart(
        `<a:tbl>${['Nummer Name Ort', 'K1 Berta Ulm']
          .map(
            (row) =>
              `<a:tr h="1002044">${row
                .split(' ')
                .map((word) => `<a:tc><a:txBody><a:p><a:r><a:t>${word}</a:t></a:r></a:p></a:txBody></a:tc>`)
                .join('')}</a:tr>`,
          )
          .join('')}</a:tbl>`,
      ),
    }),
    {
      lines: ['zw', 'ei', 'zehn'],
      rows: [
        { cells: ['Nummer', 'Name', 'Ort'] },
        { cells: ['K1', 'Berta', 'Ulm'], labels: ['Nummer', 'Name', 'Ort'] },
      ],
    },
  ],
  [
    'notes, comments and masters of slides',
    officeFile({
      'ppt/notesSlides/notesSlide1.xml': slidePart('<a:p><a:r><a:t>Notiz</a:t></a:r></a:p>'),
      'ppt/comments/comment1.xml':
        '<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cm authorId="0"><p:text>für Berta</p:text></p:cm></p:cmLst>',
      'ppt/commentAuthors.xml':
        '<p:cmAuthorLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cmAuthor name="Dora Demo"/></p:cmAuthorLst>',
    }),
    { lines: ['Notiz', 'für Berta', 'Dora Demo'] },
  ],
  [
    'entities, sections and comments of XML',
    documentFile(paragraph('<w:r><w:t>M&#252;ller &amp; <![CDATA[S<h>ne]]></w:t></w:r><!-- K1002044 -->')),
    { lines: ['Müller & S<h>ne', ' K1002044 '] },
  ],
  [
    'a part in UTF-16',
    officeFile({
      'word/document.xml': Buffer.from(
        `\ufeff${documentPart('document', paragraph(run('Müller')))}`,
        'utf16le',
      ),
    }),
    { lines: ['Müller'] },
  ],
  [
    'a part that is cut',
    officeFile(part('word/document.xml', documentPart('document', paragraph(run('Berta'))).slice(0, -20))),
    { lines: ['Berta'], unchecked: ['broken'] },
  ],
  ['no archive', Buffer.from('PK\x03\x04 K1002044'), { unchecked: ['broken'] }],
  [
    'an encrypted part',
    zipFile([{ name: 'word/document.xml', content: 'x', flags: 1 }]),
    { unchecked: ['encrypted'] },
  ],
]

for (const [name, bytes, expected] of cases) {
  test(`a document is read with ${name}`, async () => {
    const desk = recordingDesk()
    await readOoxml(bytes, desk)
    const all = desk.texts.join('\n')
    const lines = all.split('\n')
    for (const line of expected.lines ?? []) expect(lines).toContain(line)
    for (const one of expected.not ?? []) expect(all).not.toContain(one)
    if (expected.rows) expect(desk.rows).toEqual(expected.rows)
    if (expected.files) expect(desk.files.map(({ file }) => file.name)).toEqual(expected.files)
    expect(desk.uncheckedReasons).toEqual(expected.unchecked ?? [])
  })
}

test('what is read does not depend on how a text is split into runs', async () => {
  const whole = 'Sehr geehrte Frau Berta Beispiel, Ihre Nummer: K1002044'
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 12 }), async (cuts) => {
      const sorted = [0, ...cuts.sort((a, b) => a - b), whole.length]
      const pieces = sorted.slice(1).map((end, i) => run(whole.slice(sorted[i], end), i % 2 ? '<w:b/>' : ''))
      const desk = recordingDesk()
      await readOoxml(documentFile(paragraph(pieces.join('<w:bookmarkEnd w:id="7"/>'))), desk)
      expect(desk.texts.join('').split('\n')).toContain(whole)
    }),
  )
})

test('a document that was cut or changed shows what it still holds and throws nothing', async () => {
  const body = Array.from({ length: 50 }, (_, i) => paragraph(run(`Absatz ${i * 7919}`))).join('')
  const whole = documentFile(body, { 'docProps/core.xml': '<a/>' })
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), fc.boolean(), async (at, bit, isCut) => {
      const bytes = Buffer.from(isCut ? whole.subarray(0, at) : whole)
      if (!isCut) bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      await readOoxml(bytes, recordingDesk(10_000_000))
    }),
    { numRuns: 300 },
  )
})

const hostile: readonly [string, string][] = [
  ['100,000 elements inside one another', '<w:tbl><w:tr><w:tc>'.repeat(33_333) + paragraph(run('Berta'))],
  ['100,000 paragraphs inside one another', '<w:p>'.repeat(100_000) + run('Berta')],
  ['a million attributes', `<w:p ${'a="1" '.repeat(1_000_000)}>${run('Berta')}</w:p>`],
  ['tags without an end', `${paragraph(run('Berta'))}${'<w:p a'.repeat(200_000)}`],
  ['quotes without an end', `${paragraph(run('Berta'))}${`<w:p a='"`.repeat(200_000)}`],
  ['ends without a beginning', `${paragraph(run('Berta'))}${'</w:p></w:tbl></w:del>'.repeat(100_000)}`],
  ['comments without an end', `${paragraph(run('Berta'))}${'<!--'.repeat(200_000)}`],
]

for (const [name, body] of hostile) {
  test(`a document with ${name} is read to its end`, async () => {
    const desk = recordingDesk()
    await readOoxml(documentFile(body), desk)
    expect(desk.texts.join('')).toContain('Berta')
  })
}

test('a document that is a bomb stops at the budget, after what stands before', async () => {
  const desk = recordingDesk(2_000_000)
  const bomb = documentFile(paragraph(run('Berta')) + ' '.repeat(50_000_000))
  await expect(readOoxml(bomb, desk)).rejects.toThrow(LimitBroken)
  expect(desk.texts.join('')).toContain('Berta')
})
