import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { readTrail, verifyTrail } from '../../src/audit/trail.ts'
import { listOrganisations } from '../../src/staff/organisation.ts'
import { Fault } from '../../src/std/fault.ts'
import type { Database } from '../../src/store/connection.ts'
import { refuseOwner } from '../../src/store/roles.ts'
import { knownUpgrades, refuseOlder, type SchemaUpgrade, upgradeSchema } from '../../src/store/upgrade.ts'
import { freshDatabases } from './fresh-database.ts'
import { fillTo, rowsIn } from './schema-rows.ts'

// Real servers start and stop here, on a machine that may be doing other things.
vi.setConfig({ testTimeout: 300_000 })

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

/** Its one row per trail goes on with every entry; `verifyTrail` is asked instead. */
const goesOn = 'schleuse.audit_head'

for (let released = 0; released <= known.length; released++) {
  test(`a database at schema ${released} of ${known.length} is upgraded to the newest, once, and keeps every row`, async () => {
    const database = await fresh()
    const owner = database.as('owner')
    await fillTo(owner, known, released)
    const before = released === 0 ? [] : await rowsIn(owner)
    expect(await upgradeSchema(owner)).toEqual(known.slice(released).map((one) => one.version))
    expect(await upgradeSchema(owner)).toEqual([])
    for (const [at, { name, rows }] of (await rowsIn(owner, before)).entries()) {
      if (name !== goesOn) expect(rows, name).toEqual(expect.arrayContaining([...(before[at]?.rows ?? [])]))
    }
    await expectWholeTrails(owner, released)
  })

  test(`two programs that find schema ${released} of ${known.length} at once apply each upgrade once`, async () => {
    const database = await fresh()
    await fillTo(database.as('owner'), known, released)
    const applied = await Promise.all([1, 2, 3].map(() => upgradeSchema(database.as('owner'))))
    expect(applied.flat().sort((a, b) => a - b)).toEqual(known.slice(released).map((one) => one.version))
    await expectWholeTrails(database.as('owner'), released)
  })
}

/** Each upgrade of a database that has organisations is an entry in the trail of each. */
async function expectWholeTrails(owner: Database, released: number): Promise<void> {
  for (const { id } of await listOrganisations(owner)) {
    expect((await verifyTrail(owner, id, [])).faults).toEqual([])
    const told: string[] = []
    for await (const { kind, body } of readTrail(owner, id)) if (kind === 'schema-upgraded') told.push(body)
    const versions = known.map(({ version }) => version).filter((version) => version >= 2)
    if (released > 0) expect(told).toEqual(versions.map((version) => `{"versions":[${version}]}`))
  }
}

test('every table has rows in these tests, put in when it was made (else: add them to test/store/rows)', async () => {
  const owner = (await fresh()).as('owner')
  await fillTo(owner, known, known.length)
  const empty = (await rowsIn(owner)).filter(({ rows }) => rows.length === 0).map(({ name }) => name)
  expect(empty).toEqual([])
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
