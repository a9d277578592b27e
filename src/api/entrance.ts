/** Before a request reaches a room: how it came, under which name, and who sends it. */
import type { FastifyRequest } from 'fastify'
import { type FaultCode, fault } from '../std/fault.ts'
import type { ApiApp, Gatekeeper } from './route.ts'
import { arrivalOf, isLoopback, type TrustedProxies } from './trusted-proxies.ts'

export interface Entrance {
  readonly proxies: TrustedProxies
  /** Names under which this server may be asked, without port: beside localhost and plain addresses. */
  readonly hosts: readonly string[]
  /** Who may read metrics, beside this machine. */
  readonly monitors: TrustedProxies
  /** Without one every route that needs a permission is refused. */
  readonly gatekeeper?: Gatekeeper
  /** Why nothing can be answered now, such as a database that is away; health and metrics are answered all the same. */
  readonly closedBy?: () => FaultCode | undefined
}

export function addEntrance(app: ApiApp, entrance: Entrance): void {
  const hosts = new Set(entrance.hosts.map((host) => host.toLowerCase()))
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access
    if (access?.kind === 'probe') return refuseStranger(request, entrance)
    refuseInsecure(request, entrance.proxies)
    refuseOtherHost(request, hosts)
    refuseForeignPage(request)
    const closedBy = entrance.closedBy?.()
    if (closedBy !== undefined) throw fault(closedBy)
    if (access === undefined || access.kind === 'open' || access.kind === 'own') return
    if (!entrance.gatekeeper) throw fault('SCH_HTTP_SIGN_IN')
    await entrance.gatekeeper(request, access.permission)
  })
}

function refuseInsecure(request: FastifyRequest, proxies: TrustedProxies): void {
  const { socket, headers } = request.raw
  const isEncrypted = 'encrypted' in socket && socket.encrypted === true
  const arrival = arrivalOf({ isEncrypted, peer: socket.remoteAddress, headers, proxies })
  if (arrival === 'insecure') throw fault('SCH_HTTP_INSECURE')
}

/**
 * A page of somebody else whose name is made to point here would be read by the browser as ours. Plain addresses cannot
 * be made to point anywhere.
 *
 * @source RFC 9110, section 7.4 (misdirected requests)
 */
function refuseOtherHost(request: FastifyRequest, hosts: ReadonlySet<string>): void {
  const host = (request.raw.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
  const isAddress = /^(\[[\da-f:.]+\]|\d{1,3}(\.\d{1,3}){3})$/.test(host)
  if (!isAddress && host !== 'localhost' && !hosts.has(host)) throw fault('SCH_HTTP_OTHER_HOST')
}

/**
 * A page of somebody else may send a form here with our cookies; a browser says where it comes from. Programs say nothing,
 * and have no cookies either.
 *
 * @source W3C Fetch Metadata, section 2.1 (Sec-Fetch-Site); RFC 6454, section 7 (Origin)
 */
function refuseForeignPage(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { 'sec-fetch-site': site, origin, host } = request.raw.headers
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  const isForeignOrigin = origin !== undefined && hostOf(origin) !== host?.toLowerCase()
  if (isForeignSite || isForeignOrigin) throw fault('SCH_HTTP_FORBIDDEN')
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

/** Metrics tell how much is done here: only this machine and the monitors that are named. Health says too little to hide. */
function refuseStranger(request: FastifyRequest, { monitors }: Entrance): void {
  if (request.routeOptions.url !== '/metrics') return
  const peer = request.raw.socket.remoteAddress
  const isHere = (peer === undefined || isLoopback(request.ip)) && !request.raw.headers['x-forwarded-for']
  if (!isHere && !monitors.has(request.ip)) throw fault('SCH_HTTP_FORBIDDEN')
}
