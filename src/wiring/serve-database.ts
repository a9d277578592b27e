/** The database of a process that runs on: waited for at the start, watched, and started again where it is our own. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, faults } from '../std/fault.ts'
import type { Log } from '../std/log.ts'
import { isPresent } from '../store/presence.ts'
import { openStore, type Store, type StoreWish } from '../store/store.ts'

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
  isThere(): boolean
  close(): Promise<void>
}

/** Says when the database goes and when it comes back; a cluster of our own is started again. */
export function watchDatabase(store: Store, log: Log, nowMs: () => number): DatabaseWatch {
  const over = new AbortController()
  let awaySinceMs: number | undefined
  const watching = (async () => {
    while (!over.signal.aborted) {
      if (await isPresent(store.database)) {
        if (awaySinceMs !== undefined)
          log.write('info', 'database-back', { durationMs: Math.round(nowMs() - awaySinceMs) })
        awaySinceMs = undefined
      } else if (!over.signal.aborted) {
        if (awaySinceMs === undefined) log.write('error', 'database-away', { code: 'SCH_STORE_AWAY' })
        awaySinceMs ??= nowMs()
        // What keeps it from starting is the same as long as nobody does anything: readiness says that it is away.
        await store.revive().catch(() => {})
      }
      await sleep(againMs, undefined, { signal: over.signal }).catch(() => {})
    }
  })()
  return {
    isThere: () => awaySinceMs === undefined,
    async close() {
      over.abort()
      await watching
    },
  }
}
