/** The one transaction in which a load begins to count. */
import { sql, type Transaction } from 'kysely'
import type { Tables } from '../store/tables.ts'
import type { OfLoad } from './load-check-queries.sql.ts'

/** A load with the number its changes get and the state it was read against. */
export interface Switching extends OfLoad {
  readonly seq: bigint
  readonly baseSeq: bigint
  readonly matchingId: string
  readonly sealingId: string
}

type Work = Transaction<Tables>

/** Of a change feed the last word on each number counts. Uses directory_staged_by_number. */
export async function dropOvertaken(work: Work, of: Switching): Promise<void> {
  await sql`
    delete from schleuse.directory_staged s
    where s.organisation_id = ${of.organisationId} and s.load_id = ${of.loadId} and exists (
      select from schleuse.directory_staged later
      where later.organisation_id = ${of.organisationId} and later.load_id = ${of.loadId}
        and later.number_hash = s.number_hash and later.ordinal > s.ordinal)
  `.execute(work)
}

/**
 * Rows about customers who were changed, asked for or erased while the load was read: what came in between is fresher.
 * Uses directory_customer_by_number and the primary keys.
 */
export async function dropOutdated(work: Work, of: Switching): Promise<void> {
  await sql`
    delete from schleuse.directory_staged s
    where s.organisation_id = ${of.organisationId} and s.load_id = ${of.loadId} and s.kind <> 'same' and (
      exists (select from schleuse.directory_customer c
              where c.organisation_id = ${of.organisationId} and c.number_hash = s.number_hash and c.change_seq > ${of.baseSeq})
      or exists (select from schleuse.directory_customer c
              where c.organisation_id = ${of.organisationId} and c.id = s.customer_id and c.change_seq > ${of.baseSeq})
      or exists (select from schleuse.directory_gone g
              where g.organisation_id = ${of.organisationId} and g.customer_id = s.customer_id and g.change_seq > ${of.baseSeq})
      or exists (select from schleuse.directory_earlier_number e
              where e.organisation_id = ${of.organisationId} and e.number_hash = s.number_hash and e.reason = 'erased'))
  `.execute(work)
}

/** Whoever a full load leaves out, or an incremental one calls gone. @returns how many */
export async function removeGone(work: Work, of: Switching): Promise<number> {
  const row = sql`
    select from schleuse.directory_staged s
    where s.organisation_id = ${of.organisationId} and s.load_id = ${of.loadId} and s.customer_id = c.id`
  const isGone = of.kind === 'full' ? sql`not exists (${row})` : sql`exists (${row} and s.kind = 'gone')`
  const condition = sql`c.source_id = ${of.sourceId} and c.change_seq <= ${of.baseSeq} and ${isGone}`
  return removeCustomers(work, { ...of, reason: 'gone' }, condition)
}

/**
 * Removes customers with everything that is theirs; of their numbers the keyed hashes stay as tombstones.
 *
 * @param condition on `c`, a customer of this organisation
 */
