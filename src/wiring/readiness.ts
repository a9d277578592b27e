/** What a process of `schleuse serve` needs to be given work. */
import type { ReadinessCheck } from '../api/readiness.ts'
import type { Store } from '../store/store.ts'
import { listWorkers } from '../workflow/work-list.ts'
import type { LiveIndexes } from './live-indexes.ts'
import type { DatabaseWatch } from './serve-database.ts'

export interface ReadinessParts {
  readonly store: Store
  readonly watch: DatabaseWatch
  readonly indexes: LiveIndexes
  readonly isStopping: () => boolean
  /** Of this process; undefined if it takes no work itself. */
  readonly isWorking: (() => boolean) | undefined
}

export function readinessChecks(parts: ReadinessParts): readonly ReadinessCheck[] {
  const { store, watch, indexes, isStopping, isWorking } = parts
  const { database } = store
  return [
    { part: 'process', ask: async () => ({ state: isStopping() ? 'stopping' : 'ok' }) },
    { part: 'database', ask: async () => ({ state: watch.state() === 'away' ? 'away' : 'ok' }) },
    { part: 'schema', ask: async () => ({ state: watch.state() === 'outdated' ? 'outdated' : 'ok' }) },
    {
      part: 'index',
      // Of every organisation that has a directory: half an index, or an old one, judges nothing.
      async ask() {
        const stale = indexes.states()?.filter(({ kind }) => kind === 'stale')
        if (stale === undefined) return { state: 'missing' }
        return stale.length === 0 ? { state: 'ok' } : { state: 'stale', count: stale.length }
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
