/** Takes out what the directory need not keep any longer: allowances that are over, loads that nobody has answered. */
import type { AuditActor } from '../audit/event.ts'
import { appendEvent } from '../audit/trail.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { deleteOverAllowances, dropWaitingLoads } from './retention-queries.sql.ts'
import { clearStaged } from './staging-queries.sql.ts'

export interface PurgeWish {
  readonly organisationId: string
  readonly before: Date
  readonly actor: AuditActor
}

/** @returns allowances deleted, with what they allowed and why; that they were declared and ended stays in the trail */
export async function purgeAllowances(
  database: Database,
  { organisationId, before, actor }: PurgeWish,
): Promise<bigint> {
  return transact(database, async (transaction) => {
    const rows = await deleteOverAllowances(transaction, { organisationId, before })
    if (rows === 0n) return 0n
    const event = { kind: 'retention-purged', body: { what: 'allowances', rows: String(rows) } } as const
    await appendEvent(transaction, { organisationId, actor, event })
    return rows
  })
}

/**
 * Their rows hold whole customers; the next load of the source brings what is right then. Whether one is dropped or accepted
 * is decided by its row in one serializable transaction each: the other one sees it ended.
 *
 * @returns loads dropped
 */
export async function purgeWaitingLoads(
  database: Database,
  { organisationId, before, actor }: PurgeWish,
): Promise<bigint> {
  const dropped = await transact(database, async (transaction) => {
    const loads = await dropWaitingLoads(transaction, { organisationId, before })
    if (loads.length === 0) return loads
    const event = {
      kind: 'retention-purged',
      body: { what: 'waiting-loads', rows: String(loads.length) },
    } as const
    await appendEvent(transaction, { organisationId, actor, event })
    return loads
  })
  for (const loadId of dropped) await clearStaged(database, { organisationId, loadId })
  return BigInt(dropped.length)
}
