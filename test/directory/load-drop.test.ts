import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { acceptLoad } from '../../src/directory/waiting-load.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'
import { directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()

const people = (count: number, fields: Parameters<typeof customer>[0] = {}) =>
  openListSource({
    customers: Array.from({ length: count }, (_, i) => ({
      record: customer({ customerNumber: `K${i}`, emails: [`k${i}@example.org`], ...fields }),
      earlierNumbers: [],
    })),
    facts: [],
  }).source

test('a load with 40 % fewer customers waits, with everything as it was, until it is accepted as this load', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(people(20))
  const outcome = await directory.load(people(12))
  expect(outcome).toMatchObject({
    kind: 'waiting',
    drops: [
      { what: 'customers', before: 20, after: 12 },
      { what: 'email', before: 20, after: 12 },
    ],
  })
  if (outcome.kind !== 'waiting') return
  const count = async () => {
    const { rows } = await sql<{ count: bigint }>`select count(*) from schleuse.directory_customer`.execute(
      directory.database,
    )
    return Number(rows[0]?.count)
  }
  expect(await count()).toBe(20)
  const neighbour = await directory.other('Land')
  await expect(acceptLoad(outcome.loadId, neighbour)).rejects.toThrow('SCH_DIRECTORY_LOAD_UNKNOWN')
  await expect(acceptLoad('no id', directory)).rejects.toThrow('SCH_DIRECTORY_LOAD_UNKNOWN')
  expect(await acceptLoad(outcome.loadId, directory)).toMatchObject({ gone: 8, customers: 12 })
  expect(await count()).toBe(12)
  await expect(acceptLoad(outcome.loadId, directory)).rejects.toThrow('SCH_DIRECTORY_LOAD_UNKNOWN')
  const { rows } = await sql<{ kind: string; body: string }>`
    select kind, body from schleuse.audit_entry where organisation_id = ${directory.keys.organisationId} order by seq`.execute(
    directory.database,
  )
  expect(rows.map(({ kind }) => kind)).toEqual([
    'organisation-added',
    'directory-loaded',
    'directory-drop-accepted',
    'directory-loaded',
  ])
  expect(JSON.parse(rows[2]?.body ?? '')).toMatchObject({
    load: outcome.loadId,
    drops: [{ what: 'customers' }, { what: 'email' }],
  })
})

test('a later load takes the place of the one that waits', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(people(20))
  const first = await directory.load(people(5))
  expect(await directory.load(people(19))).toMatchObject({ kind: 'done', gone: 1 })
  if (first.kind !== 'waiting') throw new Error('it did not wait')
  await expect(acceptLoad(first.loadId, directory)).rejects.toThrow('SCH_DIRECTORY_LOAD_UNKNOWN')
})

test('addresses that are empty all of a sudden, and one household for all, are asked about', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(people(40))
  expect(await directory.load(people(40, { emails: [] }))).toMatchObject({
    kind: 'waiting',
    drops: [{ what: 'email', before: 40, after: 0 }],
  })
  expect(await directory.load(people(40, { household: '0' }))).toMatchObject({
    kind: 'waiting',
    drops: [{ kind: 'household', before: 0, after: 40 }],
  })
})

test('rows that a restart of the database has emptied are not taken for a load', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(people(20))
  const outcome = await directory.load(people(5))
  if (outcome.kind !== 'waiting') throw new Error('it did not wait')
  await sql`delete from schleuse.directory_staged where ordinal > 3`.execute(directory.database)
  await expect(acceptLoad(outcome.loadId, directory)).rejects.toThrow('SCH_DIRECTORY_LOAD_LOST')
})