export async function removeCustomers(
  work: Work,
  of: Pick<Switching, 'organisationId' | 'seq' | 'matchingId'> & { readonly reason: 'gone' | 'erased' },
  condition: ReturnType<typeof sql>,
): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    with removed as (
      delete from schleuse.directory_customer c where c.organisation_id = ${of.organisationId} and ${condition}
      returning c.id, c.number_hash, c.lasting_hash, c.kinds
    ), told as (
      insert into schleuse.directory_gone (organisation_id, change_seq, customer_id)
      select ${of.organisationId}, ${of.seq}, id from removed
    ), buried as (
      insert into schleuse.directory_earlier_number (organisation_id, matching_id, number_hash, customer_id, lasting_hash, reason)
      select ${of.organisationId}, ${of.matchingId}, number_hash, null,
             ${of.reason === 'erased' ? sql`null::bytea` : sql`lasting_hash`}, ${of.reason} from removed
      on conflict (organisation_id, number_hash, matching_id)
        do update set customer_id = null, lasting_hash = excluded.lasting_hash, reason = excluded.reason, ended_at = now()
    ), forgotten as (
      update schleuse.directory_earlier_number e set customer_id = null, reason = ${of.reason}
      from removed r where e.organisation_id = ${of.organisationId} and e.customer_id = r.id and e.number_hash <> r.number_hash
    )
    select count(*) as count from removed
  `.execute(work)
  return Number(rows[0]?.count ?? 0n)
}

/**
 * Numbers of customers who came and went between two loads: nobody here has ever had them, and yet they were given.
 * Uses directory_customer_by_number and the primary keys.
 */
export async function keepUnseenNumbers(work: Work, of: Switching): Promise<void> {
  await sql`
    insert into schleuse.directory_earlier_number (organisation_id, matching_id, number_hash, customer_id, reason)
    select distinct on (s.number_hash) ${of.organisationId}::uuid, ${of.matchingId}, s.number_hash, null::uuid, 'gone'
    from schleuse.directory_staged s
    where s.organisation_id = ${of.organisationId} and s.load_id = ${of.loadId} and s.kind = 'gone'
      and not exists (select from schleuse.directory_customer c
                      where c.organisation_id = ${of.organisationId} and c.number_hash = s.number_hash)
    on conflict do nothing
  `.execute(work)
}

/** Numbers that the load replaces. */
export async function keepReplacedNumbers(work: Work, of: Switching): Promise<void> {
  await sql`
    insert into schleuse.directory_earlier_number (organisation_id, matching_id, number_hash, customer_id, reason)
    select ${of.organisationId}, ${of.matchingId}, c.number_hash, c.id, 'renumbered'
    from schleuse.directory_staged s
    join schleuse.directory_customer c on c.organisation_id = ${of.organisationId} and c.id = s.customer_id
    where s.organisation_id = ${of.organisationId} and s.load_id = ${of.loadId} and s.kind = 'put'
      and c.number_hash <> s.number_hash
    on conflict do nothing
  `.execute(work)
}

/** Numbers that the load calls earlier ones. */
export async function keepToldNumbers(work: Work, of: Switching): Promise<void> {
  await sql`
    insert into schleuse.directory_earlier_number (organisation_id, matching_id, number_hash, customer_id, reason)
    select distinct on (hash) ${of.organisationId}::uuid, ${of.matchingId}, hash, customer_id, 'told'
    from (select customer_id, unnest(earlier_hashes) as hash from schleuse.directory_staged
          where organisation_id = ${of.organisationId} and load_id = ${of.loadId} and kind = 'put') t
    order by hash, customer_id
    on conflict (organisation_id, number_hash, matching_id)
      do update set customer_id = excluded.customer_id, reason = 'told'
      where directory_earlier_number.customer_id is null and directory_earlier_number.reason = 'gone'
  `.execute(work)
}

/** @returns how many customers are new and how many have changed */
export async function putCustomers(
  work: Work,
  of: Switching,
): Promise<{ readonly added: number; readonly changed: number }> {
  const { rows } = await sql<{ added: bigint; changed: bigint }>`
    with written as (
      insert into schleuse.directory_customer
        (organisation_id, id, source_id, number_hash, lasting_hash, household_hash, is_protected, kinds, record_hash, hashed, change_seq)
      select organisation_id, customer_id, ${of.sourceId}, number_hash, lasting_hash, household_hash, is_protected, kinds,
             record_hash, hashed, ${of.seq}
      from schleuse.directory_staged
      where organisation_id = ${of.organisationId} and load_id = ${of.loadId} and kind = 'put'
      on conflict (organisation_id, id) do update set
        number_hash = excluded.number_hash, lasting_hash = excluded.lasting_hash, household_hash = excluded.household_hash,
        is_protected = excluded.is_protected, kinds = excluded.kinds, record_hash = excluded.record_hash,
        hashed = excluded.hashed, change_seq = excluded.change_seq, changed_at = now()
      returning xmax = 0 as is_new
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from written
  `.execute(work)
  await sql`
    insert into schleuse.directory_contact (organisation_id, customer_id, sealing_id, sealed)
    select organisation_id, customer_id, ${of.sealingId}, contact_sealed from schleuse.directory_staged
    where organisation_id = ${of.organisationId} and load_id = ${of.loadId} and kind = 'put'
    on conflict (organisation_id, customer_id) do update set sealing_id = excluded.sealing_id, sealed = excluded.sealed
  `.execute(work)
  return { added: Number(rows[0]?.added ?? 0n), changed: Number(rows[0]?.changed ?? 0n) }
}
