/** One session of its own, for work that copies whole tables: rows as a stream in either direction. */
import { Kysely, PostgresDialect } from 'kysely'
import { Client } from 'pg'
import { type Database, type DatabaseTarget, sessionSettings } from './connection.ts'
import { copyIn, copyOut } from './copy.ts'
import { poolOfOne } from './session-pool.ts'
import { storeFault } from './store-fault.ts'
import type { Tables } from './tables.ts'

export interface Session {
  /** Queries of this session: one after the other, and none while rows are copied. */
  readonly database: Database
  /** The rows that a COPY ... TO STDOUT gives, in pieces. Whoever stops reading in the middle ends the session with it. */
  copyOut(statement: string): AsyncGenerator<Buffer, void>
  /** @returns how many rows a COPY ... FROM STDIN has taken */
  copyIn(statement: string, pieces: AsyncIterable<Uint8Array>): Promise<bigint>
  close(): Promise<void>
}

/** @throws one of SCH_STORE_* */
export async function openSession(target: DatabaseTarget): Promise<Session> {
  const client = new Client(sessionSettings(target))
  // What is under way is told of a loss by itself; without a listener the same event would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw storeFault(error)
  }
  return {
    database: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOfOne(client) }) }),
    copyOut: (statement) => copyOut(client, statement),
    copyIn: (statement, pieces) => copyIn(client, statement, pieces),
    close: () => client.end(),
  }
}
