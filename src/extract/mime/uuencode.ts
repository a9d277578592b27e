export interface UuencodedFile {
  readonly name: string
  readonly bytes: Buffer
  /** Characters of the text from `begin` to the end of `end`. */
  readonly start: number
  readonly end: number
}

/**
 * Finds uuencoded files in text, also between other lines and without their end.
 *
 * @source POSIX.1-2024, uuencode (historical algorithm and base64 variant)
 */
export function findUuencoded(text: string): readonly UuencodedFile[] {
  const files: UuencodedFile[] = []
  const begin = /^begin(-base64)? [0-7]{3,4} ([^\r\n]{0,400})\r*$/gm
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const decoded =
      match[1] === undefined ? decodeLines(text, begin.lastIndex) : decodePadded(text, begin.lastIndex)
    if (decoded.bytes.length === 0) continue
    files.push({ name: (match[2] ?? '').trim(), start: match.index, ...decoded })
    begin.lastIndex = decoded.end
  }
  return files
}

function decodeLines(text: string, from: number) {
  const chunks: Buffer[] = []
  let at = nextLine(text, from)
  while (at < text.length) {
    const next = nextLine(text, at)
    const line = lineText(text, at, next)
    if (line === 'end') return { bytes: Buffer.concat(chunks), end: next }
    const chunk = decodeLine(line)
    if (chunk === undefined) break
    chunks.push(chunk)
    at = next
  }
  return { bytes: Buffer.concat(chunks), end: at }
}

/** @returns undefined if this is no uuencoded line */
function decodeLine(line: string): Buffer | undefined {
  if (line === '') return Buffer.alloc(0)
  const size = (line.charCodeAt(0) - 32) & 63
  const groups = Math.ceil(size / 3)
  // Trailing spaces are often lost on the way, one character more is a checksum of old programs.
  if (line.length > groups * 4 + 3 || line.length + 12 < groups * 4) return undefined
  const out = Buffer.alloc(groups * 3)
  for (let group = 0; group < groups; group++) {
    let bits = 0
    for (let at = 1 + group * 4; at < 5 + group * 4; at++) {
      const code = at < line.length ? line.charCodeAt(at) : 32
      if (code < 32 || code > 96) return undefined
      bits = (bits << 6) | ((code - 32) & 63)
    }
    out.writeUIntBE(bits, group * 3, 3)
  }
  return out.subarray(0, size)
}

function decodePadded(text: string, from: number) {
  const start = nextLine(text, from)
  const close = text.indexOf('\n====', start)
  const end = close === -1 ? text.length : nextLine(text, close + 1)
  return { bytes: Buffer.from(text.slice(start, close === -1 ? text.length : close), 'base64'), end }
}

/** The line without its line break; a line far longer than any of the encoding is given up at once. */
function lineText(text: string, start: number, next: number): string {
  if (next - start > lineChars) return text.slice(start, start + lineChars)
  let end = next
  while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  return text.slice(start, end)
}

/** A line of the encoding has at most 62 characters. */
const lineChars = 100

function nextLine(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found === -1 ? text.length : found + 1
}
