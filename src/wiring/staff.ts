/** Runs `schleuse staff`. */
import type { StaffAction } from '../cli/actions/staff.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import { disableAccount, listAccounts, withdrawRole } from '../staff/account.ts'
import { organisationMeant } from '../staff/organisation.ts'
import { roles as everyRole, type Role } from '../staff/role.ts'
import {
  answerRequest,
  type OutsidePerson,
  type Requested,
  requestAccount,
  requestReset,
  requestRoles,
  type SecondPerson,
} from '../staff/second-person.ts'
import { endSignIn } from '../staff/sign-in/credential.ts'
import { listRequests, type StaffRequest } from '../staff/staff-request.ts'
import { listTokens, makeToken, revokeToken } from '../staff/token.ts'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { type GivenProof, proveAtShell, readProof } from './staff-proof.ts'
import type { StatePlace } from './state-parts.ts'

export async function runStaff(
  action: StaffAction,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  if (action.kind === 'staff-token-make') return tokenMade(action, database, place)
  const { id: organisationId } = await organisationMeant(database, action.organisation)
  switch (action.kind) {
    case 'staff-first':
    case 'staff-add':
    case 'staff-role-grant':
    case 'staff-reset':
      return wished(action, { organisationId, database, place })
    case 'staff-role-withdraw': {
      const [role] = rolesOf([action.role])
      if (role === undefined) throw fault('SCH_STAFF_ROLE_NONE')
      await withdrawRole(database, { organisationId, email: action.email, role }, place.actor)
      return { exit: 0, facts: [{ kind: 'staff-role-withdrawn', email: action.email, staffRole: role }] }
    }
    case 'staff-disable': {
      const account = await disableAccount(
        database,
        { organisationId, email: action.email },
        { actor: place.actor, endSignIn },
      )
      return { exit: 0, facts: [{ kind: 'staff-disabled', email: account.email }] }
    }
    case 'staff-approve':
    case 'staff-refuse':
      return answered(action, { organisationId, database, place })
    case 'staff-list':
    case 'staff-requests':
    case 'staff-token-list':
      return { exit: 0, facts: await lines(action.kind, organisationId, database) }
    case 'staff-token-revoke': {
      await revokeToken(database, { organisationId, id: action.id }, place.actor)
      return { exit: 0, facts: [{ kind: 'token-revoked', id: action.id }] }
    }
  }
}

/** What counts only once a second person has confirmed it. */
async function wished(
  action: Action<'staff-first' | 'staff-add' | 'staff-role-grant' | 'staff-reset'>,
  { organisationId, database, place }: OfStaff,
): Promise<StateAnswer> {
  const by = { actor: place.actor, now: place.now() }
  const { serve } = place.settings
  switch (action.kind) {
    case 'staff-first': {
      const { name, email, outside } = action
      const wanted = { organisationId, name, email, roles: ['administrator'], isFirst: true } as const
      return requested(
        await requestAccount(database, wanted, { ...by, outside: named(outside ?? nobody) }),
        'first',
        serve,
      )
    }
    case 'staff-add': {
      const { name, email, outside } = action
      const wanted = { organisationId, name, email, roles: rolesOf(action.roles), isFirst: false }
      return requested(await requestAccount(database, wanted, { ...by, ...maybe(outside) }), 'add', serve)
    }
    case 'staff-role-grant': {
      const wanted = { organisationId, email: action.email, roles: rolesOf(action.roles) }
      return requested(
        await requestRoles(database, wanted, { ...by, ...maybe(action.outside) }),
        'grant',
        serve,
      )
    }
    case 'staff-reset': {
      const wanted = { organisationId, email: action.email }
      return requested(
        await requestReset(database, wanted, { ...by, ...maybe(action.outside) }),
        'reset',
        serve,
      )
    }
  }
}

/** @param publicUrl where people reach the pages, if the settings say it: then the whole link is told */
function requested(
  { id, invitation, outsideCode }: Requested,
  what: 'first' | 'add' | 'grant' | 'reset',
  { publicUrl }: StatePlace['settings']['serve'],
): StateAnswer {
  return {
    exit: 0,
    facts: [
      { kind: `staff-requested-${what}`, id },
      ...(outsideCode === undefined ? [] : [{ kind: 'staff-outside-code', code: outsideCode, id }]),
      ...(invitation === undefined ? [] : [invited(invitation, publicUrl)]),
    ],
  }
}

function invited(
  { code, secret: word }: NonNullable<Requested['invitation']>,
  publicUrl: string | undefined,
): StateFact {
  const path = `/staff/invitation#${code}`
  if (publicUrl === undefined) return { kind: 'staff-invitation', path, word }
  return { kind: 'staff-invitation-link', path, link: new URL(path, publicUrl).href, word }
}

