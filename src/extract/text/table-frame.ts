/** One table of a page while it is open: its cells, its spans, and whether it is layout. */
import type { Table } from '../table.ts'
import { addBreak, addGap, addVerbatim, type Flow, openFlow, takeText } from './flow.ts'

/** What spans columns and rows is repeated only so far; a record has no more columns. */
const maxSpannedColumns = 256
const maxSpannedRows = 1000
/** A value that holds for several rows (a name beside three loans) is repeated in each; a text is not. */
const maxRepeatedLength = 64
const maxRepeatedPerRow = 256

export interface CellShape {
  readonly isHeader: boolean
  readonly columns: number
  readonly rows: number
}

export interface Frame {
  readonly table: Table
  /** Text of the cell that is open, or of what stands between cells. */
  cell: Flow
  shape: CellShape | undefined
  cells: string[]
  headers: number
  isFirstHeader: boolean
  isInRow: boolean
  readonly spans: { text: string; rows: number }[]
  /** Where its text goes if it is layout. */
  base: Flow
  isLaidOut: boolean
}

export function openFrame(table: Table, base: Flow): Frame {
  return {
    table,
    cell: openFlow(),
    shape: undefined,
    cells: [],
    headers: 0,
    isFirstHeader: false,
    isInRow: false,
    spans: [],
    base,
    isLaidOut: false,
  }
}

/** What was held back of the row that is open goes to the text around the table. */
export function layOut(frame: Frame): void {
  frame.isLaidOut = true
  addBreak(frame.base, 1)
  for (const cell of frame.cells) {
    if (cell !== '') addVerbatim(frame.base, cell)
    addGap(frame.base)
  }
  if (!frame.cell.isEmpty) addVerbatim(frame.base, takeText(frame.cell))
  if (frame.cell.breaks > 0) addBreak(frame.base, frame.cell.breaks > 1 ? 2 : 1)
  else if (frame.cell.gap !== '') frame.base.gap = frame.cell.gap
  frame.cells = []
}

export function openCell(frame: Frame, shape: CellShape): void {
  closeCell(frame)
  if (frame.isLaidOut) {
    if (!frame.isInRow) addBreak(frame.base, 1)
  } else keepBetween(frame)
  frame.cell = openFlow()
  frame.shape = shape
  frame.isInRow = true
}

/** Text that stands beside cells is one more cell; text between rows is a row. */
function keepBetween(frame: Frame): void {
  if (frame.cell.isEmpty) return
  const text = takeText(frame.cell)
  frame.cell = openFlow()
  if (frame.cells.length > 0) frame.cells.push(text)
  else frame.table.row([text])
}

export function closeCell(frame: Frame): void {
  const { shape } = frame
  if (shape === undefined) return
  frame.shape = undefined
  if (frame.isLaidOut) {
    addGap(frame.base)
    return
  }
  repeatSpans(frame)
  const text = takeText(frame.cell)
  const column = frame.cells.length
  if (shape.isHeader) {
    frame.headers++
    if (column === 0) frame.isFirstHeader = true
  }
  frame.cells.push(text)
  for (let i = 1; i < shape.columns && frame.cells.length < maxSpannedColumns; i++) frame.cells.push('')
  if (shape.rows > 1 && column < maxSpannedColumns) {
    for (let i = frame.spans.length; i < column; i++) frame.spans.push({ text: '', rows: 0 })
    frame.spans[column] = {
      text: text.length <= maxRepeatedLength ? text : '',
      rows: Math.min(shape.rows, maxSpannedRows),
    }
  }
  frame.cell = openFlow()
}

/** Fills the columns that a cell further up still covers. */
function repeatSpans(frame: Frame): void {
  let repeated = 0
  for (
    let span = frame.spans[frame.cells.length];
    span !== undefined;
    span = frame.spans[frame.cells.length]
  ) {
    if (span.rows === 0) return
    repeated += span.text.length
    frame.cells.push(repeated > maxRepeatedPerRow ? '' : span.text)
  }
}

export function closeRow(frame: Frame): void {
  closeCell(frame)
  frame.isInRow = false
  if (frame.isLaidOut) {
    addBreak(frame.base, 1)
    return
  }
  keepBetween(frame)
  const { cells, headers } = frame
  if (cells.length === 0) return
  repeatSpans(frame)
  for (const span of frame.spans) if (span.rows > 0) span.rows--
  const filled = cells.filter((cell) => cell !== '').length
  const isLabelled = frame.isFirstHeader && headers === 1 && cells.length > 1
  frame.cells = []
  frame.headers = 0
  frame.isFirstHeader = false
  if (headers >= 2 && headers >= filled) frame.table.row(cells, 'header')
  else if (isLabelled) frame.table.row(cells, 'labelled')
  else frame.table.row(cells)
}
