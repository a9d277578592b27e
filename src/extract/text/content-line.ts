/** Content lines: what vCard and iCalendar are made of. */

export interface ContentLine {
  /** Upper case, without a group. */
  readonly name: string
  /** Names in upper case; a parameter without a name (vCard 2.1) has the name `TYPE`. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
  /** As written, folding undone. */
  readonly value: string
}

/**
 * The content lines of a text. A line without a colon is a line without a name.
 *
 * @source RFC 6350 section 3.2-3.3, RFC 5545 section 3.1, RFC 6868 (circumflex escapes), vCard 2.1 (soft line breaks)
 */
export function* contentLines(text: string): Iterable<ContentLine> {
  let at = 0
  while (at < text.length) {
    const parts: string[] = []
    let end = lineEnd(text, at)
    parts.push(text.slice(at, end))
    const isQuotedPrintable = /^[^:]*quoted-printable/i.test((parts[0] ?? '').slice(0, maxHeadLength))
    at = nextLine(text, end)
    while (at < text.length) {
      const isFolded = text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09
      const isSoft = isQuotedPrintable && text.charCodeAt(end - 1) === 0x3d
      if (!isFolded && !isSoft) break
      end = lineEnd(text, at)
      if (isSoft) parts.push('\n')
      parts.push(text.slice(isFolded ? at + 1 : at, end))
      at = nextLine(text, end)
    }
    const line = parts.join('')
    if (line !== '') yield parseLine(line)
  }
}

/** The encoding of a property is named before its value. */
const maxHeadLength = 1024

/** The value of the first parameter of this name, or an empty string. */
export function parameterOf(line: ContentLine, name: string): string {
  return line.parameters.find((parameter) => parameter.name === name)?.value ?? ''
}

/** Undoes `\n`, `\,`, `\;` and `\\`. */
export function unescapedValue(value: string): string {
  if (!value.includes('\\')) return value
  return value.replace(/\\([\s\S])/g, (_, letter: string) =>
    letter === 'n' || letter === 'N' ? '\n' : letter,
  )
}

function lineEnd(text: string, start: number): number {
  const feed = text.indexOf('\n', start)
  const end = feed < 0 ? text.length : feed
  return end > start && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end
}

function nextLine(text: string, end: number): number {
  return text.charCodeAt(end) === 0x0d ? end + 2 : end + 1
}

function parseLine(line: string): ContentLine {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if (code === 0x22) isQuoted = !isQuoted
    else if (!isQuoted && (code === 0x3b || code === 0x3a)) {
      parts.push(line.slice(start, at))
      start = at + 1
      if (code === 0x3a) return lineOf(parts, line.slice(start))
    }
  }
  return { name: '', parameters: [], value: line }
}

function lineOf([head = '', ...rest]: readonly string[], value: string): ContentLine {
  const parameters = rest.map((part) => {
    const equals = part.indexOf('=')
    return {
      name: equals < 0 ? 'TYPE' : part.slice(0, equals).toUpperCase(),
      value: parameterValue(part.slice(equals + 1)),
    }
  })
  return { name: head.slice(head.lastIndexOf('.') + 1).toUpperCase(), parameters, value }
}

function parameterValue(written: string): string {
  const value = written.replaceAll('"', '')
  if (!value.includes('^')) return value
  return value.replace(/\^([n^'])/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === "'" ? '"' : '^',
  )
}
