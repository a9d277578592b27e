/** The server of Node beneath the interface: limits on connections and headers, and TLS that can be renewed. */
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { TlsMaterial } from './tls-files.ts'

export interface SocketLimits {
  /** From the first byte of a connection or of the next request to the end of its headers. */
  readonly headersMs: number
  /** From there to the end of the body: a client that sends a byte a minute holds a connection no longer. */
  readonly requestMs: number
  /** Silence in the middle of an answer: a client that does not read. */
  readonly silenceMs: number
  /** Between two requests of a connection. */
  readonly keepAliveMs: number
  readonly headerBytesMax: number
  readonly headersMax: number
  /** More are closed at once, so that file handles are left for the database. */
  readonly connectionsMax: number
  readonly requestsPerConnectionMax: number
}

export const defaultLimits: SocketLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  silenceMs: 60_000,
  keepAliveMs: 5_000,
  headerBytesMax: 16 * 1024,
  headersMax: 100,
  connectionsMax: 500,
  requestsPerConnectionMax: 1_000,
}

/** How often Node looks for connections that are past their time. */
const lookEveryMs = 500

export function makeHttpServer(
  answer: RequestListener,
  { limits, tls }: { readonly limits: SocketLimits; readonly tls?: TlsMaterial },
): Server {
  const options: ServerOptions = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxHeaderSize: limits.headerBytesMax,
    connectionsCheckingInterval: lookEveryMs,
    // What is not exactly HTTP is where two programs in a row read two different requests.
    insecureHTTPParser: false,
    requireHostHeader: true,
  }
  const server = tls
    ? createTlsServer(
        { ...options, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: limits.headersMs },
        answer,
      )
    : createServer(options, answer)
  server.timeout = limits.silenceMs
  server.maxHeadersCount = limits.headersMax
  server.maxConnections = limits.connectionsMax
  server.maxRequestsPerSocket = limits.requestsPerConnectionMax
  return server
}
