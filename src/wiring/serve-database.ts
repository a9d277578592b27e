/** The database of a process that runs on: waited for at the start, watched, and started again where it is our own. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, faults } from '../std/fault.ts'
import type { Log } from '../std/log.ts'
import { isPresent, serverStart } from '../store/presence.ts'
import { openStore, type Store, type StoreWish } from '../store/store.ts'
import { knownUpgrades, refuseNewer, refuseOlder } from '../store/upgrade.ts'
import { refuseOtherQueue } from '../workflow/queue-version.ts'

/** Soon enough for whoever waits for a mail, seldom enough for a server that is starting. */
const againMs = 2_000

/**
 * Tries until it is there: at the start of a machine the order of services is nobody's promise. What a person must correct ends it.
 *
 * @throws one of SCH_STORE_* that does not pass by itself
 */
export async function openWaiting(wish: StoreWish, log: Log, stop: AbortSignal): Promise<Store | undefined> {
  for (let isTold = false; !stop.aborted; isTold = true) {
    try {
      return await openStore(wish, () => {})
    } catch (error) {
      const code = error instanceof Fault ? error.problems[0].code : undefined
      if (code === undefined || faults[code].class !== 'retryable') throw error
      if (!isTold) log.write('warn', 'database-away', { code })
    }
    await sleep(againMs, undefined, { signal: stop }).catch(() => {})
  }
  return undefined
}

export interface DatabaseWatch {
  /** `outdated`: another version of the program has changed the tables; nothing is done in them. */
  state(): 'ok' | 'away' | 'outdated'
  close(): Promise<void>
}

/**
 * Refuses tables that are not the ones this program works with.
 *
 * @throws SCH_STORE_NEWER, SCH_STORE_OLDER
 */
export async function admitTables({ database }: Pick<Store, 'database'>): Promise<void> {
  const newest = knownUpgrades().length
  await refuseNewer(database, newest)
  await refuseOlder(database, newest)
  await refuseOtherQueue(database)
}

/** Says when the database goes and when it comes back; a cluster of our own is started again. */
export function watchDatabase(store: Store, log: Log, nowMs: () => number): DatabaseWatch {
  const over = new AbortController()
  let awaySinceMs: number | undefined
  let isOutdated = false
  let startedAt: string | undefined
  const look = async (): Promise<void> => {
    if (await isPresent(store.database)) {
      if (awaySinceMs !== undefined)
        log.write('info', 'database-back', { durationMs: Math.round(nowMs() - awaySinceMs) })
      // A server of our own is started again by whoever asks it first: it is back before anybody saw it gone.
      const now = await serverStart(store.database)
      const isRestarted = startedAt !== undefined && now !== undefined && now !== startedAt
      if (isRestarted && awaySinceMs === undefined) log.write('warn', 'database-restarted', {})
      startedAt = now ?? startedAt
      awaySinceMs = undefined
      isOutdated = await isOther(store, isOutdated)
      return
    }
    if (over.signal.aborted) return
    if (awaySinceMs === undefined) log.write('error', 'database-away', { code: 'SCH_STORE_AWAY' })
    awaySinceMs ??= nowMs()
    // What keeps it from starting is the same as long as nobody does anything: readiness says that it is away.
    await store.revive().catch(() => {})
  }
  const watching = (async () => {
    while (!over.signal.aborted) {
      await look()
      await sleep(againMs, undefined, { signal: over.signal }).catch(() => {})
    }
  })()
  return {
    state: () => (awaySinceMs !== undefined ? 'away' : isOutdated ? 'outdated' : 'ok'),
    async close() {
      over.abort()
      await watching
    },
  }
}

/** @param before what holds if the database goes away while it is asked */
async function isOther(store: Store, before: boolean): Promise<boolean> {
  try {
    await admitTables(store)
    return false
  } catch (error) {
    return error instanceof Fault ? true : before
  }
}
