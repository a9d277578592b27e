/** Rows of a load on their way into the tables. */
import { sql } from 'kysely'
import type { Database } from '../store/connection.ts'
import { byteaArray, plainArray, textArray } from './sql-array.ts'

/** A living customer who has a number or a lasting id. */
export interface KnownCustomer {
  readonly id: string
  readonly sourceId: string
  readonly numberHash: Buffer
  readonly lastingHash: Buffer | null
  readonly recordHash: Buffer
}

/** Uses directory_customer_by_number. */
export async function customersByNumber(
  database: Database,
  organisationId: string,
  hashes: readonly Buffer[],
): Promise<readonly KnownCustomer[]> {
  const { rows } = await sql<KnownCustomer>`
    select id, source_id as "sourceId", number_hash as "numberHash", lasting_hash as "lastingHash", record_hash as "recordHash"
    from schleuse.directory_customer
    where organisation_id = ${organisationId} and number_hash = any(${byteaArray(hashes)}::bytea[])
  `.execute(database)
  return rows
}

/** Uses directory_customer_by_lasting_id. */
export async function customersByLastingId(
  database: Database,
  of: { readonly organisationId: string; readonly sourceId: string },
  hashes: readonly Buffer[],
): Promise<readonly KnownCustomer[]> {
  if (hashes.length === 0) return []
  const { rows } = await sql<KnownCustomer>`
    select id, source_id as "sourceId", number_hash as "numberHash", lasting_hash as "lastingHash", record_hash as "recordHash"
    from schleuse.directory_customer
    where organisation_id = ${of.organisationId} and source_id = ${of.sourceId}
      and lasting_hash = any(${byteaArray(hashes)}::bytea[])
  `.execute(database)
  return rows
}

export interface EarlierNumber {
  readonly numberHash: Buffer
  readonly customerId: string | null
  readonly lastingHash: Buffer | null
  readonly reason: 'renumbered' | 'told' | 'gone' | 'erased'
}

/** Uses the primary key of directory_earlier_number. */
export async function earlierNumbersAmong(
  database: Database,
  organisationId: string,
  hashes: readonly Buffer[],
): Promise<readonly EarlierNumber[]> {
  if (hashes.length === 0) return []
  const { rows } = await sql<EarlierNumber>`
    select number_hash as "numberHash", customer_id as "customerId", lasting_hash as "lastingHash", reason
    from schleuse.directory_earlier_number
    where organisation_id = ${organisationId} and number_hash = any(${byteaArray(hashes)}::bytea[])
  `.execute(database)
  return rows
}

export interface StagedCustomer {
  readonly ordinal: number
  /** `same`: nothing of him has changed; the row only says that he is there. */
  readonly kind: 'same' | 'put' | 'gone'
  readonly line?: number
  readonly customerId: string
  readonly numberHash: Buffer
  readonly lastingHash?: Buffer
  readonly householdHash?: Buffer
  readonly isProtected?: boolean
  readonly kinds?: number
  readonly recordHash?: Buffer
  readonly hashed?: Uint8Array
  readonly earlierHashes?: readonly Buffer[]
  readonly contactSealed?: Uint8Array
}

interface OfLoad {
  readonly organisationId: string
  readonly loadId: string
}

