import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { Fault } from '../../src/std/fault.ts'
import { exportTables } from '../../src/store/backup/export.ts'
import { type ImportWish, importTables } from '../../src/store/backup/import.ts'
import { pack, unpack } from '../../src/store/backup/packing.ts'
import { proveBackup } from '../../src/store/backup/proof.ts'
import type { BackupContents } from '../../src/store/backup/record.ts'
import { beginSnapshot } from '../../src/store/backup/snapshot.ts'
import { openSession, type Session } from '../../src/store/session.ts'
import { knownUpgrades, upgradeSchema } from '../../src/store/upgrade.ts'
import { type FreshDatabase, freshDatabases } from '../store/fresh-database.ts'
import { fillTo } from '../store/schema-rows.ts'
import { gathered } from '../support/gathered.ts'
import { oddRows, withOddTables } from './odd-tables.ts'

// Real servers start and stop here, on a machine that may be doing other things.
vi.setConfig({ testTimeout: 300_000 })

const fresh = freshDatabases()

async function within<T>(database: FreshDatabase, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(database.target('owner'))
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

interface Made {
  readonly bytes: readonly Uint8Array[]
  readonly contents: BackupContents
}

function backupOf(database: FreshDatabase): Promise<Made> {
  return within(database, async (session) => {
    let contents: BackupContents | undefined
    const onContents = (all: BackupContents) => {
      contents = all
    }
    const watch = { onTable: () => {}, onContents }
    const bytes = await gathered(pack(exportTables(session, watch)))
    if (!contents) throw new Error('no contents')
    return { bytes, contents }
  })
}

async function* stream(bytes: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* bytes
}

function restore(into: FreshDatabase, made: Made, wish: Partial<ImportWish> = {}): Promise<void> {
  return within(into, (session) =>
    importTables(session, {
      contents: made.contents,
      bytes: unpack(stream(made.bytes)),
      onTable: () => {},
      beforeCommit: async () => {},
      upgrades: withOddTables,
      ...wish,
    }),
  )
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no fault'
  } catch (error) {
    return error instanceof Fault ? error.problems[0].code : String(error)
  }
}

async function oddDatabase(): Promise<FreshDatabase> {
  const database = await fresh()
  await within(database, async (session) => {
    await upgradeSchema(session.database, { upgrades: withOddTables })
    await sql.raw(oddRows).execute(session.database)
  })
  return database
}

test('what is hard to carry over arrives as it was: values, cycles, partitions, sequences, other schemas', async () => {
  const made = await backupOf(await oddDatabase())
  const target = await fresh()
  await restore(target, made)
  const again = await backupOf(target)
  expect(again.contents).toEqual(made.contents)
  expect(await proveBackup(unpack(stream(made.bytes)), () => {})).toEqual(made.contents)
  await within(target, async ({ database }) => {
    const { rows } = await sql<{ half: string; next: bigint; forms: string }>`
      select (select half::text from schleuse.odd where id = 1) as half,
             nextval(pg_get_serial_sequence('schleuse.odd', 'id')) as next,
             (select string_agg(tgenabled::text, '') from pg_trigger where tgname = 'odd_stamp')
               || (select string_agg(case when condeferrable then 'd' else 'n' end, '' order by conname)
                   from pg_constraint where contype = 'f' and conname ~ 'to_right|parent') as forms
    `.execute(database)
    expect(rows).toEqual([{ half: '0.75000000000000000000', next: 5n, forms: 'Ond' }])
    await expect(sql`insert into schleuse.odd_right values (9, 9)`.execute(database)).rejects.toThrow(
      /foreign key/,
    )
  })
})

test('every table of our schemas is in a backup, whoever adds it, and none of anybody else', async () => {
  const database = await oddDatabase()
  const { contents } = await backupOf(database)
  const { rows } = await sql<{ name: string }>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'stranger') and tablename !~ '^odd_month_'
    order by 1`.execute(database.as('owner'))
  const names = contents.tables.map(({ schema, name }) => `${schema}.${name}`)
  expect(names).toEqual(rows.map(({ name }) => name))
  expect(names).toContain('schleuse_odd.odd_elsewhere')
})

test('the upgrades make no schema that a backup would leave out, and no row that a restored one would be missed for', async () => {
  const owner = (await fresh()).as('owner')
  await upgradeSchema(owner)
  const schemas = await sql<{ name: string }>`
    select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema$|public$)'`.execute(
    owner,
  )
  expect(schemas.rows.filter(({ name }) => !/^schleuse(_|$)/.test(name))).toEqual([])
  const { contents } = await backupOf(await upgraded())
  expect(contents.tables.filter(({ rows, name }) => rows !== '0' && name !== 'schema_upgrade')).toEqual([])
})

