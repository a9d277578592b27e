/** Rows of a table, sorted into rows that are records and rows that only place text on a page. */
import type { Desk } from './desk.ts'

/** Enough to see what a table is; more would hold back a long list for nothing. */
const decideAfterRows = 50

/** Column headings are words, not sentences. */
const maxLabelLength = 60

/** Fewer boxes hold no number that could be somebody's. */
const minBoxes = 5

/**
 * What a row is, where the format says so: `header` names the columns; `labelled` names itself in its first cell (a
 * table whose records stand side by side in columns).
 */
export type RowKind = 'header' | 'labelled'

export interface Table {
  row(cells: readonly string[], kind?: RowKind): void
  /**
   * Decides that the rows are running text, because something in the table shows that it is layout.
   * @returns false if it is known already that they are data
   */
  layOut(): boolean
  close(): void
}

interface Row {
  readonly cells: readonly string[]
  readonly kind: RowKind | undefined
}

/**
 * A table that becomes rows with labels if it is one of data (a header over two columns, or three columns in two
 * rows), else running text, so that an address set in a layout table stays one text. Three columns that could as well
 * be a form or a letterhead become both: nothing that belongs together is torn apart.
 *
 * @limit the first 50 rows decide; later rows are passed on as they come
 */
export function openTable(desk: Pick<Desk, 'text' | 'row'>): Table {
  const waiting: Row[] = []
  const waitingAsText: Row[] = []
  let labels: readonly string[] | undefined
  let use: 'undecided' | 'data' | 'layout' = 'undecided'

  const put = (row: Row): void => {
    if (use === 'layout') putText(desk, row.cells)
    else labels = putRow(desk, row, labels)
  }
  const decide = (decision: Decision): void => {
    use = decision === 'layout' ? 'layout' : 'data'
    if (decision === 'both') waitingAsText.push(...waiting)
    handOut()
  }
  /** A row is no longer waiting once it is handed out: if a limit breaks at it, closing goes on behind it. */
  const handOut = (): void => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) put(row)
    for (let row = waitingAsText.shift(); row !== undefined; row = waitingAsText.shift())
      putText(desk, row.cells)
  }
  return {
    row(cells, kind) {
      if (use !== 'undecided') put({ cells, kind })
      // Forms are not that long.
      else if (waiting.push({ cells, kind }) >= decideAfterRows)
        decide(decisionOf(waiting) === 'layout' ? 'layout' : 'data')
    },
    layOut() {
      if (use === 'undecided') decide('layout')
      return use === 'layout'
    },
    close() {
      if (use === 'undecided') decide(decisionOf(waiting))
      else handOut()
    },
  }
}

type Decision = 'data' | 'layout' | 'both'

function decisionOf(rows: readonly Row[]): Decision {
  const filled = rows.filter((row) => countFilled(row.cells) > 0)
  const hasHeader = filled.some((row) => row.kind === 'header' && countFilled(row.cells) >= 2)
  if (hasHeader) return filled.length >= 2 ? 'data' : 'layout'
  if (filled.every((row) => row.kind === 'labelled')) return 'layout'
  const wide = filled.filter((row) => countFilled(row.cells) >= 3)
  if (wide.length < 2 || wide.length * 2 < filled.length) return 'layout'
  return hasLabelsAbove(wide) ? 'data' : 'both'
}

/**
 * Whether the first row names columns: words over a column of numbers. A form of two or more pairs in a row (name,
 * value, name, value) looks the same, but has no digit in any column of names.
 */
function hasLabelsAbove(rows: readonly Row[]): boolean {
  const [first, ...below] = rows
  if (first === undefined || !looksLikeLabels(first.cells)) return false
  const columns = first.cells.map((_, column) => below.map((row) => hasDigit(row.cells[column] ?? '')))
  const hasNumbers = columns.some((column) => column.every((isNumber) => isNumber))
  const isForm = columns.every((column, i) => i % 2 === 1 || !column.includes(true))
  return hasNumbers && !isForm
}

function hasDigit(text: string): boolean {
  return /\d/.test(text)
}

/** @returns the labels that hold for the rows below */
function putRow(
  desk: Pick<Desk, 'row'>,
  row: Row,
  labels: readonly string[] | undefined,
): readonly string[] | undefined {
  if (countFilled(row.cells) === 0) return labels
  const cells = row.cells.map((cell) => cell.replaceAll('\t', ' '))
  if (row.kind === 'header' || (labels === undefined && looksLikeLabels(cells))) {
    // Headings are read like any other row: a name can stand there as well.
    desk.row({ cells })
    return cells
  }
  if (labels === undefined || labels.length === 0) desk.row({ cells })
  else desk.row({ cells, labels: cells.map((_, column) => labels[column] ?? '') })
  // Only the first row that is no mere title can name the columns.
  return labels ?? (countFilled(cells) >= 2 ? [] : undefined)
}

function putText(desk: Pick<Desk, 'text'>, cells: readonly string[]): void {
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length === 0) return
  // Blocks that stand side by side are read one after the other.
  const gap = filled.some((cell) => cell.includes('\n')) ? '\n' : '\t'
  desk.text(`${filled.join(gap)}\n`)
  // A number of which every digit has a box of its own.
  if (filled.length >= minBoxes && filled.every((cell) => cell.length === 1))
    desk.text(`${filled.join('')}\n`)
}

/** At least two short headings and no digit among them. */
function looksLikeLabels(cells: readonly string[]): boolean {
  return countFilled(cells) >= 2 && cells.every((cell) => cell.length <= maxLabelLength && !hasDigit(cell))
}

function countFilled(cells: readonly string[]): number {
  let filled = 0
  for (const cell of cells) if (cell !== '') filled++
  return filled
}
