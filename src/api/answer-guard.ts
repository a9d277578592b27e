/** An answer leaves only through a contract: what no schema describes is an error of ours, not an answer. */
import { problemType } from '../contract/problem.ts'
import type { ApiApp } from './route.ts'

export function addAnswerGuard(app: ApiApp): void {
  // Called for every payload that would be made into JSON; texts and problem answers do not come here as objects.
  app.addHook('preSerialization', async (request, reply, payload) => {
    if (String(reply.getHeader('content-type') ?? '').startsWith(problemType)) return payload
    const answers = request.routeOptions.schema?.response
    const described = typeof answers === 'object' && answers !== null && String(reply.statusCode) in answers
    if (!described) throw new Error('an answer without a contract')
    return payload
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const isJson = String(reply.getHeader('content-type') ?? '').startsWith('application/json')
    const isText = request.routeOptions.config.answer === 'text'
    // A string sent as it is has passed no schema.
    if (!isJson && !isText && reply.statusCode < 400 && typeof payload === 'string' && payload !== '') {
      throw new Error('an answer that is no JSON of a contract')
    }
    reply.header('cache-control', reply.getHeader('cache-control') ?? 'no-store')
    return payload
  })
}
