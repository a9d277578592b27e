/**
 * Makes an organisation's directory anew under the current matching key: all sources are read in full, and everything
 * changes in one transaction. Until then what was there goes on to count, under the key it was made with.
 */
import type { Transaction } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import { fault } from '../std/fault.ts'
import type { Tables } from '../store/tables.ts'
import { transact } from '../store/transaction.ts'
import { logChange, nextChange } from './directory-change.ts'
import type { DirectoryKeys } from './directory-keys.ts'
import { withDirectoryLock } from './directory-lock.ts'
import type { DirectoryParts } from './directory-parts.ts'
import { switchFacts } from './fact-switch-queries.sql.ts'
import { figuresAfter, figuresBefore, type OfLoad } from './load-check-queries.sql.ts'
import { refuseContradictions } from './load-contradiction.ts'
import { dropsOf } from './load-drop.ts'
import { dropOldLoads, endLoad, recordStaged, refuseLost, startLoad } from './load-row.ts'
import { openLoadStaging, type StagingResult } from './load-staging.ts'
import { countSource, refuseUnowned } from './load-switch.ts'
import { keepToldNumbers, putCustomers, removeGone, type Switching } from './load-switch-queries.sql.ts'
import type { Source } from './source.ts'
import { sealCursor } from './source-cursor.ts'
import { listSources, readState, type SourceRow } from './source-row.ts'
import { clearStaged } from './staging-queries.sql.ts'

export interface RebuildSource {
  readonly row: SourceRow
  readonly source: Source
}

export interface RebuildWish {
  /** Every source the tables know: one that is left out would keep hashes of the key that is given up. */
  readonly sources: readonly RebuildSource[]
  /** What the directory is made with so far. */
  readonly before: DirectoryKeys
  readonly signal: AbortSignal
  readonly progress: (rows: number) => void
}

export interface Rebuilt {
  readonly customers: number
  readonly gone: number
  readonly contested: number
}

/**
 * @param parts with the keys it is to be made with
 * @throws SCH_DIRECTORY_REBUILD_SOURCE for a source that is not among those given or does not tell everything;
 *   SCH_DIRECTORY_REBUILD_DROP for one that lacks so much that a person has to be asked first;
 *   SCH_DIRECTORY_REBUILD_CHANGED if somebody changed the directory meanwhile; SCH_DIRECTORY_LOAD_LOST if rows that were
 *   read are not there any more; whatever is wrong in a source
 */
export async function rebuildDirectory(wish: RebuildWish, parts: DirectoryParts): Promise<Rebuilt> {
  const { database, keys } = parts
  const { organisationId } = keys
  return withDirectoryLock(database, organisationId, async () => {
    await refuseMissing(wish, parts)
    const baseSeq = (await readState(database, organisationId))?.seq ?? 0n
    for (const { row } of wish.sources) await dropOldLoads(database, { organisationId, sourceId: row.id })
    const loads: StagedSource[] = []
    try {
      for (const one of wish.sources) loads.push(await stageOne(one, { wish, parts, baseSeq }))
      const counts = await switchAll(loads, { baseSeq, wish, parts })
      return { ...counts, contested: loads.reduce((sum, { staged }) => sum + staged.contested, 0) }
    } finally {
      for (const { of } of loads) await clearStaged(database, of)
    }
  })
}

interface StagedSource {
  readonly of: OfLoad
  readonly row: SourceRow
  readonly staged: StagingResult
  readonly contentAt: Date
  readonly cursorSealed: Uint8Array | null
}

