/** A read-only snapshot of a PostgreSQL, fetched in batches through a cursor. */
import { Client, type ClientConfig, types } from 'pg'
import type { NamedQuery } from './named-query.ts'
import type { SnapshotWish, SqlRows, SqlSnapshot, TlsWish } from './snapshot.ts'

/** @limit rows held at once; a customer is some hundred bytes, so a batch stays below a megabyte or two */
const batchRows = 2000

export async function openPostgresSnapshot(wish: SnapshotWish): Promise<SqlSnapshot> {
  const client = new Client(configOf(wish))
  // Without a listener a connection that breaks between two queries would end the process.
  client.on('error', () => {})
  // Ending while a query runs cuts the connection instead of waiting for it.
  const close = () => {
    client.end().catch(() => {})
  }
  wish.signal.addEventListener('abort', close, { once: true })
  try {
    await client.connect()
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    for (const statement of sessionOf(wish.timeoutMs)) await client.query(statement)
  } catch (error) {
    close()
    throw error
  }
  let cursors = 0
  return {
    read: (query, values) => readRows(client, query, values, `schleuse_${++cursors}`),
    close() {
      wish.signal.removeEventListener('abort', close)
      close()
    },
  }
}

function configOf({ address, tls, timeoutMs }: SnapshotWish): ClientConfig {
  const { host, port, socket, user, password, database } = address
  return {
    host: socket ?? host,
    port,
    user,
    password,
    database,
    ssl: sslOf(tls, host),
    application_name: 'schleuse',
    connectionTimeoutMillis: timeoutMs,
    // Everything as the server writes it: no date is moved by a time zone, no number loses digits.
    types: { getTypeParser: (oid: number) => (text: string) => textOf(oid, text) },
  }
}

function sslOf(tls: TlsWish, host: string): ClientConfig['ssl'] {
  if (tls.verify === 'off') return false
  const ca = tls.ca === undefined ? {} : { ca: tls.ca }
  // `host` is what the certificate's names are compared with.
  return { ...ca, host, rejectUnauthorized: tls.verify === 'full' }
}

/** Settings of this transaction only; `SET LOCAL` takes no parameters, so numbers are written in. */
function sessionOf(timeoutMs: number): readonly string[] {
  const ms = Math.max(1, Math.floor(timeoutMs))
  return [
    `SET LOCAL statement_timeout = ${ms}`,
    `SET LOCAL lock_timeout = ${ms}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${ms}`,
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL timezone = 'UTC'",
    // All rows will be read: a plan that is quick for the first ones only would be the wrong one.
    'SET LOCAL cursor_tuple_fraction = 1',
  ]
}

async function readRows(
  client: Client,
  { text, parameters }: NamedQuery,
  values: Readonly<Record<string, string>>,
  cursor: string,
): Promise<SqlRows> {
  await client.query({
    text: `DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`,
    values: parameters.map((name) => values[name] ?? ''),
    // A statement with a name is prepared: the server itself refuses a second one behind a semicolon.
    name: cursor,
  })
  const fetch = () =>
    client.query<(string | null)[]>({ text: `FETCH ${batchRows} FROM ${cursor}`, rowMode: 'array' })
  const first = await fetch()
  return {
    columns: first.fields.map(({ name }) => name),
    rows: (async function* () {
      for (let batch = first; batch.rows.length > 0; batch = await fetch()) {
        for (const row of batch.rows) yield row.map((cell) => cell ?? '')
        if (batch.rows.length < batchRows) break
      }
      await client.query(`CLOSE ${cursor}`)
    })(),
  }
}

/** Truth as a cell says it, lists as lines of one cell; anything else as it comes. */
function textOf(oid: number, text: string): string {
  if (oid === types.builtins.BOOL) return text === 't' ? 'yes' : 'no'
  if (!arrayOids.has(oid)) return text
  const list: unknown = types.getTypeParser(oid, 'text')(text)
  return Array.isArray(list) ? list.filter((item) => item !== null).join('\n') : text
}

/** @source PostgreSQL catalogue pg_type: _text, _bpchar, _varchar */
const arrayOids: ReadonlySet<number> = new Set([1009, 1014, 1015])
