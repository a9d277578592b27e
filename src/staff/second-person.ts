/** Requests that count only once a second person has confirmed them: new accounts, roles, new credentials. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { AuditActor } from '../audit/event.ts'
import { appendEvent } from '../audit/trail.ts'
import { fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import { transact } from '../store/transaction.ts'
import { accountNamed, type EndSignIn, endAccess, listAccounts } from './account.ts'
import { type Actor, auditActorOf } from './actor.ts'
import { type Invitation, type InvitationPurpose, makeInvitation } from './invitation.ts'
import { digestOfCode, makeCode } from './one-time-code.ts'
import { isFresh } from './proof-age.ts'
import type { MakeProof, Reauthentication } from './reauthentication.ts'
import { conflictOf, roles as everyRole, type Role } from './role.ts'

/** Two days off and a holiday between them: who is asked on Thursday can still answer on Monday. */
const requestHours = 96

/** Somebody of another body (a neighbouring data protection officer, the parent authority) who is the second person here. */
export interface OutsidePerson {
  readonly name: string
  readonly body: string
}

export interface Requested {
  readonly id: string
  readonly accountId: string
  /** With it the person sets up his credentials, once the request is confirmed. */
  readonly invitation?: Invitation
  /** Only where somebody outside confirms: to be handed to him and to nobody else. */
  readonly outsideCode?: string
}

interface RequestBy {
  readonly actor: Actor
  readonly now: Date
  /** Where nobody inside can be the second person; the shell's requests only, because the code is shown to whoever asks. */
  readonly outside?: OutsidePerson
}

/**
 * @throws SCH_STAFF_TWICE, SCH_STAFF_CONFLICT, SCH_STAFF_ROLE_NONE, SCH_STAFF_NOT_FIRST if it is to be the first and is not
 */
export async function requestAccount(
  database: Database,
  wanted: {
    readonly organisationId: string
    readonly name: string
    readonly email: string
    readonly roles: readonly Role[]
    readonly isFirst: boolean
  },
  by: RequestBy,
): Promise<Requested> {
  refuseConflict(wanted.roles)
  const email = wanted.email.trim().toLowerCase()
  return transact(database, async (transaction) => {
    const { organisationId, name } = wanted
    const there = await listAccounts(transaction, organisationId)
    if (wanted.isFirst && there.length > 0) throw fault('SCH_STAFF_NOT_FIRST')
    // One address is one person, also across organisations: with it he signs in.
    const same = await sql<{ taken: boolean }>`select schleuse.is_staff_address(${email}) as taken`.execute(
      transaction,
    )
    if (same.rows[0]?.taken) throw fault('SCH_STAFF_TWICE')
    const accountId = uuidV7(by.now.getTime(), randomBytes(10))
    const account = { organisation_id: organisationId, id: accountId, name, email, state: 'waiting' } as const
    await transaction.insertInto('schleuse.staff_account').values(account).execute()
    const purpose = wanted.isFirst ? 'first' : 'new'
    return record(transaction, { kind: 'add', organisationId, accountId, roles: wanted.roles, purpose }, by)
  })
}

/** @throws SCH_STAFF_UNKNOWN, SCH_STAFF_DISABLED, SCH_STAFF_CONFLICT, SCH_STAFF_ROLE_NONE */
export async function requestRoles(
  database: Database,
  wanted: { readonly organisationId: string; readonly email: string; readonly roles: readonly Role[] },
  by: RequestBy,
): Promise<Requested> {
  return transact(database, async (transaction) => {
    const account = await accountNamed(transaction, wanted.organisationId, wanted.email)
    if (account.state === 'disabled') throw fault('SCH_STAFF_DISABLED')
    refuseConflict([...account.roles.map(({ role }) => role), ...wanted.roles])
    const { organisationId, id: accountId } = account
    return record(
      transaction,
      { kind: 'grant', organisationId, accountId, roles: wanted.roles, purpose: 'new' },
      by,
    )
  })
}

/** For whoever has lost what he signs in with; also brings a disabled account back. */
export async function requestReset(
  database: Database,
  wanted: { readonly organisationId: string; readonly email: string },
  by: RequestBy,
): Promise<Requested> {
  return transact(database, async (transaction) => {
    const account = await accountNamed(transaction, wanted.organisationId, wanted.email)
    const { organisationId, id: accountId } = account
    return record(transaction, { kind: 'reset', organisationId, accountId, roles: [], purpose: 'reset' }, by)
  })
}

