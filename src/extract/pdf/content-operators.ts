/** What a content stream of a PDF draws, counted from its operators without drawing it (ISO 32000-1, annex A). */

export interface DrawnKinds {
  /** Operators that show text. */
  readonly texts: number
  /** Segments of lines and curves. */
  readonly segments: number
  /** Pictures written into the stream itself whose sides are both above two pixels. */
  readonly inlineImages: number
}

/** Contents of a stream that is no drawing say nothing; a drawing's operators stand between white space. */
export function drawnKinds(bytes: Uint8Array): DrawnKinds {
  let texts = 0
  let segments = 0
  let inlineImages = 0
  let at = 0
  while (at < bytes.length) {
    const code = bytes[at] ?? 0
    if (code === 0x28) at = endOfString(bytes, at)
    else if (code === 0x25) at = endOfLine(bytes, at)
    else if (code === 0x2f) at = endOfWord(bytes, at + 1)
    else if (isLetter(code)) {
      const end = endOfWord(bytes, at)
      const kind = kindOf(bytes, at, end)
      if (kind === 'text') texts++
      else if (kind === 'segment') segments++
      else if (kind === 'glyph') return { texts: 0, segments: 0, inlineImages: 0 }
      else if (kind === 'image') {
        const image = inlineImage(bytes, end)
        if (image.counts) inlineImages++
        at = image.end
        continue
      }
      at = end
    } else at++
  }
  return { texts, segments, inlineImages }
}

type OperatorKind = 'text' | 'segment' | 'image' | 'glyph' | 'other'

function kindOf(bytes: Uint8Array, start: number, end: number): OperatorKind {
  const first = bytes[start]
  const second = bytes[start + 1]
  if (end - start === 1) {
    // l, c, v, y
    return first === 0x6c || first === 0x63 || first === 0x76 || first === 0x79 ? 'segment' : 'other'
  }
  if (end - start !== 2) return 'other'
  if (first === 0x54 && (second === 0x6a || second === 0x4a)) return 'text'
  if (first === 0x72 && second === 0x65) return 'segment'
  if (first === 0x42 && second === 0x49) return 'image'
  // d0 and d1 begin the drawing of one glyph of a font, whose text is read as text.
  if (first === 0x64 && (second === 0x30 || second === 0x31)) return 'glyph'
  return 'other'
}

/** An inline image has a dictionary of some hundred bytes before its data. */
const longestInlineDictionaryBytes = 4096

function inlineImage(bytes: Uint8Array, from: number): { counts: boolean; end: number } {
  const head = Buffer.from(
    bytes.buffer,
    bytes.byteOffset + from,
    Math.min(longestInlineDictionaryBytes, bytes.length - from),
  )
  const data = head.indexOf('ID', 0, 'latin1')
  const dictionary = data < 0 ? '' : head.toString('latin1', 0, data)
  if (!dictionary.trimStart().startsWith('/')) return { counts: false, end: from }
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = whole.indexOf('EI', from + data + 2, 'latin1')
  return { counts: !isTiny(dictionary), end: end < 0 ? bytes.length : end + 2 }
}

/** @param dictionary of a picture; a size that stands elsewhere in the file counts as large */
export function isTiny(dictionary: string): boolean {
  const width = /\/(?:Width|W)\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1]
  const height = /\/(?:Height|H)\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1]
  return Math.min(Number(width ?? 3), Number(height ?? 3)) <= 2
}

function endOfString(bytes: Uint8Array, start: number): number {
  let depth = 0
  for (let at = start; at < bytes.length; at++) {
    const code = bytes[at]
    if (code === 0x5c) at++
    else if (code === 0x28) depth++
    else if (code === 0x29 && --depth === 0) return at + 1
  }
  return bytes.length
}

function endOfLine(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++
  return at
}

function endOfWord(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && isRegular(bytes[at] ?? 0)) at++
  return Math.max(at, start)
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}

function isRegular(code: number): boolean {
  if (code <= 0x20) return false
  return !(
    code === 0x28 ||
    code === 0x29 ||
    code === 0x3c ||
    code === 0x3e ||
    code === 0x5b ||
    code === 0x5d ||
    code === 0x2f ||
    code === 0x25
  )
}