interface OfStaff {
  readonly organisationId: string
  readonly database: Database
  readonly place: StatePlace
}

async function staffPerson(
  given: PasswordProof,
  database: Database,
  place: StatePlace,
): Promise<SecondPerson> {
  const { account, makeProof } = await proveAtShell(given, database, place)
  return { kind: 'staff', accountId: account.id, makeProof }
}

type PasswordProof = Extract<GivenProof, { kind: 'password' }>

type Action<Kind extends StaffAction['kind']> = Extract<StaffAction, { kind: Kind }>

async function answered(
  action: Action<'staff-approve' | 'staff-refuse'>,
  { organisationId, database, place }: OfStaff,
): Promise<StateAnswer> {
  const given = readProof(action.proofPath)
  const by =
    given.kind === 'code'
      ? ({ ...given, kind: 'outside' } as const)
      : await staffPerson(given, database, place)
  const to = { organisationId, requestId: action.request, by, endSignIn } as const
  if (action.kind === 'staff-approve') await answerRequest(database, { ...to, answer: 'confirmed' })
  else await answerRequest(database, { ...to, answer: 'refused', reason: action.reason.trim() })
  const word = action.kind === 'staff-approve' ? 'confirmed' : 'refused'
  return { exit: 0, facts: [{ kind: `staff-request-${word}`, id: action.request }] }
}

async function tokenMade(
  action: Action<'staff-token-make'>,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  const given = readProof(action.proofPath)
  if (given.kind !== 'password') throw fault('SCH_STAFF_PROOF')
  const { account } = await proveAtShell(given, database, place)
  const wanted = { accountId: account.id, name: action.name, roles: rolesOf(action.roles), days: action.days }
  const { id, token, expiresAt } = await makeToken(database, wanted, place.now())
  return { exit: 0, facts: [{ kind: 'token-made', id, token, expiresAt: expiresAt.toISOString() }] }
}

async function lines(
  kind: 'staff-list' | 'staff-requests' | 'staff-token-list',
  organisationId: string,
  database: Database,
): Promise<readonly StateFact[]> {
  const accounts = await listAccounts(database, organisationId)
  const emailOf = (id: string): string => accounts.find((one) => one.id === id)?.email ?? id
  switch (kind) {
    case 'staff-list':
      return accounts.map(({ id, name, email, state, roles }) => ({
        kind: 'staff-account',
        id,
        email,
        name,
        accountState: state,
        staffRoles: roles.map(({ role }) => role).join(', '),
      }))
    case 'staff-requests':
      return (await listRequests(database, organisationId)).flatMap(requestFacts)
    case 'staff-token-list':
      return (await listTokens(database, { organisationId })).map((one) => ({
        kind: 'token',
        id: one.id,
        name: one.name,
        email: emailOf(one.accountId),
        staffRoles: one.roles.join(', '),
        expiresAt: one.expiresAt.toISOString(),
        lastUsedAt: one.lastUsedAt?.toISOString() ?? 'never',
        tokenState: one.state,
      }))
  }
}

function requestFacts(one: StaffRequest): readonly StateFact[] {
  const { id, requestedBy, answered } = one
  const line = {
    kind: 'staff-request',
    id,
    request: one.kind,
    email: one.account.email,
    staffRoles: one.roles.join(', '),
    requestedBy: requestedBy.name ?? requestedBy.actor,
    expiresAt: one.expiresAt.toISOString(),
    requestState: one.state,
  }
  if (answered?.reason === undefined) return [line]
  const by = answered.by.name ?? answered.by.actor
  return [line, { kind: 'staff-request-reason', id, answeredBy: by, reason: answered.reason }]
}

/** @throws SCH_STAFF_ROLE_NONE for a word that is no role */
function rolesOf(words: readonly string[]): readonly Role[] {
  return words.map((word) => {
    const role = everyRole.find((one) => one === word)
    if (role === undefined) throw fault('SCH_STAFF_ROLE_NONE')
    return role
  })
}

function maybe(outside: OutsidePerson | undefined): { readonly outside?: OutsidePerson } {
  return outside === undefined ? {} : { outside: named(outside) }
}

/** The first account is never made by one person alone. */
const nobody: OutsidePerson = { name: '', body: '' }

/** @throws SCH_STAFF_OUTSIDE if name or body is missing: a second person has a name */
function named({ name, body }: OutsidePerson): OutsidePerson {
  if (name.trim() === '' || body.trim() === '') throw fault('SCH_STAFF_OUTSIDE')
  return { name: name.trim(), body: body.trim() }
}
