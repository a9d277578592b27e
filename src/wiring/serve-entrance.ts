/** From the settings to the door of the server: address, TLS, proxies, names. Everything is checked before anything is started. */
import { type ListenAddress, readListenAddress, refusePlain } from '../api/listen-address.ts'
import { readTlsFiles, type TlsFiles, type TlsMaterial } from '../api/tls-files.ts'
import { type TrustedProxies, trustedProxies } from '../api/trusted-proxies.ts'
import type { Settings } from '../config/settings.ts'

export interface ServeEntrance {
  readonly address: ListenAddress
  readonly proxies: TrustedProxies
  readonly monitors: TrustedProxies
  readonly hosts: readonly string[]
  /** For the log. */
  readonly security: 'tls' | 'proxy' | 'local'
  readonly tls?: { readonly files: TlsFiles; readonly material: TlsMaterial }
}

/**
 * @param option `--listen`
 * @throws SCH_SERVE_ADDRESS, SCH_SERVE_PLAIN, SCH_TLS_FILE, SCH_TLS_KEY_EXPOSED
 */
export function serveEntrance(serve: Settings['serve'], option: string | undefined): ServeEntrance {
  const address = option === undefined ? plainHost(serve.listen) : readListenAddress(option)
  const hasProxies = serve.trustedProxies.length > 0
  refusePlain(address, { hasTls: serve.tls !== undefined, hasProxies })
  // Who may open the socket is decided by the file's rights; that proxies are behind it, by naming some.
  const isBehindSocket = address.kind === 'socket' && hasProxies
  return {
    address,
    proxies: listOf([...serve.trustedProxies, ...(isBehindSocket ? ['unix'] : [])]),
    monitors: listOf(serve.monitors),
    hosts: serve.publicUrl === undefined ? [] : [new URL(serve.publicUrl).hostname],
    security: serve.tls !== undefined ? 'tls' : hasProxies ? 'proxy' : 'local',
    ...(serve.tls === undefined ? {} : { tls: { files: serve.tls, material: readTlsFiles(serve.tls) } }),
  }
}

function plainHost(address: ListenAddress): ListenAddress {
  return address.kind === 'port' && address.host === 'localhost' ? { ...address, host: '127.0.0.1' } : address
}

function listOf(entries: readonly string[]): TrustedProxies {
  const list = trustedProxies(entries)
  if (list === undefined) throw new Error('the settings let a network through that is none')
  return list
}