async function upgraded(): Promise<FreshDatabase> {
  const database = await fresh()
  await within(database, (session) => upgradeSchema(session.database))
  return database
}

test('a backup sees one moment, whatever is written meanwhile', async () => {
  const database = await upgraded()
  const app = database.as('app')
  const add = (n: number) =>
    app
      .insertInto('schleuse.organisation')
      .values({ id: `0198a000-0000-7000-8000-00000000000${n}`, name: `o${n}`, role: 'controller' })
      .execute()
  await add(1)
  const made = await within(database, async (session) => {
    const records = exportTables(session, { onTable: () => {}, onContents: () => {} })
    const first = await records.next()
    await add(2)
    const rest = await gathered(records)
    return proveBackup(stream([first.value ?? Buffer.alloc(0), ...rest]), () => {})
  })
  expect(made.tables.find(({ name }) => name === 'organisation')?.rows).toBe('1')
})

test('an upgrade waits for a backup, and is not seen in half', async () => {
  const database = await upgraded()
  const { contents, applied } = await within(database, async (session) => {
    const records = exportTables(session, { onTable: () => {}, onContents: () => {} })
    const first = await records.next()
    let isUpgraded = false
    const upgrading = upgradeSchema(database.as('owner'), {
      upgrades: [
        ...knownUpgrades(),
        {
          version: knownUpgrades().length + 1,
          name: 'rewrite',
          text: 'alter table schleuse.organisation add column n int default random() * 10',
        },
      ],
    }).then(() => {
      isUpgraded = true
    })
    await sql`select pg_sleep(0.2)`.execute(database.as('reader'))
    const applied = isUpgraded
    const rest = await gathered(records)
    await upgrading
    const contents = await proveBackup(stream([first.value ?? Buffer.alloc(0), ...rest]), () => {})
    return { contents, applied }
  })
  expect(applied).toBe(false)
  expect(contents.upgrades.length).toBe(knownUpgrades().length)
  expect(contents.tables.find(({ name }) => name === 'organisation')?.columns).not.toContain('n')
})

test('a writer that does not end holds no backup up for ever', async () => {
  const database = await upgraded()
  const writer = await openSession(database.target('app'))
  await sql`begin isolation level serializable`.execute(writer.database)
  await sql`insert into schleuse.organisation values ('0198a000-0000-7000-8000-000000000001', 'x', 'controller')`.execute(
    writer.database,
  )
  const isolation = await within(database, async (session) => {
    await beginSnapshot(session, 100)
    const { rows } = await sql<{ transaction_isolation: string }>`show transaction_isolation`.execute(
      session.database,
    )
    return rows[0]?.transaction_isolation
  })
  expect(isolation).toBe('repeatable read')
  await writer.close()
})

test('a role that may not read every table makes no backup', async () => {
  const database = await oddDatabase()
  const session = await openSession(database.target('app'))
  const records = exportTables(session, { onTable: () => {}, onContents: () => {} })
  await expect(gathered(records)).rejects.toThrow(/permission denied/)
  await session.close()
})

test('a backup of an older schema is restored as it was and then brought forward', async () => {
  const database = await fresh()
  const old = knownUpgrades().slice(0, 2)
  await within(database, async (session) => {
    await upgradeSchema(session.database, { upgrades: old })
    await sql`insert into schleuse.organisation values ('0198a000-0000-7000-8000-000000000001', 'x', 'controller')`.execute(
      session.database,
    )
  })
  const made = await backupOf(database)
  const target = await upgraded()
  await restore(target, made, { upgrades: knownUpgrades() })
  expect((await backupOf(target)).contents).toEqual(made.contents)
  const owner = target.as('owner')
  expect(await upgradeSchema(owner)).toEqual(
    knownUpgrades()
      .slice(2)
      .map(({ version }) => version),
  )
  expect(await owner.selectFrom('schleuse.organisation').select('name').execute()).toEqual([{ name: 'x' }])
})

