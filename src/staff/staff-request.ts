/** What waits for a second person, and what became of it. */
import { sql } from 'kysely'
import type { Database } from '../store/connection.ts'
import { type Role, roles } from './role.ts'

export interface StaffRequest {
  readonly id: string
  readonly kind: 'add' | 'grant' | 'reset'
  readonly accountId: string
  readonly roles: readonly Role[]
  readonly requestedBy: string
  readonly state: 'open' | 'expired' | 'confirmed' | 'refused'
}

/** Newest first: those that wait are among the first. */
export async function listRequests(
  database: Database,
  organisationId: string,
): Promise<readonly StaffRequest[]> {
  const rows = await database
    .selectFrom('schleuse.staff_request')
    .select(['id', 'kind', 'account_id', 'roles', 'requested_by', 'answer'])
    .select(sql<boolean>`expires_at <= clock_timestamp()`.as('is_expired'))
    .where('organisation_id', '=', organisationId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    accountId: row.account_id,
    roles: roles.filter((role) => row.roles.includes(role)),
    requestedBy: row.requested_by,
    state: row.answer ?? (row.is_expired ? 'expired' : 'open'),
  }))
}
