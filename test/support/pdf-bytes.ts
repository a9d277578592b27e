/** PDF files built byte by byte, for what no generator writes. */

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
