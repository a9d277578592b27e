/** Texts as bytes: UTF-8, in which also an unpaired surrogate has its three bytes, so that no two texts are one. */

/** Most bytes that one UTF-16 unit becomes; a pair of surrogates takes four for two. */
export const MAX_BYTES_OF_A_UNIT = 3

/**
 * Writes a text at `at`.
 *
 * @param bytes with room for `MAX_BYTES_OF_A_UNIT` bytes for each unit
 * @returns where it ends
 * @source RFC 3629 section 3
 */
export function writeText(text: string, bytes: Uint8Array, at: number): number {
  let end = at
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      bytes[end++] = unit
      continue
    }
    if (unit < 0x800) {
      bytes[end++] = 0xc0 | (unit >> 6)
      bytes[end++] = 0x80 | (unit & 0x3f)
      continue
    }
    const codePoint = text.codePointAt(i) ?? unit
    if (codePoint > 0xffff) {
      i += 1
      bytes[end++] = 0xf0 | (codePoint >> 18)
      bytes[end++] = 0x80 | ((codePoint >> 12) & 0x3f)
    } else bytes[end++] = 0xe0 | (codePoint >> 12)
    bytes[end++] = 0x80 | ((codePoint >> 6) & 0x3f)
    bytes[end++] = 0x80 | (codePoint & 0x3f)
  }
  return end
}

/** Reads what `writeText` has written. */
export function readText(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; ) {
    const first = bytes[i++] ?? 0
    let following = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3
    let codePoint = following === 0 ? first : first & (0x3f >> following)
    for (; following > 0; following--) codePoint = (codePoint << 6) | ((bytes[i++] ?? 0) & 0x3f)
    text += codePoint > 0x10ffff ? '' : String.fromCodePoint(codePoint)
  }
  return text
}
