/** The HTTP server: what holds for every request, whatever room answers it. */
import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { Server as TlsServer } from 'node:https'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { type FastifyBaseLogger, fastify, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Readiness } from '../contract/health.ts'
import { fault } from '../std/fault.ts'
import type { Log } from '../std/log.ts'
import { traceOf } from '../std/trace.ts'
import { uuidV7 } from '../std/uuid.ts'
import { addAnswerGuard } from './answer-guard.ts'
import { addEntrance, type Entrance } from './entrance.ts'
import { addErrorAnswers, answerFault } from './error-answer.ts'
import { defaultLimits, makeHttpServer, type SocketLimits } from './http-socket.ts'
import { type ListenAddress, writeAddress } from './listen-address.ts'
import type { Metrics } from './metrics.ts'
import { addOpenApi } from './open-api.ts'
import { addRequestRecord } from './request-record.ts'
import { type AddRoutes, type ApiApp, refuseIncomplete } from './route.ts'
import { healthRoutes } from './routes/health.ts'
import { addSecurityHeaders } from './security-headers.ts'
import type { TlsMaterial } from './tls-files.ts'
import { admitGroup, removeDeadSocket } from './unix-socket.ts'

export interface ApiParts extends Entrance {
  readonly version: string
  readonly log: Log
  readonly metrics: Metrics
  readonly askReadiness: () => Promise<Readiness>
  readonly rooms: readonly AddRoutes[]
  readonly now: () => Date
  readonly tls?: TlsMaterial
  readonly limits?: Partial<SocketLimits>
}

export interface Api {
  /** @returns where it listens; the port is a real one also where 0 was asked for */
  listen(address: ListenAddress): Promise<ListenAddress>
  /** New connections get the new certificate. */
  renewTls(tls: TlsMaterial): void
  /**
   * Takes no new connection, lets requests in progress end within the limit and then ends them.
   *
   * @limit `finishMs`
   */
  close(finishMs: number): Promise<void>
}

/** @limit a form or a setting; a room that takes files says so for its own route */
const bodyBytesMax = 1024 * 1024
/** A handler that takes longer has lost whoever asked. */
const handlerMs = 30_000
/** @limit an id is 36 characters; nothing else stands in a path */
const parameterCharsMax = 100
/** One address: a page with all its parts, again and again, by a person; not a list of passwords. */
const requestsPerMinute = 600

export async function openApi(parts: ApiParts): Promise<Api> {
  const app: ApiApp = fastify({
    bodyLimit: bodyBytesMax,
    handlerTimeout: handlerMs,
    routerOptions: { maxParamLength: parameterCharsMax },
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: () => uuidV7(parts.now().getTime(), randomBytes(10)),
    trustProxy: (peer) => parts.proxies.has(peer),
    loggerInstance: quietLogger(parts.log),
    logController: new LogController({ disableRequestLogging: true }),
    // Paths that are refused before a route is looked for pass no error handler.
    frameworkErrors: (_, request, reply) => void answerFault(fault('SCH_HTTP_NOT_FOUND'), request, reply),
    serverFactory: (answer) =>
      makeHttpServer(answer, {
        limits: { ...defaultLimits, ...parts.limits },
        ...(parts.tls ? { tls: parts.tls } : {}),
      }),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.addHook('onRoute', refuseIncomplete)
  addRequestRecord(app, parts)
  addErrorAnswers(app, parts.log)
  addAnswerGuard(app)
  await addSecurityHeaders(app, { hasTls: parts.tls !== undefined })
  await addOpenApi(app, parts.version)
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: () => fault('SCH_HTTP_TOO_MANY'),
  })
  await app.register(cookie)
  addEntrance(app, parts)
  await app.register(async (room) => healthRoutes(parts)(room))
  for (const add of parts.rooms) await app.register(async (room) => add(room))
  await app.ready()
  return {
    listen: (address) => listen(app, address),
    renewTls: (tls) => renew(app.server, tls),
    close: closer(app),
  }
}

async function listen(app: ApiApp, address: ListenAddress): Promise<ListenAddress> {
  try {
    if (address.kind === 'socket') await removeDeadSocket(address.path)
    await app.listen(
      address.kind === 'socket' ? { path: address.path } : { host: address.host, port: address.port },
    )
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw fault('SCH_SERVE_LISTEN', { params: { address: writeAddress(address), why }, cause: error })
  }
  if (address.kind === 'socket') admitGroup(address.path)
  const bound = app.server.address()
  return address.kind === 'port' && typeof bound === 'object' && bound !== null
    ? { ...address, port: bound.port }
    : address
}

function renew(server: Server, tls: TlsMaterial): void {
  if (server instanceof TlsServer) server.setSecureContext({ ...tls, minVersion: 'TLSv1.2' })
}

function closer(app: ApiApp): Api['close'] {
  return async (finishMs) => {
    const late = setTimeout(() => app.server.closeAllConnections(), finishMs)
    try {
      await app.close()
    } finally {
      clearTimeout(late)
    }
  }
}

/** The library's own lines quote URLs and messages: of a warning or an error remains what we may tell, of the rest nothing. */
function quietLogger(log: Log): FastifyBaseLogger {
  const nothing = (): void => {}
  const tell = (first: unknown): void => {
    const inside = typeof first === 'object' && first !== null && 'err' in first ? first.err : first
    log.write('error', 'fault', { code: 'SCH_INTERNAL', ...traceOf(inside) })
  }
  const logger: FastifyBaseLogger = {
    level: 'warn',
    trace: nothing,
    debug: nothing,
    info: nothing,
    silent: nothing,
    warn: tell,
    error: tell,
    fatal: tell,
    child: () => logger,
  }
  return logger
}