async function stageOne(
  { row, source }: RebuildSource,
  given: { readonly wish: RebuildWish; readonly parts: DirectoryParts; readonly baseSeq: bigint },
): Promise<StagedSource> {
  const { wish, parts, baseSeq } = given
  const { database, keys, now } = parts
  const begunAt = now()
  const load = await source.load({ signal: wish.signal })
  if (load.kind !== 'full') throw fault('SCH_DIRECTORY_REBUILD_SOURCE', { params: { source: row.name } })
  const { organisationId, matchingId } = keys
  const start = { organisationId, sourceId: row.id, kind: 'full', matchingId, baseSeq } as const
  const of = await startLoad(database, start, begunAt)
  const staging = openLoadStaging(
    { ...parts, sourceId: row.id, sourceName: row.name, loadId: of.loadId, knownUnder: wish.before },
    wish.progress,
  )
  try {
    for await (const item of load.items) {
      wish.signal.throwIfAborted()
      await staging.add(item)
    }
    const staged = await staging.finish()
    await refuseContradictions(database, of, row.name)
    if (dropsOf(await figuresBefore(database, of), await figuresAfter(database, of)).length > 0) {
      throw fault('SCH_DIRECTORY_REBUILD_DROP', { params: { source: row.name } })
    }
    const cursorSealed = load.cursor === undefined ? null : sealCursor(load.cursor, row.id, keys)
    const contentAt = load.asOf ?? begunAt
    await recordStaged(database, of, staged, { cursorSealed, contentAt })
    return { of, row, staged, contentAt, cursorSealed }
  } catch (error) {
    await clearStaged(database, of)
    throw error
  }
}

async function refuseMissing({ sources }: RebuildWish, { database, keys }: DirectoryParts): Promise<void> {
  const known = await listSources(database, keys.organisationId)
  const missing = known.find(({ id }) => !sources.some(({ row }) => row.id === id))
  if (missing !== undefined) throw fault('SCH_DIRECTORY_REBUILD_SOURCE', { params: { source: missing.name } })
}

async function switchAll(
  loads: readonly StagedSource[],
  given: { readonly baseSeq: bigint; readonly wish: RebuildWish; readonly parts: DirectoryParts },
): Promise<Pick<Rebuilt, 'customers' | 'gone'>> {
  const { baseSeq, wish, parts } = given
  const { database, keys, actor, now } = parts
  const { organisationId, matchingId } = keys
  return transact(database, async (transaction) => {
    const seq = await nextChange(transaction, wish.before)
    if (seq !== baseSeq + 1n) throw fault('SCH_DIRECTORY_REBUILD_CHANGED')
    const sum = { customers: 0, gone: 0 }
    const switchingOf = ({ of }: StagedSource): Switching => {
      return { ...of, seq, baseSeq, matchingId, sealingId: keys.contactId }
    }
    for (const load of loads) {
      const switching = switchingOf(load)
      await refuseLost(transaction, load.of)
      // Numbers that are buried or replaced now are hashed with the key that is given up; they keep its name.
      sum.gone += await removeGone(transaction, { ...switching, matchingId: wish.before.matchingId })
      await keepReplaced(transaction, load.staged.replaced, wish.before)
      await keepToldNumbers(transaction, switching)
      const { added, changed } = await putCustomers(transaction, switching)
      sum.customers += added + changed
    }
    // Facts may belong to customers of any source.
    for (const load of loads) {
      const switching = switchingOf(load)
      await refuseUnowned(transaction, { ...switching, sourceName: load.row.name })
      await switchFacts(transaction, switching)
      const { contentAt, cursorSealed } = load
      await countSource(transaction, { ...switching, origin: 'load', contentAt, cursorSealed }, now())
      await endLoad(transaction, load.of, 'done')
    }
    await transaction
      .updateTable('schleuse.directory_state')
      .set({ matching_id: matchingId })
      .where('organisation_id', '=', organisationId)
      .execute()
    await logChange(transaction, organisationId, seq, {
      kind: 'load',
      changed: sum.customers,
      gone: sum.gone,
    })
    const body = { key: matchingId, before: wish.before.matchingId, ...sum, seq: String(seq) }
    await appendEvent(transaction, { organisationId, actor, event: { kind: 'directory-rebuilt', body } })
    return sum
  })
}

async function keepReplaced(
  transaction: Transaction<Tables>,
  replaced: StagingResult['replaced'],
  before: DirectoryKeys,
): Promise<void> {
  for (const { customerId, numberHash } of replaced) {
    await transaction
      .insertInto('schleuse.directory_earlier_number')
      .values({
        organisation_id: before.organisationId,
        matching_id: before.matchingId,
        number_hash: numberHash,
        customer_id: customerId,
        reason: 'renumbered',
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
