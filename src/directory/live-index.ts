/**
 * The index that a process judges with: a generation from its file, and over it every change since. Or the reason why
 * nothing may be judged now: with half an index, or an old one, nothing is.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { IdentifierIndex } from '../exposure/identifier-index.ts'
import { type ChangedCustomer, type IdIndex, indexWithChanges } from '../exposure/kernel/changes-by-id.ts'
import { openIndex } from '../exposure/kernel/compact-index.ts'
import { type Allowed, type AllowedAt, declaredAllowances, openAllowed } from './declared-allowance.ts'
import { declaredMembers, type HouseholdMember, withHouseholds } from './declared-household.ts'
import { buildIndex, dropOlderGenerations, generationsIn, type IndexPlace } from './index-build.ts'
import { readIndexFile } from './index-file.ts'
import { changedSince, type DirectoryPulse, factsOf, markOf, readPulse } from './index-queries.sql.ts'
import { isAhead } from './source-age.ts'
import { readState } from './source-row.ts'

export type LiveState =
  | {
      readonly kind: 'ready'
      /** Counts up with every change: handles of one mean nothing in another. */
      readonly generation: number
      /** The last change of the directory that is in it. */
      readonly seq: bigint
      /** Records are named by the customer's id. */
      readonly index: IdentifierIndex
      /** What is the organisation's own at this moment. */
      readonly allowed: Allowed
    }
  | { readonly kind: 'stale'; readonly reason: StaleReason; readonly source?: string }

export type StaleReason =
  /** The first generation is being built, or more has changed than can be put over one. */
  | 'building'
  /** A source is older than it may be. */
  | 'source-old'
  /** What a source says is of a time that has not come: this clock, or that of its list, is wrong, and its age unknown. */
  | 'source-ahead'
  /** A source has never been read. */
  | 'source-unread'
  /** The database has not answered: what has changed meanwhile is not known. */
  | 'database-away'
  /** Nobody has loaded any customers. */
  | 'empty'
  /** The keys were changed: this process has to be told the new ones. */
  | 'other-key'
  /** Its key is revoked or gone, or the keys cannot be read at all. */
  | 'key-unusable'

export interface LiveIndex {
  /** To be asked once for each message. */
  current(): LiveState
  /** Looks now rather than at the next tick. */
  look(): Promise<void>
  close(): Promise<void>
}

/** A change counts within a second, even if its announcement is lost: this, and the time to put it over the index. */
const lookEveryMs = 250

/** So long the database may be silent. A change that was committed meanwhile would not be known. */
const silenceMaxMs = 3_000

/** @limit changes over a generation; past that a new one is built meanwhile */
const compactAt = 5_000

/** @limit changes that are put over a generation at all: more take longer than building, and until then nothing is judged */
const changesMax = 100_000

export interface LiveIndexWish extends IndexPlace {
  readonly now: () => Date
  /** Told what went wrong in the background; the state says it as well. */
  readonly onFault: (error: unknown) => void
  /** How often it looks by itself: a change whose announcement is lost counts no sooner. */
  readonly lookEveryMs?: number
}

/** Begins at once; until the first generation is there the state is `stale`. */
export function openLiveIndex(wish: LiveIndexWish): LiveIndex {
  const live = openState(wish)
  const closing = new AbortController()
  let looking: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | undefined
  /** One look at a time; whoever asks gets one that begins after he has asked, the same for all who wait. */
  const look = () => {
    waiting ??= looking
      .catch(() => {})
      .then(() => {
        waiting = undefined
        return live.look()
      })
    looking = waiting
    return looking
  }
  const ticking = (async () => {
    while (!closing.signal.aborted) {
      await look().catch(wish.onFault)
      await sleep(wish.lookEveryMs ?? lookEveryMs, undefined, { signal: closing.signal }).catch(() => {})
    }
  })()
  return {
    current: live.current,
    look,
    async close() {
      closing.abort()
      await ticking
      await looking.catch(() => {})
      await live.settled()
    },
  }
}

interface Base extends IdIndex {
  readonly seq: bigint
  readonly mark: bigint
  readonly path: string
}

/** What is known of the directory at a moment. */
interface Known {
  base: Base | undefined
  /** Everybody who has changed since `base`, by id. */
  changes: Map<string, ChangedCustomer>
  seq: bigint
  /** When that change was. */
  mark: bigint
  index: IdentifierIndex | undefined
  /** Declared by staff, expired ones as well. */
  households: readonly HouseholdMember[]
  allowedAt: AllowedAt
  generation: number
  pulse: DirectoryPulse | undefined
  heardAt: number
  isOverrun: boolean
}

function nothingKnown(): Known {
  return {
    base: undefined,
    changes: new Map(),
    seq: -1n,
    mark: 0n,
    index: undefined,
    households: [],
    allowedAt: openAllowed([]),
    generation: 0,
    pulse: undefined,
    heardAt: Number.NEGATIVE_INFINITY,
    isOverrun: false,
  }
}

