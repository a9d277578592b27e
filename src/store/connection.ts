/** Connections to the one database, typed by its tables. */
import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types } from 'pg'
import { sessionPool } from './session-pool.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/** Where the database is: a server somebody else runs, or a cluster of our own behind a UNIX socket. */
export type DatabaseTarget =
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'socket'
      readonly socketFolder: string
      readonly port: number
      readonly user: string
      readonly database: string
    }

/** Ten sessions serve one process on two cores; more only wait for each other. */
const sessionsMax = 10
/** A server that is away must be noticed soon: whoever waits for an answer holds a mail. */
const connectMs = 5_000
/** A session whose client is gone without a word is given back. */
const idleMs = 60_000

const keepAliveMs = 30_000

/** How our sessions are called in the server's list of sessions. */
export const applicationName = 'schleuse'

/** 64-bit integers stay exact: pg hands them over as text, and a count past 2^53 must fail loudly rather than be rounded. */
const exactTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === types.builtins.INT8 ? (text: string) => BigInt(text) : types.getTypeParser(oid, format),
}

/**
 * Our own work is serializable and tried again. A library that does neither gets sessions in which each of its statements
 * stands for itself and none is refused for another's sake.
 */
export type Isolation = 'serializable' | 'read committed'

export interface SessionOptions {
  readonly isolation?: Isolation
  /** The only organisation whose rows these sessions see (policies `within_reach`); all where none is given. */
  readonly organisationId?: string
}

/** As an option of a session is written: a blank would end it. */
const isolationWords = { serializable: 'serializable', 'read committed': 'read\\ committed' } as const

export interface ConnectOptions extends SessionOptions {
  /** Starts a server of our own again that is gone. */
  readonly revive?: () => Promise<void>
}

/**
 * @param onLost told when a session dies, as when the server is restarted; the pool makes new ones by itself
 */
export function connect(
  target: DatabaseTarget,
  onLost: (error: Error) => void,
  { revive, ...options }: ConnectOptions = {},
): Database {
  const settings = sessionSettings(target, options)
  const pool = new Pool({ ...settings, max: sessionsMax, idleTimeoutMillis: idleMs })
  pool.on('error', onLost)
  // A session that is lost while somebody works in it fails his query; without a listener it would end the process too.
  pool.on('connect', (client) => void client.on('error', onLost))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: sessionPool(pool, revive) }) })
}

/** What every session of the program has in common. */
export function sessionSettings(target: DatabaseTarget, options: SessionOptions = {}) {
  const { isolation = 'serializable', organisationId } = options
  const confined = organisationId === undefined ? '' : ` -c schleuse.organisation=${uuidOnly(organisationId)}`
  return {
    ...address(target),
    connectionTimeoutMillis: connectMs,
    application_name: applicationName,
    types: exactTypes,
    // A host that is gone without a word is noticed within a minute (Node probes ten times, once a second).
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
    // One meaning of a timestamp, whatever the server's or the client's zone is.
    options: `-c timezone=UTC -c default_transaction_isolation=${isolationWords[isolation]}${confined}`,
  }
}

function address(target: DatabaseTarget): Record<string, string | number> {
  switch (target.kind) {
    case 'url':
      return { connectionString: target.url }
    case 'socket':
      return { host: target.socketFolder, port: target.port, user: target.user, database: target.database }
  }
}

/**
 * The same as one string, for a library that makes its own connections.
 *
 * @param settings of the sessions, such as `schleuse.worker`; words without spaces
 */
export function connectionString(
  target: DatabaseTarget,
  settings: Readonly<Record<string, string>> = {},
): string {
  const url = new URL(target.kind === 'url' ? target.url : 'postgres://local/')
  if (target.kind === 'socket') {
    url.username = target.user
    url.pathname = `/${target.database}`
    url.searchParams.set('host', target.socketFolder)
    url.searchParams.set('port', String(target.port))
  }
  const added = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  const options = [url.searchParams.get('options') ?? '', ...added].filter(Boolean).join(' ')
  if (options !== '') url.searchParams.set('options', options)
  return url.toString()
}

/** It stands in an option of the connection, where blanks begin the next one. */
function uuidOnly(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    throw new RangeError('no id of an organisation')
  return text
}
