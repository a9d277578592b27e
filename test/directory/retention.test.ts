/** What the directory and the sign-in need not keep any longer is taken out, each with its count in the trail, and nothing else. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addAllowance, endAllowance, listAllowances } from '../../src/directory/allowance-entry.ts'
import { eraseCustomer } from '../../src/directory/erasure.ts'
import { purgeWaitingLoads } from '../../src/directory/retention.ts'
import { acceptLoad } from '../../src/directory/waiting-load.ts'
import { purgeAll } from '../../src/wiring/retention.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'
import { type DirectoryUnderTest, directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()
const dayMs = 86_400_000

const told = (number: string) => ({ record: customer({ customerNumber: number }), earlierNumbers: [] })
const many = Array.from({ length: 20 }, (_, i) => told(`K${i}`))

/** Days after now → rows purged of each kind that has any. */
async function purgedAfter(directory: DirectoryUnderTest, days: number): Promise<Record<string, bigint>> {
  const { database, ring, keys } = directory
  const retention = {
    auditMs: 3650 * dayMs,
    alertsMs: 365 * dayMs,
    allowancesMs: 365 * dayMs,
    sessionsMs: 30 * dayMs,
  }
  const purges = await purgeAll(
    {
      database,
      ring,
      settings: { retention },
      archiveFolder: directory.keyFolder,
      now: () => new Date(Date.now() + days * dayMs),
      actor: 'program',
    },
    keys.organisationId,
  )
  return Object.fromEntries(
    purges.flatMap((one) => (one.kind === 'done' && one.rows > 0n ? [[one.what, one.rows]] : [])),
  )
}

async function countOf(directory: DirectoryUnderTest, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.raw(table)}`.execute(
    directory.fresh.as('owner'),
  )
  return rows[0]?.count ?? -1
}

test('allowances go a year after they ended or expired, with the members of households', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: many, facts: [] }).source)
  const wish = (days: number) => ({ reason: 'Ehepaar', expiresAt: new Date(Date.now() + days * dayMs) })
  await addAllowance({ kind: 'household', values: ['K1', 'K2'], ...wish(10) }, directory)
  await addAllowance({ kind: 'domain', values: ['library.example'], ...wish(500) }, directory)
  const ended = await addAllowance({ kind: 'phrase', values: ['Ihre Bücherei'], ...wish(500) }, directory)
  await endAllowance(ended, directory)
  const other = await directory.other('Land')
  const land = { kind: 'domain', values: ['land.example'], ...wish(10) } as const
  await expect(addAllowance(land, other)).rejects.toThrow('SCH_DIRECTORY_UNLOADED')
  await other.load(openListSource({ customers: many, facts: [] }).source)
  await addAllowance(land, other)
  expect(await purgedAfter(directory, 364)).toEqual({})
  expect(await purgedAfter(directory, 367)).toEqual({ allowances: 1n })
  expect(await purgedAfter(directory, 376)).toEqual({ allowances: 1n })
  expect(await countOf(directory, 'schleuse.directory_household_member')).toBe(0)
  const left = await listAllowances(directory.database, directory.keys.organisationId)
  expect(left.map(({ kind }) => kind)).toEqual(['domain'])
  expect(await countOf(directory, 'schleuse.directory_allowance')).toBe(2)
})

test('a load that nobody has answered for a month is dropped with the customers it holds', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: many, facts: [] }).source)
  const waiting = await directory.load(
    openListSource({ customers: many.slice(0, 5).map(changed), facts: [] }).source,
  )
  expect(waiting.kind).toBe('waiting')
  expect(await countOf(directory, 'schleuse.directory_staged')).toBe(5)
  expect(await purgedAfter(directory, 29)).toEqual({})
  expect(await countOf(directory, 'schleuse.directory_staged')).toBe(5)
  expect(await purgedAfter(directory, 31)).toEqual({ 'waiting-loads': 1n })
  expect(await countOf(directory, 'schleuse.directory_staged')).toBe(0)
  expect(await countOf(directory, 'schleuse.directory_customer')).toBe(20)
})

const changed = ({ record }: ReturnType<typeof told>) => ({
  record: customer({ customerNumber: record.customerNumber, city: 'Köln' }),
  earlierNumbers: [],
})

const retentionEnd = () => new Date(Date.now() + 31 * dayMs)

async function waitingIn(directory: DirectoryUnderTest): Promise<string> {
  await directory.load(openListSource({ customers: many, facts: [] }).source)
  const waiting = await directory.load(openListSource({ customers: many.slice(0, 5), facts: [] }).source)
  if (waiting.kind !== 'waiting') throw new Error('it did not wait')
  return waiting.loadId
}

function purged(directory: DirectoryUnderTest): Promise<bigint> {
  const { database, keys, actor } = directory
  return purgeWaitingLoads(database, { organisationId: keys.organisationId, before: retentionEnd(), actor })
}

async function somebodyWaits({ fresh }: DirectoryUnderTest): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from pg_locks where not granted`.execute(fresh.as('owner'))
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('only waiting loads of the organisation are dropped, and none that was accepted', async () => {
  const directory = await directoryIn(await freshDatabase())
  const other = await directory.other('Land')
  const accepted = await waitingIn(directory)
  const others = await waitingIn(other)
  await acceptLoad(accepted, directory)
  expect(await purged(directory)).toBe(0n)
  expect(await acceptLoad(others, other)).toMatchObject({ gone: 15, customers: 5 })
  expect(await countOf(directory, 'schleuse.directory_customer')).toBe(10)
})

