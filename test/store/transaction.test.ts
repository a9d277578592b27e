import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Fault } from '../../src/std/fault.ts'
import { transact } from '../../src/store/transaction.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import { freshDatabases } from './fresh-database.ts'

const fresh = freshDatabases()

async function withCounter() {
  const database = await fresh()
  const owner = database.as('owner')
  await upgradeSchema(owner)
  await sql`create table schleuse.counter (n int)`.execute(owner)
  await sql`insert into schleuse.counter values (0)`.execute(owner)
  return owner
}

test('ten writers that read before they write lose no update', async () => {
  const database = await withCounter()
  const step = () =>
    transact(database, async (transaction) => {
      const { rows } = await sql<{ n: number }>`select n from schleuse.counter`.execute(transaction)
      await sql`update schleuse.counter set n = ${(rows[0]?.n ?? 0) + 1}`.execute(transaction)
    })
  // Pairs at a time: each must have collided and been tried again at some point.
  for (let round = 0; round < 5; round++) await Promise.all([step(), step()])
  const { rows } = await sql<{ n: number }>`select n from schleuse.counter`.execute(database)
  expect(rows[0]?.n).toBe(10)
})

test('two transactions that lock in opposite order both go through', async () => {
  const database = await withCounter()
  await sql`create table schleuse.pair (id int primary key, n int)`.execute(database)
  await sql`insert into schleuse.pair values (1, 0), (2, 0)`.execute(database)
  const both = (first: number, second: number) =>
    transact(database, async (transaction) => {
      await sql`update schleuse.pair set n = n + 1 where id = ${first}`.execute(transaction)
      await sql`select pg_sleep(0.05)`.execute(transaction)
      await sql`update schleuse.pair set n = n + 1 where id = ${second}`.execute(transaction)
    })
  await Promise.all([both(1, 2), both(2, 1)])
  const { rows } = await sql<{ n: number }>`select n from schleuse.pair order by id`.execute(database)
  expect(rows.map((row) => row.n)).toEqual([2, 2])
})

test('what never stops colliding ends in a fault that says so, not in a loop', async () => {
  const database = await withCounter()
  let tries = 0
  const work = transact(
    database,
    async () => {
      tries++
      throw Object.assign(new Error('could not serialize'), { code: '40001' })
    },
    () => 0,
  )
  await expect(work).rejects.toSatisfy(
    (error) => error instanceof Fault && error.problems[0].code === 'SCH_STORE_CONTENDED',
  )
  expect(tries).toBe(9)
})

test('an error of the work itself is not tried again', async () => {
  const database = await withCounter()
  let tries = 0
  await expect(
    transact(database, async () => {
      tries++
      throw new Error('mine')
    }),
  ).rejects.toThrow('mine')
  expect(tries).toBe(1)
})
