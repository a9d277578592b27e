/** SQL about expired parts of trails. */
import { sql, type Transaction } from 'kysely'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import type { AuditActor } from './event.ts'
import type { TrailRange } from './trail-file.ts'

export interface StoredSegment extends TrailRange {
  readonly archiveSha256: Buffer
  /** The signed record. */
  readonly record: string
}

/** Oldest first. Uses the primary key (organisation_id, first_seq). */
export function readSegments(database: Database, organisationId: string): Promise<readonly StoredSegment[]> {
  return database
    .selectFrom('schleuse.audit_segment')
    .select([
      'organisation_id as organisationId',
      'first_seq as first',
      'last_seq as last',
      'start_digest as start',
      'end_digest as end',
      'archive_sha256 as archiveSha256',
      'record',
    ])
    .where('organisation_id', '=', organisationId)
    .orderBy('first_seq')
    .execute()
}

/**
 * The first entry that is not older than this. Uses the primary key (organisation_id, seq): reads what has expired, and one more.
 */
export async function firstEntrySince(
  database: Database,
  organisationId: string,
  from: { readonly after: bigint; readonly at: Date },
): Promise<bigint | undefined> {
  const row = await database
    .selectFrom('schleuse.audit_entry')
    .select('seq')
    .where('organisation_id', '=', organisationId)
    .where('seq', '>', from.after)
    .where('at', '>=', from.at)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.seq
}

/** Uses the primary key (organisation_id, seq). */
export async function digestOfEntry(
  database: Database,
  organisationId: string,
  seq: bigint,
): Promise<Buffer | undefined> {
  const row = await database
    .selectFrom('schleuse.audit_entry')
    .select('digest')
    .where('organisation_id', '=', organisationId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row?.digest
}

/** An entry that stands before this one although nothing may. Uses the primary key (organisation_id, seq). */
export async function strayBefore(
  database: Database,
  organisationId: string,
  seq: bigint,
): Promise<bigint | undefined> {
  const row = await database
    .selectFrom('schleuse.audit_entry')
    .select('seq')
    .where('organisation_id', '=', organisationId)
    .where('seq', '<=', seq)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.seq
}

/** The database refuses what has not expired, what does not follow and what no signed head covers. */
export async function dropSegment(
  transaction: Transaction<Tables>,
  segment: StoredSegment & { readonly expiredBefore: Date; readonly actor: AuditActor },
): Promise<void> {
  const { organisationId, first, last, start, end, archiveSha256, expiredBefore, record, actor } = segment
  await sql`
    select schleuse.audit_drop_segment(${organisationId}, ${first}, ${last}, ${start}, ${end},
      ${archiveSha256}, ${expiredBefore}, ${record}, ${actor})
  `.execute(transaction)
}

/** How many signed heads `thinCheckpoints` would take out now. Uses the primary key (organisation_id, id). */
export async function countThinnable(database: Database, organisationId: string): Promise<bigint> {
  const { rows } = await sql<{ expired: bigint }>`
    select count(*) as expired from schleuse.audit_checkpoint c
    where c.organisation_id = ${organisationId} and c.signed_at < clock_timestamp() - interval '30 days'
      and exists (
        select from schleuse.audit_checkpoint later
        where later.organisation_id = c.organisation_id and later.id > c.id
          and (later.signed_at at time zone 'UTC')::date = (c.signed_at at time zone 'UTC')::date
      )
  `.execute(database)
  return rows[0]?.expired ?? 0n
}

/** @returns how many signed heads were taken out: of each older day the last one is kept */
export async function thinCheckpoints(
  transaction: Transaction<Tables>,
  organisationId: string,
): Promise<bigint> {
  const { rows } = await sql<{ thinned: bigint }>`
    select schleuse.audit_thin_checkpoints(${organisationId}) as thinned
  `.execute(transaction)
  return rows[0]?.thinned ?? 0n
}
