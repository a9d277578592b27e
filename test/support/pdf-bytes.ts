/** PDF files built byte by byte, for what no generator writes. */
import { deflateSync } from 'node:zlib'

export interface PdfParts {
  /** Dictionaries of the objects from 1 on; 1 is the catalog, unless the trailer says otherwise. */
  readonly objects: readonly (string | PdfStream)[]
  readonly trailer?: string
}

export interface PdfStream {
  readonly dictionary: string
  readonly data: string | Uint8Array
}

/** @returns a file with a right cross-reference table */
export function pdfBytes(parts: PdfParts): Uint8Array {
  const chunks: Buffer[] = [Buffer.from('%PDF-1.7\n', 'latin1')]
  const offsets: number[] = []
  let size = chunks[0]?.length ?? 0
  const push = (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
  }
  parts.objects.forEach((object, index) => {
    offsets.push(size)
    push(Buffer.from(`${index + 1} 0 obj\n`, 'latin1'))
    if (typeof object === 'string') push(Buffer.from(object, 'latin1'))
    else {
      const data =
        typeof object.data === 'string' ? Buffer.from(object.data, 'latin1') : Buffer.from(object.data)
      push(Buffer.from(`<< ${object.dictionary} /Length ${data.length} >>\nstream\n`, 'latin1'))
      push(data)
      push(Buffer.from('\nendstream', 'latin1'))
    }
    push(Buffer.from('\nendobj\n', 'latin1'))
  })
  const start = size
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  push(Buffer.from(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}`, 'latin1'))
  const trailer = parts.trailer ?? '/Root 1 0 R'
  push(
    Buffer.from(
      `trailer\n<< /Size ${offsets.length + 1} ${trailer} >>\nstartxref\n${start}\n%%EOF\n`,
      'latin1',
    ),
  )
  return new Uint8Array(Buffer.concat(chunks))
}

/** One page with a Helvetica font `/F1`, further page entries and further objects from number 6 on. */
export function onePagePdf(
  content: string,
  more: {
    readonly page?: string
    readonly catalog?: string
    readonly objects?: readonly (string | PdfStream)[]
    readonly trailer?: string
  } = {},
): Uint8Array {
  return pdfBytes({
    objects: [
      `<< /Type /Catalog /Pages 2 0 R ${more.catalog ?? ''} >>`,
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> ${more.page ?? ''} >>`,
      { dictionary: '', data: content },
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      ...(more.objects ?? []),
    ],
    ...(more.trailer === undefined ? {} : { trailer: more.trailer }),
  })
}

/** The page is packed into an object stream, as writers do since PDF 1.5; number 3 is the page. */
export function packedPagePdf(page: string, content: string): Uint8Array {
  const packed = deflateSync(`3 0 ${page}`)
  const chunks: Buffer[] = [Buffer.from('%PDF-1.7\n', 'latin1')]
  const offsets: number[] = []
  const put = (number: number, body: string | Buffer): void => {
    offsets[number] = chunks.reduce((size, chunk) => size + chunk.length, 0)
    chunks.push(Buffer.from(`${number} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n'))
  }
  const stream = (dictionary: string, data: Uint8Array): Buffer =>
    Buffer.concat([
      Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`),
      data,
      Buffer.from('\nendstream'),
    ])
  put(1, '<< /Type /Catalog /Pages 2 0 R >>')
  put(2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>')
  put(4, stream('', Buffer.from(content, 'latin1')))
  put(5, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  put(6, stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', packed))
  const start = chunks.reduce((size, chunk) => size + chunk.length, 0)
  // One row per object: kind, offset or stream, generation or index.
  const rows = Buffer.alloc(8 * 4)
  const row = (number: number, kind: number, where: number): void => {
    rows[number * 4] = kind
    rows.writeUInt16BE(where, number * 4 + 1)
  }
  for (const number of [1, 2, 4, 5, 6]) row(number, 1, offsets[number] ?? 0)
  row(3, 2, 6)
  row(7, 1, start)
  put(7, stream('/Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R', rows))
  chunks.push(Buffer.from(`startxref\n${start}\n%%EOF\n`))
  return new Uint8Array(Buffer.concat(chunks))
}
