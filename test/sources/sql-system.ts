/** Two real servers with the same tables, so that one suite runs over both kinds of SQL. */
import { createConnection } from 'mysql2/promise'
import { Client } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import type { SqlSourceSettings } from '../../src/adapters/sql/source.ts'
import type { SourceWorld } from '../contracts/source.contract.ts'
import { type FreshDatabase, freshDatabases } from '../store/fresh-database.ts'
import { type MariadbServer, startMariadb } from '../support/mariadb-server.ts'
import { changeTables, makeTables, type RunSql, type SqlDialectWords, worldSettings } from './sql-world.ts'

export interface SqlSystem {
  readonly settings: SqlSourceSettings
  /** Runs a statement as the owner of the tables. */
  readonly run: RunSql
  change(world: SourceWorld): Promise<void>
  /** Ends every session of the source's account, as a restart of the server does. */
  cutSessions(): Promise<void>
  /** The connection of an account that the server does not let in. */
  readonly wrongConnection: string
  close(): Promise<void>
}

export type OpenSqlSystem = (world: SourceWorld) => Promise<SqlSystem>

export const nothing: SourceWorld = { customers: [], facts: [] }

const postgresWords: SqlDialectWords = {
  placeholder: (nth) => `$${nth}`,
  joinedEmails: "string_agg(a.address, ' ')",
  instant: 'timestamptz',
  now: 'clock_timestamp()',
  quotedFrom: '"from"',
}

const mariadbWords: SqlDialectWords = {
  placeholder: () => '?',
  joinedEmails: "group_concat(a.address SEPARATOR ' ')",
  instant: 'datetime(6)',
  now: 'current_timestamp(6)',
  quotedFrom: '`from`',
}

/** Call at the top of a test file. */
export function postgresSystems(): OpenSqlSystem {
  const fresh = freshDatabases()
  return async (world) => {
    const database = await fresh()
    const { socketFolder, port, user, database: name } = socketOf(database, 'owner')
    const owner = new Client({ host: socketFolder, port, user, database: name })
    await owner.connect()
    const run: RunSql = (statement, values = []) => owner.query(statement, [...values])
    await run('CREATE SCHEMA library')
    await run(`ALTER DATABASE ${name} SET search_path = library`)
    await run('SET search_path = library')
    await makeTables(run, postgresWords)
    // The owner of the tables reads them here, because only he may end his own sessions.
    const connectionOf = (account: string) =>
      `postgres://${account}@localhost:${port}/${name}?host=${encodeURIComponent(socketFolder)}`
    const tables = tablesOf(run, postgresWords)
    await tables.change(world)
    return {
      ...tables,
      settings: worldSettings(postgresWords, connectionOf(user)),
      async cutSessions() {
        await run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'schleuse' AND usename = current_user AND pid <> pg_backend_pid()",
        )
      },
      wrongConnection: connectionOf('nobody_knows'),
      // Several sources of one test may close it.
      close: closedOnce(() => owner.end()),
    }
  }
}

function socketOf(database: FreshDatabase, role: 'owner' | 'reader') {
  const target = database.target(role)
  if (target.kind !== 'socket') throw new Error('the cluster of a test has a socket')
  return target
}

/** Call at the top of a test file. */
export function mariadbSystems(): OpenSqlSystem {
  let server: MariadbServer
  let count = 0
  beforeAll(async () => {
    server = await startMariadb()
  }, 60_000)
  afterAll(() => server.stop())
  return async (world) => {
    const name = `library_${++count}`
    await server.run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
    const owner = await createConnection({
      socketPath: server.socket,
      user: 'root',
      database: name,
      charset: 'utf8mb4',
    })
    const run: RunSql = (statement, values = []) => owner.query(statement, [...values])
    await makeTables(run, mariadbWords)
    const account = await server.account('wörd/pass', `GRANT SELECT ON ${name}.*`)
    const connectionOf = (password: string) =>
      `mariadb://${account}:${encodeURIComponent(password)}@localhost/${name}?socket=${encodeURIComponent(server.socket)}`
    const tables = tablesOf(run, mariadbWords)
    await tables.change(world)
    return {
      ...tables,
      settings: worldSettings(mariadbWords, connectionOf('wörd/pass')),
      cutSessions: () => server.run(`KILL HARD USER '${account}'@'localhost'`),
      wrongConnection: connectionOf('wrong'),
      // Several sources of one test may close it.
      close: closedOnce(() => owner.end()),
    }
  }
}

function closedOnce(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined
  return () => {
    closing ??= close()
    return closing
  }
}

function tablesOf(run: RunSql, words: SqlDialectWords) {
  let now = nothing
  return {
    run,
    async change(world: SourceWorld) {
      await changeTables(run, words, now, world)
      now = world
    },
  }
}
