/** A read-only snapshot of a MariaDB or MySQL, streamed by a prepared statement. */
import type { Readable } from 'node:stream'
import { type Connection, type ConnectionOptions, createConnection, type FieldPacket } from 'mysql2'
import type { NamedQuery } from './named-query.ts'
import type { SnapshotWish, SqlRows, SqlSnapshot, TlsWish } from './snapshot.ts'

export async function openMariadbSnapshot(wish: SnapshotWish): Promise<SqlSnapshot> {
  const connection = createConnection(optionsOf(wish))
  const streams = new Set<Readable>()
  const stop = (reason: Error) => {
    for (const stream of streams) stream.destroy(reason)
  }
  // The driver tells a broken connection here, and not to the statement whose rows would never end.
  connection.on('error', stop)
  const close = () => {
    connection.destroy()
    stop(new Error('the connection was closed'))
  }
  wish.signal.addEventListener('abort', close, { once: true })
  try {
    await connected(connection)
    for (const statement of sessionOf(await versionOf(connection), wish.timeoutMs))
      await run(connection, statement)
  } catch (error) {
    close()
    throw error
  }
  return {
    read(query, values) {
      const stream = streamOf(connection, query, values)
      streams.add(stream.once('close', () => streams.delete(stream)))
      return rowsIn(stream)
    },
    close() {
      wish.signal.removeEventListener('abort', close)
      close()
    },
  }
}

function optionsOf({ address, tls, timeoutMs }: SnapshotWish): ConnectionOptions {
  const { host, port, socket, user, password, database } = address
  const ssl = sslOf(tls)
  return {
    ...(socket === undefined ? { host, port } : { socketPath: socket }),
    user,
    password,
    database,
    ...(ssl === undefined ? {} : { ssl }),
    charset: 'utf8mb4',
    connectTimeout: timeoutMs,
    multipleStatements: false,
    // The server must not ask this machine for files.
    flags: ['-LOCAL_FILES'],
    rowsAsArray: true,
    // Everything as the server writes it: no date is moved by a time zone, no number loses digits.
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
  }
}

function sslOf(tls: TlsWish): ConnectionOptions['ssl'] {
  if (tls.verify === 'off') return undefined
  const ca = tls.ca === undefined ? {} : { ca: tls.ca }
  const isFull = tls.verify === 'full'
  return { ...ca, rejectUnauthorized: isFull, verifyIdentity: isFull, minVersion: 'TLSv1.2' }
}

function connected(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
}

function run(connection: Connection, statement: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.query(statement, (error, rows) => (error ? reject(error) : resolve(rows)))
  })
}

async function versionOf(connection: Connection): Promise<string> {
  return String(await run(connection, 'SELECT VERSION()'))
}

/** @param version MariaDB says its name in it; MySQL does not */
function sessionOf(version: string, timeoutMs: number): readonly string[] {
  const ms = Math.max(1, Math.floor(timeoutMs))
  const seconds = Math.max(1, Math.ceil(timeoutMs / 1000))
  return [
    /mariadb/i.test(version)
      ? `SET SESSION max_statement_time = ${ms / 1000}`
      : `SET SESSION max_execution_time = ${ms}`,
    // The server would hang up on a reader that stores what it reads before it asks for more.
    `SET SESSION net_write_timeout = ${seconds}`,
    `SET SESSION lock_wait_timeout = ${seconds}`,
    "SET SESSION time_zone = '+00:00'",
    'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
  ]
}

function streamOf(
  connection: Connection,
  { text, parameters }: NamedQuery,
  values: Readonly<Record<string, string>>,
): Readable {
  const given = parameters.map((name) => values[name] ?? '')
  return connection.execute({ sql: text, rowsAsArray: true }, given).stream({ highWaterMark: rowsAhead })
}

function rowsIn(stream: Readable): Promise<SqlRows> {
  return new Promise((resolve, reject) => {
    // A statement that is refused says so before it names any column.
    // Later on the reader of the rows hears it; the listener stays, so that one nobody reads does not end the process.
    stream.on('error', reject)
    stream.once('fields', (fields: readonly FieldPacket[]) => {
      const rows = (async function* () {
        for await (const row of stream) yield cellsOf(row)
      })()
      resolve({ columns: fields.map(({ name }) => name), rows })
    })
  })
}

/** @limit rows the driver holds ahead of the reader */
const rowsAhead = 256

/** @throws TypeError for what is no row of an array of cells: a mistake of the program */
function cellsOf(row: unknown): readonly string[] {
  if (!Array.isArray(row)) throw new TypeError('a row of the database is no list of cells')
  return row.map(textOf)
}

/**
 * A cell as text: NULL is empty, a bit is its number, bytes are text in UTF-8.
 *
 * @throws TypeError for bytes that are no text
 */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (!Buffer.isBuffer(cell)) return String(cell)
  const [only] = cell
  if (cell.length === 1 && only !== undefined && only < 2) return String(only)
  return utf8.decode(cell)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
