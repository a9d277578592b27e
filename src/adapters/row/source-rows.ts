/** Rows of a source with named columns: limits, the place of each row, what is wrong in it. */
import { Fault, fault, type Problem } from '../../std/fault.ts'
import { nearestWord } from '../../std/nearest-word.ts'
import { findColumns, foldColumnName, type TableShape } from './column-words.ts'
import type { Row } from './customer-row.ts'
import type { ProblemList } from './problem-list.ts'

export interface SourceRow<Field extends string> extends Row<Field> {
  /** Which row of its query, from 1. */
  readonly ordinal: number
  /** The value of the column that says when the row has changed. */
  readonly changed?: string
}

export interface RowsWish<Field extends string> {
  readonly shape: TableShape<Field>
  /** `library/customers` */
  readonly place: string
  /** Name of the column that says when a row has changed, if the query must have one. */
  readonly cursorColumn?: string
  readonly problems: ProblemList
  readonly allowance: Allowance
}

/** What is left of the rows and bytes that one load may take. */
export interface Allowance {
  readonly rowsMax: number
  readonly bytesMax: number
  rows: number
  bytes: number
}

/**
 * @throws SCH_SOURCE_COLUMN_* before the first row; SCH_SOURCE_ROWS_MANY, SCH_SOURCE_BYTES_MANY as soon as it is so
 */
export async function* sourceRows<Field extends string>(
  names: readonly string[],
  rows: AsyncIterable<readonly string[]>,
  wish: RowsWish<Field>,
): AsyncGenerator<SourceRow<Field>> {
  const { columns, cursorIndex } = columnsIn(names, wish)
  const { place, problems, allowance } = wish
  let ordinal = 0
  for await (const cells of rows) {
    ordinal += 1
    take(cells, allowance, place)
    const changed = cursorIndex === undefined ? undefined : cells[cursorIndex]
    yield {
      ordinal,
      ...(changed === undefined || changed === '' ? {} : { changed }),
      cell(field) {
        const column = columns.get(field)
        return column === undefined ? '' : (cells[column] ?? '').trim()
      },
      wrong(code, field, params = {}) {
        const column = (columns.get(field) ?? 0) + 1
        problems.add({ code, at: { file: place, line: ordinal, column }, params: { ...params, field } })
      },
    }
  }
}

function take(cells: readonly string[], allowance: Allowance, place: string): void {
  allowance.rows += 1
  for (const cell of cells) allowance.bytes += Buffer.byteLength(cell)
  const at = { file: place }
  if (allowance.rows > allowance.rowsMax)
    throw fault('SCH_SOURCE_ROWS_MANY', { at, params: { max: allowance.rowsMax } })
  if (allowance.bytes > allowance.bytesMax)
    throw fault('SCH_SOURCE_BYTES_MANY', { at, params: { max: allowance.bytesMax } })
}

/** A column nobody knows is refused: most likely it is one that is wanted, misspelt, and would be missed by nobody. */
function columnsIn<Field extends string>(
  names: readonly string[],
  { shape, place, cursorColumn }: RowsWish<Field>,
): { readonly columns: ReadonlyMap<Field, number>; readonly cursorIndex?: number } {
  const at = { file: place }
  const wanted = cursorColumn === undefined ? undefined : foldColumnName(cursorColumn)
  const cursorIndex = names.findIndex((name) => foldColumnName(name) === wanted)
  const { columns, ignored, missing, twice } = findColumns(shape, names)
  const known = Object.values<readonly string[]>(shape.names).flat()
  const problems: readonly Problem[] = [
    ...missing.map((field): Problem => {
      return { code: 'SCH_SOURCE_COLUMN_MISSING', at, params: { names: shape.names[field].join(', ') } }
    }),
    ...(wanted !== undefined && cursorIndex < 0
      ? [{ code: 'SCH_SOURCE_COLUMN_MISSING', at, params: { names: cursorColumn ?? '' } } as const]
      : []),
    ...twice.map(({ field, earlier }): Problem => {
      return { code: 'SCH_SOURCE_COLUMN_TWICE', at, params: { field, other: earlier + 1 } }
    }),
    ...ignored
      .filter((name) => foldColumnName(name) !== wanted)
      .map((name): Problem => {
        const near = nearestWord(name, known) ?? known.join(', ')
        return { code: 'SCH_SOURCE_COLUMN_UNKNOWN', at, params: { name, near } }
      }),
  ]
  const [first, ...others] = problems
  if (first !== undefined) throw new Fault([first, ...others])
  return { columns, ...(cursorIndex < 0 ? {} : { cursorIndex }) }
}
