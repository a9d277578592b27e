/** What one snapshot says, item by item: everything, what has changed, or who has an address. */
import type { SourceItem } from '../../directory/source.ts'
import type { Deadline } from '../row/called-off.ts'
import { factShape, sourceShape, type TableShape } from '../row/column-words.ts'
import { readFact, readKnownCustomer } from '../row/customer-row.ts'
import { laterOf } from '../row/instant-text.ts'
import { type ProblemList, problemList } from '../row/problem-list.ts'
import { isFullDue, type SourceCursor } from '../row/source-cursor.ts'
import { type Allowance, type SourceRow, sourceRows } from '../row/source-rows.ts'
import type { NamedQuery } from './named-query.ts'
import type { SqlSnapshot } from './snapshot.ts'
import { sqlFault } from './sql-fault.ts'
import { goneFactShape, goneShape, type SqlQueries, type SqlQueryTexts, sinceOf } from './sql-queries.ts'

export interface SqlLimits {
  readonly rowsMax: number
  readonly bytesMax: number
}

/** What is to be read. */
export type LoadPlan =
  | { readonly kind: 'full'; readonly cursorColumn?: string }
  | {
      readonly kind: 'incremental'
      readonly cursorColumn: string
      readonly fullAt: Date
      readonly sinceCustomers: string
      readonly sinceFacts?: string
      readonly last: SourceCursor
    }

export function planOf(last: SourceCursor | undefined, { incremental }: SqlQueryTexts, now: Date): LoadPlan {
  if (incremental === undefined) return { kind: 'full' }
  const { cursorColumn, overlapMs, fullEveryMs } = incremental
  const sinceCustomers = last === undefined ? undefined : sinceOf(last, 'customers', overlapMs)
  if (last === undefined || sinceCustomers === undefined || isFullDue(last, now, fullEveryMs))
    return { kind: 'full', cursorColumn }
  const sinceFacts = sinceOf(last, 'facts', overlapMs)
  return {
    kind: 'incremental',
    cursorColumn,
    fullAt: last.fullAt,
    sinceCustomers,
    ...(sinceFacts === undefined ? {} : { sinceFacts }),
    last,
  }
}

/** One snapshot at work, with what it may still take and what was wrong so far. */
export interface Reading {
  readonly snapshot: SqlSnapshot
  readonly source: string
  readonly problems: ProblemList
  readonly allowance: Allowance
  /** How far the customers and the facts have been read. */
  readonly reached: Map<string, string>
}

export function openReading(
  snapshot: SqlSnapshot,
  source: string,
  { rowsMax, bytesMax }: SqlLimits,
): Reading {
  const allowance = { rowsMax, bytesMax, rows: 0, bytes: 0 }
  return { snapshot, source, problems: problemList(), allowance, reached: new Map() }
}

/**
 * Hands items on; whatever happens, the connection is given back, and what is wrong in rows is told after the last.
 *
 * @throws Fault SCH_SOURCE_* or with the problems of the rows
 */
export async function* guarded(
  items: AsyncIterable<SourceItem>,
  { snapshot, source, problems }: Reading,
  deadline: Deadline,
): AsyncGenerator<SourceItem> {
  try {
    for await (const item of items) {
      const stopped = deadline.signal.aborted ? deadline.reason() : undefined
      if (stopped !== undefined) throw stopped
      yield item
    }
  } catch (error) {
    throw deadline.reason() ?? sqlFault(error, { source })
  } finally {
    snapshot.close()
  }
  problems.throwIfAny()
}

export async function* itemsOf(
  plan: LoadPlan,
  queries: SqlQueries,
  reading: Reading,
): AsyncGenerator<SourceItem> {
  if (plan.kind === 'full') {
    yield* customerItems(queries.customers, reading, {}, plan.cursorColumn)
    const factCursor = queries.incremental?.facts === undefined ? undefined : plan.cursorColumn
    if (queries.facts !== undefined) yield* factItems(queries.facts, reading, {}, factCursor)
    return
  }
  yield* changedItems(plan, queries, reading)
}

