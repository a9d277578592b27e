/** Word and Excel files for tests: as small as programs accept, with every corner where text can hide. */
import { zip } from './archive.ts'
import { escapeXml, xmlHeader } from './xml.ts'

const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types'
const wordSpace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const sheetSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

export interface DocxOptions {
  /** Each inner list is one paragraph, each text one run. */
  readonly paragraphs?: readonly (readonly string[])[]
  /** Rows of a table behind the paragraphs. */
  readonly table?: readonly (readonly string[])[]
  readonly deleted?: string
  readonly hidden?: string
  readonly comment?: string
  readonly header?: string
  readonly footnote?: string
  readonly subject?: string
  readonly customProperty?: string
  readonly linkTarget?: string
  readonly embedded?: Readonly<Record<string, Uint8Array>>
}

const run = (text: string, properties = ''): string =>
  `<w:r>${properties}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`
const paragraph = (inner: string): string => `<w:p>${inner}</w:p>`

function documentBody(options: DocxOptions): string {
  const paragraphs = (options.paragraphs ?? [['Ihre Unterlagen']]).map((runs) =>
    paragraph(runs.map((text) => run(text)).join('')),
  )
  if (options.deleted)
    paragraphs.push(
      paragraph(
        `<w:del w:id="1" w:author="Redaktion"><w:r><w:delText>${escapeXml(options.deleted)}</w:delText></w:r></w:del>`,
      ),
    )
  if (options.hidden) paragraphs.push(paragraph(run(options.hidden, '<w:rPr><w:vanish/></w:rPr>')))
  if (options.linkTarget)
    paragraphs.push(paragraph(`<w:hyperlink r:id="rId9">${run('Zum Konto')}</w:hyperlink>`))
  if (options.table)
    paragraphs.push(
      `<w:tbl>${options.table
        .map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(run(cell))}</w:tc>`).join('')}</w:tr>`)
        .join('')}</w:tbl>`,
    )
  return paragraphs.join('')
}

const wordPart = (root: string, inner: string): string =>
  `${xmlHeader}<w:${root} xmlns:w="${wordSpace}" xmlns:r="${officeRelations}">${inner}</w:${root}>`

