/** `/api/v1/staff/*`: accounts, roles, requests that need a second person, one's own access tokens, approvals. */
import type { FastifyRequest } from 'fastify'
import * as contract from '../../contract/staff.ts'
import {
  type Account,
  disableAccount,
  type EndSignIn,
  listAccounts,
  withdrawRole,
} from '../../staff/account.ts'
import type { StaffActor, StaffDatabase } from '../../staff/actor.ts'
import { approve } from '../../staff/approval.ts'
import type { MakeProof } from '../../staff/reauthentication.ts'
import {
  answerRequest,
  digestOfAnswer,
  type Requested,
  requestAccount,
  requestReset,
  requestRoles,
} from '../../staff/second-person.ts'
import { listRequests, type StaffRequest, standingOf } from '../../staff/staff-request.ts'
import { listTokens, makeToken, revokeToken } from '../../staff/token.ts'
import type { AddRoutes, ApiApp } from '../route.ts'

export interface StaffRouteParts {
  readonly actorOf: (request: FastifyRequest) => StaffActor
  /** Sees the rows of the caller's organisation only. */
  readonly databaseFor: (actor: StaffActor) => StaffDatabase
  /** Uses up a proof that the sign-in has made, by its id. */
  readonly proof: (id: string, accountId: string) => MakeProof
  readonly endSignIn: EndSignIn
  readonly now: () => Date
}

const needs = (permission: string) => ({ access: { kind: 'permission', permission } }) as const

export function staffRoutes(parts: StaffRouteParts): AddRoutes {
  return (app) => {
    accountRoutes(app, parts)
    withdrawRoutes(app, parts)
    requestRoutes(app, parts)
    answerRoutes(app, parts)
    tokenRoutes(app, parts)
    approvalRoutes(app, parts)
  }
}

function accountRoutes(app: ApiApp, parts: StaffRouteParts): void {
  const { actorOf, databaseFor } = parts
  app.get(
    '/api/v1/staff/accounts',
    { config: needs('staff-read'), schema: { response: { 200: contract.accounts } } },
    async (request) => {
      const actor = actorOf(request)
      const all = await listAccounts(databaseFor(actor), actor.organisationId)
      const shown = all.map(({ id, name, email, state, roles }) => ({
        id,
        name,
        email,
        state,
        roles: roles.map((one) => ({ ...one, grantedAt: one.grantedAt.toISOString() })),
      }))
      return { accounts: shown }
    },
  )
  app.post(
    '/api/v1/staff/accounts',
    {
      config: needs('staff-request'),
      schema: { body: contract.accountWish, response: { 200: contract.requested } },
    },
    async (request) => {
      const actor = actorOf(request)
      const wanted = { ...request.body, organisationId: actor.organisationId, isFirst: false }
      return shownRequest(await requestAccount(databaseFor(actor), wanted, { actor, now: parts.now() }))
    },
  )
}

/** What takes away, and so needs nobody else. */
function withdrawRoutes(app: ApiApp, { actorOf, databaseFor, endSignIn }: StaffRouteParts): void {
  app.post(
    '/api/v1/staff/accounts/:email/disable',
    {
      config: needs('staff-withdraw'),
      schema: { params: contract.accountPath, response: { 200: contract.done } },
    },
    async (request) => {
      const actor = actorOf(request)
      const { organisationId } = actor
      const { email } = request.params
      await disableAccount(databaseFor(actor), { organisationId, email }, { actor, endSignIn })
      return isDone
    },
  )
  app.delete(
    '/api/v1/staff/accounts/:email/roles/:role',
    {
      config: needs('staff-withdraw'),
      schema: { params: contract.accountRolePath, response: { 200: contract.done } },
    },
    async (request) => {
      const actor = actorOf(request)
      await withdrawRole(
        databaseFor(actor),
        { organisationId: actor.organisationId, ...request.params },
        actor,
      )
      return isDone
    },
  )
}

