/** Whatever goes wrong becomes a problem answer; what nobody foresaw is logged by its place, not by its words. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemType } from '../contract/problem.ts'
import { exitOfFault, type Fault, fault } from '../std/fault.ts'
import type { Log } from '../std/log.ts'
import { traceOf } from '../std/trace.ts'
import { faultOfRequest, problemOf } from './problem.ts'
import type { ApiApp } from './route.ts'

export function addErrorAnswers(app: ApiApp, log: Log): void {
  app.setErrorHandler((thrown, request, reply) => {
    const told = faultOfRequest(thrown)
    if (exitOfFault(told) === 4) {
      const [{ code }] = told.problems
      log.write('error', 'fault', { code, requestId: request.id, ...traceOf(told.cause ?? told) })
    }
    return answerFault(told, request, reply)
  })
  app.setNotFoundHandler((request, reply) => answerFault(fault('SCH_HTTP_NOT_FOUND'), request, reply))
}

export function answerFault(
  told: Fault,
  request: Pick<FastifyRequest, 'id' | 'headers'>,
  reply: Pick<FastifyReply, 'code' | 'header' | 'getHeader'>,
): FastifyReply {
  const body = problemOf(told, request)
  reply.header('x-request-id', request.id)
  if (body.status === 503 || body.status === 429)
    reply.header('retry-after', reply.getHeader('retry-after') ?? '5')
  // Written here, whole: the contract of a route knows only its good answers, and this one is made of fixed sentences.
  return reply.code(body.status).type(problemType).serializer(JSON.stringify).send(body)
}
