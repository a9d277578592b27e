/** `/api/v1/auth/proof`: proving again who one is, for exactly one action. */
import { byId, done, passkeyRequest, proofAnswer, proofQuestion, proofStep } from '../../contract/sign-in.ts'
import {
  askAgain,
  proveByPasskey,
  proveByPassword,
  type ReauthenticationTools,
} from '../../staff/sign-in/reauthenticate.ts'
import { fault } from '../../std/fault.ts'
import type { AddRoutes } from '../route.ts'
import { sessionIn, signInRequestOf } from '../sign-in-request.ts'
import type { OwnAccountParts } from './own-account.ts'

const config = { access: { kind: 'own' } } as const

export function proofRoutes(parts: {
  readonly tools: ReauthenticationTools
  readonly account: OwnAccountParts['account']
}): AddRoutes {
  const { tools } = parts
  return (app) => {
    const asking = { body: proofQuestion, response: { 200: proofAnswer } }
    app.post('/api/v1/auth/proof', { config, schema: asking }, async (request, reply) => {
      const { accountId } = await sessionIn(tools, request, reply)
      const { id, passkeyOptions } = await askAgain(tools, accountId, Buffer.from(request.body.over, 'hex'))
      return passkeyOptions === undefined ? { id } : { id, passkey: passkeyRequest.parse(passkeyOptions) }
    })
    const proving = { params: byId, body: proofStep, response: { 200: done } }
    app.post('/api/v1/auth/proof/:id', { config, schema: proving }, async (request, reply) => {
      const { accountId } = await sessionIn(tools, request, reply)
      const { body } = request
      const { id } = request.params
      if (body.kind === 'passkey') {
        await proveByPasskey(tools, accountId, { id, assertion: body.assertion })
      } else {
        const who = await parts.account(accountId)
        if (!who) throw fault('SCH_HTTP_SIGN_IN')
        const given = { id, password: body.password, code: body.code, request: signInRequestOf(request) }
        await proveByPassword(tools, { id: accountId, email: who.email }, given)
      }
      return { done: true as const }
    })
  }
}
