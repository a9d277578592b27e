/** Whether the database answers now. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from './connection.ts'

/** One that takes longer to say 1 is away for whoever waits for it. */
const answerMs = 2_000

export async function isPresent(database: Database): Promise<boolean> {
  const done = new AbortController()
  const asked = sql`select 1`.execute(database).then(
    () => true,
    () => false,
  )
  const late = sleep(answerMs, false, { signal: done.signal }).catch(() => false)
  const isThere = await Promise.race([asked, late])
  done.abort()
  return isThere
}

/** When the server was started, as a text that is another one after each start; undefined if it does not say. */
export async function serverStart(database: Database): Promise<string | undefined> {
  try {
    const { rows } = await sql<{ at: string }>`select pg_postmaster_start_time()::text as at`.execute(
      database,
    )
    return rows[0]?.at
  } catch {
    return undefined
  }
}
