/** Fonts of a PDF whose signs cannot be turned into letters: what is set in them looks right and reads as noise. */

/** A dictionary of a font has some hundred bytes, one with widths some thousand. */
const longestFontBytes = 16_384

/**
 * Counts composite fonts with glyph numbers for characters and no table of their letters (ISO 32000-1, 9.10.2).
 *
 * @param bytes of a file or an unpacked object stream; packed parts hold nothing that looks like such a font
 */
export function countUnnamedFonts(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let unnamed = 0
  let from = 0
  for (;;) {
    const at = file.indexOf('/Type0', from, 'latin1')
    if (at < 0) return unnamed
    from = at + 6
    const dictionary = dictionaryAround(file, at)
    if (/\/Encoding\s*\/Identity-[HV]\b/.test(dictionary) && !/\/ToUnicode\b/.test(dictionary)) unnamed++
  }
}

function dictionaryAround(file: Buffer, at: number): string {
  const before = file.toString('latin1', Math.max(0, at - longestFontBytes), at)
  const after = file.toString('latin1', at, Math.min(file.length, at + longestFontBytes))
  let start = before.length
  for (let depth = 0; start > 1; start--) {
    if (before.startsWith('>>', start - 2)) depth++
    else if (!before.startsWith('<<', start - 2)) continue
    else if (depth === 0) break
    else depth--
    start--
  }
  let end = 0
  for (let depth = 0; end < after.length; end++) {
    if (after.startsWith('<<', end)) depth++
    else if (!after.startsWith('>>', end)) continue
    else if (depth === 0) break
    else depth--
    end++
  }
  return before.slice(start) + after.slice(0, end)
}
