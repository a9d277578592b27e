/** Lists with separators: every row a record, the first row its labels. */
import { withoutUnits } from '../code-units.ts'
import type { Desk } from '../desk.ts'
import { openTable, type Table } from '../table.ts'
import { openPen, readWithPen } from './pen.ts'

/** Enough lines to tell the separator from a comma in a sentence. */
const sampleLength = 16 * 1024

const separators: readonly number[] = [0x2c, 0x3b, 0x09, 0x7c]

/**
 * Reads rows separated by comma, semicolon, tab or bar, quoted or not. A quote that never ends is a letter like
 * others, so that the rows after it are still rows.
 *
 * @source RFC 4180
 */
export function readCsv(text: string, desk: Desk): void {
  const pen = openPen(desk)
  const table = openTable(pen)
  readWithPen(
    pen,
    () => readRows(text, table),
    () => table.close(),
  )
}

function readRows(text: string, table: Table): void {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const separator = separatorOf(text)
  // Quotes are believed up to the last one that ends.
  let isQuoting = true
  let isFirst = true
  while (start < text.length) {
    const row = readRow(text, start, separator, isQuoting)
    if (row === undefined) {
      isQuoting = false
      continue
    }
    if (isFirst && isHeader(row.cells)) table.row(row.cells, 'header')
    else table.row(row.cells)
    isFirst = false
    start = row.end
  }
}

/** Names of columns: every column has one, and none is a number. */
function isHeader(cells: readonly string[]): boolean {
  return cells.length >= 2 && cells.every((cell) => cell !== '' && !/\d/.test(cell))
}

interface CsvRow {
  readonly cells: readonly string[]
  /** Where the next row begins. */
  readonly end: number
}

/** @returns undefined if a quote does not end */
function readRow(text: string, start: number, separator: number, isQuoting: boolean): CsvRow | undefined {
  const cells: string[] = []
  let at = start
  for (;;) {
    let quoted = ''
    if (isQuoting && text.charCodeAt(at) === 0x22) {
      const close = closingQuote(text, at + 1)
      if (close < 0) return undefined
      quoted = unquoted(text.slice(at + 1, close))
      at = close + 1
    }
    const end = cellEnd(text, at, separator)
    // What follows a closing quote against the rules belongs to the cell all the same.
    cells.push((quoted + text.slice(at, end)).trim())
    at = end + 1
    if (end < text.length && text.charCodeAt(end) === separator) continue
    if (text.charCodeAt(end) === 0x0d && text.charCodeAt(at) === 0x0a) at++
    return { cells, end: at }
  }
}

/** Two quotes stand for one. */
function unquoted(text: string): string {
  if (!text.includes('""')) return text
  let isSecond = false
  return withoutUnits(text, (code) => {
    const isLeftOut = isSecond && code === 0x22
    isSecond = code === 0x22 && !isSecond
    return isLeftOut
  })
}

function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== 0x22) return at
  }
  return -1
}

function cellEnd(text: string, start: number, separator: number): number {
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === separator || code === 0x0a || code === 0x0d) break
  }
  return at
}

/** The separator that stands most often in the lines at the beginning, outside of quotes. */
function separatorOf(text: string): number {
  const counts = separators.map(() => 0)
  let isQuoted = false
  for (let at = 0; at < text.length && at < sampleLength; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) isQuoted = !isQuoted
    const column = isQuoted ? -1 : separators.indexOf(code)
    if (column >= 0) counts[column] = (counts[column] ?? 0) + 1
  }
  // A comma is also written inside numbers and names; the others hardly ever are.
  const [commas = 0, ...rest] = counts
  const most = Math.max(...rest)
  if (most > 0 && most * 2 >= commas) return separators[counts.indexOf(most, 1)] ?? 0x2c
  return 0x2c
}
