/** Schema upgrades: numbered SQL files, forward only, each in one transaction, each recorded with its digest. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql, type Transaction } from 'kysely'
import { fault } from '../std/fault.ts'
import type { Database } from './connection.ts'
import { untilDone } from './definition.ts'
import { defaultRoles, type RoleNames } from './roles.ts'
import type { Tables } from './tables.ts'

export interface SchemaUpgrade {
  readonly version: number
  readonly name: string
  readonly text: string
}

const schemaFolder = fileURLToPath(new URL('./schema/', import.meta.url))

/** All upgrades this program knows, in order; a gap or a doubled number is a programmer's mistake. */
export function knownUpgrades(folder = schemaFolder): readonly SchemaUpgrade[] {
  const upgrades = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({
      version: Number.parseInt(file, 10),
      name: file.replace(/^\d+-|\.sql$/g, ''),
      text: readFileSync(join(folder, file), 'utf8'),
    }))
  upgrades.forEach((upgrade, at) => {
    if (upgrade.version !== at + 1) throw new Error(`schema upgrade ${at + 1} is missing or doubled`)
  })
  return upgrades
}

/**
 * Brings the tables to the newest form, as their owner. Two programs at once do it once: the second waits for the first.
 *
 * @returns versions applied now
 * @throws SCH_STORE_NEWER if a newer program has upgraded this database; SCH_STORE_SCHEMA_CHANGED if a recorded upgrade
 *   is not the one this program knows
 */
export async function upgradeSchema(
  owner: Database,
  options: { readonly upgrades?: readonly SchemaUpgrade[]; readonly roles?: RoleNames } = {},
): Promise<readonly number[]> {
  const upgrades = options.upgrades ?? knownUpgrades()
  const roles = options.roles ?? defaultRoles
  await makeRecord(owner, roles)
  const applied: number[] = []
  for (const upgrade of upgrades) {
    if (await applyOnce(owner, upgrade, roles)) applied.push(upgrade.version)
  }
  await refuseNewer(owner, upgrades.length)
  return applied
}

/**
 * Makes the tables as a program of that time had them, in a transaction of the caller's: for what is restored into them.
 *
 * @param upgrades from the first one on, without a gap
 */
export async function makeTables(
  transaction: Transaction<Tables>,
  upgrades: readonly SchemaUpgrade[],
  roles: RoleNames = defaultRoles,
): Promise<void> {
  for (const statement of recordStatements(roles)) await statement.execute(transaction)
  for (const upgrade of upgrades) {
    await sql.raw(withRoles(upgrade.text, roles)).execute(transaction)
    await record(transaction, upgrade)
  }
}

async function makeRecord(owner: Database, roles: RoleNames): Promise<void> {
  for (const statement of recordStatements(roles)) await untilDone(() => statement.execute(owner))
}

function recordStatements(roles: RoleNames) {
  return [
    sql`create schema if not exists schleuse`,
    sql`create table if not exists schleuse.schema_upgrade (
          version int primary key, name text not null, sha256 bytea not null, applied_at timestamptz not null default now())`,
    sql`grant usage on schema schleuse to ${sql.id(roles.app)}, ${sql.id(roles.reader)}`,
    sql`grant select on schleuse.schema_upgrade to ${sql.id(roles.app)}, ${sql.id(roles.reader)}`,
  ]
}

/** What is recorded of an upgrade: a file that was changed later is another one. */
export function digestOf(upgrade: SchemaUpgrade): Buffer {
  return createHash('sha256').update(upgrade.text).digest()
}

async function applyOnce(owner: Database, upgrade: SchemaUpgrade, roles: RoleNames): Promise<boolean> {
  const sha256 = digestOf(upgrade)
  return owner
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      // Whoever holds this lock upgrades; read committed then sees what the one before has done.
      await sql`lock table schleuse.schema_upgrade in exclusive mode`.execute(transaction)
      const recorded = await transaction
        .selectFrom('schleuse.schema_upgrade')
        .select('sha256')
        .where('version', '=', upgrade.version)
        .executeTakeFirst()
      if (recorded && !recorded.sha256.equals(sha256)) {
        throw fault('SCH_STORE_SCHEMA_CHANGED', { params: { version: upgrade.version } })
      }
      if (recorded) return false
      await sql.raw(withRoles(upgrade.text, roles)).execute(transaction)
      await record(transaction, upgrade)
      await tell(transaction, upgrade.version)
      return true
    })
}

/** The upgrade that makes the trail; before it there is nothing to write to, and nobody to write for. */
const trailVersion = 2

/** Every organisation's tables have changed, so every trail says so. @source `schema-upgraded` in audit/event.ts */
async function tell(transaction: Transaction<Tables>, version: number): Promise<void> {
  if (version < trailVersion) return
  const body = JSON.stringify({ versions: [version] })
  await sql`select schleuse.audit_append(id, 'schema-upgraded', 'program', ${body}) from schleuse.organisation order by id`.execute(
    transaction,
  )
}

async function record(transaction: Transaction<Tables>, upgrade: SchemaUpgrade): Promise<void> {
  const { version, name } = upgrade
  const sha256 = digestOf(upgrade)
  await transaction.insertInto('schleuse.schema_upgrade').values({ version, name, sha256 }).execute()
}

/** Role names differ where a database administrator has named them; identifiers cannot be parameters. */
function withRoles(text: string, roles: RoleNames): string {
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
  return text.replaceAll(':app', quoted(roles.app)).replaceAll(':reader', quoted(roles.reader))
}

/** @throws SCH_STORE_NEWER */
export async function refuseNewer(database: Database, newestKnown: number): Promise<void> {
  const newest = await newestOf(database)
  if (newest > newestKnown) throw fault('SCH_STORE_NEWER', { params: { newest, newestKnown } })
}

/** @throws SCH_STORE_OLDER if upgrades are due, which only the owner can do */
export async function refuseOlder(database: Database, newestKnown: number): Promise<void> {
  const newest = await newestOf(database)
  if (newest < newestKnown) throw fault('SCH_STORE_OLDER', { params: { newest, newestKnown } })
}

/** @returns 0 where there are no tables yet, or none that this role may see */
async function newestOf(database: Database): Promise<number> {
  const { rows } = await sql<{ there: boolean }>`
    select coalesce(bool_or(has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')), false) as there
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'schleuse' and c.relname = 'schema_upgrade'
  `.execute(database)
  if (rows[0]?.there !== true) return 0
  const found = await database
    .selectFrom('schleuse.schema_upgrade')
    .select(({ fn }) => fn.max('version').as('newest'))
    .executeTakeFirst()
  return found?.newest ?? 0
}
