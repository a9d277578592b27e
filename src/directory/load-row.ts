/** A load as the tables know it: being read, waiting for an answer, or ended. */
import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import { fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import type { OfLoad } from './load-check-queries.sql.ts'
import type { LoadDrop } from './load-drop.ts'
import type { StagingResult } from './load-staging.ts'
import { clearForgotten, clearStaged, countStaged } from './staging-queries.sql.ts'

export interface LoadStart {
  readonly organisationId: string
  readonly sourceId: string
  readonly kind: 'full' | 'incremental'
  readonly matchingId: string
  readonly baseSeq: bigint
}

export async function startLoad(database: Database, start: LoadStart, now: Date): Promise<OfLoad> {
  const loadId = uuidV7(now.getTime(), randomBytes(10))
  const { organisationId, sourceId, kind } = start
  await database
    .insertInto('schleuse.directory_load')
    .values({
      organisation_id: organisationId,
      id: loadId,
      source_id: sourceId,
      kind,
      state: 'reading',
      matching_id: start.matchingId,
      base_seq: start.baseSeq,
    })
    .execute()
  return { organisationId, sourceId, kind, loadId }
}

/**
 * Ends loads that nobody reads any more (their process is gone: the lock is ours), and the one of this source that a
 * person was asked about: this one is newer.
 */
export async function dropOldLoads(
  database: Database,
  of: { readonly organisationId: string; readonly sourceId: string },
): Promise<void> {
  const { organisationId, sourceId } = of
  const old = await database
    .updateTable('schleuse.directory_load')
    .set(({ fn }) => ({ state: 'dropped', ended_at: fn<Date>('now') }))
    .where('organisation_id', '=', organisationId)
    .where(({ eb, and, or }) =>
      or([eb('state', '=', 'reading'), and([eb('state', '=', 'waiting'), eb('source_id', '=', sourceId)])]),
    )
    .returning('id')
    .execute()
  for (const { id: loadId } of old) await clearStaged(database, { organisationId, loadId })
  await clearForgotten(database, organisationId)
}

export interface WaitingLoad extends OfLoad {
  readonly baseSeq: bigint
  readonly matchingId: string
  readonly contested: number
  readonly cursorSealed: Buffer | null
  readonly contentAt: Date | null
  readonly drops: readonly LoadDrop[]
  readonly sourceName: string
}

/** Adds to the counts: whoever was erased while the load was read is taken off them already. */
export async function recordStaged(
  database: Database,
  of: OfLoad,
  staged: StagingResult,
  said: { readonly cursorSealed: Uint8Array | null; readonly contentAt: Date },
): Promise<void> {
  await database
    .updateTable('schleuse.directory_load')
    .set(({ eb }) => ({
      staged_customers: eb('staged_customers', '+', BigInt(staged.customers)),
      staged_facts: eb('staged_facts', '+', BigInt(staged.facts)),
      contested: staged.contested,
      cursor_sealed: said.cursorSealed,
      content_at: said.contentAt,
    }))
    .where('organisation_id', '=', of.organisationId)
    .where('id', '=', of.loadId)
    .execute()
}

export async function recordDrops(database: Database, of: OfLoad, drops: readonly LoadDrop[]): Promise<void> {
  await database
    .updateTable('schleuse.directory_load')
    .set({ state: 'waiting', drops: JSON.stringify(drops) })
    .where('organisation_id', '=', of.organisationId)
    .where('id', '=', of.loadId)
    .execute()
}

export async function endLoad(database: Database, of: OfLoad, state: 'done' | 'dropped'): Promise<void> {
  await database
    .updateTable('schleuse.directory_load')
    .set(({ fn }) => ({ state, ended_at: fn<Date>('now') }))
    .where('organisation_id', '=', of.organisationId)
    .where('id', '=', of.loadId)
    .execute()
}

/**
 * Asked in the transaction in which the load begins to count: a full load whose rows are gone would say that nobody is a
 * customer any more.
 *
 * @throws SCH_DIRECTORY_LOAD_LOST if it was ended meanwhile, or not all of its rows are there
 */
export async function refuseLost(transaction: Transaction<Tables>, of: OfLoad): Promise<void> {
  const row = await transaction
    .selectFrom('schleuse.directory_load')
    .select(['staged_customers as customers', 'staged_facts as facts'])
    .where('organisation_id', '=', of.organisationId)
    .where('id', '=', of.loadId)
    .where('state', 'in', ['reading', 'waiting'])
    .executeTakeFirst()
  const there = await countStaged(transaction, of)
  if (row?.customers !== there.customers || row.facts !== there.facts) throw fault('SCH_DIRECTORY_LOAD_LOST')
}

/** @returns undefined if this load does not wait for an answer */
export async function findWaiting(
  database: Database,
  organisationId: string,
  loadId: string,
): Promise<WaitingLoad | undefined> {
  const row = await database
    .selectFrom('schleuse.directory_load as l')
    .innerJoin('schleuse.directory_source as s', (join) =>
      join.onRef('s.organisation_id', '=', 'l.organisation_id').onRef('s.id', '=', 'l.source_id'),
    )
    .select([
      'l.id as loadId',
      'l.source_id as sourceId',
      'l.kind',
      'l.base_seq as baseSeq',
      'l.matching_id as matchingId',
      'l.contested',
      'l.cursor_sealed as cursorSealed',
      'l.content_at as contentAt',
      'l.drops',
      's.name as sourceName',
    ])
    .where('l.organisation_id', '=', organisationId)
    .where('l.id', '=', loadId)
    .where('l.state', '=', 'waiting')
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, organisationId }
}
