/** Values of header fields that are more than ASCII. */
import { encodeText } from './charset.ts'
import { quotedPrintable } from './transfer.ts'

export interface EncodedWordOptions {
  readonly charset?: string
  readonly encoding?: 'B' | 'Q'
  /** Bytes per encoded word; a width that cuts a character in two is illegal and common. */
  readonly bytesPerWord?: number
}

/** @source RFC 2047 */
export function encodedWord(text: string, options: EncodedWordOptions = {}): string {
  const { charset = 'utf-8', encoding = 'B', bytesPerWord = 36 } = options
  const bytes = encodeText(text, charset)
  const words: string[] = []
  for (let at = 0; at < bytes.length; at += bytesPerWord) {
    const chunk = bytes.subarray(at, at + bytesPerWord)
    const payload =
      encoding === 'B'
        ? chunk.toString('base64')
        : quotedPrintable(chunk, { lineWidth: 1000, escapeAll: true })
    words.push(`=?${charset}?${encoding}?${payload}?=`)
  }
  return words.join('\r\n ')
}

/** A parameter in numbered, percent-encoded pieces. @source RFC 2231 */
export function continuedParameter(name: string, value: string, bytesPerPiece = 9): string {
  const bytes = Buffer.from(value, 'utf8')
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += bytesPerPiece) {
    const escaped = Array.from(
      bytes.subarray(at, at + bytesPerPiece),
      (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join('')
    pieces.push(`${name}*${pieces.length}*=${pieces.length === 0 ? "utf-8''" : ''}${escaped}`)
  }
  return pieces.join(';\r\n ')
}
