/** Rows of one load that contradict each other. */
import { Fault, type Problem } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { type OfLoad, type RowPair, rowsAgainst, rowsTwice } from './load-check-queries.sql.ts'
import { placesListedMax } from './load-staging.ts'

/** @throws Fault with the rows that contradict each other, at their places */
export async function refuseContradictions(
  database: Database,
  of: OfLoad,
  sourceName: string,
): Promise<void> {
  const place = (ordinal: bigint, line: number | null) => line ?? Number(ordinal)
  const problem =
    (code: Problem['code']) =>
    (pair: RowPair): Problem => ({
      code,
      at: { file: sourceName, line: place(pair.ordinal, pair.line) },
      params: { first: String(place(pair.firstOrdinal, pair.firstLine)) },
    })
  // A change feed may speak of one customer more than once: its last word counts.
  const twice = of.kind === 'full' ? await rowsTwice(database, of, placesListedMax) : []
  const against = await rowsAgainst(database, of, placesListedMax)
  const [first, ...others] = [
    ...twice.map(problem('SCH_DIRECTORY_ROW_TWICE')),
    ...against.map(problem('SCH_DIRECTORY_EARLIER_IS_CURRENT')),
  ]
  if (first !== undefined) throw new Fault([first, ...others])
}
