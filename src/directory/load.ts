/** One load of a source, from its first row to the moment from which it counts. */
import { Fault, fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import type { DirectoryKeys } from './directory-keys.ts'
import { withDirectoryLock } from './directory-lock.ts'
import type { DirectoryParts } from './directory-parts.ts'
import { figuresAfter, figuresBefore, type OfLoad } from './load-check-queries.sql.ts'
import { refuseContradictions } from './load-contradiction.ts'
import { dropsOf, type LoadDrop } from './load-drop.ts'
import { dropOldLoads, endLoad, recordDrops, recordStaged, startLoad } from './load-row.ts'
import { type Conflict, openLoadStaging, type StagingResult } from './load-staging.ts'
import { type Switched, switchLoad } from './load-switch.ts'
import type { Source, SourceLoad } from './source.ts'
import { openCursor, sealCursor } from './source-cursor.ts'
import { readState, type SourceRow } from './source-row.ts'
import { clearStaged } from './staging-queries.sql.ts'

export interface LoadWish {
  readonly source: SourceRow
  /** `full` reads everything even where the source could tell what has changed. */
  readonly mode: 'full' | 'incremental' | 'as-it-can'
  readonly signal: AbortSignal
  readonly progress: (rows: number) => void
}

export type LoadOutcome =
  | (Switched & {
      readonly kind: 'done'
      readonly contested: number
      readonly conflicts: readonly Conflict[]
    })
  /** Nothing counts yet: a person is to look at what would be gone. */
  | { readonly kind: 'waiting'; readonly loadId: string; readonly drops: readonly LoadDrop[] }

/**
 * Reads a source and lets what it says count, all at once. Until then everything is as it was, whatever happens.
 *
 * @throws Fault with every wrong row; SCH_DIRECTORY_LOADING, SCH_DIRECTORY_KEY_CHANGED; whatever the source throws
 */
export async function loadSource(from: Source, wish: LoadWish, parts: DirectoryParts): Promise<LoadOutcome> {
  const { database, keys, now } = parts
  const { organisationId } = keys
  return withDirectoryLock(database, organisationId, async () => {
    const state = await readState(database, organisationId)
    if (state?.matchingId !== keys.matchingId) throw fault('SCH_DIRECTORY_KEY_CHANGED')
    const sourceId = wish.source.id
    await dropOldLoads(database, { organisationId, sourceId })
    await attempted(database, wish.source, { organisationId, at: now(), failure: null })
    try {
      const load = await from.load(sourceWishOf(wish, keys))
      if (wish.mode === 'incremental' && load.kind === 'full') throw fault('SCH_DIRECTORY_NO_CHANGES_TOLD')
      const start = {
        organisationId,
        sourceId,
        kind: load.kind,
        matchingId: keys.matchingId,
        baseSeq: state.seq,
      }
      const of = await startLoad(database, start, now())
      return await readAndSwitch(load, { of, wish, parts, baseSeq: state.seq })
    } catch (error) {
      await attempted(database, wish.source, { organisationId, at: now(), failure: codeOf(error) })
      throw error
    }
  })
}

function sourceWishOf({ mode, source, signal }: LoadWish, keys: DirectoryKeys) {
  if (mode === 'full' || source.cursorSealed === null) return { signal }
  const since = cursorOf(source.cursorSealed, source.id, keys)
  return since === undefined ? { signal } : { signal, since }
}

/** Where it was sealed with a key that is revoked since, nobody knows how far was read: everything is read again. */
function cursorOf(sealed: Uint8Array, sourceId: string, keys: DirectoryKeys): string | undefined {
  try {
    return openCursor(sealed, sourceId, keys)
  } catch (error) {
    if (error instanceof Fault && error.problems[0].code === 'SCH_DIRECTORY_SEAL_KEY') return undefined
    throw error
  }
}

async function readAndSwitch(
  load: SourceLoad,
  given: {
    readonly of: OfLoad
    readonly wish: LoadWish
    readonly parts: DirectoryParts
    readonly baseSeq: bigint
  },
): Promise<LoadOutcome> {
  const { of, wish, parts, baseSeq } = given
  const { database, keys } = parts
  try {
    const begunAt = parts.now()
    const staged = await readStaged(load, given)
    const cursorSealed = load.cursor === undefined ? null : sealCursor(load.cursor, of.sourceId, keys)
    // What a source says while it is read was so when reading began.
    const contentAt = load.asOf ?? begunAt
    await recordStaged(database, of, staged, { cursorSealed, contentAt })
    await refuseContradictions(database, of, wish.source.name)
    const drops = dropsOf(await figuresBefore(database, of), await figuresAfter(database, of))
    if (drops.length > 0) {
      await recordDrops(database, of, drops)
      return { kind: 'waiting', loadId: of.loadId, drops }
    }
    const switched = await switchLoad(
      {
        ...of,
        baseSeq,
        matchingId: keys.matchingId,
        cursorSealed,
        contentAt,
        contested: staged.contested,
        sourceName: wish.source.name,
        origin: 'load',
      },
      parts,
    )
    const { contested, conflicts } = staged
    return { kind: 'done', ...switched, contested, conflicts }
  } catch (error) {
    await endLoad(database, of, 'dropped')
    await clearStaged(database, of)
    throw error
  }
}

async function readStaged(
  load: SourceLoad,
  { of, wish, parts }: { readonly of: OfLoad; readonly wish: LoadWish; readonly parts: DirectoryParts },
): Promise<StagingResult> {
  const staging = openLoadStaging(
    { ...parts, sourceId: of.sourceId, sourceName: wish.source.name, loadId: of.loadId },
    wish.progress,
  )
  for await (const item of load.items) {
    wish.signal.throwIfAborted()
    await staging.add(item)
  }
  // A source that only stops when it is called off has not given everything.
  wish.signal.throwIfAborted()
  return staging.finish()
}

/** What `directory status` tells of a source that does not deliver. */
async function attempted(
  database: Database,
  source: SourceRow,
  {
    organisationId,
    at,
    failure,
  }: { readonly organisationId: string; readonly at: Date; readonly failure: string | null },
): Promise<void> {
  await database
    .updateTable('schleuse.directory_source')
    .set({ attempted_at: at, failure })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', source.id)
    .execute()
}

function codeOf(error: unknown): string {
  return error instanceof Fault ? error.problems[0].code : 'SCH_INTERNAL'
}
