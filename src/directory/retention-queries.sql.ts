/** SQL about rows of the directory that have served their time. */
import { sql, type Transaction } from 'kysely'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'

interface Before {
  readonly organisationId: string
  readonly before: Date
}

/** An allowance is over when it was ended or has expired. Uses the primary key (organisation_id, id). */
const isOver = (before: Date) => sql<boolean>`least(ended_at, expires_at) < ${before}`

export async function countOverAllowances(
  database: Database,
  { organisationId, before }: Before,
): Promise<bigint> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from schleuse.directory_allowance
    where organisation_id = ${organisationId} and ${isOver(before)}`.execute(database)
  return rows[0]?.count ?? 0n
}

/** With the members of households. @returns how many */
export async function deleteOverAllowances(
  transaction: Transaction<Tables>,
  { organisationId, before }: Before,
): Promise<bigint> {
  await sql`
    delete from schleuse.directory_household_member m using schleuse.directory_allowance a
    where m.organisation_id = ${organisationId} and a.organisation_id = m.organisation_id and a.id = m.allowance_id
      and ${sql<boolean>`least(a.ended_at, a.expires_at) < ${before}`}`.execute(transaction)
  const { rows } = await sql<{ id: string }>`
    delete from schleuse.directory_allowance
    where organisation_id = ${organisationId} and ${isOver(before)} returning id`.execute(transaction)
  return BigInt(rows.length)
}

/** Loads that wait for an answer nobody gives. Uses the primary key (organisation_id, id). */
export async function countWaitingLoads(
  database: Database,
  { organisationId, before }: Before,
): Promise<bigint> {
  const { count } = await database
    .selectFrom('schleuse.directory_load')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'waiting')
    .where('started_at', '<', before)
    .executeTakeFirstOrThrow()
  return count
}

/** @returns those that were dropped; their rows are still staged */
export async function dropWaitingLoads(
  transaction: Transaction<Tables>,
  { organisationId, before }: Before,
): Promise<readonly string[]> {
  const rows = await transaction
    .updateTable('schleuse.directory_load')
    .set(({ fn }) => ({ state: 'dropped', ended_at: fn<Date>('now') }))
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'waiting')
    .where('started_at', '<', before)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