async function* changedItems(
  plan: Extract<LoadPlan, { kind: 'incremental' }>,
  { incremental, facts }: SqlQueries,
  reading: Reading,
): AsyncGenerator<SourceItem> {
  if (incremental === undefined) return
  const { sinceCustomers, sinceFacts, cursorColumn } = plan
  // What is reached now stays reached if nothing has changed since.
  for (const [table, value] of Object.entries(plan.last.since)) reading.reached.set(table, value)
  const since = { since: sinceCustomers }
  yield* customerItems(incremental.customers, reading, since, cursorColumn)
  if (incremental.deleted !== undefined) yield* goneItems(incremental.deleted, reading, since)
  if (incremental.facts === undefined || sinceFacts === undefined) {
    // Without a query for changed facts all are told again: a new loan must be known at once.
    const factCursor = incremental.facts === undefined ? undefined : cursorColumn
    if (facts !== undefined) yield* factItems(facts, reading, {}, factCursor)
    return
  }
  yield* factItems(incremental.facts, reading, { since: sinceFacts }, cursorColumn)
  if (incremental.factsDeleted !== undefined)
    yield* goneFactItems(incremental.factsDeleted, reading, { since: sinceFacts })
}

export function liveItems(query: NamedQuery, address: string, reading: Reading): AsyncGenerator<SourceItem> {
  return customerItems(query, reading, { address })
}

type Values = Readonly<Record<string, string>>

async function* customerItems(
  query: NamedQuery,
  reading: Reading,
  values: Values,
  cursorColumn?: string,
): AsyncGenerator<SourceItem> {
  for await (const row of rowsOf(query, sourceShape, reading, values, cursorColumn)) {
    const customer = readKnownCustomer(row)
    if (cursorColumn !== undefined) reach('customers', row.changed, reading)
    if (customer !== undefined) yield { kind: 'customer', customer, at: placeOf(row, query, reading) }
  }
}

async function* factItems(
  query: NamedQuery,
  reading: Reading,
  values: Values,
  cursorColumn?: string,
): AsyncGenerator<SourceItem> {
  for await (const row of rowsOf(query, factShape, reading, values, cursorColumn)) {
    const fact = readFact(row, (owner) => owner)
    if (cursorColumn !== undefined) reach('facts', row.changed, reading)
    if (fact !== undefined) yield { kind: 'fact', fact, at: placeOf(row, query, reading) }
  }
}

async function* goneItems(query: NamedQuery, reading: Reading, values: Values): AsyncGenerator<SourceItem> {
  for await (const row of rowsOf(query, goneShape, reading, values)) {
    const customerNumber = row.cell('customer_number')
    if (customerNumber === '') row.wrong('SCH_CELL_EMPTY', 'customer_number')
    else yield { kind: 'gone', customerNumber, at: placeOf(row, query, reading) }
  }
}

async function* goneFactItems(
  query: NamedQuery,
  reading: Reading,
  values: Values,
): AsyncGenerator<SourceItem> {
  for await (const row of rowsOf(query, goneFactShape, reading, values)) {
    const factKind = row.cell('kind')
    const value = row.cell('value')
    if (factKind === '') row.wrong('SCH_CELL_EMPTY', 'kind')
    if (value === '') row.wrong('SCH_CELL_EMPTY', 'value')
    if (factKind !== '' && value !== '') {
      yield { kind: 'fact-gone', factKind, value, at: placeOf(row, query, reading) }
    }
  }
}

async function* rowsOf<Field extends string>(
  query: NamedQuery,
  shape: TableShape<Field>,
  reading: Reading,
  values: Values,
  cursorColumn?: string,
): AsyncGenerator<SourceRow<Field>> {
  const { source, snapshot, problems, allowance } = reading
  try {
    const { columns, rows } = await snapshot.read(query, values)
    const place = `${source}/${query.name}`
    const cursor = cursorColumn === undefined ? {} : { cursorColumn }
    yield* sourceRows(columns, rows, { shape, place, problems, allowance, ...cursor })
  } catch (error) {
    throw sqlFault(error, { source, query: query.name })
  }
}

function reach(table: string, changed: string | undefined, { reached }: Reading): void {
  if (changed !== undefined) reached.set(table, laterOf(reached.get(table), changed))
}

function placeOf(row: SourceRow<never>, query: NamedQuery, { source }: Reading) {
  return { file: `${source}/${query.name}`, line: row.ordinal }
}
