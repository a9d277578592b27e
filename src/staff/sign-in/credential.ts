/** What a person signs in with, made and taken away: together with the change that calls for it. */
import { randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { uuidV7 } from '../../std/uuid.ts'
import type { Tables } from '../../store/tables.ts'
import { hashPassword } from './password.ts'

/** How the library names the credential that is a password. */
const passwordProvider = 'credential'

export interface Person {
  readonly accountId: string
  readonly email: string
  readonly name: string
}

/**
 * Gives an account a password and takes every other means away: what a lost or stolen one could still do ends here. The person
 * has to set up a second factor at once; until then a session of his opens nothing else.
 *
 * @param password already judged; see password.ts
 */
export async function setPassword(
  transaction: Transaction<Tables>,
  person: Person,
  password: string,
  now: Date,
): Promise<void> {
  const { accountId, email, name } = person
  const hash = await hashPassword(password)
  await transaction
    .insertInto('schleuse_sign_in.staff_account')
    .values({
      id: accountId,
      name,
      email: email.toLowerCase(),
      email_verified: true,
      two_factor_enabled: false,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ name, email: email.toLowerCase(), two_factor_enabled: false, updated_at: now }),
    )
    .execute()
  await endSignIn(transaction, accountId)
  await transaction
    .insertInto('schleuse_sign_in.staff_credential')
    .values({
      id: uuidV7(now.getTime(), randomBytes(10)),
      credential_id: accountId,
      provider: passwordProvider,
      account_id: accountId,
      password: hash,
      created_at: now,
      updated_at: now,
    })
    .execute()
}

/** Whether anybody has set up what he signs in with. Whoever asks next waits until this transaction has ended. */
export async function isSignInUsed(transaction: Transaction<Tables>): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('schleuse sign-in key', 0))`.execute(transaction)
  const row = await transaction
    .selectFrom('schleuse_sign_in.staff_credential')
    .select('id')
    .executeTakeFirst()
  if (row) return true
  const passkey = await transaction
    .selectFrom('schleuse_sign_in.staff_passkey')
    .select('id')
    .executeTakeFirst()
  return passkey !== undefined
}

/** Takes sessions and all means of signing in away, as when an account is disabled or set up anew. */
export async function endSignIn(transaction: Transaction<Tables>, accountId: string): Promise<void> {
  await endSessions(transaction, accountId)
  for (const table of ['staff_credential', 'staff_second_factor', 'staff_passkey'] as const) {
    await transaction.deleteFrom(`schleuse_sign_in.${table}`).where('account_id', '=', accountId).execute()
  }
  await transaction
    .updateTable('schleuse_sign_in.staff_account')
    .set({ two_factor_enabled: false })
    .where('id', '=', accountId)
    .execute()
}

/** Ends every session of an account, and the second step of one that is about to begin. */
export async function endSessions(transaction: Transaction<Tables>, accountId: string): Promise<void> {
  await transaction.deleteFrom('schleuse_sign_in.staff_session').where('account_id', '=', accountId).execute()
  await sql`delete from schleuse_sign_in.staff_challenge where value = ${accountId}`.execute(transaction)
}