export async function stageCustomers(
  database: Database,
  { organisationId, loadId }: OfLoad,
  rows: readonly StagedCustomer[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into schleuse.directory_staged
      (organisation_id, load_id, ordinal, kind, line, customer_id, number_hash, lasting_hash, household_hash, is_protected,
       kinds, record_hash, hashed, contact_sealed, earlier_hashes)
    select ${organisationId}::uuid, ${loadId}::uuid, u.*
    from (select o, k, l, c, n, la, h, p, ki, r, ha, s,
                 case when e is null then null else string_to_array(e, ' ')::bytea[] end
          from unnest(
            ${plainArray(rows.map((one) => one.ordinal))}::bigint[],
            ${plainArray(rows.map((one) => one.kind))}::text[],
            ${plainArray(rows.map((one) => one.line))}::integer[],
            ${plainArray(rows.map((one) => one.customerId))}::uuid[],
            ${byteaArray(rows.map((one) => one.numberHash))}::bytea[],
            ${byteaArray(rows.map((one) => one.lastingHash))}::bytea[],
            ${byteaArray(rows.map((one) => one.householdHash))}::bytea[],
            ${plainArray(rows.map((one) => one.isProtected))}::boolean[],
            ${plainArray(rows.map((one) => one.kinds))}::integer[],
            ${byteaArray(rows.map((one) => one.recordHash))}::bytea[],
            ${byteaArray(rows.map((one) => one.hashed))}::bytea[],
            ${byteaArray(rows.map((one) => one.contactSealed))}::bytea[],
            ${nestedArray(rows.map((one) => one.earlierHashes))}::text[]
          ) as t(o, k, l, c, n, la, h, p, ki, r, ha, s, e)) u
  `.execute(database)
}

/** Arrays inside an array must be of one length, so each of these travels as one text. */
function nestedArray(lists: readonly (readonly Buffer[] | undefined)[]): string {
  const texts = lists.map((list) =>
    list === undefined || list.length === 0
      ? 'NULL'
      : `"${list.map((one) => `\\\\x${one.toString('hex')}`).join(' ')}"`,
  )
  return `{${texts.join(',')}}`
}

export interface StagedFact {
  readonly ordinal: number
  readonly kind: 'put' | 'gone'
  readonly line?: number
  readonly valueHash: Buffer
  readonly ownerHash?: Buffer
  readonly factKind: string
  readonly from?: string
  readonly to?: string
  readonly hashed?: Uint8Array
}

export async function stageFacts(
  database: Database,
  { organisationId, loadId }: OfLoad,
  rows: readonly StagedFact[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into schleuse.directory_staged_fact
      (organisation_id, load_id, ordinal, kind, line, value_hash, owner_hash, fact_kind, from_on, to_on, hashed)
    select ${organisationId}::uuid, ${loadId}::uuid, u.*
    from unnest(
      ${plainArray(rows.map((one) => one.ordinal))}::bigint[],
      ${plainArray(rows.map((one) => one.kind))}::text[],
      ${plainArray(rows.map((one) => one.line))}::integer[],
      ${byteaArray(rows.map((one) => one.valueHash))}::bytea[],
      ${byteaArray(rows.map((one) => one.ownerHash))}::bytea[],
      ${textArray(rows.map((one) => one.factKind))}::text[],
      ${plainArray(rows.map((one) => one.from))}::date[],
      ${plainArray(rows.map((one) => one.to))}::date[],
      ${byteaArray(rows.map((one) => one.hashed))}::bytea[]
    ) u
  `.execute(database)
}

/** Rows of loads that have ended, or that nobody reads any more. */
export async function clearStaged(database: Database, { organisationId, loadId }: OfLoad): Promise<void> {
  await sql`delete from schleuse.directory_staged where organisation_id = ${organisationId} and load_id = ${loadId}`.execute(
    database,
  )
  await sql`
    delete from schleuse.directory_staged_fact where organisation_id = ${organisationId} and load_id = ${loadId}
  `.execute(database)
}

/** Rows of pushes and answers whose process died: an hour later nobody writes them any more. The time is in the load's id. */
export async function clearForgotten(database: Database, organisationId: string): Promise<void> {
  for (const table of ['directory_staged', 'directory_staged_fact']) {
    await sql`
      delete from ${sql.table(`schleuse.${table}`)} s where s.organisation_id = ${organisationId}
        and s.load_id < (lpad(to_hex((extract(epoch from now() - interval '1 hour') * 1000)::bigint), 12, '0')
                         || '00000000000000000000')::uuid
        and not exists (select from schleuse.directory_load l
                        where l.organisation_id = ${organisationId} and l.id = s.load_id and l.state in ('reading', 'waiting'))
    `.execute(database)
  }
}

/** How many rows are staged; fewer than were written after a crash of the database, which empties these tables. */
export async function countStaged(
  database: Database,
  { organisationId, loadId }: OfLoad,
): Promise<{ readonly customers: bigint; readonly facts: bigint }> {
  const { rows } = await sql<{ customers: bigint; facts: bigint }>`
    select (select count(*) from schleuse.directory_staged where organisation_id = ${organisationId} and load_id = ${loadId}) as customers,
           (select count(*) from schleuse.directory_staged_fact where organisation_id = ${organisationId} and load_id = ${loadId}) as facts
  `.execute(database)
  const [row] = rows
  return row ?? { customers: 0n, facts: 0n }
}
