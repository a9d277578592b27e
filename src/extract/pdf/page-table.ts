/** Tables on a page: lines of several cells below each other, whose cells stand in columns. */
import type { Desk } from '../desk.ts'
import { openTable } from '../table.ts'
import type { Line, Segment } from './page-lines.ts'

const fewestColumns = 3
const fewestRows = 2
/** @limit columns: beyond the widest sheet; each cell is compared with each */
const mostColumns = 200

/**
 * Puts the rows of tables of data on the desk, with the headings of their columns, so that a number below
 * "Kundennummer" is known for one.
 *
 * @param lines of the page, which is read as text as well: what turns out to be layout is left out here
 */
export function putTables(lines: readonly Line[], desk: Pick<Desk, 'row'>): void {
  let run: Line[] = []
  for (const line of lines) {
    if (line.length >= 2) run.push(line)
    else {
      putTable(run, desk)
      run = []
    }
  }
  putTable(run, desk)
}

function putTable(run: readonly Line[], desk: Pick<Desk, 'row'>): void {
  const first = run.findIndex((line) => line.length >= fewestColumns)
  const columns = run[first]
  if (columns === undefined || columns.length > mostColumns || run.length - first < fewestRows) return
  const table = openTable({
    text: () => {},
    row: (row) => desk.row(row),
  })
  for (const line of run.slice(first)) table.row(cellsOf(line, columns))
  table.close()
}

function cellsOf(line: Line, columns: Line): readonly string[] {
  const cells = columns.map(() => '')
  for (const segment of line) {
    const column = columnOf(segment, columns)
    cells[column] = cells[column] ? `${cells[column]} ${segment.text}` : segment.text
  }
  return cells
}

/** The column that shares most with the cell; numbers stand at its end, words at its start. */
function columnOf(segment: Segment, columns: Line): number {
  let best = 0
  let bestShare = Number.NEGATIVE_INFINITY
  for (const [index, column] of columns.entries()) {
    // Negative where they do not meet: then the nearest is best.
    const share = Math.min(segment.end, column.end) - Math.max(segment.start, column.start)
    if (share > bestShare) {
      best = index
      bestShare = share
    }
  }
  return best
}
