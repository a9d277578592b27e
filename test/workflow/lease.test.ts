import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Database } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import { enqueue } from '../../src/workflow/enqueue.ts'
import { fencedDatabase } from '../../src/workflow/fenced-database.ts'
import type { Job } from '../../src/workflow/job.ts'
import { refuseBadJobs } from '../../src/workflow/job.ts'
import { endLease, fenced, takeLease } from '../../src/workflow/lease.ts'
import { prepareQueue } from '../../src/workflow/queue-schema.ts'
import { queueDue, recordSchedules, triesMax } from '../../src/workflow/schedule.ts'
import { giveUpSilent, joinWorkers, leaveWorkers, sendHeartbeat } from '../../src/workflow/worker-record.ts'
import { freshDatabases } from '../store/fresh-database.ts'

const freshDatabase = freshDatabases()
const [first, second] = [
  '018f0000-0000-7000-8000-000000000001',
  '018f0000-0000-7000-8000-000000000002',
] as const

async function prepared(): Promise<{ app: Database; owner: Database }> {
  const fresh = await freshDatabase()
  const owner = fresh.as('owner')
  await upgradeSchema(owner)
  await prepareQueue(owner, fresh.target('owner'))
  const app = fresh.as('app')
  for (const id of [first, second]) await joinWorkers(app, { id, queueId: `pool-${id}`, name: id })
  return { app, owner }
}

const silence = (owner: Database, id: string) =>
  sql`update schleuse.workflow_worker set seen_at = now() - interval '31 seconds' where id = ${id}`.execute(
    owner,
  )

test('what another living worker is at is not taken', async () => {
  const { app } = await prepared()
  expect(await takeLease(app, { jobKey: 'step', workerId: first })).toMatchObject({ token: 1n })
  expect(await takeLease(app, { jobKey: 'step', workerId: second })).toBeUndefined()
  expect(await takeLease(app, { jobKey: 'step', workerId: first })).toMatchObject({ token: 2n })
})

test('a worker that was given up takes nothing, ends nothing, and nothing of it commits', async () => {
  const { app, owner } = await prepared()
  const lease = await takeLease(app, { jobKey: 'step', workerId: first })
  if (!lease) throw new Error('not taken')
  await silence(owner, first)
  expect(await giveUpSilent(app, 30_000)).toEqual([first])
  expect(await sendHeartbeat(app, first)).toBe(false)
  expect(await takeLease(app, { jobKey: 'other', workerId: first })).toBeUndefined()
  expect(await endLease(app, lease, { outcome: 'done' })).toBe(false)
  await expect(transact(app, (transaction) => fenced(transaction, lease))).rejects.toThrow('SCH_WORK_LOST')
  expect(await takeLease(app, { jobKey: 'step', workerId: second })).toMatchObject({ token: 3n })
})

test('a room that knows nothing of leases changes nothing once its work was given to another', async () => {
  const { app, owner } = await prepared()
  const lease = await takeLease(app, { jobKey: 'step', workerId: first })
  if (!lease) throw new Error('not taken')
  const database = fencedDatabase(app, lease)
  const id = '018f0000-0000-7000-8000-00000000000a'
  const add = (name: string) =>
    transact(database, (transaction) =>
      transaction.insertInto('schleuse.organisation').values({ id, name, role: 'controller' }).execute(),
    )
  await add('Stadt')
  const names = () => database.selectFrom('schleuse.organisation').select('name').execute()
  expect(await names()).toEqual([{ name: 'Stadt' }])
  const reading = () =>
    database
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((moment) => moment.selectFrom('schleuse.organisation').select('name').execute())
  expect(await reading()).toHaveLength(1)
  await silence(owner, first)
  await giveUpSilent(app, 30_000)
  const change = transact(database, (transaction) =>
    transaction.updateTable('schleuse.organisation').set({ name: 'Anders' }).execute(),
  )
  await expect(change).rejects.toThrow('SCH_WORK_LOST')
  expect(await names()).toEqual([{ name: 'Stadt' }])
  expect(await reading()).toHaveLength(1)
})

test('who is fenced in a transaction is waited for; who comes after it finds it done', async () => {
  const { app, owner } = await prepared()
  const lease = await takeLease(app, { jobKey: 'step', workerId: first })
  if (!lease) throw new Error('not taken')
  await silence(owner, first)
  const order: string[] = []
  const inside = Promise.withResolvers<void>()
  const work = transact(app, async (transaction) => {
    await fenced(transaction, lease)
    inside.resolve()
    await new Promise((resolve) => setTimeout(resolve, 200))
    order.push('committed')
  })
  await inside.promise
  await giveUpSilent(app, 30_000).then(() => order.push('given up'))
  await work
  expect(order).toEqual(['committed', 'given up'])
})

