/** The one clock that all processes share. */
import { sql } from 'kysely'
import type { Database } from './connection.ts'

export async function databaseNow(database: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(database)
  const [row] = rows
  if (row === undefined) throw new Error('the database did not tell its time')
  return row.now
}
