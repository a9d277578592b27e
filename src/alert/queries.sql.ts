/** SQL about alerts and how they were told. */
import { sql, type Transaction } from 'kysely'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'

export interface Matter {
  readonly organisationId: string
  readonly kind: string
  /** What it says, in the one spelling for one matter. */
  readonly says: string
}

/** Uses the index alert_open. */
export async function openAlert(database: Database, matter: Matter): Promise<string | undefined> {
  const row = await database
    .selectFrom('schleuse.alert')
    .select('id')
    .where('organisation_id', '=', matter.organisationId)
    .where('kind', '=', matter.kind)
    .where('says', '=', matter.says)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

/** Uses the index alert_open. */
export function openOfKinds(database: Database, organisationId: string, kinds: readonly string[]) {
  return database
    .selectFrom('schleuse.alert')
    .select(['id', 'kind', 'says'])
    .where('organisation_id', '=', organisationId)
    .where('kind', 'in', kinds)
    .where('closed_at', 'is', null)
    .execute()
}

/** The last one of this matter that a person has acknowledged since then. Uses the index alert_by_matter. */
export async function seenAlert(
  database: Database,
  matter: Matter,
  since: Date,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('schleuse.alert')
    .select('id')
    .where('organisation_id', '=', matter.organisationId)
    .where('kind', '=', matter.kind)
    .where('says', '=', matter.says)
    .where('closed_at', '>', since)
    .where('closed_by', '<>', 'program')
    .orderBy('closed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

export async function insertAlert(
  transaction: Transaction<Tables>,
  { organisationId, id, kind, says, at }: Matter & { readonly id: string; readonly at: Date },
): Promise<void> {
  const row = { organisation_id: organisationId, id, kind, says, raised_at: at, last_seen_at: at }
  await transaction.insertInto('schleuse.alert').values(row).execute()
}

export async function repeatAlert(
  transaction: Transaction<Tables>,
  organisationId: string,
  id: string,
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('schleuse.alert')
    .set(({ eb }) => ({ last_seen_at: at, times: eb('times', '+', 1) }))
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

/** @returns false if it is not open */
export async function closeAlert(
  transaction: Transaction<Tables>,
  which: { readonly organisationId: string; readonly id: string; readonly actor: string; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('schleuse.alert')
    .set({ closed_at: which.now, closed_by: which.actor })
    .where('organisation_id', '=', which.organisationId)
    .where('id', '=', which.id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Alerts that were closed before this. Uses the index alert_by_matter for one organisation. */
export async function countClosed(database: Database, organisationId: string, before: Date): Promise<bigint> {
  const { rows } = await sql<{ closed: bigint }>`
    select count(*) as closed from schleuse.alert where organisation_id = ${organisationId} and closed_at < ${before}
  `.execute(database)
  return rows[0]?.closed ?? 0n
}

/** @returns how many were deleted, with what their messengers were told */
export async function deleteClosed(
  transaction: Transaction<Tables>,
  organisationId: string,
  before: Date,
): Promise<bigint> {
  const { numDeletedRows } = await transaction
    .deleteFrom('schleuse.alert')
    .where('organisation_id', '=', organisationId)
    .where('closed_at', '<', before)
    .executeTakeFirst()
  return numDeletedRows
}

/** More than anybody reads; the older ones are in the trail. */
const listedMax = 1_000

/** Uses the primary key (organisation_id, id): ids grow with time. */
export function selectAlerts(database: Database, organisationId: string, reach: 'open' | 'all') {
  const rows = database
    .selectFrom('schleuse.alert as a')
    .select([
      'a.id',
      'a.kind',
      'a.says',
      'a.raised_at as raisedAt',
      'a.last_seen_at as lastSeenAt',
      'a.times',
      'a.closed_at as closedAt',
      'a.closed_by as closedBy',
      sql<number>`(select count(*)::int from schleuse.alert_telling t where t.organisation_id = a.organisation_id
        and t.alert_id = a.id and t.told_at is null and t.failures > 0)`.as('failing'),
    ])
    .where('a.organisation_id', '=', organisationId)
    .orderBy('a.id', 'desc')
    .limit(listedMax)
  return (reach === 'open' ? rows.where('a.closed_at', 'is', null) : rows).execute()
}

export interface OpenAlertRow extends Matter {
  readonly id: string
  readonly organisation: string
  readonly raisedAt: Date
}

/** Every open alert of every organisation, oldest first. Uses the index alert_open. */
export async function allOpenAlerts(database: Database): Promise<readonly OpenAlertRow[]> {
  const { rows } = await sql<OpenAlertRow>`
    select a.organisation_id as "organisationId", o.name as organisation, a.id, a.kind, a.says, a.raised_at as "raisedAt"
    from schleuse.alert a join schleuse.organisation o on o.id = a.organisation_id
    where a.closed_at is null order by a.id limit ${listedMax}
  `.execute(database)
  return rows
}

export interface Telling {
  readonly step: number
  readonly toldAt: Date | null
  readonly failures: number
  readonly nextTryAt: Date | null
  readonly claimedUntil: Date | null
}

/** The last step that this messenger was or is to be told. Uses the primary key (organisation_id, alert_id, messenger). */
export function lastTelling(
  database: Database,
  which: { readonly organisationId: string; readonly id: string; readonly messenger: string },
): Promise<Telling | undefined> {
  return database
    .selectFrom('schleuse.alert_telling')
    .select([
      'step',
      'told_at as toldAt',
      'failures',
      'next_try_at as nextTryAt',
      'claimed_until as claimedUntil',
    ])
    .where('organisation_id', '=', which.organisationId)
    .where('alert_id', '=', which.id)
    .where('messenger', '=', which.messenger)
    .executeTakeFirst()
}

export async function writeTelling(
  transaction: Transaction<Tables>,
  which: { readonly organisationId: string; readonly id: string; readonly messenger: string },
  { step, toldAt, failures, nextTryAt, claimedUntil, why }: Telling & { readonly why: string | null },
): Promise<void> {
  const set = {
    step,
    told_at: toldAt,
    failures,
    next_try_at: nextTryAt,
    claimed_until: claimedUntil,
    last_failure: why,
  }
  const { organisationId: organisation_id, id: alert_id, messenger } = which
  await transaction
    .insertInto('schleuse.alert_telling')
    .values({ organisation_id, alert_id, messenger, ...set })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'alert_id', 'messenger']).doUpdateSet(set))
    .execute()
}
