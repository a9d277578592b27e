/** Sessions that are over say where and with what somebody worked; they are kept no longer than that helps. */
import { sql, type Transaction } from 'kysely'
import type { AuditActor } from '../../audit/event.ts'
import { appendEvent } from '../../audit/trail.ts'
import type { Database } from '../../store/connection.ts'
import type { Tables } from '../../store/tables.ts'
import { transact } from '../../store/transaction.ts'

interface Before {
  readonly organisationId: string
  readonly before: Date
}

/** Uses staff_session_by_account. */
const over = ({ organisationId, before }: Before) => sql`
  from schleuse_sign_in.staff_session s using schleuse.staff_account a
  where a.organisation_id = ${organisationId} and s.account_id = a.id and s.expires_at < ${before}`

export async function countOverSessions(
  database: Database,
  { organisationId, before }: Before,
): Promise<bigint> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from schleuse_sign_in.staff_session s
    join schleuse.staff_account a on a.id = s.account_id
    where a.organisation_id = ${organisationId} and s.expires_at < ${before}`.execute(database)
  return rows[0]?.count ?? 0n
}

/** Challenges of everybody that are over go as well: they name nobody and open nothing. @returns sessions deleted */
export async function purgeSessions(
  database: Database,
  wish: Before & { readonly actor: AuditActor },
): Promise<bigint> {
  const { organisationId, before, actor } = wish
  return transact(database, async (transaction) => {
    await deleteChallenges(transaction, before)
    const { rows } = await sql<{ id: string }>`delete ${over(wish)} returning s.id`.execute(transaction)
    const count = BigInt(rows.length)
    if (count === 0n) return 0n
    const event = { kind: 'retention-purged', body: { what: 'sessions', rows: String(count) } } as const
    await appendEvent(transaction, { organisationId, actor, event })
    return count
  })
}

/** Uses staff_challenge_by_expiry. */
async function deleteChallenges(transaction: Transaction<Tables>, before: Date): Promise<void> {
  await sql`delete from schleuse_sign_in.staff_challenge where expires_at < ${before}`.execute(transaction)
}