// Who holds the lock lets go of it with a change, after which accepting is tried again, or without one.
for (const [told, release] of [
  ['after which it is tried again', 'commit'],
  ['which goes on', 'rollback'],
] as const) {
  test(`a load that is dropped while it is being accepted, ${told}, takes nobody away`, async () => {
    const directory = await directoryIn(await freshDatabase())
    const loadId = await waitingIn(directory)
    const held = Promise.withResolvers<void>()
    const letGo = Promise.withResolvers<void>()
    const holder = directory.fresh
      .as('app')
      .transaction()
      .execute(async (transaction) => {
        await sql`update schleuse.directory_state set change_seq = change_seq`.execute(transaction)
        held.resolve()
        await letGo.promise
        if (release === 'rollback') throw new Error(release)
      })
      .catch((error) => {
        if (error.message !== 'rollback') throw error
      })
    await held.promise
    const accepting = acceptLoad(loadId, directory).catch((error) => String(error))
    await somebodyWaits(directory)
    expect(await purged(directory)).toBe(1n)
    letGo.resolve()
    await holder
    expect(await accepting).toContain('SCH_DIRECTORY_LOAD_LOST')
    expect(await countOf(directory, 'schleuse.directory_customer')).toBe(20)
  })
}

test('a load may be accepted after one of its customers was erased', async () => {
  const directory = await directoryIn(await freshDatabase())
  const loadId = await waitingIn(directory)
  await eraseCustomer('K0', directory)
  expect(await acceptLoad(loadId, directory)).toMatchObject({ gone: 15, customers: 4 })
})

test('sessions go a month after they were over, and only those of the organisation', async () => {
  const directory = await directoryIn(await freshDatabase())
  const other = await directory.other('Land')
  for (const [at, { keys }] of [directory, other].entries()) {
    const id = `0198a000-0000-7000-8000-00000000000${at}`
    const insert = sql`
      with made as (insert into schleuse.staff_account (organisation_id, id, name, email, state)
                    values (${keys.organisationId}, ${id}, 'Erika', ${`e${at}@library.example`}, 'active')),
      login as (insert into schleuse_sign_in.staff_account (id, name, email, created_at, updated_at)
                values (${id}, 'Erika', ${`e${at}@library.example`}, now(), now()) returning id)
      insert into schleuse_sign_in.staff_session (token, account_id, ip_address, created_at, updated_at, expires_at)
      select ${`t${at}`} || n, login.id, '192.0.2.7', now(), now(), now() + n * interval '10 days' from login, generate_series(0, 1) n`
    await insert.execute(directory.fresh.as('owner'))
  }
  expect(await purgedAfter(directory, 29)).toEqual({})
  expect(await purgedAfter(directory, 31)).toEqual({ sessions: 1n })
  expect(await countOf(directory, 'schleuse_sign_in.staff_session')).toBe(3)
})
