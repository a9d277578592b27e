/** The first row of a table: which separator it has, and which column is which. */
import { Fault, type Problem } from '../../std/fault.ts'
import { fieldsByName, findColumns, foldColumnName, type TableShape } from '../row/column-words.ts'
import { type Row, readRows, rowCharsMax } from './rows.ts'

export interface Header<Field extends string> {
  readonly width: number
  readonly columns: ReadonlyMap<Field, number>
  readonly ignored: readonly string[]
}

/** @throws Fault with every required column that is missing and every column that is there twice */
export function readHeader<Field extends string>(
  shape: TableShape<Field>,
  row: Row,
  file: string,
): Header<Field> {
  const found = findColumns(shape, row.cells)
  const twice = found.twice.map(({ field, index, earlier }): Problem => {
    const params = { field, other: earlier + 1 }
    return { code: 'SCH_TABLE_COLUMN_TWICE', at: { file, line: row.line, column: index + 1 }, params }
  })
  const missing = found.missing.map((field): Problem => {
    const params = { names: shape.names[field].join(', ') }
    return { code: 'SCH_TABLE_COLUMN_MISSING', at: { file, line: row.line, column: 1 }, params }
  })
  const [first, ...others] = [...missing, ...twice]
  if (first !== undefined) throw new Fault([first, ...others])
  return { width: row.cells.length, columns: found.columns, ignored: found.ignored }
}

/** The separator under which the first row names the most columns; a line `sep=;`, as Excel writes it, decides by itself. */
export function detectSeparator<Field extends string>(
  shape: TableShape<Field>,
  chunks: Iterator<string> & Iterable<string>,
): { separator: string; chunks: Iterable<string> } {
  const head = firstText(chunks)
  const declared = /^sep=(.)(?:\r\n|\n|\r)/.exec(head)
  if (declared?.[1] !== undefined) {
    // The line stays as an empty one, so that line numbers are those of the file.
    return { separator: declared[1], chunks: prepend(head.slice(5), chunks) }
  }
  const fields = fieldsByName(shape)
  let best = { separator: ',', known: -1, cells: 0 }
  for (const separator of [',', ';', '\t']) {
    const cells = firstRow(head, separator)
    const known = cells.filter((cell) => fields.has(foldColumnName(cell))).length
    const isBetter = known > best.known || (known === best.known && cells.length > best.cells)
    if (isBetter) best = { separator, known, cells: cells.length }
  }
  return { separator: best.separator, chunks: prepend(head, chunks) }
}

function firstText(chunks: Iterator<string>): string {
  let head = ''
  while (head.trim() === '' && head.length < rowCharsMax) {
    const next = chunks.next()
    if (next.done) break
    head += next.value
  }
  return head
}

function firstRow(head: string, separator: string): readonly string[] {
  try {
    for (const row of readRows([head], separator, '')) {
      if (row.cells.some((cell) => cell.trim() !== '')) return row.cells
    }
    return []
  } catch (error) {
    // Under this separator the first row is no row; another one may fit, and the reading proper says what is wrong.
    if (error instanceof Fault) return []
    throw error
  }
}

function* prepend(head: string, rest: Iterable<string>): Generator<string> {
  yield head
  yield* rest
}