async function record(
  transaction: Transaction<Tables>,
  wanted: {
    readonly kind: 'add' | 'grant' | 'reset'
    readonly organisationId: string
    readonly accountId: string
    readonly roles: readonly Role[]
    readonly purpose: InvitationPurpose
  },
  { actor, now, outside }: RequestBy,
): Promise<Requested> {
  const { kind, organisationId, accountId, roles } = wanted
  const id = uuidV7(now.getTime(), randomBytes(10))
  if (outside && actor.kind !== 'shell') throw fault('SCH_STAFF_OUTSIDE')
  const outsider = outside && {
    id: await outsideId(transaction, organisationId, outside, { actor, now }),
    code: makeCode('sch2_'),
  }
  await transaction
    .insertInto('schleuse.staff_request')
    .values({
      organisation_id: organisationId,
      id,
      kind,
      account_id: accountId,
      roles: [...roles],
      requested_by: auditActorOf(actor),
      expires_at: sql<Date>`clock_timestamp() + make_interval(hours => ${requestHours})`,
      ...(outsider ? { outside_id: outsider.id, outside_code_digest: outsider.code.digest } : {}),
    })
    .execute()
  const invitation =
    kind === 'grant'
      ? undefined
      : await makeInvitation(transaction, {
          organisationId,
          accountId,
          requestId: id,
          purpose: wanted.purpose,
        })
  const body = { request: id, requested: kind, account: accountId, roles, outside: outsider?.id ?? null }
  const event = { kind: 'staff-requested', body } as const
  await appendEvent(transaction, { organisationId, actor: auditActorOf(actor), event })
  return {
    id,
    accountId,
    ...(invitation ? { invitation } : {}),
    ...(outsider ? { outsideCode: outsider.code.code } : {}),
  }
}

async function outsideId(
  transaction: Transaction<Tables>,
  organisationId: string,
  { name, body }: OutsidePerson,
  by: { readonly actor: Actor; readonly now: Date },
): Promise<string> {
  const known = await transaction
    .selectFrom('schleuse.staff_outside_person')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('name', '=', name)
    .where('body', '=', body)
    .executeTakeFirst()
  if (known) return known.id
  const id = uuidV7(by.now.getTime(), randomBytes(10))
  const row = { organisation_id: organisationId, id, name, body, named_by: auditActorOf(by.actor) }
  await transaction.insertInto('schleuse.staff_outside_person').values(row).execute()
  return id
}

/** Who confirms: staff by a fresh proof over this very answer, or the outside person by the code that was handed to him. */
export type SecondPerson =
  | { readonly kind: 'staff'; readonly accountId: string; readonly makeProof: MakeProof }
  | { readonly kind: 'outside'; readonly code: string }

/** @limit what fits on a screen, and in the database */
export const reasonCharsMax = 500

/** Whoever asked is told why not. */
export type StaffAnswer =
  | { readonly answer: 'confirmed' }
  | { readonly answer: 'refused'; readonly reason: string }

type AnswerTo = StaffAnswer & { readonly organisationId: string; readonly requestId: string }

