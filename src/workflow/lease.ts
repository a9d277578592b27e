/** Who may do a piece of work now. The token rises with every take; whoever has an earlier one is late and changes nothing. */
import { sql, type Transaction } from 'kysely'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'

export interface Lease {
  readonly jobKey: string
  readonly token: bigint
  readonly workerId: string
}

/**
 * Takes the work over from whoever had it, unless that is another worker that is alive.
 *
 * @returns undefined if this worker has been given up, or another one is at it
 */
export async function takeLease(
  database: Database,
  wish: { readonly jobKey: string; readonly workerId: string },
): Promise<Lease | undefined> {
  // Indexes: primary keys of both tables.
  const { rows } = await sql<{ token: bigint }>`
    insert into schleuse.workflow_lease as lease (job_key, token, worker_id)
    select ${wish.jobKey}, 1, worker.id from schleuse.workflow_worker worker
      where worker.id = ${wish.workerId} and worker.lost_at is null
    on conflict (job_key) do update set token = lease.token + 1, worker_id = excluded.worker_id,
        taken_at = clock_timestamp(), ended_at = null, outcome = null, code = null
      where not exists (select from schleuse.workflow_worker holder
        where holder.id = lease.worker_id and holder.lost_at is null and holder.id <> excluded.worker_id)
    returning token
  `.execute(database)
  const [row] = rows
  return row && { ...wish, token: row.token }
}

/** @returns whether it was still held: if not, what was done under it has not counted since it was lost */
export async function endLease(
  database: Database,
  lease: Lease,
  end: { readonly outcome: 'done' | 'failed'; readonly code?: string },
): Promise<boolean> {
  const { rows } = await sql`
    update schleuse.workflow_lease set worker_id = null, ended_at = clock_timestamp(), outcome = ${end.outcome}, code = ${end.code ?? null}
    where job_key = ${lease.jobKey} and token = ${lease.token} and worker_id = ${lease.workerId}
    returning job_key
  `.execute(database)
  return rows.length > 0
}

/** A session that holds this row and says nothing (a frozen process) is ended by the database, so that nobody waits for it long. */
const silenceMs = 15_000

/**
 * Holds the lease until this transaction ends: whoever would take it over waits until then, and comes after it.
 *
 * @throws SCH_WORK_LOST if somebody else has it: the transaction must not commit
 */
export async function fenced(transaction: Transaction<Tables>, lease: Lease): Promise<void> {
  await sql`select set_config('idle_in_transaction_session_timeout', ${String(silenceMs)}, true)`.execute(
    transaction,
  )
  const { rows } = await sql`
    select from schleuse.workflow_lease
    where job_key = ${lease.jobKey} and token = ${lease.token} and worker_id = ${lease.workerId}
    for share
  `.execute(transaction)
  if (rows.length === 0) throw fault('SCH_WORK_LOST')
}
