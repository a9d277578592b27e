/** Office files from their parts, with the markup around the part that a test is about. */
import { zipSync } from 'fflate'

export type OfficeParts = Readonly<Record<string, string | Uint8Array>>

export function officeFile(parts: OfficeParts): Uint8Array {
  const entries = Object.entries(parts).map(([name, content]) => [name, Buffer.from(content)] as const)
  return zipSync(Object.fromEntries(entries))
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const words = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const drawing = 'http://schemas.openxmlformats.org/drawingml/2006/main'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

/** A part of a workbook with its root element. */
export function sheetPart(root: string, content: string): string {
  return `${declaration}<${root} xmlns="${main}" xmlns:r="${relations}">${content}</${root}>`
}

export function sharedStringsPart(...items: readonly string[]): string {
  return sheetPart('sst', items.map((item) => `<si>${item}</si>`).join(''))
}

/** A workbook with one sheet of the given rows. */
export function workbookFile(rows: string, more: OfficeParts = {}): Uint8Array {
  return officeFile({
    'xl/workbook.xml': sheetPart(
      'workbook',
      '<sheets><sheet name="Tabelle1" sheetId="1" r:id="rId1"/></sheets>',
    ),
    'xl/worksheets/sheet1.xml': sheetPart('worksheet', `<sheetData>${rows}</sheetData>`),
    ...more,
  })
}

/** A part of a document with its root element. */
export function documentPart(root: string, content: string): string {
  return `${declaration}<w:${root} xmlns:w="${words}" xmlns:r="${relations}" xmlns:a="${drawing}">${content}</w:${root}>`
}

export function documentFile(body: string, more: OfficeParts = {}): Uint8Array {
  return officeFile({ 'word/document.xml': documentPart('document', `<w:body>${body}</w:body>`), ...more })
}

export function slidePart(content: string): string {
  const name = 'http://schemas.openxmlformats.org/presentationml/2006/main'
  return `${declaration}<p:sld xmlns:p="${name}" xmlns:a="${drawing}"><p:cSld><p:spTree>${content}</p:spTree></p:cSld></p:sld>`
}

/** A run of text as Word writes it. */
export function run(text: string, properties = ''): string {
  const marks = properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`
  return `<w:r w:rsidR="00AB12CD">${marks}<w:t xml:space="preserve">${text}</w:t></w:r>`
}

export function paragraph(content: string, properties = ''): string {
  const marks = properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`
  return `<w:p w:rsidR="00AB12CD" w:rsidRDefault="001002044">${marks}${content}</w:p>`
}