function requestRoutes(app: ApiApp, { actorOf, databaseFor, now }: StaffRouteParts): void {
  app.post(
    '/api/v1/staff/accounts/:email/roles',
    {
      config: needs('staff-request'),
      schema: {
        params: contract.accountPath,
        body: contract.rolesWish,
        response: { 200: contract.requested },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      const wanted = { organisationId: actor.organisationId, ...request.params, ...request.body }
      return shownRequest(await requestRoles(databaseFor(actor), wanted, { actor, now: now() }))
    },
  )
  app.post(
    '/api/v1/staff/accounts/:email/reset',
    {
      config: needs('staff-request'),
      schema: { params: contract.accountPath, response: { 200: contract.requested } },
    },
    async (request) => {
      const actor = actorOf(request)
      const wanted = { organisationId: actor.organisationId, ...request.params }
      return shownRequest(await requestReset(databaseFor(actor), wanted, { actor, now: now() }))
    },
  )
  app.get(
    '/api/v1/staff/requests',
    { config: needs('staff-read'), schema: { response: { 200: contract.staffRequests } } },
    async (request) => {
      const actor = actorOf(request)
      const database = databaseFor(actor)
      const all = await listRequests(database, actor.organisationId)
      const accounts = await listAccounts(database, actor.organisationId)
      const viewer = accounts.find(({ id }) => actor.by === 'session' && id === actor.accountId)
      return { requests: all.map((one) => shownWaiting(one, viewer)) }
    },
  )
}

function shownWaiting(one: StaffRequest, viewer: Account | undefined) {
  const { answered } = one
  return {
    ...one,
    roles: [...one.roles],
    requestedAt: one.requestedAt.toISOString(),
    expiresAt: one.expiresAt.toISOString(),
    answered: answered && { ...answered, at: answered.at.toISOString() },
    standing: standingOf(one, viewer),
  }
}

function answerRoutes(app: ApiApp, parts: StaffRouteParts): void {
  const { actorOf, databaseFor, endSignIn } = parts
  // A reason belongs into no path: those are written into logs.
  app.post(
    '/api/v1/staff/requests/:id/digest',
    {
      config: needs('staff-confirm'),
      schema: {
        params: contract.idPath,
        body: contract.answerQuestion,
        response: { 200: contract.digest },
      },
    },
    async (request) => {
      const { organisationId } = actorOf(request)
      const over = digestOfAnswer({ organisationId, requestId: request.params.id, ...request.body })
      return { over: over.toString('hex') }
    },
  )
  app.post(
    '/api/v1/staff/requests/:id/answer',
    {
      config: needs('staff-confirm'),
      schema: { params: contract.idPath, body: contract.answerWish, response: { 200: contract.done } },
    },
    async (request) => {
      const actor = actorOf(request)
      const { proof, ...answer } = request.body
      const { organisationId, accountId } = actor
      const by = { kind: 'staff', accountId, makeProof: parts.proof(proof, accountId) } as const
      const to = { organisationId, requestId: request.params.id, by, endSignIn }
      await answerRequest(databaseFor(actor), { ...to, ...answer })
      return isDone
    },
  )
}

function tokenRoutes(app: ApiApp, { actorOf, databaseFor, now }: StaffRouteParts): void {
  const own = needs('own-tokens')
  app.get(
    '/api/v1/staff/tokens',
    { config: own, schema: { response: { 200: contract.tokens } } },
    async (request) => {
      const actor = actorOf(request)
      const { organisationId, accountId } = actor
      const all = await listTokens(databaseFor(actor), { organisationId, accountId })
      const shown = all.map(({ id, name, roles, expiresAt, lastUsedAt, state }) => ({
        id,
        name,
        roles: [...roles],
        expiresAt: expiresAt.toISOString(),
        ...(lastUsedAt === undefined ? {} : { lastUsedAt: lastUsedAt.toISOString() }),
        state,
      }))
      return { tokens: shown }
    },
  )
  app.post(
    '/api/v1/staff/tokens',
    { config: own, schema: { body: contract.tokenWish, response: { 200: contract.tokenMade } } },
    async (request) => {
      const actor = actorOf(request)
      const wanted = { accountId: actor.accountId, ...request.body }
      const made = await makeToken(databaseFor(actor), wanted, now())
      return { id: made.id, token: made.token, expiresAt: made.expiresAt.toISOString() }
    },
  )
  app.delete(
    '/api/v1/staff/tokens/:id',
    { config: own, schema: { params: contract.idPath, response: { 200: contract.done } } },
    async (request) => {
      const actor = actorOf(request)
      const { organisationId, accountId } = actor
      await revokeToken(databaseFor(actor), { organisationId, id: request.params.id, accountId }, actor)
      return isDone
    },
  )
}

function approvalRoutes(app: ApiApp, { actorOf, databaseFor, proof }: StaffRouteParts): void {
  app.post(
    '/api/v1/staff/approvals/:id/approve',
    {
      config: needs('approval-give'),
      schema: { params: contract.idPath, body: contract.approvalWish, response: { 200: contract.done } },
    },
    async (request) => {
      const actor = actorOf(request)
      const { hashes, proof: proofId } = request.body
      const makeProof = proof(proofId, actor.accountId)
      await approve(databaseFor(actor), { approvalId: request.params.id, hashes, actor, makeProof })
      return isDone
    },
  )
}

const isDone = { status: 'done' } as const

function shownRequest({ id, invitation }: Requested) {
  if (invitation === undefined) return { request: id }
  return {
    request: id,
    invitation: { path: `/staff/invitation#${invitation.code}`, word: invitation.secret },
  }
}
