/** Accounts of staff: who there is, what each may do since when, and how one is taken away. */
import { sql, type Transaction } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import { transact } from '../store/transaction.ts'
import { type Actor, auditActorOf } from './actor.ts'
import { type Role, roles } from './role.ts'

export interface Account {
  readonly organisationId: string
  readonly id: string
  readonly name: string
  readonly email: string
  readonly state: 'waiting' | 'invited' | 'active' | 'disabled'
  readonly roles: readonly HeldRole[]
  /** When the credentials were last set anew. */
  readonly credentialsAt: Date | undefined
}

export interface HeldRole {
  readonly role: Role
  readonly grantedAt: Date
  /** By the database's clock: a day has passed since it was granted and since the credentials were set. */
  readonly isSeasoned: boolean
}

/** A new power does not approve before somebody can have noticed that it is there. */
const seasoning = sql`interval '24 hours'`

export async function listAccounts(
  database: Database | Transaction<Tables>,
  organisationId: string,
): Promise<readonly Account[]> {
  const rows = await database
    .selectFrom('schleuse.staff_account as a')
    .leftJoin('schleuse.staff_role as r', (join) =>
      join.onRef('r.organisation_id', '=', 'a.organisation_id').onRef('r.account_id', '=', 'a.id'),
    )
    .select([
      'a.organisation_id',
      'a.id',
      'a.name',
      'a.email',
      'a.state',
      'a.credentials_at',
      'r.role',
      'r.granted_at',
    ])
    .select(
      sql<boolean>`coalesce(greatest(r.granted_at, a.credentials_at) + ${seasoning} <= clock_timestamp(), false)`.as(
        'is_seasoned',
      ),
    )
    .where('a.organisation_id', '=', organisationId)
    .orderBy('a.id')
    .orderBy('r.role')
    .execute()
  const accounts = new Map<string, Account>()
  for (const row of rows) {
    const role = roles.find((one) => one === row.role)
    const held =
      role === undefined || row.granted_at === null
        ? []
        : [{ role, grantedAt: row.granted_at, isSeasoned: row.is_seasoned }]
    accounts.set(row.id, {
      organisationId: row.organisation_id,
      id: row.id,
      name: row.name,
      email: row.email,
      state: row.state,
      credentialsAt: row.credentials_at ?? undefined,
      roles: [...(accounts.get(row.id)?.roles ?? []), ...held],
    })
  }
  return [...accounts.values()]
}

/** @throws SCH_STAFF_UNKNOWN */
export async function accountNamed(
  database: Database | Transaction<Tables>,
  organisationId: string,
  email: string,
): Promise<Account> {
  const wanted = email.trim().toLowerCase()
  const found = (await listAccounts(database, organisationId)).find((one) => one.email === wanted)
  if (!found) throw fault('SCH_STAFF_UNKNOWN')
  return found
}

/** @returns nothing for an id that is no account's */
export async function accountById(
  database: Database | Transaction<Tables>,
  id: string,
): Promise<Account | undefined> {
  const row = await database
    .selectFrom('schleuse.staff_account')
    .select('organisation_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  return (await listAccounts(database, row.organisation_id)).find((one) => one.id === id)
}

/** The account if it is active, for whoever comes with a proof that he is it. */
export async function activeAccount(
  database: Database | Transaction<Tables>,
  accountId: string,
): Promise<Account | undefined> {
  const account = await accountById(database, accountId)
  return account?.state === 'active' ? account : undefined
}

/** Whether this installation has any account yet, of whatever organisation. Asks over the whole, so never of a confined connection. */
export async function hasAccounts(database: Database): Promise<boolean> {
  const one = await database.selectFrom('schleuse.staff_account').select('id').limit(1).executeTakeFirst()
  return one !== undefined
}

/** Ends sessions and takes away what the account signs in with; the sign-in gives it. */
export type EndSignIn = (transaction: Transaction<Tables>, accountId: string) => Promise<void>

/** Taking away needs nobody else, and counts at once: sessions and tokens end in the same transaction. */
export async function disableAccount(
  database: Database,
  wanted: { readonly organisationId: string; readonly email: string },
  by: { readonly actor: Actor; readonly endSignIn: EndSignIn },
): Promise<Account> {
  return transact(database, async (transaction) => {
    const account = await accountNamed(transaction, wanted.organisationId, wanted.email)
    await transaction
      .updateTable('schleuse.staff_account')
      .set({ state: 'disabled' })
      .where('organisation_id', '=', account.organisationId)
      .where('id', '=', account.id)
      .execute()
    await endAccess(transaction, account, by.endSignIn)
    await appendEvent(transaction, {
      organisationId: account.organisationId,
      actor: auditActorOf(by.actor),
      event: { kind: 'staff-disabled', body: { account: account.id } },
    })
    return account
  })
}

/**
 * Everything somebody could still come in with.
 *
 * @param exceptRequest the request whose code for new credentials stays good
 */
export async function endAccess(
  transaction: Transaction<Tables>,
  account: Pick<Account, 'organisationId' | 'id'>,
  endSignIn: EndSignIn,
  exceptRequest?: string,
): Promise<void> {
  await transaction
    .updateTable('schleuse.staff_token')
    .set({ revoked_at: sql<Date>`clock_timestamp()` })
    .where('organisation_id', '=', account.organisationId)
    .where('account_id', '=', account.id)
    .where('revoked_at', 'is', null)
    .execute()
  await transaction
    .updateTable('schleuse.staff_invitation')
    .set({ used_at: sql<Date>`clock_timestamp()` })
    .where('organisation_id', '=', account.organisationId)
    .where('account_id', '=', account.id)
    .where('used_at', 'is', null)
    .where((where) =>
      exceptRequest === undefined ? where.val(true) : where('request_id', '<>', exceptRequest),
    )
    .execute()
  await endSignIn(transaction, account.id)
}

/** Withdrawing a role needs nobody else; its holder's tokens lose it at once because they never have more than he. */
export async function withdrawRole(
  database: Database,
  wanted: { readonly organisationId: string; readonly email: string; readonly role: Role },
  actor: Actor,
): Promise<void> {
  await transact(database, async (transaction) => {
    const account = await accountNamed(transaction, wanted.organisationId, wanted.email)
    const { numDeletedRows } = await transaction
      .deleteFrom('schleuse.staff_role')
      .where('organisation_id', '=', account.organisationId)
      .where('account_id', '=', account.id)
      .where('role', '=', wanted.role)
      .executeTakeFirst()
    if (numDeletedRows !== 1n) throw fault('SCH_STAFF_ROLE_MISSING')
    await appendEvent(transaction, {
      organisationId: account.organisationId,
      actor: auditActorOf(actor),
      event: { kind: 'staff-role-withdrawn', body: { account: account.id, role: wanted.role } },
    })
  })
}
