/** Owned facts of a load begin to count, after the customers. */
import { sql, type Transaction } from 'kysely'
import type { Tables } from '../store/tables.ts'
import type { Switching } from './load-switch-queries.sql.ts'

type Work = Transaction<Tables>

/** The customer whom an owner's number means: who has it, or had it. Uses directory_customer_by_number. */
function ownedRows(of: Switching) {
  return sql`
    select s.ordinal, s.line, s.value_hash, s.fact_kind, s.from_on, s.to_on, s.hashed, coalesce(c.id, e.customer_id) as customer_id
    from schleuse.directory_staged_fact s
    left join schleuse.directory_customer c
      on c.organisation_id = ${of.organisationId} and c.number_hash = s.owner_hash
    left join schleuse.directory_earlier_number e
      on c.id is null and e.organisation_id = ${of.organisationId} and e.number_hash = s.owner_hash and e.matching_id = ${of.matchingId}
    where s.organisation_id = ${of.organisationId} and s.load_id = ${of.loadId} and s.kind = 'put'`
}

export interface UnownedFact {
  readonly ordinal: bigint
  readonly line: number | null
}

/** Facts whose owner nobody is. */
export async function unownedFacts(
  work: Work,
  of: Switching,
  limit: number,
): Promise<readonly UnownedFact[]> {
  const { rows } = await sql<UnownedFact>`
    select ordinal, line from (${ownedRows(of)}) o where customer_id is null order by ordinal limit ${limit}
  `.execute(work)
  return rows
}

/** @returns how many facts are new, different or gone; their owners count as changed */
export async function switchFacts(work: Work, of: Switching): Promise<number> {
  const removed = await removeFacts(work, of)
  const { rows } = await sql<{ count: bigint }>`
    with written as (
      insert into schleuse.directory_fact as f
        (organisation_id, source_id, value_hash, customer_id, kind, from_on, to_on, hashed)
      select distinct on (value_hash, customer_id)
        ${of.organisationId}::uuid, ${of.sourceId}::uuid, value_hash, customer_id, fact_kind, from_on, to_on, hashed
      from (${ownedRows(of)}) o order by value_hash, customer_id, ordinal desc
      on conflict (organisation_id, source_id, value_hash, customer_id) do update
        set kind = excluded.kind, from_on = excluded.from_on, to_on = excluded.to_on, hashed = excluded.hashed
        where (f.kind, f.from_on, f.to_on, f.hashed) is distinct from (excluded.kind, excluded.from_on, excluded.to_on, excluded.hashed)
      returning customer_id
    ), touched as (
      update schleuse.directory_customer c set change_seq = ${of.seq}
      from (select distinct customer_id from written) w
      where c.organisation_id = ${of.organisationId} and c.id = w.customer_id and c.change_seq < ${of.seq}
    )
    select count(*) as count from written
  `.execute(work)
  return removed + Number(rows[0]?.count ?? 0n)
}

/** What a full load leaves out and what an incremental one calls gone. */
async function removeFacts(work: Work, of: Switching): Promise<number> {
  const condition =
    of.kind === 'full'
      ? sql`not exists (select from (${ownedRows(of)}) o where o.value_hash = f.value_hash and o.customer_id = f.customer_id)`
      : sql`exists (select from schleuse.directory_staged_fact s
                    where s.organisation_id = ${of.organisationId} and s.load_id = ${of.loadId}
                      and s.kind = 'gone' and s.value_hash = f.value_hash)`
  const { rows } = await sql<{ count: bigint }>`
    with removed as (
      delete from schleuse.directory_fact f
      where f.organisation_id = ${of.organisationId} and f.source_id = ${of.sourceId} and ${condition}
      returning customer_id
    ), touched as (
      update schleuse.directory_customer c set change_seq = ${of.seq}
      from (select distinct customer_id from removed) r
      where c.organisation_id = ${of.organisationId} and c.id = r.customer_id and c.change_seq < ${of.seq}
    )
    select count(*) as count from removed
  `.execute(work)
  return Number(rows[0]?.count ?? 0n)
}
