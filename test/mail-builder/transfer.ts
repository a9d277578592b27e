/** Content transfer encodings, with the habits of real senders: lines broken anywhere, everything escaped. */

/** @param lineWidth a small odd width breaks inside characters */
export function base64Lines(bytes: Uint8Array, lineWidth = 76): string {
  const encoded = Buffer.from(bytes).toString('base64')
  const lines: string[] = []
  for (let at = 0; at < encoded.length; at += lineWidth) lines.push(encoded.slice(at, at + lineWidth))
  return `${lines.join('\r\n')}\r\n`
}

export interface QuotedPrintableOptions {
  /** A small width puts soft breaks into the middle of words and numbers. */
  readonly lineWidth?: number
  readonly escapeAll?: boolean
  readonly lowerCaseHex?: boolean
}

/** @source RFC 2045 6.7 */
export function quotedPrintable(bytes: Uint8Array, options: QuotedPrintableOptions = {}): string {
  const { lineWidth = 76, escapeAll = false, lowerCaseHex = false } = options
  let written = ''
  let column = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === 13 && bytes[at + 1] === 10) {
      written += '\r\n'
      column = 0
      at++
      continue
    }
    const isEndOfLine = at + 1 === bytes.length || bytes[at + 1] === 13
    const isPlain = byte >= 33 && byte <= 126 && byte !== 61
    const stays = !escapeAll && (isPlain || (byte === 32 && !isEndOfLine))
    const hex = byte.toString(16).padStart(2, '0')
    const piece = stays ? String.fromCharCode(byte) : `=${lowerCaseHex ? hex : hex.toUpperCase()}`
    if (column + piece.length > lineWidth - 1) {
      written += '=\r\n'
      column = 0
    }
    written += piece
    column += piece.length
  }
  return written
}

/** @source the uuencode of POSIX; still sent inside plain text by old programs */
export function uuencode(bytes: Uint8Array, name: string): string {
  const symbol = (value: number): string => String.fromCharCode(value === 0 ? 96 : value + 32)
  const lines = [`begin 644 ${name}`]
  for (let at = 0; at < bytes.length; at += 45) {
    const chunk = bytes.subarray(at, at + 45)
    let line = symbol(chunk.length)
    for (let i = 0; i < chunk.length; i += 3) {
      const bits = ((chunk[i] ?? 0) << 16) | ((chunk[i + 1] ?? 0) << 8) | (chunk[i + 2] ?? 0)
      line += symbol(bits >> 18) + symbol((bits >> 12) & 63) + symbol((bits >> 6) & 63) + symbol(bits & 63)
    }
    lines.push(line)
  }
  return `${lines.join('\r\n')}\r\n\`\r\nend\r\n`
}