test('jobs locked by a worker that was never recorded are freed too, but not at once', async () => {
  const { app, owner } = await prepared()
  await sql`select graphile_worker.add_job('step')`.execute(app)
  const lock = (ago: string) =>
    sql`update graphile_worker._private_jobs set locked_by = 'pool-x', locked_at = now() - ${ago}::interval`.execute(
      owner,
    )
  const locked = async () =>
    (await sql<{ by: string | null }>`select locked_by as by from graphile_worker.jobs`.execute(app)).rows[0]
      ?.by
  await lock('29 seconds')
  await giveUpSilent(app, 30_000)
  expect(await locked()).toBe('pool-x')
  await lock('31 seconds')
  await giveUpSilent(app, 30_000)
  expect(await locked()).toBeNull()
})

test('a worker that leaves frees what it holds', async () => {
  const { app } = await prepared()
  const lease = await takeLease(app, { jobKey: 'step', workerId: first })
  await leaveWorkers(app, { id: first, queueId: `pool-${first}`, name: first })
  expect(await takeLease(app, { jobKey: 'step', workerId: second })).toMatchObject({ token: 3n })
  expect(lease?.token).toBe(1n)
})

const step: Job = {
  name: 'step',
  rhythm: { kind: 'every', everyMs: 60_000 },
  timeoutMs: 1_000,
  run: async () => {},
}

test('due work is put on the list once, whoever asks and however often', async () => {
  const { app, owner } = await prepared()
  await recordSchedules(app, [step])
  const due = await Promise.all([queueDue(app, [step]), queueDue(app, [step]), queueDue(app, [step])])
  expect(due.reduce((sum, one) => sum + one)).toBe(1)
  const again = () =>
    sql`update schleuse.workflow_schedule set next_at = now() - interval '1 second'`.execute(owner)
  await again()
  expect(await queueDue(app, [step])).toBe(1)
  expect(await listed(app)).toMatchObject([{ key: 'step', attempts: 0 }])
})

test('work that waits for another try is tried when it is due again, and work that was given up begins anew', async () => {
  const { app, owner } = await prepared()
  await recordSchedules(app, [step])
  await queueDue(app, [step])
  const after = async (attempts: number) => {
    await sql`update graphile_worker._private_jobs set attempts = ${attempts}, run_at = now() + interval '6 hours'`.execute(
      owner,
    )
    await sql`update schleuse.workflow_schedule set next_at = now() - interval '1 second'`.execute(owner)
    await queueDue(app, [step])
    return (await listed(app))[0]
  }
  expect(await after(7)).toMatchObject({ attempts: 7, is_due: true })
  expect(await after(triesMax)).toMatchObject({ attempts: 0, is_due: true })
})

test('work that is running is not put on the list again', async () => {
  const { app, owner } = await prepared()
  await recordSchedules(app, [step])
  await queueDue(app, [step])
  await sql`update graphile_worker._private_jobs set locked_by = 'pool-x', locked_at = now()`.execute(owner)
  await sql`update schleuse.workflow_schedule set next_at = now() - interval '1 second'`.execute(owner)
  await queueDue(app, [step])
  expect(await listed(app)).toHaveLength(1)
})

test('a changed rhythm counts at once; a database clock that was set back does not delay by what it lost', async () => {
  const { app, owner } = await prepared()
  await recordSchedules(app, [step])
  await queueDue(app, [step])
  const faster: Job = { ...step, rhythm: { kind: 'every', everyMs: 10_000 } }
  await recordSchedules(app, [faster])
  expect(await secondsUntilDue(app)).toBeLessThanOrEqual(10)
  await sql`update schleuse.workflow_schedule set next_at = now() + interval '1 year'`.execute(owner)
  expect(await queueDue(app, [faster])).toBe(1)
  expect(await secondsUntilDue(app)).toBeLessThanOrEqual(10)
})

test('asking for a run is part of the transaction, and asking twice is one run', async () => {
  const { app } = await prepared()
  await expect(
    transact(app, async (transaction) => {
      await enqueue(transaction, step)
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  expect(await listed(app)).toEqual([])
  await transact(app, (transaction) => enqueue(transaction, step))
  await transact(app, (transaction) => enqueue(transaction, step))
  expect(await listed(app)).toMatchObject([{ key: 'step!', queue_name: 'step' }])
})

const badJobs: readonly [string, Partial<Job>][] = [
  ['a name that is no word', { name: 'Step 1' }],
  ['an id that may be anything', { of: 'Anna Beispiel' }],
  ['no time', { timeoutMs: 0 }],
  ['a rhythm faster than the beat', { rhythm: { kind: 'every', everyMs: 10 } }],
]
for (const [what, wrong] of badJobs) {
  test(`a job with ${what} stops the start`, () =>
    expect(() => refuseBadJobs([{ ...step, ...wrong }])).toThrow())
}
test('two jobs of one name stop the start', () => expect(() => refuseBadJobs([step, step])).toThrow())

async function listed(app: Database): Promise<readonly object[]> {
  const { rows } = await sql<object>`
    select key, attempts, queue_name, run_at <= now() as is_due from graphile_worker.jobs order by id
  `.execute(app)
  return rows
}

async function secondsUntilDue(app: Database): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from next_at - now())::float8 as seconds from schleuse.workflow_schedule
  `.execute(app)
  return rows[0]?.seconds ?? Number.NaN
}
