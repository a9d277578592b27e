/** Upgrades of the tables, from any earlier schema, with rows. */
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { connect, type Database } from '../../src/store/connection.ts'
import { clusterSuperuser, openCluster } from '../../src/store/postgres/cluster.ts'
import { defaultRoles, makeRoles } from '../../src/store/roles.ts'
import { knownUpgrades, type SchemaUpgrade, upgradeSchema } from '../../src/store/upgrade.ts'
import { fillTo, rowsIn, type TableRows } from '../store/schema-rows.ts'
import { startProgram } from './command.ts'
import { must, type Scenario } from './scenario.ts'
import { trailsAreWhole } from './trail.ts'

const upgrader = fileURLToPath(new URL('./upgrader.ts', import.meta.url))
export const databaseUnderUpgrade = 'upgraded'

/** Behind the known ones, with enough work that kills hit the middle of one. */
export function upgradesWithWork(): readonly SchemaUpgrade[] {
  const known = knownUpgrades()
  const more = Array.from({ length: 12 }, (_, at) => ({
    version: known.length + at + 1,
    name: `work-${at}`,
    text: `create table schleuse.work_${at} (n int primary key, text text);
      insert into schleuse.work_${at} select n, repeat('x', 100) from generate_series(1, 20000) n;
      alter table schleuse.work_${at} add column doubled int;
      update schleuse.work_${at} set doubled = n * 2;`,
  }))
  return [...known, ...more]
}

async function asRole<T>(
  folder: string,
  user: string,
  work: (database: Database) => Promise<T>,
  name = databaseUnderUpgrade,
): Promise<T> {
  const cluster = await openCluster({ stateFolder: folder })
  const target = {
    kind: 'socket',
    socketFolder: cluster.socketFolder,
    port: cluster.port,
    user,
    database: name,
  } as const
  const database = connect(target, () => {})
  try {
    return await work(database)
  } finally {
    await database.destroy()
    await cluster.close()
  }
}

export function schemaUpgrade(): Scenario {
  const upgrades = upgradesWithWork()
  const known = knownUpgrades().length
  let from = 0
  let before: readonly TableRows[] = []
  return {
    name: 'upgrade of the tables',
    prepare: (folder) => asRole(folder, clusterSuperuser, (admin) => makeRoles(admin), 'postgres'),
    async arrange(folder, dice) {
      from = dice.pick(known + 1)
      await asRole(
        folder,
        clusterSuperuser,
        async (admin) => {
          await sql`drop database if exists ${sql.id(databaseUnderUpgrade)} with (force)`.execute(admin)
          await sql`create database ${sql.id(databaseUnderUpgrade)} owner ${sql.id(defaultRoles.owner)}`.execute(
            admin,
          )
        },
        'postgres',
      )
      before = await asRole(folder, defaultRoles.owner, async (owner) => {
        await fillTo(owner, upgrades, from)
        return from === 0 ? [] : rowsIn(owner)
      })
    },
    start: (folder) => startProgram(upgrader, folder, String(from)),
    stateFolders: (folder) => [folder],
    check: (folder, { acknowledged }) =>
      asRole(folder, defaultRoles.owner, async (owner) => {
        const version = await versionOf(owner)
        const last = Number(acknowledged.at(-1) ?? 0)
        must(version >= Math.max(last, from), `upgrade ${last} was acknowledged, the schema is at ${version}`)
        await tablesFit(owner, version, known)
        await upgradeSchema(owner, { upgrades })
        await tablesFit(owner, upgrades.length, known)
        if (from > 0) await rowsAreThere(owner, before)
        await trailsAreWhole(owner)
        return version === from ? 'old' : version === upgrades.length ? 'new' : 'between'
      }),
  }
}

async function versionOf(owner: Database): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select case when to_regclass('schleuse.schema_upgrade') is null then 0 else 1 end as version`.execute(
    owner,
  )
  if (rows[0]?.version === 0) return 0
  const found = await sql<{ version: number }>`
    select coalesce(max(version), 0) as version from schleuse.schema_upgrade`.execute(owner)
  return found.rows[0]?.version ?? 0
}

/** Each step of work is there with all its rows, or not at all. */
async function tablesFit(owner: Database, version: number, known: number): Promise<void> {
  for (let at = 0; at < 12; at++) {
    const table = `schleuse.work_${at}`
    const { rows } = await sql<{ there: boolean }>`select to_regclass(${table}) is not null as there`.execute(
      owner,
    )
    const isDue = known + at + 1 <= version
    must(
      rows[0]?.there === isDue,
      `the schema is at ${version}, but ${table} is ${isDue ? 'missing' : 'there'}`,
    )
    if (!isDue) continue
    const sum = await sql<{
      good: string
    }>`select count(*) filter (where doubled = n * 2)::text as good from ${sql.table(table)}`.execute(owner)
    must(sum.rows[0]?.good === '20000', `${table} holds ${sum.rows[0]?.good} of 20000 rows`)
  }
}

async function rowsAreThere(owner: Database, before: readonly TableRows[]): Promise<void> {
  // Tables that are not logged are empty after a crash of the server, as PostgreSQL says and their room expects.
  const { rows: unlogged } = await sql<{ name: string }>`
    select format('%s.%s', relnamespace::regnamespace, relname) as name from pg_class where relpersistence = 'u'`.execute(
    owner,
  )
  // One row for each trail, which goes on with every entry.
  const changing = new Set(['schleuse.audit_head', ...unlogged.map(({ name }) => name)])
  for (const [at, { name, rows }] of (await rowsIn(owner, before)).entries()) {
    if (changing.has(name)) continue
    const there = new Set(rows)
    must(before[at]?.rows.every((row) => there.has(row)) === true, `rows of ${name} are gone`)
  }
}