/** What is confirmed, or refused and why, as one digest: a proof for it counts for nothing else. */
export function digestOfAnswer(to: AnswerTo): Buffer {
  const words = ['schleuse staff request 1', to.organisationId, to.requestId, to.answer]
  return sha256([...words, ...(to.answer === 'refused' ? [to.reason] : [])].join('\n'))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

export interface Answered {
  readonly kind: 'add' | 'grant' | 'reset'
  readonly accountId: string
  readonly roles: readonly Role[]
}

/**
 * @throws SCH_STAFF_REQUEST_UNKNOWN, SCH_STAFF_REQUEST_CLOSED, SCH_STAFF_SAME_PERSON, SCH_STAFF_NOT_SECOND (no right to confirm), SCH_STAFF_TOO_NEW,
 *   SCH_STAFF_PROOF_STALE, SCH_STAFF_CODE, SCH_STAFF_REASON
 */
export async function answerRequest(
  database: Database,
  wanted: AnswerTo & { readonly by: SecondPerson; readonly endSignIn: EndSignIn },
): Promise<Answered> {
  const { organisationId, requestId, answer, by, endSignIn } = wanted
  const reason = wanted.answer === 'refused' ? wanted.reason : null
  const isReason = reason === null || (reason.trim() !== '' && reason.length <= reasonCharsMax)
  if (!isReason) throw fault('SCH_STAFF_REASON', { params: { max: reasonCharsMax } })
  const over = digestOfAnswer(wanted)
  return transact(database, async (transaction) => {
    const request = await transaction
      .selectFrom('schleuse.staff_request')
      .selectAll()
      .select(sql<boolean>`expires_at <= clock_timestamp()`.as('is_expired'))
      .where('organisation_id', '=', organisationId)
      .where('id', '=', requestId)
      .executeTakeFirst()
    if (!request) throw fault('SCH_STAFF_REQUEST_UNKNOWN')
    if (request.answer !== null || request.is_expired) throw fault('SCH_STAFF_REQUEST_CLOSED')
    const { actor, proof } = await secondPerson(transaction, request, { by, over })
    const roles = everyRole.filter((role) => request.roles.includes(role))
    await transaction
      .updateTable('schleuse.staff_request')
      .set({ answer, answered_at: sql<Date>`clock_timestamp()`, answered_by: actor })
      .set(reason === null ? {} : { answer_reason: reason })
      .where('organisation_id', '=', organisationId)
      .where('id', '=', requestId)
      .execute()
    const answered = { kind: request.kind, accountId: request.account_id, roles }
    if (answer === 'confirmed')
      await takeEffect(transaction, { organisationId, requestId, ...answered }, endSignIn)
    else await leaveUndone(transaction, { organisationId, requestId, ...answered })
    const body = {
      request: requestId,
      requested: request.kind,
      account: request.account_id,
      answer,
      reason: reason === null ? null : sha256(reason).toString('hex'),
      proof,
    } as const
    await appendEvent(transaction, { organisationId, actor, event: { kind: 'staff-answered', body } })
    return answered
  })
}

interface OpenRequest {
  readonly organisation_id: string
  readonly account_id: string
  readonly requested_by: string
  readonly outside_id: string | null
  readonly outside_code_digest: Buffer | null
}

async function secondPerson(
  transaction: Transaction<Tables>,
  request: OpenRequest,
  { by, over }: { readonly by: SecondPerson; readonly over: Buffer },
): Promise<Confirmer> {
  if (by.kind === 'outside') {
    const { outside_id: id, outside_code_digest: digest } = request
    const given = digestOfCode(by.code)
    if (id === null || digest === null || !timingSafeEqual(given, digest)) throw fault('SCH_STAFF_CODE')
    return { actor: `outside:${id}`, proof: 'code-handed-over' }
  }
  const { accountId } = by
  const isSame = request.requested_by === `staff:${accountId}` || request.account_id === accountId
  if (isSame) throw fault('SCH_STAFF_SAME_PERSON')
  const accounts = await listAccounts(transaction, request.organisation_id)
  const account = accounts.find((one) => one.id === accountId && one.state === 'active')
  const powers = account?.roles.filter(({ role }) => confirming.includes(role)) ?? []
  if (powers.length === 0) throw fault('SCH_STAFF_NOT_SECOND')
  if (!powers.some(({ isSeasoned }) => isSeasoned)) throw fault('SCH_STAFF_TOO_NEW')
  const proof = await by.makeProof(transaction, over)
  const isFor = proof.accountId === accountId && proof.over.equals(over)
  if (!isFor || !(await isFresh(transaction, proof))) throw fault('SCH_STAFF_PROOF_STALE')
  return { actor: `staff:${accountId}`, proof: proof.how.kind }
}

interface Confirmer {
  readonly actor: AuditActor
  readonly proof: Reauthentication['how']['kind'] | 'code-handed-over'
}

/** Roles that may be the second person of a request about staff. */
export const confirming: readonly Role[] = ['administrator', 'data-protection-officer']

type Effect = Answered & { readonly organisationId: string; readonly requestId: string }

async function takeEffect(
  transaction: Transaction<Tables>,
  effect: Effect,
  endSignIn: EndSignIn,
): Promise<void> {
  const { organisationId, requestId, kind, accountId, roles } = effect
  const account = (await listAccounts(transaction, organisationId)).find(({ id }) => id === accountId)
  if (!account) throw fault('SCH_STAFF_UNKNOWN')
  // Between request and answer it may have been disabled, or been given what does not go with this.
  if (kind === 'grant' && account.state === 'disabled') throw fault('SCH_STAFF_DISABLED')
  refuseConflict([...account.roles.map(({ role }) => role), ...roles], kind === 'reset')
  for (const role of roles) {
    await transaction
      .insertInto('schleuse.staff_role')
      .values({ organisation_id: organisationId, account_id: accountId, role, request_id: requestId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  if (kind === 'grant') return
  if (kind === 'reset') {
    await endAccess(transaction, { organisationId, id: accountId }, endSignIn, requestId)
  }
  await transaction
    .updateTable('schleuse.staff_account')
    .set({ state: 'invited' })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', accountId)
    .execute()
}

/** What was refused leaves nothing behind that could be used: the invitation is used up. */
async function leaveUndone(transaction: Transaction<Tables>, effect: Effect): Promise<void> {
  const { organisationId, requestId, kind, accountId } = effect
  await transaction
    .updateTable('schleuse.staff_invitation')
    .set({ used_at: sql<Date>`clock_timestamp()` })
    .where('organisation_id', '=', organisationId)
    .where('request_id', '=', requestId)
    .execute()
  if (kind !== 'add') return
  await transaction
    .updateTable('schleuse.staff_account')
    .set({ state: 'disabled' })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', accountId)
    .execute()
}

function refuseConflict(roles: readonly Role[], mayBeNone = false): void {
  if (roles.length === 0 && !mayBeNone) throw fault('SCH_STAFF_ROLE_NONE')
  const conflict = conflictOf(roles)
  if (conflict) throw fault('SCH_STAFF_CONFLICT', { params: { one: conflict[0], other: conflict[1] } })
}
