/** What the adapter needs of a database: one consistent state, read only, row by row. PostgreSQL and MariaDB give it. */
import type { NamedQuery } from './named-query.ts'
import type { ServerAddress } from './server-address.ts'

export interface SqlRows {
  readonly columns: readonly string[]
  /** Cells as text; a NULL is an empty one. */
  readonly rows: AsyncIterable<readonly string[]>
}

export interface SqlSnapshot {
  /** @param values parameter → its value */
  read(query: NamedQuery, values: Readonly<Record<string, string>>): Promise<SqlRows>
  /** Lets the connection go, whatever it is doing. */
  close(): void
}

export interface SnapshotWish {
  readonly address: ServerAddress
  readonly tls: TlsWish
  /** No statement may take longer, on the server's clock too. */
  readonly timeoutMs: number
  /** When it is aborted the connection ends at once. */
  readonly signal: AbortSignal
}

export interface TlsWish {
  /** `off` only where nobody listens: a socket, or this machine itself. */
  readonly verify: 'full' | 'none' | 'off'
  /** PEM of the authorities that are trusted; missing: those of Node. */
  readonly ca?: string
}

export type OpenSnapshot = (wish: SnapshotWish) => Promise<SqlSnapshot>
