/** The text of an XML part, in whatever character set it declares. */
import { isUtf8 } from 'node:buffer'

/** A declaration stands within this many bytes. */
const declarationBytes = 200

/** Whether bytes begin like an XML document, in one byte or two per character. */
export function looksLikeXml(bytes: Uint8Array): boolean {
  for (const byte of bytes.subarray(0, declarationBytes)) {
    if (byte === 0x3c) return true
    const isMarkOrSpace = byte <= 0x20 || byte === 0xef || byte === 0xbb || byte >= 0xfe || byte === 0xbf
    if (!isMarkOrSpace) return false
  }
  return false
}

/**
 * @returns the text, and whether it is what it declares to be
 * @source XML 1.0, appendix F
 */
export function xmlText(bytes: Uint8Array): { readonly text: string; readonly isSound: boolean } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const wide = wideEncoding(bytes)
  if (wide !== undefined) return { text: withoutMark(new TextDecoder(wide).decode(bytes)), isSound: true }
  if (isUtf8(buffer)) return { text: withoutMark(buffer.toString('utf8')), isSound: true }
  const head = buffer.toString('latin1', 0, declarationBytes)
  const declared = /\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1] ?? 'utf-8'
  try {
    const decoder = new TextDecoder(declared)
    if (decoder.encoding !== 'utf-8' && !decoder.encoding.startsWith('utf-16')) {
      return { text: decoder.decode(bytes), isSound: true }
    }
  } catch {
    // An encoding nobody knows is read like a missing one.
  }
  return { text: new TextDecoder('windows-1252').decode(bytes), isSound: false }
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be'
  return undefined
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}
