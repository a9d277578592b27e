/** Files that are small on the wire and endless when opened. */
import { gzipSync } from 'node:zlib'
import { zip } from '../../mail-builder/archive.ts'
import { xmlHeader } from '../../mail-builder/xml.ts'

const megabyte = 1024 * 1024

/** A zip whose entries are zips whose entries are zeros: 8 x 8 x 16 MB. */
export function zipOfZips(): Buffer {
  const zeros = Buffer.alloc(16 * megabyte)
  const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i}`)
  const inner = zip(Object.fromEntries(names(8).map((name) => [`${name}.txt`, zeros])))
  return zip(Object.fromEntries(names(8).map((name) => [`${name}.zip`, inner])))
}

/** One stretch of compressed zeros that every entry of the directory points at. @source the overlapping construction of Fifield (2019) */
export function overlappingZip(entries: number): Buffer {
  const single = zip({ a: Buffer.alloc(10 * megabyte) })
  const directoryAt = single.readUInt32LE(single.length - 22 + 16)
  const local = single.subarray(0, directoryAt)
  const record = single.subarray(directoryAt, single.length - 22)
  const directory = Buffer.concat(Array<Buffer>(entries).fill(record))
  const end = Buffer.from(single.subarray(single.length - 22))
  end.writeUInt16LE(entries, 8)
  end.writeUInt16LE(entries, 10)
  end.writeUInt32LE(directory.length, 12)
  return Buffer.concat([local, directory, end])
}

export function manyEntries(count: number): Buffer {
  return zip(Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}.txt`, 'x'])), 0)
}

/** 512 MB of zeros. */
export function gzipBomb(): Buffer {
  const block = gzipSync(Buffer.alloc(64 * megabyte))
  return Buffer.concat(Array<Buffer>(8).fill(block))
}

/** Ten to the power of nine copies of a word, by entities that name entities. */
export function billionLaughs(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
  return `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY l0 "ha">${levels}]><b>&l9;</b>`
}

/** A Word file whose text part is `documentXml`. */
export function docxAround(documentXml: string): Buffer {
  return zip({
    '[Content_Types].xml': `${xmlHeader}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${xmlHeader}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': documentXml,
  })
}

/** A workbook with one cell repeated over all columns and very many rows. */
export function endlessSheet(): Buffer {
  const cell =
    '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
  return zip({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `${xmlHeader}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet><table:table><table:table-row table:number-rows-repeated="1048576">${cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
  })
}

type Objects = readonly string[]

function pdfOf(objects: Objects, trailer = ''): Buffer {
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, i) => {
    const offset = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = text.length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer.replace('HERE', String(start))} >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** Page trees, forms and cross-reference tables that lead back to themselves. */
export const loopingPdfs: Readonly<Record<string, Buffer>> = {
  'page tree': pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 100000 >>',
    '<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 100000 >>',
  ]),
  form: pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>',
    '<< /Length 5 >>\nstream\n/F Do\nendstream',
    '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 11 /Resources << /XObject << /F 5 0 R >> >> >>\nstream\n/F Do /F Do\nendstream',
  ]),
  'cross-reference table': pdfOf(
    ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'],
    '/Prev HERE',
  ),
  outline: pdfOf([
    '<< /Type /Catalog /Pages 2 0 R /Outlines 3 0 R >>',
    '<< /Type /Pages /Kids [] /Count 0 >>',
    '<< /Type /Outlines /First 4 0 R /Last 4 0 R >>',
    '<< /Title (x) /Parent 3 0 R /Next 4 0 R /First 4 0 R >>',
  ]),
}
