import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Fault } from '../../src/std/fault.ts'
import { refuseOwner } from '../../src/store/roles.ts'
import { knownUpgrades, refuseOlder, type SchemaUpgrade, upgradeSchema } from '../../src/store/upgrade.ts'
import { freshDatabases } from './fresh-database.ts'

const fresh = freshDatabases()
const known = knownUpgrades()
const next: SchemaUpgrade = {
  version: known.length + 1,
  name: 'next',
  text: 'create table schleuse.next_one (id int)',
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no fault'
  } catch (error) {
    return error instanceof Fault ? error.problems[0].code : String(error)
  }
}

for (let released = 0; released <= known.length; released++) {
  test(`a database at schema ${released} of ${known.length} is upgraded to the newest, once`, async () => {
    const owner = (await fresh()).as('owner')
    await upgradeSchema(owner, { upgrades: known.slice(0, released) })
    expect(await upgradeSchema(owner)).toEqual(known.slice(released).map((one) => one.version))
    expect(await upgradeSchema(owner)).toEqual([])
  })
}

test('two programs that upgrade at once apply each upgrade once', async () => {
  const database = await fresh()
  const applied = await Promise.all([1, 2, 3, 4].map(() => upgradeSchema(database.as('owner'))))
  expect(applied.flat().sort()).toEqual(known.map((one) => one.version))
})

test('an upgrade that fails leaves the schema before it, whole', async () => {
  const owner = (await fresh()).as('owner')
  const broken = { ...next, text: 'create table schleuse.half (id int); select 1 / 0' }
  await expect(upgradeSchema(owner, { upgrades: [...known, broken] })).rejects.toThrow(/division by zero/)
  const { rows } = await sql`select from pg_tables where tablename = 'half'`.execute(owner)
  expect(rows).toEqual([])
  expect(await upgradeSchema(owner, { upgrades: [...known, next] })).toEqual([next.version])
})

test('a database that a newer program has upgraded is refused', async () => {
  const owner = (await fresh()).as('owner')
  await upgradeSchema(owner, { upgrades: [...known, next] })
  expect(await codeOf(upgradeSchema(owner))).toBe('SCH_STORE_NEWER')
})

test('a database whose upgrades are due is refused by a program that is not the owner', async () => {
  const database = await fresh()
  await upgradeSchema(database.as('owner'), { upgrades: known.slice(0, -1) })
  expect(await codeOf(refuseOlder(database.as('app'), known.length))).toBe('SCH_STORE_OLDER')
})

test('an upgrade that was changed after it was applied is found', async () => {
  const owner = (await fresh()).as('owner')
  await upgradeSchema(owner)
  const changed = known.map((one) => ({ ...one, text: `${one.text} -- changed` }))
  expect(await codeOf(upgradeSchema(owner, { upgrades: changed }))).toBe('SCH_STORE_SCHEMA_CHANGED')
})

test('the owner is refused as the role of the program; application and reader are not', async () => {
  const database = await fresh()
  await upgradeSchema(database.as('owner'))
  expect(await codeOf(refuseOwner(database.as('owner')))).toBe('SCH_STORE_RUNS_AS_OWNER')
  expect(await codeOf(refuseOwner(database.as('app')))).toBe('no fault')
  expect(await codeOf(refuseOwner(database.as('reader')))).toBe('no fault')
})

test('the reader reads and writes nothing', async () => {
  const database = await fresh()
  await upgradeSchema(database.as('owner'))
  const reader = database.as('reader')
  expect(await reader.selectFrom('schleuse.organisation').selectAll().execute()).toEqual([])
  const row = { id: '0198a000-0000-7000-8000-000000000003', name: 'x', role: 'controller' as const }
  await expect(reader.insertInto('schleuse.organisation').values(row).execute()).rejects.toThrow(
    /permission denied/,
  )
})
