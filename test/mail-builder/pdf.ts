/** PDF files for tests. */
import PDFDocument from 'pdfkit'

export interface PdfOptions {
  readonly lines?: readonly string[]
  readonly title?: string
  readonly keywords?: string
  readonly note?: string
  readonly link?: string
  readonly formField?: { readonly name: string; readonly value: string }
  readonly embedded?: { readonly name: string; readonly bytes: Buffer }
  readonly password?: string
  readonly isCompressed?: boolean
  /** Each character of this text is placed on its own, as typesetting programs do. */
  readonly spaced?: string
}

const writtenAt = new Date('2026-01-02T12:00:00Z')

export function pdf(options: PdfOptions): Promise<Buffer> {
  const document = new PDFDocument({
    compress: options.isCompressed ?? true,
    info: {
      CreationDate: writtenAt,
      ...(options.title === undefined ? {} : { Title: options.title }),
      ...(options.keywords === undefined ? {} : { Keywords: options.keywords }),
    },
    ...(options.password === undefined ? {} : { userPassword: options.password, ownerPassword: 'owner' }),
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  document.font('Helvetica').fontSize(11)
  for (const line of options.lines ?? ['Ihre Unterlagen']) document.text(line)
  if (options.spaced) document.text(options.spaced, { characterSpacing: 1.5 })
  if (options.note) document.note(100, 300, 40, 40, options.note)
  if (options.link) document.link(100, 400, 80, 20, options.link)
  if (options.formField) {
    document.initForm()
    document.formText(options.formField.name, 100, 500, 200, 20, { value: options.formField.value })
  }
  if (options.embedded)
    document.file(options.embedded.bytes, {
      name: options.embedded.name,
      creationDate: writtenAt,
      modifiedDate: writtenAt,
    })
  document.end()
  return done
}
