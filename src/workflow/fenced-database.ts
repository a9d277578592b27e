/** The database as a job sees it: every transaction that changes state is under the job's lease. */
import type { TransactionBuilder } from 'kysely'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import { fenced, type Lease } from './lease.ts'

/**
 * A room that knows nothing of leases works in it as ever; once the work was given to another worker none of its serializable
 * transactions commits, and state changes in no others (`store/transaction.ts`). Weaker ones hold locks for hours or gather
 * what counts only later: holding the lease in them would hold others up.
 */
export function fencedDatabase(database: Database, lease: Lease): Database {
  return new Proxy(database, {
    get(target, name) {
      if (name === 'transaction') return () => fencedBuilder(target.transaction(), lease)
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

type Builder = TransactionBuilder<Tables>

function fencedBuilder(builder: Builder, lease: Lease, isGuarded = true): Builder {
  return new Proxy(builder, {
    get(target, name) {
      switch (name) {
        case 'setIsolationLevel':
          return (level: Parameters<Builder['setIsolationLevel']>[0]) =>
            fencedBuilder(target.setIsolationLevel(level), lease, isGuarded && level === 'serializable')
        case 'setAccessMode':
          return (mode: Parameters<Builder['setAccessMode']>[0]) =>
            fencedBuilder(target.setAccessMode(mode), lease, isGuarded && mode !== 'read only')
        case 'execute':
          return <T>(work: Parameters<typeof target.execute<T>>[0]) =>
            target.execute(async (transaction) => {
              if (isGuarded) await fenced(transaction, lease)
              return work(transaction)
            })
        default: {
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? value.bind(target) : value
        }
      }
    },
  })
}