test('a backup of a newer schema, or of tables that no release had, is refused', async () => {
  const made = await backupOf(await oddDatabase())
  expect(await codeOf(restore(await fresh(), made, { upgrades: knownUpgrades() }))).toBe('SCH_STORE_NEWER')
  const changed = withOddTables.map((one) => ({ ...one, text: `${one.text} -- other` }))
  expect(await codeOf(restore(await fresh(), made, { upgrades: changed }))).toBe('SCH_STORE_SCHEMA_CHANGED')
  const source = await upgraded()
  await sql`create table schleuse.by_hand (id int)`.execute(source.as('owner'))
  expect(await codeOf(restore(await fresh(), await backupOf(source)))).toBe('SCH_BACKUP_OTHER_TABLES')
})

test('a place where somebody works is refused and stays as it is', async () => {
  const made = await backupOf(await oddDatabase())
  const target = await oddDatabase()
  const before = (await backupOf(target)).contents
  expect(await codeOf(restore(target, made))).toBe('SCH_BACKUP_NOT_EMPTY')
  expect((await backupOf(target)).contents).toEqual(before)
})

test('a program that is connected to the place is refused', async () => {
  const made = await backupOf(await oddDatabase())
  const target = await upgraded()
  await sql`select 1`.execute(target.as('app'))
  expect(await codeOf(restore(target, made))).toBe('SCH_BACKUP_IN_USE')
})

const damages: readonly [string, (bytes: Buffer) => Buffer][] = [
  ['cut off in the middle', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['cut off by its last byte', (bytes) => bytes.subarray(0, -1)],
  [
    'with a row changed',
    (bytes) => Buffer.from(bytes.toString('latin1').replace('controller', 'processors'), 'latin1'),
  ],
  ['with something behind it', (bytes) => Buffer.concat([bytes, Buffer.from('R\0\0\0\x01x', 'latin1')])],
  ['that is nothing but zeros', (bytes) => Buffer.alloc(bytes.length)],
  [
    'that announces more than it has',
    (bytes) => Buffer.concat([Buffer.from('T\xff\xff\xff\xff', 'latin1'), bytes]),
  ],
]
for (const [name, damage] of damages) {
  test(`records ${name} are found, and a restore of them leaves the place empty`, async () => {
    const database = await oddDatabase()
    await sql`insert into schleuse.organisation values ('0198a000-0000-7000-8000-000000000001', 'x', 'controller')`.execute(
      database.as('owner'),
    )
    const { bytes, contents } = await backupOf(database)
    const records = Buffer.concat(await gathered(unpack(stream(bytes))))
    const broken = { bytes: [damage(records)], contents }
    expect(await codeOf(proveBackup(stream(broken.bytes), () => {}))).toBe('SCH_BACKUP_DAMAGED')
    const target = await fresh()
    expect(await codeOf(restore(target, broken, { bytes: stream(broken.bytes) }))).toBe('SCH_BACKUP_DAMAGED')
    const { rows } = await sql`select from pg_namespace where nspname = 'schleuse'`.execute(
      target.as('owner'),
    )
    expect(rows).toEqual([])
  })
}

test('what fails behind the last row takes everything back', async () => {
  const made = await backupOf(await oddDatabase())
  const target = await fresh()
  const failing = { beforeCommit: () => Promise.reject(new Error('no')) }
  await expect(restore(target, made, failing)).rejects.toThrow('no')
  await restore(target, made)
  expect((await backupOf(target)).contents).toEqual(made.contents)
})

test('everything comes back but open sessions and open questions of sign-in: an older day must not open them again', async () => {
  const database = await fresh()
  const owner = database.as('owner')
  await fillTo(owner, knownUpgrades(), knownUpgrades().length)
  const made = await backupOf(database)
  const target = await fresh()
  await restore(target, made, { upgrades: knownUpgrades() })
  const again = await backupOf(target)
  const passing = ['staff_session', 'staff_challenge']
  const kept = ({ tables }: BackupContents) => tables.filter(({ name }) => !passing.includes(name))
  expect(kept(again.contents)).toEqual(kept(made.contents))
  for (const name of passing) {
    expect(made.contents.tables.find((table) => table.name === name)?.rows, name).toBe('1')
    expect(again.contents.tables.find((table) => table.name === name)?.rows, name).toBe('0')
  }
})
