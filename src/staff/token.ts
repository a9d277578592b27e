/** Access tokens for programs: a part of a person's rights for a time. Only the digest is kept; a token never approves. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import { fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { activeAccount } from './account.ts'
import { type Actor, auditActorOf, type StaffActor } from './actor.ts'
import { digestOfCode, makeCode } from './one-time-code.ts'
import { type Role, roles } from './role.ts'

/** So that a token in a file or a log is recognised for what it is. */
export const tokenPrefix = 'sch_'
export const tokenDaysDefault = 90
/** @limit a token that nobody thinks of any more ends by itself */
export const tokenDaysMax = 365
/** It is read at every call, written once an hour: when it was last used to the hour is what is asked of it. */
const useNoted = sql`interval '1 hour'`

export interface Token {
  readonly id: string
  readonly accountId: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly expiresAt: Date
  readonly lastUsedAt: Date | undefined
  readonly state: 'valid' | 'expired' | 'revoked'
}

/**
 * Made by the person himself, signed in, for himself.
 *
 * @returns the token, for the only time
 * @throws SCH_STAFF_TOKEN_SCOPE if it would have more than its maker, SCH_STAFF_TOKEN_DAYS
 */
export async function makeToken(
  database: Database,
  wanted: {
    readonly accountId: string
    readonly name: string
    readonly roles: readonly Role[]
    readonly days: number
  },
  now: Date,
): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: Date }> {
  const { accountId, name, days } = wanted
  if (!Number.isInteger(days) || days < 1 || days > tokenDaysMax) {
    throw fault('SCH_STAFF_TOKEN_DAYS', { params: { max: tokenDaysMax } })
  }
  const made = makeCode(tokenPrefix)
  const id = uuidV7(now.getTime(), randomBytes(10))
  return transact(database, async (transaction) => {
    const account = await activeAccount(transaction, accountId)
    if (!account) throw fault('SCH_STAFF_UNKNOWN')
    const held = account.roles.map(({ role }) => role)
    if (wanted.roles.length === 0 || wanted.roles.some((role) => !held.includes(role))) {
      throw fault('SCH_STAFF_TOKEN_SCOPE')
    }
    const { organisationId } = account
    const row = await transaction
      .insertInto('schleuse.staff_token')
      .values({
        organisation_id: organisationId,
        id,
        account_id: accountId,
        name,
        roles: [...wanted.roles],
        token_digest: made.digest,
        expires_at: sql<Date>`clock_timestamp() + make_interval(days => ${days})`,
      })
      .returning('expires_at')
      .executeTakeFirstOrThrow()
    const event = {
      kind: 'token-made',
      body: { token: id, account: accountId, roles: wanted.roles, days },
    } as const
    await appendEvent(transaction, { organisationId, actor: `staff:${accountId}`, event })
    return { id, token: made.code, expiresAt: row.expires_at }
  })
}

/** Who comes with this token. The same answer for all that is wrong with it: nobody learns which tokens there were. */
export async function actorOfToken(database: Database, token: string): Promise<StaffActor | undefined> {
  if (!token.startsWith(tokenPrefix)) return undefined
  const row = await database
    .selectFrom('schleuse.staff_token as t')
    .innerJoin('schleuse.organisation as o', 'o.id', 't.organisation_id')
    .select(['t.id', 't.organisation_id', 't.account_id', 't.roles', 'o.is_host'])
    .select(
      sql<boolean>`t.last_used_at is null or t.last_used_at + ${useNoted} < clock_timestamp()`.as('is_due'),
    )
    .where('t.token_digest', '=', digestOfCode(token))
    .where('t.revoked_at', 'is', null)
    .where(sql<boolean>`t.expires_at > clock_timestamp()`)
    .executeTakeFirst()
  if (!row) return undefined
  const account = await activeAccount(database, row.account_id)
  if (!account) return undefined
  if (row.is_due) {
    await database
      .updateTable('schleuse.staff_token')
      .set({ last_used_at: sql<Date>`clock_timestamp()` })
      .where('organisation_id', '=', row.organisation_id)
      .where('id', '=', row.id)
      .execute()
  }
  return {
    kind: 'staff',
    accountId: account.id,
    organisationId: row.organisation_id,
    // What the person has lost since, the token has lost too.
    roles: account.roles.map(({ role }) => role).filter((role) => row.roles.includes(role)),
    by: 'token',
    isOfHost: row.is_host,
  }
}

export async function listTokens(
  database: Database,
  of: { readonly organisationId: string; readonly accountId?: string },
): Promise<readonly Token[]> {
  let query = database
    .selectFrom('schleuse.staff_token')
    .select(['id', 'account_id', 'name', 'roles', 'expires_at', 'last_used_at', 'revoked_at'])
    .select(sql<boolean>`expires_at <= clock_timestamp()`.as('is_expired'))
    .where('organisation_id', '=', of.organisationId)
    .orderBy('id')
  if (of.accountId !== undefined) query = query.where('account_id', '=', of.accountId)
  return (await query.execute()).map((row) => ({
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    roles: roles.filter((role) => row.roles.includes(role)),
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at ?? undefined,
    state: row.revoked_at === null ? (row.is_expired ? 'expired' : 'valid') : 'revoked',
  }))
}

/** @param of.accountId only a token of this account, where a person revokes his own */
export async function revokeToken(
  database: Database,
  of: { readonly organisationId: string; readonly id: string; readonly accountId?: string },
  actor: Actor,
): Promise<void> {
  await transact(database, async (transaction) => {
    let update = transaction
      .updateTable('schleuse.staff_token')
      .set({ revoked_at: sql<Date>`clock_timestamp()` })
      .where('organisation_id', '=', of.organisationId)
      .where('id', '=', of.id)
      .where('revoked_at', 'is', null)
    if (of.accountId !== undefined) update = update.where('account_id', '=', of.accountId)
    const { numUpdatedRows } = await update.executeTakeFirst()
    if (numUpdatedRows !== 1n) throw fault('SCH_STAFF_TOKEN_UNKNOWN')
    const event = { kind: 'token-revoked', body: { token: of.id } } as const
    await appendEvent(transaction, { organisationId: of.organisationId, actor: auditActorOf(actor), event })
  })
}
