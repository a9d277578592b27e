/** Transactions that are tried again when the database asks for it. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import { fault } from '../std/fault.ts'
import type { Database } from './connection.ts'
import { isAway } from './store-fault.ts'
import type { Tables } from './tables.ts'

/** Serialisation failure and deadlock: the work itself was right, only its company was not. @source PostgreSQL, appendix A */
const retryable = new Set(['40001', '40P01'])

/** Each try waits up to twice as long as the one before: after nine the load is not a passing collision any more. */
const triesMax = 9
const firstPauseMs = 5

/**
 * Runs the work in one serializable transaction, from the start for each try: it must have no effect outside the database.
 * What may have been committed is never tried again: whoever asked must look first.
 *
 * @param random 0 <= x < 1; spreads those who collided
 * @throws SCH_STORE_CONTENDED after `triesMax` tries; SCH_STORE_COMMIT_UNKNOWN if the server was lost while it committed;
 *   SCH_STORE_AWAY if it was lost before, when nothing has changed; anything else the work throws
 */
export async function transact<T>(
  database: Database,
  work: (transaction: Transaction<Tables>) => Promise<T>,
  random: () => number = Math.random,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    let isCommitting = false
    try {
      return await database
        .transaction()
        .setIsolationLevel('serializable')
        .execute(async (transaction) => {
          const result = await work(transaction)
          isCommitting = true
          return result
        })
    } catch (error) {
      if (isCommitting && isAway(error)) throw fault('SCH_STORE_COMMIT_UNKNOWN', { cause: error })
      if (!isRetryable(error)) throw error
      if (tries >= triesMax) throw fault('SCH_STORE_CONTENDED', { params: { tries }, cause: error })
      await sleep(random() * firstPauseMs * 2 ** tries)
    }
  }
}

/** Also when the failure is wrapped: a room that adds its own words must not turn it into a terminal one. */
export function isRetryable(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string' && retryable.has(one.code)) return true
  }
  return false
}
