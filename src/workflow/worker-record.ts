/** Which workers there are, and which have not been heard of for too long: their work is freed. */
import { sql } from 'kysely'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'

export interface WorkerName {
  readonly id: string
  /** Under which the queue locks. */
  readonly queueId: string
  readonly name: string
}

export async function joinWorkers(database: Database, worker: WorkerName): Promise<void> {
  await database
    .insertInto('schleuse.workflow_worker')
    .values({ id: worker.id, queue_id: worker.queueId, name: worker.name })
    .execute()
}

/** @returns false if others have given this worker up */
export async function sendHeartbeat(database: Database, id: string): Promise<boolean> {
  const { rows } = await sql`
    update schleuse.workflow_worker set seen_at = clock_timestamp() where id = ${id} and lost_at is null returning id
  `.execute(database)
  return rows.length > 0
}

/** How long it is remembered that a worker was given up, for whoever looks into it. */
const rememberDays = 7

/**
 * Gives up every worker that was not heard of for this long and frees what it was at, also what is locked by one that was never
 * recorded.
 *
 * @returns names of workers given up now
 */
export async function giveUpSilent(database: Database, silentMs: number): Promise<readonly string[]> {
  return transact(database, async (transaction) => {
    const { rows } = await sql<{ id: string; queue_id: string; name: string }>`
      update schleuse.workflow_worker set lost_at = clock_timestamp()
      where lost_at is null and seen_at < clock_timestamp() - make_interval(secs => ${silentMs / 1000})
      returning id, queue_id, name
    `.execute(transaction)
    await freeWork(
      transaction,
      rows.map(({ id }) => id),
    )
    const { rows: strangers } = await sql<{ locked_by: string }>`
      select distinct locked_by from graphile_worker.jobs
      where locked_by is not null and locked_at < clock_timestamp() - make_interval(secs => ${silentMs / 1000})
        and not exists (select from schleuse.workflow_worker w where w.queue_id = locked_by and w.lost_at is null)
    `.execute(transaction)
    const queueIds = [...rows.map(({ queue_id: id }) => id), ...strangers.map(({ locked_by: id }) => id)]
    if (queueIds.length > 0) {
      await sql`select graphile_worker.force_unlock_workers(${queueIds}::text[])`.execute(transaction)
    }
    await sql`
      delete from schleuse.workflow_worker where lost_at < clock_timestamp() - make_interval(days => ${rememberDays})
    `.execute(transaction)
    return rows.map(({ name }) => name)
  })
}

/** Leaves in good order, or gives itself up: what it still holds is free for others at once. */
export async function leaveWorkers(database: Database, worker: WorkerName): Promise<void> {
  await transact(database, async (transaction) => {
    await freeWork(transaction, [worker.id])
    await sql`select graphile_worker.force_unlock_workers(${[worker.queueId]}::text[])`.execute(transaction)
    await transaction.deleteFrom('schleuse.workflow_worker').where('id', '=', worker.id).execute()
  })
}

/** A higher token: what its holder still does is refused from here on. Index: workflow_lease_by_worker. */
async function freeWork(database: Database, workerIds: readonly string[]): Promise<void> {
  if (workerIds.length === 0) return
  await sql`
    update schleuse.workflow_lease
    set token = token + 1, worker_id = null, ended_at = clock_timestamp(), outcome = 'lost', code = 'SCH_WORK_LOST'
    where worker_id = any(${workerIds}::uuid[])
  `.execute(database)
}
