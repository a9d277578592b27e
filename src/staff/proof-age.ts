/** How long a proof of who somebody is counts: for the act it was given for, and only just now. */
import { sql, type Transaction } from 'kysely'
import type { Tables } from '../store/tables.ts'
import type { Reauthentication } from './reauthentication.ts'

/** From the proof to the act: a person reads what he confirms, and no more. */
const minutesMax = 5

/** By the database's clock, as the proof's own time is. */
export async function isFresh(
  transaction: Transaction<Tables>,
  proof: Pick<Reauthentication, 'at'>,
): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    select ${proof.at}::timestamptz > clock_timestamp() - make_interval(mins => ${minutesMax})
       and ${proof.at}::timestamptz <= clock_timestamp() + interval '1 second' as fresh
  `.execute(transaction)
  return rows[0]?.fresh === true
}

/** The database's time, for a proof that is made and used here. */
export async function proofTime(transaction: Transaction<Tables>): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(transaction)
  const [row] = rows
  if (!row) throw new Error('the database has told no time')
  return row.at
}