function openState(wish: LiveIndexWish) {
  const { database, keys, now } = wish
  const known = nothingKnown()
  let building: Promise<void> | undefined
  const build = () => {
    building ??= buildIndex(wish)
      .then(async ({ path }) => {
        await adopt(path)
      })
      .catch(wish.onFault)
      .finally(() => {
        building = undefined
      })
  }
  /** @returns whether the file is one to judge with */
  const adopt = async (path: string): Promise<boolean> => {
    const opened = openGeneration(path, wish)
    if (opened === undefined) return false
    // Of a directory that is no more, as it was before a backup was restored.
    if ((await markOf(database, keys.organisationId, opened.seq)) !== opened.mark) return false
    if (known.base !== undefined && known.base.seq >= opened.seq) return true
    const { seq, mark, index } = opened
    const households = await declaredMembers(database, keys.organisationId)
    const allowedAt = openAllowed(await declaredAllowances(database, keys, wish.onFault))
    const fresh = { base: opened, changes: new Map(), seq, mark, index, isOverrun: false }
    Object.assign(known, { ...fresh, households, allowedAt })
    known.generation += 1
    dropOlderGenerations(wish, path)
    return true
  }
  const look = async (): Promise<void> => {
    const askedAt = now().getTime()
    const pulse = await readPulse(database, keys.organisationId, known.seq)
    known.pulse = pulse
    known.heardAt = askedAt
    if (pulse === undefined || pulse.matchingId !== keys.matchingId) return
    if (known.base !== undefined && (pulse.mark ?? 0n) !== known.mark) {
      Object.assign(known, { base: undefined, index: undefined, seq: -1n, mark: 0n })
    }
    if (known.base === undefined && !(await adoptNewest(adopt, wish))) {
      build()
      return
    }
    if (known.seq < pulse.seq) await follow(wish, known)
    if (known.changes.size > compactAt || known.isOverrun) build()
  }
  return {
    look,
    current: () => stateOf(known, wish),
    settled: async () => {
      await building
    },
  }
}

async function adoptNewest(adopt: (path: string) => Promise<boolean>, wish: LiveIndexWish): Promise<boolean> {
  for (const path of generationsIn(wish)) if (await adopt(path)) return true
  return false
}

function openGeneration(path: string, wish: LiveIndexWish): Base | undefined {
  const read = readIndexFile(path, wish.keys)
  if (read.kind === 'refused') {
    wish.onFault(new Error(`an index file is refused: ${read.reason}`))
    return undefined
  }
  const opened = openIndex(read.bytes, wish.keys.index)
  if (opened.kind === 'refused') {
    wish.onFault(new Error(`an index is refused: ${opened.reason}`))
    return undefined
  }
  return { index: opened.index, ...read.head, path }
}

/** Puts everything that has changed since the last look over the generation. */
async function follow({ database, keys, onFault }: LiveIndexWish, known: Known): Promise<void> {
  const { base } = known
  if (base === undefined || known.isOverrun) return
  const { organisationId } = keys
  const { seq, mark, rows, facts, households, declared } = await database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (moment) => {
      const seqNow = (await readState(moment, organisationId))?.seq ?? known.seq
      const changed = await changedSince(moment, organisationId, { seq: known.seq, limit: changesMax + 1 })
      const isMuch = changed.length > changesMax
      const ids = changed.filter(({ hashed }) => hashed !== null).map(({ id }) => id)
      const owned = isMuch || ids.length === 0 ? [] : await factsOf(moment, organisationId, ids)
      return {
        seq: seqNow,
        mark: await markOf(moment, organisationId, seqNow),
        rows: changed,
        facts: owned,
        households: await declaredMembers(moment, organisationId),
        declared: await declaredAllowances(moment, keys, onFault),
      }
    })
  if (rows.length > changesMax || known.changes.size + rows.length > changesMax) {
    known.isOverrun = true
    return
  }
  const factsById = Map.groupBy(facts, ({ id }) => id)
  const changes = new Map(known.changes)
  for (const { id, hashed } of rows) {
    const hashedFacts = (factsById.get(id) ?? []).map((fact) => fact.hashed)
    changes.set(id, hashed === null ? { id, hashedFacts: [] } : { id, hashed, hashedFacts })
  }
  known.index = rows.length === 0 ? known.index : indexWithChanges(base, changes.values(), keys.index)
  known.changes = changes
  known.seq = seq
  known.mark = mark
  known.households = households
  known.allowedAt = openAllowed(declared)
  known.generation += 1
}

function stateOf(known: Known, { keys, now }: LiveIndexWish): LiveState {
  const { pulse, index, seq, generation } = known
  const at = now()
  const silentMs = at.getTime() - known.heardAt
  // A clock that was set back says nothing about how long it has been.
  if (silentMs > silenceMaxMs || silentMs < -lookEveryMs) {
    return { kind: 'stale', reason: known.heardAt < 0 ? 'building' : 'database-away' }
  }
  if (pulse === undefined) return { kind: 'stale', reason: 'empty' }
  if (pulse.matchingId !== keys.matchingId) return { kind: 'stale', reason: 'other-key' }
  if (pulse.unread !== null) return { kind: 'stale', reason: 'source-unread', source: pulse.unread }
  if (pulse.freshUntil !== null && pulse.freshUntil < at) return { kind: 'stale', reason: 'source-old' }
  if (pulse.newestAt !== null && isAhead(pulse.newestAt, at)) return { kind: 'stale', reason: 'source-ahead' }
  if (index === undefined || known.isOverrun || seq < pulse.seq) return { kind: 'stale', reason: 'building' }
  const allowed = known.allowedAt(at)
  return { kind: 'ready', generation, seq, index: withHouseholds(index, known.households, at), allowed }
}
