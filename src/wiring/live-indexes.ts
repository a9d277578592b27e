/** The live index of each organisation that has a directory, followed for as long as the process runs. */
import { setTimeout as sleep } from 'node:timers/promises'
import { changeChannel } from '../directory/directory-change.ts'
import { keysInUse, keysMark } from '../directory/keys-in-use.ts'
import { type LiveState, openLiveIndex } from '../directory/live-index.ts'
import { readState } from '../directory/source-row.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { listOrganisations } from '../staff/organisation.ts'
import { Fault } from '../std/fault.ts'
import type { Log } from '../std/log.ts'
import { traceOf } from '../std/trace.ts'
import type { Database, DatabaseTarget } from '../store/connection.ts'
import { listen } from '../store/listening.ts'
import { type FollowedIndex, followedIndex } from './followed-index.ts'

export interface LiveIndexes {
  /** One for each organisation that has a directory; undefined until it is known which have one. */
  states(): readonly LiveState[] | undefined
  close(): Promise<void>
}

export interface LiveIndexesParts {
  readonly database: Database
  /** Changes are announced there: looking need not wait for its time. */
  readonly target: DatabaseTarget
  /** Read again at each look: another process may have made new keys, or revoked some. */
  readonly ring: () => KeyRing
  readonly stateFolder: string
  readonly now: () => Date
  readonly nowMs: () => number
  readonly log: Log
  /** How often an index looks by itself, whether a change was announced or not. */
  readonly lookEveryMs?: number
}

/** How soon a new organisation, or a new or revoked key, is noticed. */
const noticeEveryMs = 2_000
/** An index looks four times a second; the same trouble is told once a minute. */
const tellEveryMs = 60_000

interface Following extends LiveIndexesParts {
  readonly indexes: Map<string, FollowedIndex>
  readonly tell: (error: unknown, organisationId?: string) => void
}

export function followIndexes(parts: LiveIndexesParts): LiveIndexes {
  const following: Following = { ...parts, indexes: new Map(), tell: quietly(parts) }
  const { indexes, tell } = following
  const over = new AbortController()
  let isKnown = false
  const looking = (async () => {
    while (!over.signal.aborted) {
      await lookAtAll(following).then(() => {
        isKnown = true
      }, tell)
      await sleep(noticeEveryMs, undefined, { signal: over.signal }).catch(() => {})
    }
  })()
  const listening = listen({
    target: parts.target,
    channel: changeChannel,
    heard(organisationId) {
      for (const [id, index] of indexes) {
        if (organisationId !== undefined && organisationId !== id) continue
        index.look().catch((error: unknown) => tell(error, id))
      }
    },
  })
  return {
    states: () => (isKnown ? [...indexes.values()].map((index) => index.current()) : undefined),
    async close() {
      over.abort()
      await Promise.all([listening.close(), looking])
      await Promise.all([...indexes.values()].map((index) => index.close()))
    },
  }
}

/** The trouble of one organisation, or of its keys, is its own: the others are followed all the same. */
async function lookAtAll(following: Following): Promise<void> {
  const { database, indexes, tell } = following
  const ring = ringNow(following)
  for (const { id } of await listOrganisations(database)) {
    const index = indexes.get(id) ?? followedIndex((error) => tell(error, id))
    try {
      if (await lookAt(id, index, ring, following)) indexes.set(id, index)
      else indexes.delete(id)
    } catch (error) {
      tell(error, id)
      // Whether it has a directory is not known: then it counts as one that has.
      indexes.set(id, index)
      // An index knows by itself that the database is silent; of its keys only we know.
      if (error instanceof Fault) index.shut('key-unusable')
    }
  }
}

/** The keys of all, which nothing is judged without: known before the database is asked anything. */
function ringNow({ ring, indexes, tell }: Following): KeyRing | undefined {
  try {
    return ring()
  } catch (error) {
    for (const index of indexes.values()) index.shut('key-unusable')
    tell(error)
    return undefined
  }
}

/** @returns whether it has a directory, or is not yet done with one that is no more */
async function lookAt(
  organisationId: string,
  index: FollowedIndex,
  ring: KeyRing | undefined,
  following: Following,
): Promise<boolean> {
  const { database, stateFolder: folder, now, lookEveryMs } = following
  const state = await readState(database, organisationId)
  if (state === undefined) {
    index.shut('empty')
    return !index.isIdle()
  }
  if (ring === undefined) {
    index.shut('key-unusable')
    return true
  }
  await index.keep(keysMark(ring, state.matchingId), async () => {
    const keys = await keysInUse(database, ring, organisationId)
    const onFault = (error: unknown) => following.tell(error, organisationId)
    return openLiveIndex({ database, keys, folder, now, onFault, ...(lookEveryMs && { lookEveryMs }) })
  })
  return true
}

function quietly({ log, nowMs }: LiveIndexesParts): Following['tell'] {
  const toldAtMs = new Map<string, number>()
  return (error, organisationId) => {
    const { code, ...trace } = error instanceof Fault ? { code: error.problems[0].code } : strange(error)
    const where = { ...trace, ...(organisationId === undefined ? {} : { organisationId }) }
    const what = JSON.stringify([code, where])
    if (nowMs() - (toldAtMs.get(what) ?? Number.NEGATIVE_INFINITY) < tellEveryMs) return
    toldAtMs.set(what, nowMs())
    log.write('warn', 'fault', { code, ...where })
  }
}

const strange = (error: unknown) => ({ code: 'SCH_INTERNAL', ...traceOf(error) })
