/** `/api/v1/auth/...`: what a person sees and sets about himself. */
import qrcode from 'qrcode-generator'
import {
  byId,
  done,
  invitationAnswer,
  invitationQuestion,
  invitationStep,
  newPasskey,
  nextStep,
  passkeyCreation,
  passkeyList,
  secondFactorAnswer,
  secondFactorConfirm,
  secondFactorStep,
  sessionList,
  sessionWho,
} from '../../contract/sign-in.ts'
import type { Enrolment } from '../../staff/sign-in/enrolment.ts'
import {
  addPasskey,
  askForPasskey,
  confirmSecondFactor,
  ownPasskeys,
  removePasskey,
  setUpSecondFactor,
} from '../../staff/sign-in/own-means.ts'
import type { ReauthenticationTools } from '../../staff/sign-in/reauthenticate.ts'
import { endSession, openSessions } from '../../staff/sign-in/session.ts'
import type { SignIn } from '../../staff/sign-in/sign-in.ts'
import { fault } from '../../std/fault.ts'
import type { AddRoutes } from '../route.ts'
import { handOnCookies, sessionIn, signInRequestOf } from '../sign-in-request.ts'

export interface OwnAccountParts {
  readonly tools: ReauthenticationTools
  readonly signIn: SignIn
  /** Who this is, if the account is active. */
  readonly account: (id: string) => Promise<{ readonly name: string; readonly email: string } | undefined>
  readonly invitation: Enrolment
}

const config = { access: { kind: 'own' } } as const
const open = { access: { kind: 'open' } } as const

export function ownAccountRoutes(parts: OwnAccountParts): AddRoutes {
  return (app) => {
    addInvitationRoutes(app, parts)
    addSessionRoutes(app, parts)
    addSecondFactorRoutes(app, parts)
    addPasskeyRoutes(app, parts)
  }
}

type App = Parameters<AddRoutes>[0]

function addInvitationRoutes(app: App, { tools, signIn, invitation }: OwnAccountParts): void {
  const question = { body: invitationQuestion, response: { 200: invitationAnswer } }
  app.post('/api/v1/auth/invitation/question', { config: open, schema: question }, async (request) => {
    const { address } = signInRequestOf(request)
    await tools.limit.begin([{ kind: 'network', address }])
    const found = await invitation.read(request.body)
    if (!found) throw fault('SCH_SIGN_IN_INVITATION')
    await tools.limit.succeeded([{ kind: 'network', address }])
    return found
  })
  const redeem = { body: invitationStep, response: { 200: nextStep } }
  app.post('/api/v1/auth/invitation', { config: open, schema: redeem }, async (request, reply) => {
    const from = signInRequestOf(request)
    await tools.limit.begin([{ kind: 'network', address: from.address }])
    const { password } = request.body
    const redeemed = await invitation.redeem(request.body)
    if (!redeemed) throw fault('SCH_SIGN_IN_INVITATION')
    await tools.limit.succeeded([{ kind: 'network', address: from.address }])
    const { next, cookies } = await signIn.withPassword(from, { email: redeemed.email, password })
    handOnCookies(reply, cookies)
    return { next }
  })
}

function addSessionRoutes(app: App, { tools, account }: OwnAccountParts): void {
  app.get(
    '/api/v1/auth/session',
    { config, schema: { response: { 200: sessionWho } } },
    async (request, reply) => {
      const session = await sessionIn(tools, request, reply)
      const who = await account(session.accountId)
      if (!who) throw fault('SCH_HTTP_SIGN_IN')
      const { provedBy, since } = session
      return { ...who, since: since.toISOString(), ...(provedBy ? { provedBy } : {}) }
    },
  )
  app.get(
    '/api/v1/auth/sessions',
    { config, schema: { response: { 200: sessionList } } },
    async (request, reply) => {
      const session = await sessionIn(tools, request, reply)
      const sessions = await openSessions(tools.database, session.accountId)
      return {
        sessions: sessions.map(({ id, since, usedAt, provedBy, client }) => ({
          id,
          since: since.toISOString(),
          usedAt: usedAt.toISOString(),
          client,
          isThis: id === session.id,
          ...(provedBy ? { provedBy } : {}),
        })),
      }
    },
  )
  const ending = { params: byId, response: { 200: done } }
  app.delete('/api/v1/auth/sessions/:id', { config, schema: ending }, async (request, reply) => {
    const session = await sessionIn(tools, request, reply)
    if (!(await endSession(tools.database, session.accountId, request.params.id)))
      throw fault('SCH_HTTP_NOT_FOUND')
    return { done: true as const }
  })
}

function addSecondFactorRoutes(app: App, { tools }: OwnAccountParts): void {
  const setUp = { body: secondFactorStep, response: { 200: secondFactorAnswer } }
  app.post('/api/v1/auth/second-factor', { config, schema: setUp }, async (request, reply) => {
    const session = await sessionIn(tools, request, reply, 'half')
    const { headers } = signInRequestOf(request)
    const { uri, secret, recoveryCodes } = await setUpSecondFactor(tools, session, {
      headers,
      ...request.body,
    })
    return { secret, recoveryCodes: [...recoveryCodes], picture: pictureOf(uri) }
  })
  const confirm = { body: secondFactorConfirm, response: { 200: nextStep } }
  app.post('/api/v1/auth/second-factor/confirm', { config, schema: confirm }, async (request, reply) => {
    const session = await sessionIn(tools, request, reply, 'half')
    const { headers } = signInRequestOf(request)
    const { next, cookies } = await confirmSecondFactor(tools, session, { headers, ...request.body })
    handOnCookies(reply, cookies)
    return { next }
  })
}

function addPasskeyRoutes(app: App, { tools }: OwnAccountParts): void {
  app.get(
    '/api/v1/auth/passkeys',
    { config, schema: { response: { 200: passkeyList } } },
    async (request, reply) => {
      const { accountId } = await sessionIn(tools, request, reply)
      const passkeys = await ownPasskeys(tools.database, accountId)
      return {
        passkeys: passkeys.map(({ id, name, since }) => ({
          id,
          name,
          ...(since ? { since: since.toISOString() } : {}),
        })),
      }
    },
  )
  const question = { response: { 200: passkeyCreation } }
  app.post('/api/v1/auth/passkeys/question', { config, schema: question }, async (request, reply) => {
    const session = await sessionIn(tools, request, reply)
    const { options, cookies } = await askForPasskey(tools, session, signInRequestOf(request).headers)
    handOnCookies(reply, cookies)
    return passkeyCreation.parse(options)
  })
  const adding = { body: newPasskey, response: { 200: done } }
  app.post('/api/v1/auth/passkeys', { config, schema: adding }, async (request, reply) => {
    const session = await sessionIn(tools, request, reply)
    const { headers } = signInRequestOf(request)
    handOnCookies(reply, await addPasskey(tools, session, { headers, ...request.body }))
    return { done: true as const }
  })
  const removing = { params: byId, response: { 200: done } }
  app.delete('/api/v1/auth/passkeys/:id', { config, schema: removing }, async (request, reply) => {
    const { accountId } = await sessionIn(tools, request, reply)
    if (!(await removePasskey(tools.database, accountId, request.params.id)))
      throw fault('SCH_HTTP_NOT_FOUND')
    return { done: true as const }
  })
}

/** The address as a picture for a camera. @source ISO/IEC 18004; level M mends a seventh */
function pictureOf(uri: string): string {
  const code = qrcode(0, 'M')
  code.addData(uri, 'Byte')
  code.make()
  return code.createSvgTag({ cellSize: 4, margin: 16, scalable: true })
}
