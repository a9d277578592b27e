/** SQL about signed heads and their witnesses. */
import { sql, type Transaction } from 'kysely'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'

export interface StoredCheckpoint {
  readonly id: bigint
  readonly seq: bigint
  readonly digest: Buffer
  readonly signedAt: Date
  /** The signed file. */
  readonly file: string
}

const columns = ['id', 'seq', 'digest', 'signed_at as signedAt', 'file'] as const

/** Uses the primary key (organisation_id, id). */
export function newestCheckpoint(
  database: Database,
  organisationId: string,
): Promise<StoredCheckpoint | undefined> {
  return database
    .selectFrom('schleuse.audit_checkpoint')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** In the order in which they were signed. Uses the primary key (organisation_id, id). */
export function checkpointsAfter(
  database: Database,
  organisationId: string,
  range: { readonly id: bigint; readonly limit: number },
): Promise<readonly StoredCheckpoint[]> {
  return database
    .selectFrom('schleuse.audit_checkpoint')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('id', '>', range.id)
    .orderBy('id')
    .limit(range.limit)
    .execute()
}

export async function addCheckpoint(
  transaction: Transaction<Tables>,
  organisationId: string,
  { seq, digest, signedAt, file }: Omit<StoredCheckpoint, 'id'>,
): Promise<void> {
  const row = { organisation_id: organisationId, seq, digest, signed_at: signedAt, file }
  await transaction.insertInto('schleuse.audit_checkpoint').values(row).execute()
}

export interface WitnessProgress {
  readonly deliveredId: bigint
  readonly lastSuccessAt: Date | null
  readonly lastFailureAt: Date | null
  readonly lastFailure: string | null
  readonly failures: number
  readonly failingSince: Date | null
  readonly nextTryAt: Date | null
  readonly claimedUntil: Date | null
}

/** Uses the primary key (organisation_id, witness). */
export function readProgress(
  database: Database,
  organisationId: string,
  witness: string,
): Promise<WitnessProgress | undefined> {
  return database
    .selectFrom('schleuse.audit_witness')
    .select([
      'delivered_id as deliveredId',
      'last_success_at as lastSuccessAt',
      'last_failure_at as lastFailureAt',
      'last_failure as lastFailure',
      'failures',
      'failing_since as failingSince',
      'next_try_at as nextTryAt',
      'claimed_until as claimedUntil',
    ])
    .where('organisation_id', '=', organisationId)
    .where('witness', '=', witness)
    .executeTakeFirst()
}

export async function writeProgress(
  transaction: Transaction<Tables>,
  organisationId: string,
  witness: string,
  progress: Partial<WitnessProgress>,
): Promise<void> {
  const set = {
    ...(progress.deliveredId === undefined ? {} : { delivered_id: progress.deliveredId }),
    ...(progress.lastSuccessAt === undefined ? {} : { last_success_at: progress.lastSuccessAt }),
    ...(progress.lastFailureAt === undefined ? {} : { last_failure_at: progress.lastFailureAt }),
    ...(progress.lastFailure === undefined ? {} : { last_failure: progress.lastFailure }),
    ...(progress.failures === undefined ? {} : { failures: progress.failures }),
    ...(progress.failingSince === undefined ? {} : { failing_since: progress.failingSince }),
    ...(progress.nextTryAt === undefined ? {} : { next_try_at: progress.nextTryAt }),
    ...(progress.claimedUntil === undefined ? {} : { claimed_until: progress.claimedUntil }),
  }
  await transaction
    .insertInto('schleuse.audit_witness')
    .values({ organisation_id: organisationId, witness, ...set })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'witness']).doUpdateSet(set))
    .execute()
}

export interface TrailOwner {
  readonly organisationId: string
  readonly organisation: string
}

/** Organisations that have a trail, in the order in which they were added. */
export async function trailOwners(database: Database): Promise<readonly TrailOwner[]> {
  const { rows } = await sql<TrailOwner>`
    select o.id as "organisationId", o.name as organisation
    from schleuse.organisation o join schleuse.audit_head h on h.organisation_id = o.id
    order by o.id
  `.execute(database)
  return rows
}

export interface WitnessState extends TrailOwner {
  readonly witness: string
  readonly lastSuccessAt: Date | null
  readonly lastFailureAt: Date | null
  readonly lastFailure: string | null
  readonly failingSince: Date | null
  /** Signed heads it has not been handed. */
  readonly waiting: bigint
}

/** Every witness that was ever tried, by organisation. */
export async function progressOfAll(database: Database): Promise<readonly WitnessState[]> {
  const { rows } = await sql<WitnessState>`
    select o.id as "organisationId", o.name as organisation, w.witness,
      w.last_success_at as "lastSuccessAt", w.last_failure_at as "lastFailureAt", w.last_failure as "lastFailure",
      w.failing_since as "failingSince",
      (select count(*) from schleuse.audit_checkpoint c
        where c.organisation_id = w.organisation_id and c.id > w.delivered_id) as waiting
    from schleuse.audit_witness w join schleuse.organisation o on o.id = w.organisation_id
    order by o.id, w.witness
  `.execute(database)
  return rows
}
