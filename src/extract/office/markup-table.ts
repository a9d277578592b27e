/** The tables of a document while they are open, one inside the other. */
import { openTable, type Table } from '../table.ts'
import type { Pen } from '../text/pen.ts'

/** No table people make is wider; a cell that claims to span more is broken. */
const maxSpan = 64

export interface MarkupTables {
  openTable(): void
  openRow(): void
  openCell(span: string | undefined): void
  /** The open cell spans this many columns. */
  span(columns: string | undefined): void
  /** The open row names the columns. */
  markHeader(): void
  closeCell(): void
  closeRow(): void
  /** @returns whether one was open */
  closeTable(): boolean
  /** @returns whether there is a cell to write to */
  write(text: string): boolean
}

interface OpenTable {
  readonly table: Table
  cells: string[]
  kind: 'header' | undefined
  /** Paragraphs of the open cell; undefined between cells. */
  cell: string[] | undefined
  span: number
}

export function openMarkupTables(pen: Pen): MarkupTables {
  const tables: OpenTable[] = []
  const spanOf = (columns: string | undefined): number => {
    const span = Number(columns ?? 1)
    return span >= 1 && span <= maxSpan ? Math.floor(span) : 1
  }
  return {
    openTable() {
      tables.push({ table: openTable(pen), cells: [], kind: undefined, cell: undefined, span: 1 })
    },
    openRow() {
      const top = tables.at(-1)
      if (top === undefined) return
      top.cells = []
      top.kind = undefined
    },
    openCell(span) {
      const top = tables.at(-1)
      if (top === undefined) return
      top.cell = []
      top.span = spanOf(span)
    },
    span(columns) {
      const top = tables.at(-1)
      if (top !== undefined) top.span = spanOf(columns)
    },
    markHeader() {
      const top = tables.at(-1)
      if (top !== undefined) top.kind = 'header'
    },
    closeCell() {
      const top = tables.at(-1)
      if (top?.cell === undefined) return
      top.cells.push(top.cell.join('\n'))
      for (let i = 1; i < top.span; i++) top.cells.push('')
      top.cell = undefined
    },
    closeRow() {
      const top = tables.at(-1)
      if (top === undefined || top.cells.length === 0) return
      const { cells } = top
      top.cells = []
      top.table.row(cells, top.kind)
    },
    closeTable() {
      tables.at(-1)?.table.close()
      return tables.pop() !== undefined
    },
    write(text) {
      const cell = tables.at(-1)?.cell
      cell?.push(text)
      return cell !== undefined
    },
  }
}

/** Hands out what is still open, where the markup is not read to its end. */
export function closeAllTables(tables: MarkupTables): void {
  do {
    tables.closeCell()
    tables.closeRow()
  } while (tables.closeTable())
}
