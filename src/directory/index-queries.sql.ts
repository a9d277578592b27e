/** What an index is built of, and what has changed since: hashes and ids only. */
import { sql } from 'kysely'
import type { Database } from '../store/connection.ts'

export interface HashedCustomer {
  readonly id: string
  readonly hashed: Buffer
}
export interface HashedFactRow {
  readonly id: string
  readonly hashed: Buffer
}

/** The next customers in the order of their ids. Uses the primary key. */
export async function customersBehind(
  database: Database,
  organisationId: string,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly HashedCustomer[]> {
  const { rows } = await sql<HashedCustomer>`
    select id, hashed from schleuse.directory_customer
    where organisation_id = ${organisationId} and id > ${page.after}::uuid order by id limit ${page.limit}
  `.execute(database)
  return rows
}

/** Facts of the customers of one page. Uses directory_fact_by_customer. */
export async function factsBetween(
  database: Database,
  organisationId: string,
  page: { readonly after: string; readonly upTo: string },
): Promise<readonly HashedFactRow[]> {
  const { rows } = await sql<HashedFactRow>`
    select customer_id as id, hashed from schleuse.directory_fact
    where organisation_id = ${organisationId} and customer_id > ${page.after}::uuid and customer_id <= ${page.upTo}::uuid
  `.execute(database)
  return rows
}

export interface DirectoryPulse {
  readonly seq: bigint
  readonly matchingId: string
  /** The first moment at which a source is too old; null where no source has a limit. */
  readonly freshUntil: Date | null
  /** The newest of what sources with a limit say; null where no source has one. */
  readonly newestAt: Date | null
  /** When the change was that the asker knows as the last; null if there is no such change. */
  readonly mark: bigint | null
  /** A source that has never been read, if there is one: whom it knows is not known here. */
  readonly unread: string | null
}

/**
 * One small query, asked several times a second.
 *
 * @param knownSeq the change that the asker knows as the last
 */
export async function readPulse(
  database: Database,
  organisationId: string,
  knownSeq: bigint,
): Promise<DirectoryPulse | undefined> {
  const { rows } = await sql<DirectoryPulse>`
    select t.change_seq as seq, t.matching_id as "matchingId",
      (select min(s.content_at + make_interval(secs => s.stale_after_seconds)) from schleuse.directory_source s
       where s.organisation_id = t.organisation_id) as "freshUntil",
      (select max(s.content_at) from schleuse.directory_source s
       where s.organisation_id = t.organisation_id and s.stale_after_seconds is not null) as "newestAt",
      (select ${markColumn} from schleuse.directory_change c
       where c.organisation_id = t.organisation_id and c.seq = ${knownSeq}) as mark,
      (select min(s.name) from schleuse.directory_source s
       where s.organisation_id = t.organisation_id and s.content_at is null) as unread
    from schleuse.directory_state t where t.organisation_id = ${organisationId}
  `.execute(database)
  return rows[0]
}

const markColumn = sql`(extract(epoch from c.at) * 1000000)::bigint`

/** @returns 0 if there is no such change */
export async function markOf(database: Database, organisationId: string, seq: bigint): Promise<bigint> {
  const { rows } = await sql<{ mark: bigint }>`
    select ${markColumn} as mark from schleuse.directory_change c
    where c.organisation_id = ${organisationId} and c.seq = ${seq}
  `.execute(database)
  return rows[0]?.mark ?? 0n
}

export interface ChangeRow {
  readonly id: string
  /** Null for one who is gone. */
  readonly hashed: Buffer | null
}

/** Everybody who has changed or gone since a change. Uses directory_customer_by_change and the primary key of directory_gone. */
export async function changedSince(
  database: Database,
  organisationId: string,
  since: { readonly seq: bigint; readonly limit: number },
): Promise<readonly ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select customer_id as id, null::bytea as hashed from schleuse.directory_gone
    where organisation_id = ${organisationId} and change_seq > ${since.seq}
    union all
    select id, hashed from schleuse.directory_customer
    where organisation_id = ${organisationId} and change_seq > ${since.seq}
    limit ${since.limit}
  `.execute(database)
  return rows
}

/** Uses directory_fact_by_customer. */
export async function factsOf(
  database: Database,
  organisationId: string,
  ids: readonly string[],
): Promise<readonly HashedFactRow[]> {
  const { rows } = await sql<HashedFactRow>`
    select customer_id as id, hashed from schleuse.directory_fact
    where organisation_id = ${organisationId} and customer_id = any(${`{${ids.join(',')}}`}::uuid[])
  `.execute(database)
  return rows
}
