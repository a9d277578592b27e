/** One log line and one measurement for each request: pattern, status, duration; nothing of what was sent. */
import type { FastifyRequest } from 'fastify'
import type { Log } from '../std/log.ts'
import type { Metrics } from './metrics.ts'
import type { ApiApp } from './route.ts'

export function addRequestRecord(
  app: ApiApp,
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
): void {
  app.addHook('onRequest', async (request, reply) => {
    metrics.openRequests.rise()
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    metrics.openRequests.fall()
    const durationMs = Math.round(reply.elapsedTime)
    const route = patternOf(request)
    const method = request.method
    metrics.countRequest({ method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
    // Monitors ask every few seconds; their lines would bury all others.
    const isRoutine = request.routeOptions.config.access?.kind === 'probe' && reply.statusCode < 400
    if (isRoutine) return
    log.write('info', 'request', {
      requestId: request.id,
      method: knownMethod(method),
      route,
      status: reply.statusCode,
      durationMs,
    })
  })
}

/** `none` where no route was found: the path would be whatever somebody typed. */
function patternOf(request: FastifyRequest): string {
  return request.is404 ? 'none' : (request.routeOptions.url ?? 'none')
}

/** Node accepts only methods it knows, so this is a closed list too; it is short anyway. */
function knownMethod(method: string): string {
  return /^[A-Z-]{1,16}$/.test(method) ? method : 'OTHER'
}
