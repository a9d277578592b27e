/** One load at a time in an organisation, however many processes there are. */
import { sql } from 'kysely'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'

/** Lock not available. @source PostgreSQL, appendix A */
const lockTaken = '55P03'

/**
 * Holds the lock of an organisation's directory while the work runs. It is a row's lock in a transaction that does nothing
 * else: when its process dies, the database lets go of it at once.
 *
 * @throws SCH_DIRECTORY_LOADING if another load is at work
 */
export async function withDirectoryLock<T>(
  database: Database,
  organisationId: string,
  work: () => Promise<T>,
): Promise<T> {
  await database
    .insertInto('schleuse.directory_lock')
    .values({ organisation_id: organisationId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return database
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      await takeLock(() =>
        sql`select from schleuse.directory_lock where organisation_id = ${organisationId} for update nowait`.execute(
          transaction,
        ),
      )
      return work()
    })
}

async function takeLock(take: () => Promise<unknown>): Promise<void> {
  try {
    await take()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === lockTaken) {
      throw fault('SCH_DIRECTORY_LOADING', { cause: error })
    }
    throw error
  }
}
