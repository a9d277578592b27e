/** What a process of `schleuse serve` needs to be given work. */
import type { ReadinessCheck } from '../api/readiness.ts'
import { sourceStatuses } from '../directory/source-status.ts'
import { listOrganisations } from '../staff/organisation.ts'
import { Fault } from '../std/fault.ts'
import type { Store } from '../store/store.ts'
import { knownUpgrades, refuseNewer, refuseOlder } from '../store/upgrade.ts'
import { refuseOtherQueue } from '../workflow/queue-version.ts'
import { listWorkers } from '../workflow/work-list.ts'
import type { DatabaseWatch } from './serve-database.ts'

export interface ReadinessParts {
  readonly store: Store
  readonly watch: DatabaseWatch
  readonly isStopping: () => boolean
  /** Of this process; undefined if it takes no work itself. */
  readonly isWorking: (() => boolean) | undefined
  readonly now: () => Date
}

export function readinessChecks(parts: ReadinessParts): readonly ReadinessCheck[] {
  const { store, watch, isStopping, isWorking, now } = parts
  const { database } = store
  return [
    { part: 'process', ask: async () => ({ state: isStopping() ? 'stopping' : 'ok' }) },
    { part: 'database', ask: async () => ({ state: watch.isThere() ? 'ok' : 'away' }) },
    { part: 'schema', ask: () => askSchema(store) },
    {
      part: 'index',
      async ask() {
        const all = await listOrganisations(database)
        const statuses = await Promise.all(all.map(({ id }) => sourceStatuses(database, id, now())))
        const count = statuses
          .flat()
          .filter(({ freshness }) => freshness === 'stale' || freshness === 'never').length
        return count === 0 ? { state: 'ok' } : { state: 'stale', count }
      },
    },
    {
      part: 'worker',
      async ask() {
        const isAlive = isWorking === undefined ? (await listWorkers(database)).length > 0 : isWorking()
        return { state: isAlive ? 'ok' : 'missing' }
      },
    },
  ]
}

/** A newer program may have changed the tables while this one runs; it must not go on as if nothing had happened. */
async function askSchema({ database }: Store): Promise<{ readonly state: 'ok' | 'outdated' }> {
  try {
    const newest = knownUpgrades().length
    await refuseNewer(database, newest)
    await refuseOlder(database, newest)
    await refuseOtherQueue(database)
    return { state: 'ok' }
  } catch (error) {
    if (error instanceof Fault) return { state: 'outdated' }
    throw error
  }
}
