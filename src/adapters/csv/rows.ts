/**
 * Rows of a table of separated values.
 *
 * Strict on purpose: a quote that is out of place moves the borders of every cell behind it, and a customer whose
 * cells have moved is a customer nobody looks for.
 *
 * @source RFC 4180 section 2; beyond it any of LF, CR LF and CR ends a row
 */
import { fault } from '../../std/fault.ts'

/** @limit a row of a customer list is some hundred characters; a longer one is a quote that was never closed */
export const rowCharsMax = 1 << 20

export interface Row {
  /** Line of the file in which the row begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

interface ScannedRow {
  readonly kind: 'row'
  readonly cells: readonly string[]
  readonly end: number
  readonly lineBreaks: number
}

interface StoppedRow {
  /** `cut`: the text ends inside the row; `stray`: a quote stands where none may. */
  readonly kind: 'cut' | 'stray'
  readonly column: number
  /** Line breaks between the start of the row and the quote that is open or stray. */
  readonly lineBreaks: number
  readonly isQuoteOpen: boolean
}

type Cell =
  | { readonly kind: 'cell'; readonly text: string; readonly end: number; readonly lineBreaks: number }
  | { readonly kind: 'cut' | 'stray'; readonly lineBreaks: number }

const quote = 34
const space = 32
const tab = 9
const lineFeed = 10
const carriageReturn = 13

/**
 * @param chunks the text in order, cut anywhere
 * @throws Fault SCH_TABLE_QUOTE_OPEN, SCH_TABLE_QUOTE_STRAY, SCH_TABLE_ROW_TOO_LONG with line and column
 */
export function* readRows(chunks: Iterable<string>, separator: string, file: string): Generator<Row> {
  let line = 1
  let rest = ''
  for (const { chunk, isLast } of markLast(chunks)) {
    const text = rest + chunk
    let at = 0
    while (at < text.length) {
      const row = scanRow(text, at, separator.charCodeAt(0), isLast)
      if (row.kind !== 'row') {
        const isTooLong = text.length - at > rowCharsMax
        if (row.kind === 'stray' || isLast || isTooLong) throw stopFault(row, line, file)
        break
      }
      yield { line, cells: row.cells }
      line += row.lineBreaks
      at = row.end
    }
    rest = text.slice(at)
  }
}

function stopFault(row: StoppedRow, line: number, file: string) {
  const at = { file, line: line + row.lineBreaks, column: row.column }
  if (row.kind === 'stray') return fault('SCH_TABLE_QUOTE_STRAY', { at })
  if (row.isQuoteOpen) return fault('SCH_TABLE_QUOTE_OPEN', { at })
  return fault('SCH_TABLE_ROW_TOO_LONG', { at: { file, line }, params: { max: rowCharsMax } })
}

function* markLast(chunks: Iterable<string>): Generator<{ chunk: string; isLast: boolean }> {
  let held: string | undefined
  for (const chunk of chunks) {
    if (held !== undefined) yield { chunk: held, isLast: false }
    held = chunk
  }
  yield { chunk: held ?? '', isLast: true }
}

/** One row from `start` on; `isLast`: the end of the text is the end of the file. */
function scanRow(text: string, start: number, separator: number, isLast: boolean): ScannedRow | StoppedRow {
  const cells: string[] = []
  let at = start
  let lineBreaks = 0
  for (;;) {
    const inner = skipBlanks(text, at, separator)
    const isQuoted = text.charCodeAt(inner) === quote
    const cell = isQuoted ? scanQuoted(text, inner, separator) : scanPlain(text, at, separator)
    if (cell.kind !== 'cell') {
      // Behind the closing quote stands something else: the place to look at is where that quote was opened.
      return { kind: cell.kind, column: cells.length + 1, lineBreaks, isQuoteOpen: isQuoted }
    }
    cells.push(cell.text)
    lineBreaks += cell.lineBreaks
    at = cell.end
    const code = text.charCodeAt(at)
    if (code === separator) {
      at += 1
      continue
    }
    const isCutPossible = at >= text.length || (code === carriageReturn && at + 1 >= text.length)
    if (isCutPossible && !isLast) return { kind: 'cut', column: cells.length, lineBreaks, isQuoteOpen: false }
    const breakChars = at >= text.length ? 0 : lineBreakAt(text, at)
    return { kind: 'row', cells, end: at + breakChars, lineBreaks: lineBreaks + 1 }
  }
}

/** Blanks around a quoted cell mean nothing; written by hand they are common. */
function skipBlanks(text: string, start: number, separator: number): number {
  let at = start
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === separator || (code !== space && code !== tab)) break
  }
  return at
}

function scanPlain(text: string, start: number, separator: number): Cell {
  let at = start
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === separator || code === lineFeed || code === carriageReturn) break
    if (code === quote) return { kind: 'stray', lineBreaks: 0 }
  }
  return { kind: 'cell', text: text.slice(start, at), end: at, lineBreaks: 0 }
}

function scanQuoted(text: string, start: number, separator: number): Cell {
  let close = start
  let hasEscapedQuote = false
  for (;;) {
    close = text.indexOf('"', close + 1)
    if (close < 0) return { kind: 'cut', lineBreaks: 0 }
    if (text.charCodeAt(close + 1) !== quote) break
    hasEscapedQuote = true
    close += 1
  }
  const end = skipBlanks(text, close + 1, separator)
  const isEnd = end >= text.length || text.charCodeAt(end) === separator || lineBreakAt(text, end) > 0
  if (!isEnd) return { kind: 'stray', lineBreaks: 0 }
  const inner = text.slice(start + 1, close)
  return {
    kind: 'cell',
    text: hasEscapedQuote ? inner.replaceAll('""', '"') : inner,
    end,
    lineBreaks: lineBreaksIn(inner),
  }
}

/** How many characters the line break at a position has; 0 if none stands there. */
function lineBreakAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === lineFeed) return 1
  if (code !== carriageReturn) return 0
  return text.charCodeAt(at + 1) === lineFeed ? 2 : 1
}

function lineBreaksIn(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 0
  let count = 0
  let at = 0
  while (at < text.length) {
    const length = lineBreakAt(text, at)
    if (length > 0) count += 1
    at += length || 1
  }
  return count
}