export function docx(options: DocxOptions): Buffer {
  const relations = [
    options.comment && `<Relationship Id="rId5" Type="${officeRelations}/comments" Target="comments.xml"/>`,
    options.header && `<Relationship Id="rId6" Type="${officeRelations}/header" Target="header1.xml"/>`,
    options.footnote &&
      `<Relationship Id="rId7" Type="${officeRelations}/footnotes" Target="footnotes.xml"/>`,
    options.linkTarget &&
      `<Relationship Id="rId9" Type="${officeRelations}/hyperlink" Target="${escapeXml(options.linkTarget)}" TargetMode="External"/>`,
  ]
  const files: Record<string, Uint8Array | string> = {
    '[Content_Types].xml': `${xmlHeader}<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${xmlHeader}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${officeRelations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': wordPart('document', `<w:body>${documentBody(options)}</w:body>`),
    'word/_rels/document.xml.rels': `${xmlHeader}<Relationships xmlns="${packageRelations}">${relations.filter(Boolean).join('')}</Relationships>`,
  }
  if (options.comment)
    files['word/comments.xml'] = wordPart(
      'comments',
      `<w:comment w:id="0" w:author="Redaktion">${paragraph(run(options.comment))}</w:comment>`,
    )
  if (options.header) files['word/header1.xml'] = wordPart('hdr', paragraph(run(options.header)))
  if (options.footnote)
    files['word/footnotes.xml'] = wordPart(
      'footnotes',
      `<w:footnote w:id="2">${paragraph(run(options.footnote))}</w:footnote>`,
    )
  if (options.subject)
    files['docProps/core.xml'] =
      `${xmlHeader}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject>${escapeXml(options.subject)}</dc:subject></cp:coreProperties>`
  if (options.customProperty)
    files['docProps/custom.xml'] =
      `${xmlHeader}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Vorgang"><vt:lpwstr>${escapeXml(options.customProperty)}</vt:lpwstr></property></Properties>`
  for (const [name, bytes] of Object.entries(options.embedded ?? {})) files[`word/embeddings/${name}`] = bytes
  return zip(files)
}

export type Cell =
  | string
  | { readonly number: number }
  | { readonly dateSerial: number }
  | { readonly inline: string }

export interface Sheet {
  readonly rows: readonly (readonly Cell[])[]
  readonly isHidden?: boolean
  readonly hiddenColumn?: number
  readonly hiddenRow?: number
}

export interface XlsxOptions {
  readonly sheets: readonly Sheet[]
  readonly comment?: string
}

/** Serial number of a day in a workbook. @param isoDate `YYYY-MM-DD` */
export function sheetSerial(isoDate: string): number {
  return Math.round((Date.parse(`${isoDate}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
}

export function xlsx(options: XlsxOptions): Buffer {
  const strings: string[] = []
  const sheets = options.sheets.map((sheet) => sheetXml(sheet, strings))
  const files: Record<string, string> = {
    '[Content_Types].xml': `${xmlHeader}<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': `${xmlHeader}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${officeRelations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xmlHeader}<workbook xmlns="${sheetSpace}" xmlns:r="${officeRelations}"><sheets>${options.sheets
      .map(
        (sheet, i) =>
          `<sheet name="Tabelle${i + 1}" sheetId="${i + 1}"${sheet.isHidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xmlHeader}<Relationships xmlns="${packageRelations}">${sheets
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${officeRelations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rId90" Type="${officeRelations}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId91" Type="${officeRelations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${xmlHeader}<styleSheet xmlns="${sheetSpace}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${xmlHeader}<sst xmlns="${sheetSpace}">${strings
      .map((text) => `<si><t>${escapeXml(text)}</t></si>`)
      .join('')}</sst>`,
  }
  for (const [i, xml] of sheets.entries()) files[`xl/worksheets/sheet${i + 1}.xml`] = xml
  if (options.comment)
    files['xl/comments1.xml'] =
      `${xmlHeader}<comments xmlns="${sheetSpace}"><authors><author>Redaktion</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>${escapeXml(options.comment)}</t></r></text></comment></commentList></comments>`
  if (options.comment)
    files['xl/worksheets/_rels/sheet1.xml.rels'] =
      `${xmlHeader}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${officeRelations}/comments" Target="../comments1.xml"/></Relationships>`
  return zip(files)
}

function sheetXml(sheet: Sheet, strings: string[]): string {
  const columns =
    sheet.hiddenColumn === undefined
      ? ''
      : `<cols><col min="${sheet.hiddenColumn + 1}" max="${sheet.hiddenColumn + 1}" width="9" hidden="1"/></cols>`
  const rows = sheet.rows.map((cells, row) => {
    const hidden = sheet.hiddenRow === row ? ' hidden="1"' : ''
    return `<row r="${row + 1}"${hidden}>${cells.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${row + 1}`, strings)).join('')}</row>`
  })
  return `${xmlHeader}<worksheet xmlns="${sheetSpace}">${columns}<sheetData>${rows.join('')}</sheetData></worksheet>`
}

function cellXml(cell: Cell, reference: string, strings: string[]): string {
  if (typeof cell === 'string') return `<c r="${reference}" t="s"><v>${strings.push(cell) - 1}</v></c>`
  if ('inline' in cell)
    return `<c r="${reference}" t="inlineStr"><is><t>${escapeXml(cell.inline)}</t></is></c>`
  if ('number' in cell) return `<c r="${reference}"><v>${cell.number}</v></c>`
  return `<c r="${reference}" s="1"><v>${cell.dateSerial}</v></c>`
}
