/** What is looked at between reading a load and letting it count. */
import { sql } from 'kysely'
import type { Database } from '../store/connection.ts'
import { type FigureKind, figureBits, figureKinds } from './fact-figure.ts'
import type { LoadFigures } from './load-drop.ts'

export interface OfLoad {
  readonly organisationId: string
  readonly sourceId: string
  readonly loadId: string
  readonly kind: 'full' | 'incremental'
}

export interface RowPair {
  readonly ordinal: bigint
  readonly line: number | null
  readonly firstOrdinal: bigint
  readonly firstLine: number | null
}

/** Rows of a full load that have the number or the lasting id of an earlier row. Uses directory_staged_by_number. */
export async function rowsTwice(database: Database, of: OfLoad, limit: number): Promise<readonly RowPair[]> {
  const { rows } = await sql<RowPair>`
    with numbered as (
      select ordinal, line,
             first_value(ordinal) over w as "firstOrdinal", first_value(line) over w as "firstLine"
      from schleuse.directory_staged
      where organisation_id = ${of.organisationId} and load_id = ${of.loadId} and kind <> 'gone'
      window w as (partition by number_hash order by ordinal)
      union all
      select ordinal, line, first_value(ordinal) over v, first_value(line) over v
      from schleuse.directory_staged
      where organisation_id = ${of.organisationId} and load_id = ${of.loadId} and kind <> 'gone'
      window v as (partition by customer_id order by ordinal)
    )
    select distinct ordinal, line, "firstOrdinal", "firstLine" from numbered
    where ordinal <> "firstOrdinal" order by ordinal limit ${limit}
  `.execute(database)
  return rows
}

/** Rows that call the current number of another row an earlier one of theirs. */
export async function rowsAgainst(
  database: Database,
  of: OfLoad,
  limit: number,
): Promise<readonly RowPair[]> {
  const { rows } = await sql<RowPair>`
    select told.ordinal, told.line, other.ordinal as "firstOrdinal", other.line as "firstLine"
    from (select ordinal, line, customer_id, unnest(earlier_hashes) as hash from schleuse.directory_staged
          where organisation_id = ${of.organisationId} and load_id = ${of.loadId} and earlier_hashes is not null) told
    join schleuse.directory_staged other
      on other.organisation_id = ${of.organisationId} and other.load_id = ${of.loadId} and other.kind <> 'gone'
     and other.number_hash = told.hash and other.customer_id <> told.customer_id
    order by told.ordinal limit ${limit}
  `.execute(database)
  return rows
}

type CountRow = Readonly<Record<FigureKind | 'customers', bigint>>

const kindCounts = sql.join(
  figureKinds.map(
    (kind) => sql`count(*) filter (where kinds & ${sql.lit(figureBits[kind])} <> 0) as ${sql.ref(kind)}`,
  ),
)

/** The customers and facts of a source as they are. Scans the source's customers. */
export async function figuresBefore(database: Database, of: OfLoad): Promise<LoadFigures> {
  const { rows } = await sql<CountRow>`
    select count(*) as customers, ${kindCounts} from schleuse.directory_customer
    where organisation_id = ${of.organisationId} and source_id = ${of.sourceId}
  `.execute(database)
  const facts = await sql<{ kind: string; count: bigint }>`
    select kind, count(*) as count from schleuse.directory_fact
    where organisation_id = ${of.organisationId} and source_id = ${of.sourceId} group by kind
  `.execute(database)
  const household = await sql<{ size: bigint }>`
    select count(*) as size from schleuse.directory_customer
    where organisation_id = ${of.organisationId} and source_id = ${of.sourceId} and household_hash is not null
    group by household_hash order by 1 desc limit 1
  `.execute(database)
  return figures(rows[0], facts.rows, household.rows[0]?.size)
}

/** The same as it will be once the load counts. Uses directory_staged_by_customer. */
export async function figuresAfter(database: Database, of: OfLoad): Promise<LoadFigures> {
  const after = customersAfter(of)
  const { rows } = await sql<CountRow>`select count(*) as customers, ${kindCounts} from (${after}) a`.execute(
    database,
  )
  const household = await sql<{ size: bigint }>`
    select count(*) as size from (${after}) a where household_hash is not null
    group by household_hash order by 1 desc limit 1
  `.execute(database)
  const { rows: facts } = await factsAfter(of).execute(database)
  return figures(rows[0], facts, household.rows[0]?.size)
}

function customersAfter({ organisationId, sourceId, loadId, kind }: OfLoad) {
  const staged = sql`
    select from schleuse.directory_staged s
    where s.organisation_id = ${organisationId} and s.load_id = ${loadId} and s.customer_id = c.id`
  // An incremental load may well tell of somebody who is as he was.
  const stays =
    kind === 'full'
      ? sql`exists (${staged} and s.kind = 'same')`
      : sql`not exists (${staged} and s.kind <> 'same')`
  return sql`
    select s.kinds, s.household_hash from schleuse.directory_staged s
    where s.organisation_id = ${organisationId} and s.load_id = ${loadId} and s.kind = 'put'
    union all
    select c.kinds, c.household_hash from schleuse.directory_customer c
    where c.organisation_id = ${organisationId} and c.source_id = ${sourceId} and ${stays}`
}

function factsAfter({ organisationId, sourceId, loadId, kind }: OfLoad) {
  if (kind === 'full') {
    return sql<{ kind: string; count: bigint }>`
      select fact_kind as kind, count(*) as count from schleuse.directory_staged_fact
      where organisation_id = ${organisationId} and load_id = ${loadId} and kind = 'put' group by fact_kind`
  }
  return sql<{ kind: string; count: bigint }>`
    select f.kind, count(*) as count from schleuse.directory_fact f
    where f.organisation_id = ${organisationId} and f.source_id = ${sourceId} and not exists (
      select from schleuse.directory_staged_fact s
      where s.organisation_id = ${organisationId} and s.load_id = ${loadId} and s.kind = 'gone' and s.value_hash = f.value_hash)
    group by f.kind`
}

function figures(
  row: CountRow | undefined,
  facts: readonly { readonly kind: string; readonly count: bigint }[],
  largestHousehold: bigint | undefined,
): LoadFigures {
  const count = (kind: FigureKind | 'customers') => Number(row?.[kind] ?? 0n)
  return {
    customers: count('customers'),
    kinds: {
      name: count('name'),
      email: count('email'),
      phone: count('phone'),
      iban: count('iban'),
      address: count('address'),
      'birth-date': count('birth-date'),
      household: count('household'),
      protected: count('protected'),
      contested: count('contested'),
    },
    facts: Object.fromEntries(facts.map(({ kind, count: number }) => [kind, Number(number)])),
    largestHousehold: Number(largestHousehold ?? 0n),
  }
}
