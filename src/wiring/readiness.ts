/** What a process of `schleuse serve` needs to be given work. */
import type { ReadinessCheck } from '../api/readiness.ts'
import { sourceStatuses } from '../directory/source-status.ts'
import { listOrganisations } from '../staff/organisation.ts'
import type { Store } from '../store/store.ts'
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
    { part: 'database', ask: async () => ({ state: watch.state() === 'away' ? 'away' : 'ok' }) },
    { part: 'schema', ask: async () => ({ state: watch.state() === 'outdated' ? 'outdated' : 'ok' }) },
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
