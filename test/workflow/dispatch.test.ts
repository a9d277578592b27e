import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Database, DatabaseTarget } from '../../src/store/connection.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import { prepareQueue } from '../../src/workflow/queue-schema.ts'
import type { DispatchTiming } from '../../src/workflow/timing.ts'
import { freshDatabases } from '../store/fresh-database.ts'

const freshDatabase = freshDatabases()
const workProcess = fileURLToPath(new URL('../support/work-process.ts', import.meta.url))

interface Place {
  readonly owner: Database
  readonly app: DatabaseTarget
  readonly gate: string
  open(): void
  marks(what: string): Promise<readonly number[]>
}

async function place(): Promise<Place> {
  const fresh = await freshDatabase()
  const owner = fresh.as('owner')
  await upgradeSchema(owner)
  await prepareQueue(owner, fresh.target('owner'))
  await sql`create table schleuse.test_mark (id bigint generated always as identity, what text, who int)`.execute(
    owner,
  )
  await sql`grant select, insert on schleuse.test_mark to schleuse_app`.execute(owner)
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-gate-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const gate = join(folder, 'open')
  return {
    owner,
    app: fresh.target('app'),
    gate,
    open: () => writeFileSync(gate, ''),
    async marks(what) {
      const { rows } = await sql<{
        who: number
      }>`select who from schleuse.test_mark where what = ${what} order by id`.execute(owner)
      return rows.map(({ who }) => who)
    },
  }
}

interface WorkWish {
  readonly timing?: Partial<DispatchTiming>
  readonly everyMs?: number
  readonly stopInside?: boolean
  readonly preload?: string
}

/** Seconds instead of half a minute; what is tested is the order of things. */
const quick = { heartbeatMs: 200, silentMs: 2_000, pollMs: 200 }

function startWork({ app, gate }: Place, wish: WorkWish = {}): ChildProcess & { readonly pid: number } {
  const words = {
    target: app,
    gate,
    timing: wish.timing ?? quick,
    everyMs: wish.everyMs ?? 3_600_000,
    stopInside: wish.stopInside,
  }
  const preload = wish.preload === undefined ? [] : ['--import', wish.preload]
  const child = spawn(process.execPath, [...preload, workProcess, JSON.stringify(words)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const { pid } = child
  if (pid === undefined) throw new Error('the work process did not start')
  return Object.assign(child, { pid })
}

/** What is tested is the order of things; on a loaded machine each may take long. */
vi.setConfig({ testTimeout: 240_000 })
const patient = { timeout: 120_000, interval: 50 }

test('a killed worker’s job runs again elsewhere within 60 seconds', async () => {
  const where = await place()
  const first = startWork(where, { timing: {} })
  await expect.poll(() => where.marks('begun'), patient).toEqual([first.pid])
  const second = startWork(where, { timing: {} })
  await expect.poll(() => workers(where.owner), patient).toHaveLength(2)
  first.kill('SIGKILL')
  const killedAtMs = performance.now()
  where.open()
  await expect.poll(() => where.marks('finished'), patient).toEqual([second.pid])
  expect(performance.now() - killedAtMs).toBeLessThan(60_000)
})

test('a frozen worker that comes back finishes nothing that was given to another', async () => {
  const where = await place()
  const first = startWork(where)
  await expect.poll(() => where.marks('begun'), patient).toEqual([first.pid])
  const second = startWork(where)
  await expect.poll(() => workers(where.owner), patient).toHaveLength(2)
  first.kill('SIGSTOP')
  await expect.poll(() => where.marks('begun'), patient).toEqual([first.pid, second.pid])
  first.kill('SIGCONT')
  where.open()
  await expect.poll(() => where.marks('finished'), patient).toEqual([second.pid])
  // It has noticed, has joined again under a new name, and the work is done once.
  await expect.poll(() => workers(where.owner), patient).toHaveLength(2)
  await expect.poll(() => queued(where.owner), patient).toBe(0)
  expect(await where.marks('finished')).toEqual([second.pid])
})

test('a worker that freezes in the middle of its transaction holds nobody up', {
  timeout: 90_000,
}, async () => {
  const where = await place()
  const first = startWork(where, { stopInside: true })
  await expect.poll(() => where.marks('inside'), patient).toEqual([first.pid])
  first.kill('SIGSTOP')
  const second = startWork(where)
  where.open()
  await expect.poll(() => where.marks('finished'), patient).toEqual([second.pid])
  first.kill('SIGCONT')
  await expect.poll(() => workers(where.owner), patient).toHaveLength(2)
  expect(await where.marks('finished')).toEqual([second.pid])
})

test('several workers share recurring work, and none is ever done twice at once', async () => {
  const where = await place()
  where.open()
  const all = [
    startWork(where, { everyMs: 1_000 }),
    startWork(where, { everyMs: 1_000 }),
    startWork(where, { everyMs: 1_000 }),
  ]
  await expect.poll(async () => (await where.marks('finished')).length, patient).toBeGreaterThan(5)
  for (const one of all) one.kill('SIGTERM')
  await Promise.all(all.map((one) => once(one, 'exit')))
  expect((await where.marks('begun')).length).toBe((await where.marks('finished')).length)
  const { rows } = await sql<{ token: bigint }>`select token from schleuse.workflow_lease`.execute(
    where.owner,
  )
  expect(rows).toEqual([{ token: BigInt((await where.marks('begun')).length) }])
})

test('a worker that is told to stop ends in good order and leaves no trace of itself', async () => {
  const where = await place()
  where.open()
  const child = startWork(where)
  await expect.poll(() => where.marks('finished'), patient).toEqual([child.pid])
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(await workers(where.owner)).toEqual([])
})

test('work that does not end when its worker is told to stop is free for others at once', async () => {
  const where = await place()
  const first = startWork(where, { timing: { ...quick, silentMs: 600_000 } })
  await expect.poll(() => where.marks('begun'), patient).toEqual([first.pid])
  first.kill('SIGTERM')
  const second = startWork(where)
  await expect.poll(() => where.marks('begun'), patient).toEqual([first.pid, second.pid])
  where.open()
  await expect.poll(() => where.marks('finished'), patient).toEqual([second.pid])
})

for (const [what, days] of [
  ['ahead', 400],
  ['behind', -400],
] as const) {
  test(`a host whose clock is ${what} by a year changes nothing`, async () => {
    const where = await place()
    const jump = `data:text/javascript,${encodeURIComponent(`const now = Date.now; Date.now = () => now() + ${days} * 86400000`)}`
    const odd = startWork(where, { preload: jump })
    await expect.poll(() => where.marks('begun'), patient).toEqual([odd.pid])
    const even = startWork(where)
    await expect.poll(() => workers(where.owner), patient).toHaveLength(2)
    // Longer than silence may last: neither gives the other up, and nothing comes due early.
    await new Promise((resolve) => setTimeout(resolve, quick.silentMs * 1.5))
    expect(await workers(where.owner)).toHaveLength(2)
    expect(await where.marks('begun')).toEqual([odd.pid])
    odd.kill('SIGKILL')
    where.open()
    await expect.poll(() => where.marks('finished'), patient).toEqual([even.pid])
  })
}

async function workers(owner: Database): Promise<readonly string[]> {
  const { rows } = await sql<{
    name: string
  }>`select name from schleuse.workflow_worker where lost_at is null`.execute(owner)
  return rows.map(({ name }) => name)
}

async function queued(owner: Database): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from graphile_worker.jobs`.execute(
    owner,
  )
  return Number(rows[0]?.count)
}
