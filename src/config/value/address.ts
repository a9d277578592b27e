/** Addresses: of a mailbox, of a port to listen on, of networks, of a page. */
import { BlockList, isIP, isIPv6 } from 'node:net'
import { written } from './written.ts'

/**
 * One mail address without a name, in the form mail systems exchange.
 *
 * @source RFC 5321 section 4.1.2 without quoted local parts; 4.5.3.1: 64 and 255 octets
 */
export function mailAddress() {
  return written({ kind: 'address' }, (text) =>
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,253}[a-z0-9])?$/i.test(text) ? text : undefined,
  )
}

export type ListenAddress =
  | { readonly kind: 'port'; readonly host: string; readonly port: number }
  | { readonly kind: 'socket'; readonly path: string }

/** Where a server listens: `127.0.0.1:8080`, `[::1]:8080`, `unix:/run/schleuse/http.sock`. */
export function listenAddress() {
  return written({ kind: 'listen' }, listenAddressOf)
}

function listenAddressOf(text: string): ListenAddress | undefined {
  const [, path] = /^unix:(\/.{1,100})$/.exec(text) ?? []
  if (path !== undefined) return { kind: 'socket', path }
  const [, six, four, digits] = /^(?:\[([0-9a-f:.]+)\]|([\d.]+|localhost)):(\d{1,5})$/i.exec(text) ?? []
  const host = six ?? four
  const port = Number(digits)
  if (host === undefined || port > 65_535) return undefined
  if (six !== undefined ? !isIPv6(six) : host !== 'localhost' && isIP(host) !== 4) return undefined
  return { kind: 'port', host, port }
}

/** Whether nobody outside this machine can reach it. */
export function isLocal(address: ListenAddress): boolean {
  return address.kind === 'socket' || isLocalHost(address.host)
}

/** @param host a name or an IP address, of version 6 with or without brackets */
export function isLocalHost(host: string): boolean {
  const plain = host.replace(/^\[(.*)\]$/, '$1')
  if (plain === 'localhost') return true
  const version = isIP(plain)
  return version !== 0 && loopback.check(plain, version === 6 ? 'ipv6' : 'ipv4')
}

/** @source RFC 1122 section 3.2.1.3 (127/8), RFC 4291 section 2.5.3 (::1) */
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** One address or one network: `10.0.0.4`, `10.0.0.0/8`, `fd00::/8`. */
export function network() {
  return written({ kind: 'network' }, (text) => {
    const [, address = '', digits] = /^([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? []
    const version = isIP(address)
    if (version === 0) return undefined
    return Number(digits ?? 0) <= (version === 4 ? 32 : 128) ? text : undefined
  })
}

/**
 * An address of a page or service, without name and password in it.
 *
 * @param schemes such as `https`
 */
export function url(...schemes: readonly string[]) {
  return written({ kind: 'url', params: { schemes: schemes.join(', ') } }, (text) => urlOf(text, schemes))
}

function urlOf(text: string, schemes: readonly string[]): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, username, password, hostname } = new URL(text)
  const isWanted = schemes.some((scheme) => protocol === `${scheme}:`)
  // LDAP over a local socket has its path where others have a host.
  const isNamed = hostname !== '' || protocol === 'ldapi:'
  return isWanted && isNamed && username === '' && password === '' ? text : undefined
}
