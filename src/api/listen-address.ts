/** Where the server listens, and whether it may do so. */
import { isIP } from 'node:net'
import { fault } from '../std/fault.ts'
import { isLoopback } from './trusted-proxies.ts'

export type ListenAddress =
  | { readonly kind: 'port'; readonly host: string; readonly port: number }
  | { readonly kind: 'socket'; readonly path: string }

/**
 * `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080` or `unix:/run/schleuse/http.sock`. Names are not looked up: which
 * address a name means may change, and with it who can get in.
 *
 * @throws SCH_SERVE_ADDRESS
 */
export function readListenAddress(text: string): ListenAddress {
  if (text.startsWith('unix:/')) return { kind: 'socket', path: text.slice('unix:'.length) }
  const [, inBrackets, bare, digits = ''] = /^(?:\[([\da-fA-F:.]+)\]|([\w.]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bare === 'localhost' ? '127.0.0.1' : (inBrackets ?? bare ?? '')
  const version = inBrackets === undefined ? 4 : 6
  const port = Number(digits)
  if (isIP(host) !== version || digits === '' || port > 65_535) throw fault('SCH_SERVE_ADDRESS')
  return { kind: 'port', host, port }
}

/**
 * Names, passwords and customers' data would cross the network readable: not without TLS, of our own or of a proxy
 * that is named.
 *
 * @throws SCH_SERVE_PLAIN
 */
export function refusePlain(
  address: ListenAddress,
  { hasTls, hasProxies }: { readonly hasTls: boolean; readonly hasProxies: boolean },
): void {
  if (address.kind === 'socket' || isLoopback(address.host) || hasTls || hasProxies) return
  throw fault('SCH_SERVE_PLAIN')
}

export function writeAddress(address: ListenAddress): string {
  if (address.kind === 'socket') return `unix:${address.path}`
  return isIP(address.host) === 6 ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`
}
