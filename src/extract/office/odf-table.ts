/** Tables and sheets of OpenDocument while they are open: cells that repeat, values behind what is displayed. */
import { openTable, type Table } from '../table.ts'
import type { Pen } from '../text/pen.ts'
import { formulaTexts } from './formula.ts'
import { plainNumber } from './number-format.ts'
import type { XmlTag } from './xml-walk.ts'

/** Columns of the largest sheets there are; a repeat count beyond them is broken. */
const maxColumns = 16_384

export interface OdfTables {
  openTable(): void
  /** @returns whether one was open */
  closeTable(): boolean
  closeRow(isHeader: boolean): void
  openCell(tag: XmlTag): void
  closeCell(): void
  /** @returns whether there is a cell to write to */
  write(text: string, isAside: boolean): boolean
  /** False once a cell stood beyond the last column. */
  readonly isSound: boolean
}

interface OpenTable {
  readonly table: Table
  cells: string[]
  /** What a row says beside its cells: notes, formulas, what is displayed for a value. */
  extras: string[]
  /** Empty cells that count only if a filled one follows. */
  gap: number
  width: number
  cell: OpenCell | undefined
}

interface OpenCell {
  readonly lines: string[]
  readonly value: string
  readonly repeats: number
}

export function openOdfTables(pen: Pen): OdfTables {
  const tables: OpenTable[] = []
  let isSound = true
  const put = (top: OpenTable, text: string, repeats: number): void => {
    if (text === '') {
      top.gap += repeats
      return
    }
    if (top.cells.length + top.gap >= maxColumns) isSound = false
    else for (; top.gap > 0; top.gap--) top.cells.push('')
    top.cells.push(text)
    top.gap = repeats - 1
  }
  return {
    get isSound() {
      return isSound
    },
    openTable() {
      tables.push({ table: openTable(pen), cells: [], extras: [], gap: 0, width: 0, cell: undefined })
    },
    closeTable() {
      tables.at(-1)?.table.close()
      return tables.pop() !== undefined
    },
    closeRow(isHeader) {
      const top = tables.at(-1)
      if (top !== undefined) writeRow(top, isHeader)
    },
    openCell(tag) {
      const top = tables.at(-1)
      if (top === undefined) return
      for (const text of formulaTexts(tag.attribute('formula') ?? '')) top.extras.push(text)
      const repeats = Math.floor(Number(tag.attribute('number-columns-repeated') ?? 1)) || 1
      top.cell = { lines: [], value: officeValue(tag), repeats: Math.max(repeats, 1) }
    },
    closeCell() {
      const top = tables.at(-1)
      if (top?.cell === undefined) return
      const { lines, value, repeats } = top.cell
      const [text, other] = readingsOf(lines.join('\n'), value)
      top.cell = undefined
      put(top, text, repeats)
      if (other !== undefined) top.extras.push(other)
    },
    write(text, isAside) {
      const top = tables.at(-1)
      if (top?.cell === undefined) return false
      if (isAside) top.extras.push(text)
      else top.cell.lines.push(text)
      return true
    },
  }
}

/** Hands out what is still open, where the markup is not read to its end. */
export function closeAllTables(tables: OdfTables): void {
  do {
    tables.closeCell()
    tables.closeRow(false)
  } while (tables.closeTable())
}

function writeRow(top: OpenTable, isHeader: boolean): void {
  const { cells, extras } = top
  top.width = Math.max(top.width, cells.length)
  if (extras.length > 0) {
    // Extras stand behind the columns, where they have no label.
    while (cells.length < top.width) cells.push('')
    for (const extra of extras) cells.push(extra)
  }
  top.cells = []
  top.extras = []
  top.gap = 0
  if (cells.length > 0) top.table.row(cells, isHeader ? 'header' : undefined)
}

/** @source OpenDocument 1.3 part 3, 19.385 (office:value-type) */
function officeValue(tag: XmlTag): string {
  const date = tag.attribute('date-value')
  if (date !== undefined) return date.replace(/T00:00:00(\.0+)?$/, '').replace('T', ' ')
  const text = tag.attribute('string-value')
  if (text !== undefined) return text
  const number = tag.attribute('value')
  return number === undefined ? '' : plainNumber(number)
}

/** What goes under the label of the column, and what is said beside it. */
function readingsOf(shown: string, value: string): readonly [string, string?] {
  if (value === '' || value === shown) return [shown]
  if (shown === '') return [value]
  // Points and commas group digits or part decimals; zeros and letters in front belong to a number.
  return /^\d{5,}$|^\d{4}-\d\d-\d\d|\p{L}/u.test(value) && !/^[\p{L}\d /-]+$/u.test(shown)
    ? [value, shown]
    : [shown, value]
}
