/** One connection to a directory server: encrypted before anything is said, bound, and never made a second time. */
import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { Client } from 'ldapts'
import { fault } from '../../std/fault.ts'

export interface LdapConnectionWish {
  readonly source: string
  readonly server: LdapServerPlace
  readonly startTls: boolean
  /** PEM of the authorities that are trusted; missing: those of Node. */
  readonly ca?: string
  readonly bind?: { readonly dn: string; readonly password: string }
  readonly timeoutMs: number
  /** When it is aborted the connection ends at once. */
  readonly signal: AbortSignal
}

export type LdapServerPlace =
  | { readonly kind: 'plain'; readonly host: string; readonly port: number }
  | { readonly kind: 'tls'; readonly host: string; readonly port: number }
  | { readonly kind: 'socket'; readonly path: string }

export interface LdapConnection {
  readonly client: Client
  close(): void
}

const schemes = new Map<string, { readonly kind: 'plain' | 'tls'; readonly port: number }>([
  ['ldap:', { kind: 'plain', port: 389 }],
  ['ldaps:', { kind: 'tls', port: 636 }],
])

/**
 * Reads `ldap://host:port`, `ldaps://host:port` or `ldapi://%2Frun%2Fslapd%2Fldapi`.
 *
 * @throws SCH_SOURCE_LDAP_ADDRESS
 */
export function ldapServerOf(text: string, source: string): LdapServerPlace {
  const refuse = () => fault('SCH_SOURCE_LDAP_ADDRESS', { at: { file: source } })
  if (!URL.canParse(text)) throw refuse()
  const { protocol, hostname, port, pathname, search } = new URL(text)
  if (protocol === 'ldapi:') {
    const path = decodeURIComponent(hostname)
    if (!path.startsWith('/')) throw refuse()
    return { kind: 'socket', path }
  }
  const scheme = schemes.get(protocol)
  if (scheme === undefined || hostname === '' || pathname.length > 1 || search !== '') throw refuse()
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return { kind: scheme.kind, host, port: port === '' ? scheme.port : Number(port) }
}

export async function openLdapConnection(wish: LdapConnectionWish): Promise<LdapConnection> {
  const { server, startTls, ca, bind, timeoutMs, signal, source } = wish
  const away = () => fault('SCH_SOURCE_AWAY', { at: { file: source }, params: { reason: 'closed' } })
  const sockets: Socket[] = []
  const once =
    <Made extends Socket>(open: () => Made) =>
    () => {
      // The driver connects anew by itself: in clear and unbound, where this connection was neither.
      if (sockets.length > 0) throw away()
      const socket = open()
      sockets.push(socket)
      return socket
    }
  const client = new Client({
    url: server.kind === 'tls' ? 'ldaps://localhost' : 'ldap://localhost',
    timeout: timeoutMs,
    connectTimeout: timeoutMs,
    ...(server.kind === 'tls'
      ? {
          createSecureConnection: once(() => connectTls({ ...tlsOf(server.host, ca), port: server.port })),
        }
      : { createConnection: once(() => plainSocket(server)) }),
  })
  const close = () => {
    for (const socket of sockets) socket.destroy()
  }
  signal.addEventListener('abort', close, { once: true })
  try {
    if (startTls && server.kind === 'plain') await client.startTLS(tlsOf(server.host, ca))
    // A password never goes over another connection than the one that was just encrypted.
    if (startTls && !client.isConnected) throw away()
    if (bind !== undefined) await client.bind(bind.dn, bind.password)
  } catch (error) {
    close()
    throw error
  }
  return {
    client,
    close() {
      signal.removeEventListener('abort', close)
      close()
    },
  }
}

function plainSocket(server: Exclude<LdapServerPlace, { kind: 'tls' }>): Socket {
  return server.kind === 'socket' ? connectPlain(server.path) : connectPlain(server.port, server.host)
}

/** `host` is what the certificate's names are compared with; an IP address has no name to ask for. */
function tlsOf(host: string, ca: string | undefined): ConnectionOptions {
  return {
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
    rejectUnauthorized: true,
  }
}
