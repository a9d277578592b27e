/** A table with named columns, row by row; collects what is wrong. */
import { Fault, fault, type Problem } from '../../std/fault.ts'
import type { TableShape } from '../row/column-words.ts'
import type { Row as CellRow } from '../row/customer-row.ts'
import { type ProblemList, problemList } from '../row/problem-list.ts'
import { detectSeparator, type Header, readHeader } from './header.ts'
import { type Row, readRows } from './rows.ts'

export interface TableRow<Field extends string> extends CellRow<Field> {
  readonly line: number
}

export interface TableReading {
  readonly path: string
  /** The text in pieces, cut anywhere. */
  readonly text: () => Generator<string>
  readonly rowsMax: number
  readonly ignoredColumns: (names: readonly string[]) => void
}

/**
 * The rows of a table file, one by one. Rows in which every cell is empty are passed over.
 *
 * @throws Fault after the last row, if anything was wrong in any
 */
export function* readTable<Field extends string>(
  shape: TableShape<Field>,
  reading: TableReading,
): Generator<TableRow<Field>> {
  const file = reading.path
  const { separator, chunks } = detectSeparator(shape, reading.text())
  const problems = problemList()
  let header: Header<Field> | undefined
  let rows = 0
  for (const row of guarded(readRows(chunks, separator, file), problems)) {
    if (row.cells.every((cell) => cell.trim() === '')) continue
    if (header === undefined) {
      header = readHeader(shape, row, file)
      if (header.ignored.length > 0) reading.ignoredColumns(header.ignored)
      continue
    }
    rows += 1
    if (rows > reading.rowsMax) continue
    if (row.cells.length !== header.width) {
      const params = { expected: header.width, found: row.cells.length }
      problems.add({ code: 'SCH_TABLE_CELL_COUNT', at: { file, line: row.line }, params })
      continue
    }
    yield openRow(row, header, file, problems.add)
  }
  if (rows > reading.rowsMax) {
    throw fault('SCH_TABLE_ROWS_TOO_MANY', { at: { file }, params: { rows, max: reading.rowsMax } })
  }
  problems.throwIfAny()
  if (header === undefined) throw fault('SCH_TABLE_EMPTY', { at: { file } })
  if (rows === 0) throw fault('SCH_TABLE_NO_ROWS', { at: { file } })
}

function openRow<Field extends string>(
  row: Row,
  header: Header<Field>,
  file: string,
  add: (problem: Problem) => void,
): TableRow<Field> {
  return {
    line: row.line,
    cell: (field) => {
      const column = header.columns.get(field)
      return column === undefined ? '' : (row.cells[column] ?? '').trim()
    },
    wrong: (code, field, params = {}) => {
      const column = (header.columns.get(field) ?? 0) + 1
      add({ code, at: { file, line: row.line, column }, params: { ...params, field } })
    },
  }
}

/** Passes rows on; a fault of the rows themselves joins the list, because no row can be found behind it. */
function* guarded(rows: Iterable<Row>, problems: ProblemList): Generator<Row> {
  try {
    yield* rows
  } catch (error) {
    if (!(error instanceof Fault) || problems.isEmpty()) throw error
    error.problems.forEach(problems.add)
  }
}
