/** Asks for one more run of a job, in the transaction of what makes it necessary. */
import { sql, type Transaction } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { type Job, keyOf } from './job.ts'
import { triesMax } from './schedule.ts'

/**
 * It runs after this transaction has committed and after a run that is under way; asked for several times before it begins, it
 * runs once.
 */
export async function enqueue(
  transaction: Transaction<Tables>,
  job: Pick<Job, 'name' | 'of'>,
): Promise<void> {
  const key = keyOf(job)
  // A key of its own: a run under way may have looked before this change, so it does not count for it.
  await sql`
    select graphile_worker.add_job(${key}, json_build_object(), ${key}, null, ${triesMax}, ${`${key}!`})
  `.execute(transaction)
}
