/** What a backup asks the catalogue, and the statements it makes from the answers. */
import { sql } from 'kysely'
import type { Database } from '../connection.ts'
import type { BackupSequence, BackupTable } from './record.ts'

/**
 * Schemas of ours; a test holds them to what the upgrades make. Jobs (`graphile_worker`) are not: what is to be done is made
 * again from what is the case.
 */
const ours = sql`n.nspname ~ '^schleuse(_|$)'`

/** Sessions that were ended since, and questions that were answered, must not be open again because an older day came back. */
const passing = [
  { schema: 'schleuse_sign_in', name: 'staff_session' },
  { schema: 'schleuse_sign_in', name: 'staff_challenge' },
] as const

/** Statements that empty what counts only for its moment, of the tables that there are. */
export function emptyPassing(tables: readonly BackupTable[]): readonly string[] {
  return tables
    .filter((table) => passing.some(({ schema, name }) => schema === table.schema && name === table.name))
    .map((table) => `delete from ${nameOf(table)}`)
}

/** Every table of our schemas with the columns that can be written; a partition's rows come with their table. */
export async function tablesOf(database: Database): Promise<readonly BackupTable[]> {
  const { rows } = await sql<BackupTable>`
    select n.nspname as schema, c.relname as name,
           array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where ${ours} and c.relkind in ('r', 'p') and not c.relispartition
    group by n.nspname, c.relname
    order by n.nspname, c.relname
  `.execute(database)
  return rows
}

/** Sequences count on outside of transactions: read after the rows, they are never behind them. */
export async function sequencesOf(database: Database): Promise<readonly BackupSequence[]> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and c.relkind = 'S'
    order by n.nspname, c.relname
  `.execute(database)
  const states: BackupSequence[] = []
  for (const { schema, name } of rows) {
    const state = await sql<{ last_value: bigint; is_called: boolean }>`
      select last_value, is_called from ${sql.id(schema, name)}`.execute(database)
    const [one] = state.rows
    if (one) states.push({ schema, name, lastValue: String(one.last_value), isCalled: one.is_called })
  }
  return states
}

export async function upgradesOf(
  database: Database,
): Promise<readonly { readonly version: number; readonly sha256: string }[]> {
  const { rows } = await sql<{ version: number; sha256: string }>`
    select version, encode(sha256, 'hex') as sha256 from schleuse.schema_upgrade order by version
  `.execute(database)
  return rows
}

export async function majorOf(database: Database): Promise<number> {
  const { rows } = await sql<{ major: number }>`
    select current_setting('server_version_num')::int / 10000 as major`.execute(database)
  return rows[0]?.major ?? 0
}

/**
 * What goes before a restore: our schemas, and the queue's, whose rules name our tables and whose jobs are those of the place as
 * it was. Somebody else's queue in the same database has another owner and stays.
 */
export async function schemasToDrop(database: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select n.nspname as name from pg_namespace n
    where ${ours} or (n.nspname = 'graphile_worker' and pg_get_userbyid(n.nspowner) = current_user) order by 1`.execute(
    database,
  )
  return rows.map(({ name }) => name)
}

/** Foreign keys of our tables, as statements that take them away and put them back. */
export async function foreignKeysOf(
  database: Database,
): Promise<readonly { readonly drop: string; readonly add: string }[]> {
  const { rows } = await sql<{ drop: string; add: string }>`
    select format('alter table %I.%I drop constraint %I', n.nspname, c.relname, f.conname) as drop,
           format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, f.conname, pg_get_constraintdef(f.oid)) as add
    from pg_constraint f
    join pg_class c on c.oid = f.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and f.contype = 'f' and f.conparentid = 0
    order by n.nspname, c.relname, f.conname
  `.execute(database)
  return rows
}

/** Triggers of our own that are at work: what they did has been done before, and stands in the rows. */
export async function triggersOf(
  database: Database,
): Promise<readonly { readonly disable: string; readonly enable: string }[]> {
  const { rows } = await sql<{ disable: string; enable: string }>`
    select format('alter table %I.%I disable trigger %I', n.nspname, c.relname, t.tgname) as disable,
           format('alter table %I.%I enable trigger %I', n.nspname, c.relname, t.tgname) as enable
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not t.tgisinternal and t.tgenabled = 'O' and t.tgparentid = 0
    order by n.nspname, c.relname, t.tgname
  `.execute(database)
  return rows
}

/** Other sessions of this program on this database. */
export async function othersConnected(database: Database, applicationName: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = ${applicationName} and pid <> pg_backend_pid()
  `.execute(database)
  return rows[0]?.count ?? 0
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export function nameOf({ schema, name }: Pick<BackupTable, 'schema' | 'name'>): string {
  return `${quoted(schema)}.${quoted(name)}`
}

export function copyOutStatement(table: BackupTable): string {
  return `copy (select ${table.columns.map(quoted).join(', ')} from ${nameOf(table)}) to stdout`
}

export function copyInStatement(table: BackupTable): string {
  return `copy ${nameOf(table)} (${table.columns.map(quoted).join(', ')}) from stdin`
}
