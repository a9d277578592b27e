/** A database server as its address names it. */
import { fault } from '../../std/fault.ts'

export type SqlDialect = 'postgresql' | 'mariadb'

export interface ServerAddress {
  readonly dialect: SqlDialect
  readonly host: string
  readonly port: number
  /** Folder (PostgreSQL) or file (MariaDB) of a socket on this machine; then host and port mean nothing. */
  readonly socket?: string
  readonly user: string
  readonly password: string
  readonly database: string
}

const dialects = new Map<
  string,
  { readonly dialect: SqlDialect; readonly port: number; readonly socketKey: string }
>([
  ['postgres:', { dialect: 'postgresql', port: 5432, socketKey: 'host' }],
  ['postgresql:', { dialect: 'postgresql', port: 5432, socketKey: 'host' }],
  ['mysql:', { dialect: 'mariadb', port: 3306, socketKey: 'socket' }],
  ['mariadb:', { dialect: 'mariadb', port: 3306, socketKey: 'socket' }],
])

/**
 * Reads `postgres://user:password@host:port/database` or `mariadb://...`; a socket is `?host=FOLDER` or `?socket=FILE`.
 *
 * @throws SCH_SOURCE_ADDRESS, also for parameters it does not know: one that were passed over could be the one that
 *   asks for encryption
 */
export function serverAddressOf(text: string, source: string): ServerAddress {
  const refuse = () => fault('SCH_SOURCE_ADDRESS', { at: { file: source } })
  if (!URL.canParse(text)) throw refuse()
  const url = new URL(text)
  const known = dialects.get(url.protocol)
  const user = decodeURIComponent(url.username)
  const database = decodeURIComponent(url.pathname.slice(1))
  if (known === undefined || user === '' || database === '') throw refuse()
  const { dialect, port, socketKey } = known
  if ([...url.searchParams.keys()].some((key) => key !== socketKey)) throw refuse()
  const socket = url.searchParams.get(socketKey) ?? undefined
  if (socket === undefined ? url.hostname === '' : !socket.startsWith('/')) throw refuse()
  return {
    dialect,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? port : Number(url.port),
    ...(socket === undefined ? {} : { socket }),
    user,
    password: decodeURIComponent(url.password),
    database,
  }
}

/** Whether what is said to it stays on this machine. */
export function isOnThisMachine({ host, socket }: ServerAddress): boolean {
  return socket !== undefined || host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
