/** Which peers may say for whom they speak, and how a request reached us. */
import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP } from 'node:net'

export interface TrustedProxies {
  readonly isEmpty: boolean
  /** @param address of the peer; undefined for a UNIX socket */
  has(address: string | undefined): boolean
}

/**
 * @param entries addresses, networks (`10.0.0.0/8`), or `unix` for whoever may open the UNIX socket
 * @returns undefined if an entry is none of them
 */
export function trustedProxies(entries: readonly string[]): TrustedProxies | undefined {
  const list = new BlockList()
  for (const entry of entries) {
    if (entry === 'unix') continue
    const [, address = '', prefix] = /^([\da-fA-F:.]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
    const version = isIP(address)
    const bits = version === 4 ? 32 : 128
    if (version === 0 || Number(prefix ?? bits) > bits) return undefined
    list.addSubnet(address, Number(prefix ?? bits), version === 4 ? 'ipv4' : 'ipv6')
  }
  const hasUnix = entries.includes('unix')
  return {
    isEmpty: entries.length === 0,
    has(address) {
      if (address === undefined) return hasUnix
      return list.check(plain(address), isIP(plain(address)) === 6 ? 'ipv6' : 'ipv4')
    },
  }
}

/** An IPv4 peer of a socket that speaks both. @source RFC 4291, section 2.5.5.2 */
function plain(address: string): string {
  return address.toLowerCase().startsWith('::ffff:') && isIP(address.slice(7)) === 4
    ? address.slice(7)
    : address
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

export function isLoopback(address: string): boolean {
  const one = plain(address)
  return isIP(one) !== 0 && loopback.check(one, isIP(one) === 6 ? 'ipv6' : 'ipv4')
}

/** How a request came: nobody could read it on its way, or not. */
export type Arrival = 'tls' | 'proxy-https' | 'local' | 'insecure'

export function arrivalOf(request: {
  readonly isEncrypted: boolean
  readonly peer: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly proxies: TrustedProxies
}): Arrival {
  const { isEncrypted, peer, headers, proxies } = request
  if (isEncrypted) return 'tls'
  if (proxies.has(peer)) return headers['x-forwarded-proto'] === 'https' ? 'proxy-https' : 'insecure'
  // A proxy on this machine that nobody has declared: who stands behind it, and how he came, is not known.
  if (forwardedBy.some((name) => headers[name] !== undefined)) return 'insecure'
  return peer === undefined || isLoopback(peer) ? 'local' : 'insecure'
}

/** @source RFC 7239 for `Forwarded`; the others are what proxies send in practice */
const forwardedBy = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-real-ip',
  'via',
]
