export type TransferEncoding = 'identity' | 'base64' | 'quoted-printable' | 'uuencode' | 'yenc' | 'unknown'

export function transferEncodingOf(value: string): TransferEncoding {
  const name = value
    .slice(0, nameChars)
    .replace(/\(.*?\)/gs, '')
    .replace(/["';]/g, '')
    .trim()
    .toLowerCase()
  if (/^(7-?bits?|8-?bits?|binary|none|plain|text|us-ascii|utf-?8|)$/.test(name)) return 'identity'
  if (/^base-?64$/.test(name)) return 'base64'
  if (/^quoted[-_ ]?printable$|^qp$/.test(name)) return 'quoted-printable'
  if (/^(x-)?uu(e|encode|encoded)?$/.test(name)) return 'uuencode'
  if (/^(x-)?yenc/.test(name)) return 'yenc'
  return 'unknown'
}

/** A longer value is no name of an encoding. */
const nameChars = 200

export interface DecodedBody {
  readonly bytes: Buffer
  /** The body holds characters that do not belong to the encoding, so it should be read as it stands as well. */
  readonly dirty: boolean
}

/**
 * Decodes base64 with line breaks anywhere, without padding, with padding in the middle and with foreign characters.
 *
 * @source RFC 2045, 6.8: characters outside the alphabet are ignored
 */
export function decodeBase64(body: Buffer): DecodedBody {
  const text = body.toString('latin1')
  const foreign = text.search(/[^A-Za-z0-9+/\r\n]/)
  if (foreign === -1 || /^=[=\s]*$/.test(text.slice(foreign, foreign + 100))) {
    if (foreign === -1 || text.length - foreign <= 100)
      return { bytes: Buffer.from(text, 'base64'), dirty: false }
  }
  return decodeDirtyBase64(body)
}

/** Padding in the middle comes from joined parts: few. More is no base64 at all, and is passed over. */
const maxPaddings = 10_000

/** What a byte is to base64: 0 foreign, 1 of the alphabet (that of URLs included), 2 white space. */
const base64Class = new Uint8Array(256)
for (const byte of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_'))
  base64Class[byte] = 1
for (const byte of Buffer.from(' \t\r\n\v\f')) base64Class[byte] = 2

function decodeDirtyBase64(body: Buffer): DecodedBody {
  const letters = Buffer.allocUnsafe(body.length)
  const chunks: Buffer[] = []
  let runStart = 0
  let to = 0
  let dirty = false
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0
    if (byte === equals) {
      if (to === runStart || chunks.length >= maxPaddings) continue
      chunks.push(Buffer.from(letters.toString('latin1', runStart, to), 'base64'))
      runStart = to
    } else if (base64Class[byte] === 1) letters[to++] = byte
    else if (base64Class[byte] === 0) dirty = true
  }
  if (to > runStart) chunks.push(Buffer.from(letters.toString('latin1', runStart, to), 'base64'))
  return { bytes: Buffer.concat(chunks), dirty: dirty || chunks.length > 1 }
}

const equals = 0x3d
const lf = 0x0a
const cr = 0x0d

/**
 * Decodes quoted-printable; an escape that is none stays as it is written.
 *
 * @source RFC 2045, 6.7
 */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  let at = body.indexOf(equals)
  if (at === -1) return body
  const out = Buffer.allocUnsafe(body.length)
  body.copy(out, 0, 0, at)
  let to = at
  const length = body.length
  while (at < length) {
    const byte = body[at] ?? 0
    if (byte !== equals) {
      out[to++] = byte
      at++
      continue
    }
    const high = hexValue(body[at + 1])
    const low = high === -1 ? -1 : hexValue(body[at + 2])
    if (low !== -1) {
      out[to++] = high * 16 + low
      at += 3
      continue
    }
    const next = softBreakEnd(body, at + 1)
    if (next === -1) {
      out[to++] = equals
      at++
    } else at = next
  }
  return out.subarray(0, to)
}

/** @returns where the text goes on after a soft line break, or -1 if this is none */
function softBreakEnd(body: Buffer, from: number): number {
  let at = from
  while (body[at] === 0x20 || body[at] === 0x09) at++
  if (at >= body.length) return at
  if (body[at] !== cr && body[at] !== lf) return -1
  while (body[at] === cr) at++
  return body[at] === lf ? at + 1 : at
}

function hexValue(code: number | undefined): number {
  if (code === undefined) return -1
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const upper = code & 0xdf
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1
}
