/** A small writer of MIME messages for tests: it writes what it is told, right or wrong. */
import { createHash } from 'node:crypto'
import { encodeText } from './charset.ts'
import { base64Lines, type QuotedPrintableOptions, quotedPrintable } from './transfer.ts'

export type HeaderField = readonly [name: string, value: string]

/** A body part with its own header. */
export interface Entity {
  readonly headers: readonly HeaderField[]
  readonly body: Uint8Array
}

export interface TextOptions {
  readonly subtype?: string
  readonly charset?: string
  /** What the header says, if it lies. `null` leaves the parameter out. */
  readonly label?: string | null
  readonly transfer?: '7bit' | '8bit' | 'base64' | 'quoted-printable'
  readonly base64Width?: number
  readonly quoted?: QuotedPrintableOptions
  readonly byteOrderMark?: boolean
  /** Further parameters of the content type, e.g. `; format=flowed`. */
  readonly parameters?: string
  readonly headers?: readonly HeaderField[]
}

/** Line feeds of `text` become CRLF. */
export function textPart(text: string, options: TextOptions = {}): Entity {
  const { subtype = 'plain', charset = 'utf-8', transfer = 'quoted-printable', parameters = '' } = options
  const label = options.label === undefined ? charset : options.label
  const marked = `${options.byteOrderMark ? '\ufeff' : ''}${text.replace(/\r?\n/g, '\r\n')}`
  const bytes = encodeText(marked, charset)
  return {
    headers: [
      ['Content-Type', `text/${subtype}${label === null ? '' : `; charset=${label}`}${parameters}`],
      ['Content-Transfer-Encoding', transfer],
      ...(options.headers ?? []),
    ],
    body: transferred(bytes, transfer, options),
  }
}

function transferred(bytes: Buffer, transfer: string, options: TextOptions): Uint8Array {
  if (transfer === 'base64') return Buffer.from(base64Lines(bytes, options.base64Width))
  if (transfer === 'quoted-printable') return Buffer.from(quotedPrintable(bytes, options.quoted))
  return bytes
}

export interface FileOptions {
  readonly name?: string
  /** Written instead of the plain parameter, e.g. as in RFC 2231. */
  readonly nameParameter?: string
  readonly disposition?: string
  readonly headers?: readonly HeaderField[]
}

export function filePart(bytes: Uint8Array, mediaType: string, options: FileOptions = {}): Entity {
  const parameter = options.nameParameter ?? (options.name === undefined ? '' : `filename="${options.name}"`)
  return {
    headers: [
      ['Content-Type', mediaType],
      ['Content-Transfer-Encoding', 'base64'],
      ['Content-Disposition', `${options.disposition ?? 'attachment'}${parameter && `; ${parameter}`}`],
      ...(options.headers ?? []),
    ],
    body: Buffer.from(base64Lines(bytes)),
  }
}

export interface MultipartOptions {
  readonly preamble?: string
  readonly epilogue?: string
  readonly leaveOpen?: boolean
}

/** The boundary is made from the content, so that equal input gives equal bytes. */
export function multipart(subtype: string, parts: readonly Entity[], options: MultipartOptions = {}): Entity {
  const blocks = parts.map(renderEntity)
  const digest = createHash('sha256')
  for (const block of blocks) digest.update(block)
  const boundary = `=_${digest.digest('hex').slice(0, 24)}`
  const chunks: Uint8Array[] = []
  if (options.preamble) chunks.push(Buffer.from(`${options.preamble}\r\n`))
  for (const block of blocks) chunks.push(Buffer.from(`--${boundary}\r\n`), block, Buffer.from('\r\n'))
  if (!options.leaveOpen) chunks.push(Buffer.from(`--${boundary}--\r\n`))
  if (options.epilogue) chunks.push(Buffer.from(`${options.epilogue}\r\n`))
  return {
    headers: [['Content-Type', `multipart/${subtype}; boundary="${boundary}"`]],
    body: Buffer.concat(chunks),
  }
}

/** The bytes of an entity: header, empty line, body. */
export function renderEntity(entity: Entity): Buffer {
  const lines = entity.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.concat([Buffer.from(`${lines}\r\n`), entity.body])
}

/** A whole message: envelope headers in front of the entity's own. */
export function mail(headers: readonly HeaderField[], entity: Entity): Buffer {
  return renderEntity({
    headers: [...headers, ['MIME-Version', '1.0'], ...entity.headers],
    body: entity.body,
  })
}
