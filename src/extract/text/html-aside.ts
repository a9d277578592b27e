/** What stands in the source of a page but not in its text: attributes, styles, scripts, comments, files in links. */
import type { Desk } from '../desk.ts'
import { cssText, cssUrls, isPlainStyle, minNumberLength } from './css.ts'
import { type DataUri, embedDataUri, isDataUri, parseDataUri } from './data-uri.ts'
import { attributeKinds } from './html-name.ts'
import { readJsonValues } from './json-values.ts'
import { linkTexts } from './links.ts'
import { openPen, type Pen } from './pen.ts'
import { tokenTexts } from './token.ts'

/** Values that are longer take long to read; what stands before them is handed on first. */
const longLength = 16 * 1024

/** Values of styling attributes that are longer than `presentation` are no keywords or sizes. */
const maxStylingLength = 12

export interface Aside {
  /** A line of its own: an aside never stands inside a sentence or an address block. */
  line(text: string): void
  /** An attribute whose value stands in `source[start, end)` and holds no references. */
  style(source: string, start: number, end: number): void
  attribute(name: string, value: string): void
  /** What a form sends, or a page says of itself. */
  field(label: string, value: string): void
  script(type: string, text: string): void
  styleSheet(text: string): void
  /** Writes everything; then the files. */
  finish(): Promise<void>
  /** A limit is broken: writes what was read before. */
  spill(): void
}

/** @param before told how much is read or written next, so that what stands before it can go first */
export function openAside(desk: Desk, before: (length: number) => void): Aside {
  const pen = openLatePen(desk, before)
  const files: DataUri[] = []
  const line = (text: string): void => {
    if (text.length > longLength) before(text.length)
    pen.text(`\n${text}`)
  }
  const link = openLinks(files, line, before)
  const css = (text: string): void => {
    line(withoutFiles(text))
    for (const url of cssUrls(text)) if (isDataUri(url)) link('url', url)
  }
  return {
    line,
    style(source, start, end) {
      if (!isPlainStyle(source, start, end)) css(source.slice(start, end))
    },
    attribute(name, value) {
      const kind = attributeKinds.get(name)
      if (value === '' || (kind === 'styling' && isPlainStyling(value))) return
      if (kind === 'link' || (kind === undefined && isDataUri(value))) link(name, value)
      else if (kind === 'style') css(value)
      else {
        line(`${name}="${value}"`)
        if (name.startsWith('data-')) for (const text of tokenTexts(value)) line(text)
      }
    },
    field(label, value) {
      line(`${label}="${value}"`)
      for (const text of tokenTexts(value)) line(text)
    },
    script(type, text) {
      if (!type.includes('json')) return line(text)
      before(text.length)
      readJsonValues(text, desk)
    },
    styleSheet: css,
    async finish() {
      pen.flush()
      for (const file of files) await embedDataUri(desk, file)
    },
    spill() {
      pen.spill()
      pen.flush()
    },
  }
}

/** @returns a pen for what stands beside the text and must not be written before it */
function openLatePen(desk: Desk, before: (length: number) => void): Pen {
  return openPen({
    text(text) {
      before(text.length)
      desk.text(text)
    },
    row: (row) => desk.row(row),
    spend: (bytes) => desk.spend(bytes),
  })
}

/** @returns what writes a link with its readings, or keeps the file that stands in it */
function openLinks(
  files: DataUri[],
  line: (text: string) => void,
  before: (length: number) => void,
): (name: string, written: string) => void {
  return (name, written) => {
    if (written.length > longLength && !isDataUri(written)) before(written.length)
    // Line ends and tabs inside an address are nothing to a browser.
    const url = /[\t\n\r]/.test(written) ? written.replace(/[\t\n\r]/g, '') : written
    if (isDataUri(url)) {
      const file = parseDataUri(url)
      if (file !== undefined) files.push(file)
      else line(`${name}="${url}"`)
      return
    }
    // A reference to another part of the same mail names that part and nobody.
    if (url.startsWith('cid:')) return
    line(`${name}="${url}"`)
    // Links with a scheme are read once more wherever they stand; this one may have none.
    if (!url.includes('://') && !url.includes('mailto:')) for (const text of linkTexts(url)) line(text)
  }
}

/** Files in a style sheet are read as files; their letters are no text. */
function withoutFiles(css: string): string {
  let text = css
  if (/url\(\s*["']?data:/i.test(css)) text = css.replace(/url\(\s*["']?data:[^)"']*/gi, 'url(')
  return cssText(text)
}

/** A keyword or a size: short, and no number that could be somebody's. */
function isPlainStyling(value: string): boolean {
  if (value.length > maxStylingLength) return false
  let digits = 0
  const start = value.charCodeAt(0) === 0x23 ? 1 : 0
  if (start === 1 && value.length <= 7) return true
  for (let at = start; at < value.length; at++) {
    const code = value.charCodeAt(at)
    digits = code >= 0x30 && code <= 0x39 ? digits + 1 : 0
    if (digits >= minNumberLength) return false
  }
  return true
}
