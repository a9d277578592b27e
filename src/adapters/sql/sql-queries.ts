/** The queries of one source, their parameters found and checked before anything is asked. */
import { factColumns, type TableShape } from '../row/column-words.ts'
import { instantEarlier } from '../row/instant-text.ts'
import type { SourceCursor } from '../row/source-cursor.ts'
import { type NamedQuery, namedQuery } from './named-query.ts'
import type { SqlDialect } from './server-address.ts'

export interface SqlQueryTexts {
  readonly customers: string
  readonly facts?: string | undefined
  readonly incremental?: {
    readonly customers: string
    readonly cursorColumn: string
    readonly overlapMs: number
    readonly deleted?: string | undefined
    readonly facts?: string | undefined
    readonly factsDeleted?: string | undefined
    /** After that time everything is read again: what vanishes without a trace is found only then. */
    readonly fullEveryMs: number
  }
  readonly live?: string | undefined
}

export interface SqlQueries {
  readonly customers: NamedQuery
  readonly facts?: NamedQuery
  readonly incremental?: {
    readonly customers: NamedQuery
    readonly deleted?: NamedQuery
    readonly facts?: NamedQuery
    readonly factsDeleted?: NamedQuery
  }
  readonly live?: NamedQuery
}

export const goneShape = {
  names: { customer_number: ['customer_number', 'kundennummer', 'ausweisnummer'] },
  required: ['customer_number'],
} as const satisfies TableShape<string>

export const goneFactShape = {
  names: { kind: factColumns.kind, value: factColumns.value },
  required: ['kind', 'value'],
} as const satisfies TableShape<string>

/** @throws SCH_SOURCE_PARAMETER */
export function sqlQueries(
  texts: SqlQueryTexts,
  { source, dialect }: { readonly source: string; readonly dialect: SqlDialect },
): SqlQueries {
  const { customers, facts, incremental, live } = texts
  const query = (name: string, text: string, ...parameters: readonly string[]) =>
    namedQuery({ source, name, text, parameters, dialect })
  const optional = (key: string, name: string, text: string | undefined, ...parameters: readonly string[]) =>
    text === undefined ? {} : { [key]: query(name, text, ...parameters) }
  return {
    customers: query('customers', customers),
    ...optional('facts', 'facts', facts),
    ...(incremental === undefined
      ? {}
      : {
          incremental: {
            customers: query('incremental.customers', incremental.customers, 'since'),
            ...optional('deleted', 'incremental.deleted', incremental.deleted, 'since'),
            ...optional('facts', 'incremental.facts', incremental.facts, 'since'),
            ...optional('factsDeleted', 'incremental.facts_deleted', incremental.factsDeleted, 'since'),
          },
        }),
    ...optional('live', 'live', live, 'address'),
  }
}

/**
 * From where changes are read: a little before the last one seen, because a long transaction commits rows that are
 * older than some that were read already.
 *
 * @returns undefined if nothing was there to be read yet
 */
export function sinceOf(cursor: SourceCursor, table: string, overlapMs: number): string | undefined {
  const reached = cursor.since[table]
  return reached === undefined ? undefined : (instantEarlier(reached, overlapMs) ?? reached)
}
