/** Sessions as Kysely takes them, whose errors are faults, and which come back after the server was away. */
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type { ClientBase, Pool } from 'pg'
import { isAway, storeFault } from './store-fault.ts'

/** @param revive starts the server again if it is ours and gone; without it somebody else has to */
export function sessionPool(pool: Pool, revive?: () => Promise<void>): PostgresPool {
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await faulty(pool.connect()).catch(async (error) => {
        if (!revive || !isAway(error)) throw error
        await revive()
        return faulty(pool.connect())
      })
      return { ...translated(client), release: (destroy) => client.release(destroy) }
    },
  }
}

/** A pool that is one session, which is ended by whoever has made it. */
export function poolOfOne(client: ClientBase): PostgresPool {
  return {
    options: {},
    end: async () => {},
    connect: async () => ({ ...translated(client), release: () => {} }),
  }
}

function translated(client: ClientBase): Pick<PostgresPoolClient, 'query'> {
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query(sql: unknown, parameters?: readonly unknown[]): unknown {
    if (typeof sql !== 'string') throw new RangeError('rows come by COPY or in pages, not by cursors')
    return faulty(client.query(sql, [...(parameters ?? [])]))
  }
  return { query }
}

async function faulty<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw storeFault(error)
  }
}
