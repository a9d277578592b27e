export interface Delimiter {
  /** Start of the line. */
  readonly start: number
  /** Start of the next line. */
  readonly next: number
  /** Index of the multipart it belongs to. */
  readonly level: number
  readonly closes: boolean
}

/** A boundary is at most 70 characters by the standard; what some programs write is longer. */
const boundaryBytes = 512

const lf = 0x0a

/**
 * Finds the next line that is a delimiter of one of the open multiparts, the innermost first. A line that only begins
 * with a boundary is text, unless it is followed by a header of a part.
 *
 * @param boundaries of the open multiparts, outermost first
 * @source RFC 2046, 5.1.1
 */
export function nextDelimiter(
  bytes: Buffer,
  from: number,
  boundaries: readonly string[],
): Delimiter | undefined {
  if (boundaries.length === 0) return undefined
  // Searched for as a whole, so that rows of dashes that begin no boundary cost nothing.
  const beginning = `--${commonBeginning(boundaries)}`
  const line = (at: number) => (startsWith(bytes, at, beginning) ? at : nextLine(bytes, at, beginning))
  let start = line(from)
  while (start !== -1) {
    const found = bytes.indexOf(lf, start)
    const next = found === -1 ? bytes.length : found + 1
    if (next - start <= boundaryBytes) {
      const text = bytes.toString('latin1', start + 2, next).trimEnd()
      const match = levelOf(text, boundaries) ?? prefixLevelOf(bytes, next, text, boundaries)
      if (match !== undefined) return { start, next, ...match }
    }
    if (found === -1) return undefined
    start = line(next)
  }
  return undefined
}

function commonBeginning(boundaries: readonly string[]): string {
  let common = boundaries[0] ?? ''
  for (const boundary of boundaries) {
    while (!boundary.startsWith(common)) common = common.slice(0, -1)
  }
  return common
}

/** The body before a delimiter ends before the line break that belongs to the delimiter. */
export function bodyEnd(bytes: Buffer, bodyStart: number, delimiterStart: number): number {
  let end = delimiterStart
  if (end > bodyStart && bytes[end - 1] === lf) end--
  while (end > bodyStart && bytes[end - 1] === 0x0d) end--
  return end
}

/** Lines of dashes looked at for a boundary: the true one stands near the top. */
const guessedLines = 10_000

/** The boundary a multipart seems to use if its declared one never appears: a line of dashes above a part's header. */
export function guessBoundary(bytes: Buffer, from: number, to: number): string | undefined {
  let start = startsWith(bytes, from, '--') ? from : nextLine(bytes, from, '--')
  for (let tries = 0; tries < guessedLines && start !== -1 && start < to; tries++) {
    const found = bytes.indexOf(lf, start)
    if (found === -1) return undefined
    const line = bytes.toString('latin1', start + 2, Math.min(found, start + boundaryBytes)).trimEnd()
    if (line !== '' && !/\s/.test(line) && isPartHeader(bytes, found + 1)) return line
    start = startsWith(bytes, found + 1, '--') ? found + 1 : nextLine(bytes, found + 1, '--')
  }
  return undefined
}

function startsWith(bytes: Buffer, at: number, text: string): boolean {
  return bytes.toString('latin1', at, at + text.length) === text
}

/** Start of the next line that begins with a text, or -1. */
function nextLine(bytes: Buffer, from: number, text: string): number {
  const found = bytes.indexOf(`\n${text}`, from, 'latin1')
  return found === -1 ? -1 : found + 1
}

function levelOf(line: string, boundaries: readonly string[]) {
  for (let level = boundaries.length - 1; level >= 0; level--) {
    if (line === boundaries[level]) return { level, closes: false }
  }
  if (!line.endsWith('--')) return undefined
  const inner = line.slice(0, -2)
  for (let level = boundaries.length - 1; level >= 0; level--) {
    if (inner === boundaries[level]) return { level, closes: true }
  }
  return undefined
}

function prefixLevelOf(bytes: Buffer, next: number, line: string, boundaries: readonly string[]) {
  for (let level = boundaries.length - 1; level >= 0; level--) {
    const boundary = boundaries[level] ?? ''
    if (boundary !== '' && line.startsWith(boundary) && isPartHeader(bytes, next))
      return { level, closes: false }
  }
  return undefined
}

function isPartHeader(bytes: Buffer, at: number): boolean {
  return /^content-[a-z-]{2,40}[ \t]*:/i.test(bytes.toString('latin1', at, at + 60))
}
