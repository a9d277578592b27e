/** What waits for a second person, what it would do, and what became of it. */
import { sql } from 'kysely'
import type { Database } from '../store/connection.ts'
import { type Account, listAccounts } from './account.ts'
import { type Role, roles } from './role.ts'
import { confirming } from './second-person.ts'

export interface StaffRequest {
  readonly id: string
  readonly kind: 'add' | 'grant' | 'reset'
  readonly account: { readonly id: string; readonly name: string; readonly email: string }
  readonly roles: readonly Role[]
  readonly requestedBy: Somebody
  readonly requestedAt: Date
  readonly expiresAt: Date
  /** Who is to confirm it, if that is somebody of another body; staff may do it all the same. */
  readonly outside?: { readonly name: string; readonly body: string }
  readonly state: 'open' | 'expired' | 'confirmed' | 'refused'
  readonly answered?: { readonly by: Somebody; readonly at: Date; readonly reason?: string }
}

export interface Somebody {
  /** As the trail names him. */
  readonly actor: string
  /** If he has one that this organisation knows. */
  readonly name?: string
}

/** Newest first: those that wait are among the first. */
export async function listRequests(
  database: Database,
  organisationId: string,
): Promise<readonly StaffRequest[]> {
  const rows = await database
    .selectFrom('schleuse.staff_request as r')
    .innerJoin('schleuse.staff_account as a', (join) =>
      join.onRef('a.organisation_id', '=', 'r.organisation_id').onRef('a.id', '=', 'r.account_id'),
    )
    .leftJoin('schleuse.staff_outside_person as o', (join) =>
      join.onRef('o.organisation_id', '=', 'r.organisation_id').onRef('o.id', '=', 'r.outside_id'),
    )
    .select(['r.id', 'r.kind', 'r.roles', 'r.requested_by', 'r.requested_at', 'r.expires_at', 'r.answer'])
    .select(['r.answered_at', 'r.answered_by', 'r.answer_reason', 'r.account_id', 'a.name', 'a.email'])
    .select(['o.name as outside_name', 'o.body as outside_body'])
    .select(sql<boolean>`r.expires_at <= clock_timestamp()`.as('is_expired'))
    .where('r.organisation_id', '=', organisationId)
    .orderBy('r.id', 'desc')
    .execute()
  const accounts = await listAccounts(database, organisationId)
  const names = new Map(accounts.map(({ id, name }) => [`staff:${id}`, name]))
  const somebody = (actor: string): Somebody => {
    const name = names.get(actor)
    return name === undefined ? { actor } : { actor, name }
  }
  return rows.map((row) => {
    const { outside_name: name, outside_body: body, answered_at: at, answered_by: by } = row
    const reason = row.answer_reason === null ? {} : { reason: row.answer_reason }
    return {
      id: row.id,
      kind: row.kind,
      account: { id: row.account_id, name: row.name, email: row.email },
      roles: roles.filter((role) => row.roles.includes(role)),
      requestedBy: somebody(row.requested_by),
      requestedAt: row.requested_at,
      expiresAt: row.expires_at,
      ...(name === null || body === null ? {} : { outside: { name, body } }),
      state: row.answer ?? (row.is_expired ? 'expired' : 'open'),
      ...(at === null || by === null ? {} : { answered: { by: somebody(by), at, ...reason } }),
    }
  })
}

/** Whether somebody may answer a request, as far as it can be told before he tries; `answerRequest` decides. */
export type Standing = 'may-answer' | 'closed' | 'requester' | 'concerned' | 'not-second' | 'too-new'

/** @param viewer undefined for a program, which is nobody's second person */
export function standingOf(
  { state, requestedBy, account }: StaffRequest,
  viewer: Account | undefined,
): Standing {
  if (state !== 'open') return 'closed'
  if (!viewer) return 'not-second'
  if (requestedBy.actor === `staff:${viewer.id}`) return 'requester'
  if (account.id === viewer.id) return 'concerned'
  const powers = viewer.roles.filter(({ role }) => confirming.includes(role))
  if (viewer.state !== 'active' || powers.length === 0) return 'not-second'
  return powers.some(({ isSeasoned }) => isSeasoned) ? 'may-answer' : 'too-new'
}
