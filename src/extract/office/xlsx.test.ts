import { expect, test } from 'vitest'
import { officeFile, sharedStringsPart, sheetPart, workbookFile } from '../../../test/support/office-file.ts'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readOoxml } from './ooxml.ts'

interface Expected {
  /** Rows of data, without the rows that name the columns. */
  readonly rows?: readonly (readonly string[])[]
  readonly labels?: readonly string[]
  readonly texts?: readonly string[]
  readonly not?: readonly string[]
  readonly unchecked?: readonly string[]
}

function cell(reference: string, content: string, attributes = ''): string {
  return `<c r="${reference}" ${attributes}>${content}</c>`
}

function text(reference: string, content: string): string {
  return cell(reference, `<is><t>${content}</t></is>`, 't="inlineStr"')
}

const header = `<row r="1">${text('A1', 'Nummer')}${text('B1', 'Name')}${text('C1', 'Ort')}</row>`
const labels = ['Nummer', 'Name', 'Ort']
const styles = (formats: string, ids: readonly number[]): string =>
  sheetPart(
    'styleSheet',
    `<numFmts>${formats}</numFmts><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs>`,
  )
const numFmt = (id: number, code: string): string => `<numFmt numFmtId="${id}" formatCode="${code}"/>`

/** A row whose first cell is under test, in a sheet with three columns. */
const oneRow = (first: string): string =>
  `${header}<row r="2">${first}${text('B2', 'Berta')}${text('C2', 'Ulm')}</row>`
const styled = (value: string, formats: string, id: number): Uint8Array =>
  workbookFile(oneRow(cell('A2', `<v>${value}</v>`, 's="1"')), { 'xl/styles.xml': styles(formats, [0, id]) })

