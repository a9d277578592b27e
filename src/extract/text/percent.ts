/** Percent-encoding, read as tolerantly as the programs that open a link do. */

/**
 * Decodes `%XX` (UTF-8, else windows-1252) and the old `%uXXXX`; whatever is no escape stays as it is.
 *
 * @source RFC 3986 section 2.1
 */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return runsDecoded(text)
  }
}

/** Bytes as UTF-8 if they are that, else as windows-1252, which is what old template engines wrote. */
export function bytesDecoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return windows1252.decode(bytes)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const windows1252 = new TextDecoder('windows-1252')

/** Decodes each run of escapes for itself, so that one broken escape does not hide the others. */
function runsDecoded(text: string): string {
  const parts: string[] = []
  let copied = 0
  let at = text.indexOf('%')
  while (at >= 0) {
    const bytes: number[] = []
    let end = at
    for (let value = escapeAt(text, end); value >= 0; value = escapeAt(text, end)) {
      bytes.push(value)
      end += 3
    }
    const unit = bytes.length === 0 ? unicodeEscapeAt(text, at) : -1
    if (unit >= 0) end = at + 6
    if (end > at) {
      parts.push(text.slice(copied, at))
      parts.push(unit >= 0 ? String.fromCharCode(unit) : bytesDecoded(Uint8Array.from(bytes)))
      copied = end
    }
    at = text.indexOf('%', Math.max(end, at + 1))
  }
  parts.push(text.slice(copied))
  return parts.join('')
}

function escapeAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x25) return -1
  const high = hexValue(text.charCodeAt(at + 1))
  const low = hexValue(text.charCodeAt(at + 2))
  return high < 0 || low < 0 ? -1 : high * 16 + low
}

function unicodeEscapeAt(text: string, at: number): number {
  if ((text.charCodeAt(at + 1) | 0x20) !== 0x75) return -1
  return hexNumber(text, at + 2, 4)
}

/** Value of `digits` hexadecimal digits from `at`, or -1. */
export function hexNumber(text: string, at: number, digits: number): number {
  let value = 0
  for (let i = at; i < at + digits; i++) {
    const digit = hexValue(text.charCodeAt(i))
    if (digit < 0) return -1
    value = value * 16 + digit
  }
  return value
}

/** Value of one hexadecimal digit given as a char code, or -1 (also beyond the end of a text). */
export function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
