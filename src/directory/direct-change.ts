/** A few customers who are new or different, from a hand or an answer: they count at once, also while a load is being read. */
import { randomBytes } from 'node:crypto'
import { uuidV7 } from '../std/uuid.ts'
import type { DirectoryParts } from './directory-parts.ts'
import type { OfLoad } from './load-check-queries.sql.ts'
import { refuseContradictions } from './load-contradiction.ts'
import { type Conflict, openLoadStaging } from './load-staging.ts'
import { type Switched, switchLoad } from './load-switch.ts'
import type { SourceItem } from './source.ts'
import type { SourceRow } from './source-row.ts'
import { clearStaged } from './staging-queries.sql.ts'

export interface DirectChange {
  readonly source: SourceRow
  readonly origin: 'push' | 'ask'
  /** Asked for once for each try. */
  readonly items: () => AsyncIterable<SourceItem>
  readonly signal: AbortSignal
  readonly progress: (rows: number) => void
}

export type DirectOutcome = Switched & {
  readonly kind: 'done'
  readonly contested: number
  readonly conflicts: readonly Conflict[]
}

/** Unique violation: somebody else has told of the same new customer in the same moment. @source PostgreSQL, appendix A */
const uniqueViolation = '23505'
const triesMax = 5

/** Nothing of it can be overtaken: it is the latest that is known. */
const afterEverything = 2n ** 62n

/** @throws Fault with every wrong row; then nothing has changed */
export async function applyDirectly(change: DirectChange, parts: DirectoryParts): Promise<DirectOutcome> {
  for (let tries = 1; ; tries++) {
    try {
      return await applyOnce(change, parts)
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === uniqueViolation
      if (!isTaken || tries >= triesMax) throw error
    }
  }
}

async function applyOnce(change: DirectChange, parts: DirectoryParts): Promise<DirectOutcome> {
  const { source, origin, signal } = change
  const { database, keys, now } = parts
  const loadId = uuidV7(now().getTime(), randomBytes(10))
  const of: OfLoad = {
    organisationId: keys.organisationId,
    sourceId: source.id,
    loadId,
    kind: 'incremental',
  }
  const staging = openLoadStaging(
    { ...parts, sourceId: source.id, sourceName: source.name, loadId },
    change.progress,
  )
  try {
    for await (const item of change.items()) {
      signal.throwIfAborted()
      await staging.add(item)
    }
    const { contested, conflicts } = await staging.finish()
    await refuseContradictions(database, of, source.name)
    const wish = {
      ...of,
      baseSeq: afterEverything,
      matchingId: keys.matchingId,
      contested,
      sourceName: source.name,
      origin,
    }
    const switched = await switchLoad({ ...wish, cursorSealed: null, contentAt: null }, parts)
    return { kind: 'done', ...switched, contested, conflicts }
  } finally {
    await clearStaged(database, of)
  }
}