const cases: readonly [string, Uint8Array, Expected][] = [
  [
    'inline texts under their headings',
    workbookFile(oneRow(text('A2', 'K1002044'))),
    { rows: [['K1002044', 'Berta', 'Ulm']], labels },
  ],
  [
    'shared texts, with runs and readings of a name joined',
    workbookFile(oneRow(cell('A2', '<v>1</v>', 't="s"')), {
      'xl/sharedStrings.xml': sharedStringsPart(
        '<t>left over</t>',
        '<r><t>K100</t></r><r><rPr><b/></rPr><t>2044</t></r><rPh sb="0" eb="1"><t>kei</t></rPh>',
      ),
    }),
    { rows: [['K1002044 kei', 'Berta', 'Ulm']], texts: ['left over'] },
  ],
  [
    'shared texts in a part of another name',
    workbookFile(oneRow(cell('A2', '<v>0</v>', 't="s"')), {
      'xl/zeichen.xml': sharedStringsPart('<t>K1002044</t>'),
      '[Content_Types].xml':
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/zeichen.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    }),
    { rows: [['K1002044', 'Berta', 'Ulm']] },
  ],
  ['a number', workbookFile(oneRow(cell('A2', '<v>1002044</v>'))), { rows: [['1002044', 'Berta', 'Ulm']] }],
  [
    'a number with an exponent',
    workbookFile(oneRow(cell('A2', '<v>1.002044E6</v>'))),
    { rows: [['1002044', 'Berta', 'Ulm']] },
  ],
  [
    'digits of any length as written',
    workbookFile(oneRow(cell('A2', '<v>4006381333931000042</v>'))),
    { rows: [['4006381333931000042', 'Berta', 'Ulm']] },
  ],
  [
    'fifteen digits of a fraction, as shown',
    workbookFile(oneRow(cell('A2', '<v>1002043.9999999999</v>'))),
    { rows: [['1002044', 'Berta', 'Ulm']] },
  ],
  ['a date', styled('29358', '', 14), { rows: [['1980-05-17', 'Berta', 'Ulm']] }],
  [
    'a date in a format of its own',
    styled('29358', numFmt(164, '[$-407]d/\\ mmmm\\ yyyy;@'), 164),
    { rows: [['1980-05-17', 'Berta', 'Ulm']] },
  ],
  [
    'a date with a time',
    styled('29358.5', numFmt(164, 'dd.mm.yyyy hh:mm'), 164),
    { rows: [['1980-05-17 12:00', 'Berta', 'Ulm']] },
  ],
  ['a date before March 1900', styled('59', '', 14), { rows: [['1900-02-28', 'Berta', 'Ulm']] }],
  [
    'a date of a workbook that starts in 1904',
    workbookFile(oneRow(cell('A2', '<v>27896</v>', 's="1"')), {
      'xl/workbook.xml': sheetPart('workbook', '<workbookPr date1904="1"/>'),
      'xl/styles.xml': styles('', [0, 14]),
    }),
    { rows: [['1980-05-17', 'Berta', 'Ulm']] },
  ],
  ['a time as written', styled('0.5', '', 20), { rows: [['0.5', 'Berta', 'Ulm']] }],
  [
    'a customer number that looks like a date',
    styled('1002044', '', 14),
    { rows: [['4643-07-02', 'Berta', 'Ulm', '1002044']] },
  ],
  [
    'a date as text',
    workbookFile(oneRow(cell('A2', '<v>1980-05-17</v>', 't="d"'))),
    { rows: [['1980-05-17', 'Berta', 'Ulm']] },
  ],
  [
    'a postcode with its zero',
    styled('1067', numFmt(164, '00000'), 164),
    { rows: [['01067', 'Berta', 'Ulm', '1067']] },
  ],
  [
    'a letter that only the format has',
    styled('1002044', numFmt(164, '&quot;K&quot;0000000'), 164),
    { rows: [['K1002044', 'Berta', 'Ulm', '1002044']] },
  ],
  [
    'groups of digits',
    styled('1002044', numFmt(164, '000\\-0000'), 164),
    { rows: [['100-2044', 'Berta', 'Ulm', '1002044']] },
  ],
  [
    'the value of a formula, and texts in it',
    workbookFile(
      oneRow(
        cell(
          'A2',
          '<f>IF(B1002044&gt;5,"K"&amp;"1002044",\'Caspar Muster\'!A1)</f><v>K1002044</v>',
          't="str"',
        ),
      ),
    ),
    { rows: [['K1002044', 'Berta', 'Ulm', 'K', '1002044', 'Caspar Muster']] },
  ],
  [
    'no truth values and errors',
    workbookFile(
      oneRow(text('D2', 'x') + cell('A2', '<v>1</v>', 't="b"')) +
        `<row r="3">${cell('A3', '<v>#N/A</v>', 't="e"')}${text('B3', 'Carl')}${text('C3', 'Bonn')}${text('D3', 'x')}</row>`,
    ),
    {
      rows: [
        ['', 'Berta', 'Ulm', 'x'],
        ['', 'Carl', 'Bonn', 'x'],
      ],
    },
  ],
  [
    'characters that XML cannot hold',
    workbookFile(oneRow(text('A2', 'a_x000D_b'))),
    { rows: [['a\rb', 'Berta', 'Ulm']] },
  ],
  [
    'cells at their columns',
    workbookFile(
      `${header}<row r="2" hidden="1">${text('C2', 'Ulm')}${text('A2', 'K1')}${text('E2', 'x')}</row>
       <row><c t="str"><v>K2</v></c><c t="str"><v>Carl</v></c><c t="str"><v>Bonn</v></c></row>`,
    ),
    {
      rows: [
        ['K1', '', 'Ulm', '', 'x'],
        ['K2', 'Carl', 'Bonn'],
      ],
    },
  ],
  [
    'two cells at one place',
    workbookFile(oneRow(text('A2', 'K1') + text('A2', 'K2'))),
    { rows: [['K1', 'Berta', 'Ulm', 'K2']] },
  ],
  [
    'a column beyond the last one',
    workbookFile(oneRow(text('A2', 'K1') + text('XFE2', 'K2'))),
    { rows: [['K1', 'K2', 'Ulm', 'Berta']], unchecked: ['broken'] },
  ],
  [
    'a shared text that is missing',
    workbookFile(oneRow(cell('A2', '<v>7</v>', 't="s"'))),
    { rows: [['7', 'Berta', 'Ulm']], unchecked: ['broken'] },
  ],
  [
    'any prefix of names',
    officeFile({
      'xl/worksheets/sheet1.xml': sheetPart('worksheet', '')
        .replace('<worksheet xmlns=', '<x:worksheet xmlns:x=')
        .replace(
          '</worksheet>',
          `<x:sheetData>${oneRow(text('A2', 'K1')).replace(/<(\/?)/g, '<$1x:')}</x:sheetData></x:worksheet>`,
        ),
    }),
    { rows: [['K1', 'Berta', 'Ulm']] },
  ],
  [
    'names of sheets, names and hidden names',
    officeFile({
      'xl/workbook.xml': sheetPart(
        'workbook',
        '<sheets><sheet name="Berta Beispiel" state="veryHidden"/></sheets><definedNames><definedName name="Kunde_Caspar" hidden="1">"K1002044"</definedName></definedNames>',
      ),
    }),
    { texts: ['Berta Beispiel', 'Kunde_Caspar', 'K1002044'] },
  ],
  [
    'headers and footers without their codes',
    officeFile({
      'xl/worksheets/sheet1.xml': sheetPart(
        'worksheet',
        '<sheetData/><headerFooter><oddHeader>&amp;L&amp;"Arial,Fett"&amp;12Berta Beispiel&amp;RSeite &amp;P &amp;&amp; Sohn</oddHeader></headerFooter>',
      ),
    }),
    { texts: ['\nBerta Beispiel\nSeite  & Sohn'] },
  ],
  [
    'links, their targets, and what links show',
    officeFile({
      'xl/worksheets/sheet1.xml': sheetPart(
        'worksheet',
        '<hyperlinks><hyperlink ref="A1" r:id="rId1" tooltip="Berta Beispiel" display="hier"/></hyperlinks>',
      ),
      'xl/worksheets/_rels/sheet1.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="t" Target="mailto:berta%40example.org" TargetMode="External"/></Relationships>',
    }),
    { texts: ['Berta Beispiel', 'mailto:berta%40example.org', 'berta@example.org'] },
  ],
  [
    'lists of allowed values and hints',
    officeFile({
      'xl/worksheets/sheet1.xml': sheetPart(
        'worksheet',
        '<dataValidations><dataValidation type="list" prompt="Berta Beispiel" sqref="A1"><formula1>"K1002044,K1002051"</formula1></dataValidation></dataValidations>',
      ),
    }),
    { texts: ['Berta Beispiel', 'K1002044,K1002051'] },
  ],
  [
    'comments and their authors',
    officeFile({
      'xl/comments1.xml': sheetPart(
        'comments',
        '<authors><author>Caspar Muster</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>Ber</t></r><r><t>ta</t></r></text></comment></commentList>',
      ),
    }),
    { texts: ['Caspar Muster', 'Berta\n'] },
  ],
  [
    'threaded comments and persons',
    officeFile({
      'xl/threadedComments/threadedComment1.xml':
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A1"><text>für Berta</text></threadedComment></ThreadedComments>',
      'xl/persons/person.xml':
        '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="Caspar Muster" userId="caspar@example.org"/></personList>',
    }),
    { texts: ['für Berta', 'Caspar Muster', 'caspar@example.org'] },
  ],
  [
    'rows in the cache of a pivot table',
    officeFile({
      'xl/pivotCache/pivotCacheDefinition1.xml': sheetPart(
        'pivotCacheDefinition',
        '<cacheFields><cacheField name="Nummer"><sharedItems/></cacheField><cacheField name="Name"><sharedItems><s v="Carl"/><s v="Berta"/></sharedItems></cacheField><cacheField name="Geburt"><sharedItems/></cacheField></cacheFields>',
      ),
      'xl/pivotCache/pivotCacheRecords1.xml': sheetPart(
        'pivotCacheRecords',
        '<r><n v="1002044"/><x v="1"/><d v="1980-05-17T00:00:00"/></r>',
      ),
    }),
    {
      rows: [['1002044', 'Berta', '1980-05-17']],
      labels: ['Nummer', 'Name', 'Geburt'],
      texts: ['Name: Carl'],
    },
  ],
  [
    'copies of cells of another workbook',
    officeFile({
      'xl/externalLinks/externalLink1.xml': sheetPart(
        'externalLink',
        `<externalBook><sheetNames><sheetName val="Kunden Ulm"/></sheetNames><sheetDataSet><sheetData sheetId="0">${[1, 2].map((row) => `<row r="${row}"><cell r="A${row}"><v>100204${row}</v></cell><cell r="B${row}" t="str"><v>Berta</v></cell><cell r="C${row}" t="str"><v>Ulm</v></cell></row>`).join('')}</sheetData></sheetDataSet></externalBook>`,
      ),
    }),
    {
      rows: [
        ['1002041', 'Berta', 'Ulm'],
        ['1002042', 'Berta', 'Ulm'],
      ],
      texts: ['Kunden Ulm'],
    },
  ],
  [
    'values kept in a chart, but no ranges',
    officeFile({
      'xl/charts/chart1.xml':
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:cat><c:strRef><c:f>Tabelle1!$A$1:$A$1002044</c:f><c:strCache><c:pt idx="0"><c:v>Berta Beispiel</c:v></c:pt></c:strCache></c:strRef></c:cat></c:chartSpace>',
    }),
    { texts: ['Berta Beispiel'], not: ['1002044'] },
  ],
  [
    'headings of tables',
    officeFile({
      'xl/tables/table1.xml': sheetPart(
        'table',
        '<tableColumns><tableColumn id="1" name="K1002044"/></tableColumns>',
      ),
    }),
    { texts: ['K1002044'] },
  ],
  [
    'no places of drawings',
    officeFile({
      'xl/drawings/drawing1.xml':
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:from><xdr:colOff>1002044</xdr:colOff></xdr:from><xdr:cNvPr id="1002044" name="Bild 1" descr="Berta"/></xdr:wsDr>',
    }),
    { texts: ['Berta'], not: ['1002044'] },
  ],
  [
    'a document type',
    officeFile({
      'xl/worksheets/sheet1.xml': `<!DOCTYPE x [<!ENTITY a "K1002044">]>${sheetPart('worksheet', `<sheetData>${oneRow(text('A2', '&a;&a;'))}</sheetData>`)}`,
    }),
    { rows: [['&a;&a;', 'Berta', 'Ulm']], texts: ['K1002044'], unchecked: ['broken'] },
  ],
  [
    'a sheet that was cut',
    officeFile({
      'xl/worksheets/sheet1.xml': sheetPart('worksheet', `<sheetData>${oneRow(text('A2', 'K1'))}`).slice(
        0,
        -12,
      ),
    }),
    { rows: [['K1', 'Berta', 'Ulm']], unchecked: ['broken'] },
  ],
  [
    'printer settings as text',
    officeFile({ 'xl/printerSettings/printerSettings1.bin': Buffer.from('Drucker Berta', 'utf16le') }),
    { texts: ['Drucker Berta'] },
  ],
  [
    'the binary form as far as it is legible',
    officeFile({
      'xl/workbook.bin': Buffer.from([1]),
      'xl/sharedStrings.bin': Buffer.from('\u0001K1002044', 'utf16le'),
    }),
    { texts: ['K1002044'], unchecked: ['unknown-format', 'unknown-format'] },
  ],
]

for (const [name, bytes, expected] of cases) {
  test(`a workbook is read with ${name}`, async () => {
    const desk = recordingDesk()
    await readOoxml(bytes, desk)
    const rows = desk.rows.filter((row) => row.cells.join() !== (expected.labels ?? labels).join())
    if (expected.rows) expect(rows.map((row) => row.cells)).toEqual(expected.rows)
    if (expected.labels) expect(rows[0]?.labels).toEqual(expected.labels)
    const all = desk.texts.join('\n')
    for (const one of expected.texts ?? []) expect(all).toContain(one)
    for (const one of expected.not ?? []) expect(all).not.toContain(one)
    expect(desk.uncheckedReasons).toEqual(expected.unchecked ?? [])
  })
}
