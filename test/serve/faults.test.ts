/** `schleuse serve` while its disk is full, its database is restarted in the middle of work, or its clock jumps. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { connect, type Database } from '../../src/store/connection.ts'
import { type GivenServer, givenServer, hasSystemPostgres } from '../store/given-server.ts'
import { command, type Serving, servePlace, startServe } from '../support/serve-process.ts'
import {
  isReady,
  loadsIn,
  makeDue,
  ownerIn,
  type Place,
  patient,
  ready,
  readyWithIndex,
  runsOf,
  withDirectory,
  writeList,
} from './served-directory.ts'

/** What is tested is the order of things; on a loaded machine each may take long. */
vi.setConfig({ testTimeout: 400_000 })
const isRoot = process.getuid?.() === 0

let server: GivenServer
beforeAll(async () => {
  if (hasSystemPostgres) server = await givenServer()
})
afterAll(() => server?.remove())

function start(place: Place, config: string, environment: Readonly<Record<string, string>> = {}): Serving {
  const words = ['--config', config, '--listen', '127.0.0.1:0']
  return startServe(place, words, { ...place.environment, ...environment })
}

const notReady = (part: string) => ({
  status: 'not-ready',
  parts: expect.arrayContaining([expect.objectContaining({ part, state: expect.not.stringMatching('ok') })]),
})

async function endsWell(serving: Serving, place: Place, organisations = ['Stadt']): Promise<void> {
  for (const name of organisations) {
    const verified = command(place, 'audit', 'verify', '--organisation', name)
    expect([verified.status, verified.stderr]).toEqual([0, ''])
  }
  serving.child.kill('SIGTERM')
  expect(await serving.ended()).toEqual([0, null])
}

const customers = 20_000

test.runIf(hasSystemPostgres)(
  'a server behind DATABASE_URL that is restarted in the middle of a load: half a list never counts, and the work is done when it is back',
  async () => {
    await server.recreate()
    const place = { ...servePlace(), environment: server.environment }
    const config = withDirectory(place, { customers })
    const admin = connect({ kind: 'url', url: server.url('owner') }, () => {})
    onTestFinished(() => admin.destroy())
    const serving = start(place, config)
    const address = await serving.address()
    await expect.poll(() => stagedRows(admin), patient).toBeGreaterThan(1_000)
    const during = await customersIn(admin)
    await server.kill()
    await expect.poll(() => ready(address), patient).toMatchObject(notReady('database'))
    const refused = command(place, 'organisation', 'add', 'Land', '--role', 'controller')
    expect([refused.status, refused.stderr]).toEqual([4, expect.stringMatching(/nicht zu erreichen/)])
    expect(serving.child.exitCode).toBeNull()
    await server.start()
    await expect.poll(() => loadsIn(admin), patient).toBeGreaterThan(0)
    await readyWithIndex(address, place.state)
    expect(await customersIn(admin)).toBe(customers)
    expect(during).toBe(0)
    await endsWell(serving, place)
  },
)

async function stagedRows(owner: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from schleuse.directory_staged`.execute(owner)
  return rows[0]?.count ?? 0
}

async function customersIn(owner: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from schleuse.directory_customer`.execute(owner)
  return rows[0]?.count ?? 0
}

/** A place on a disk of its own size, which takes a mount, and that takes root. */
function smallDisk(size: string): ReturnType<typeof servePlace> {
  const place = servePlace()
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'tmpfs', place.folder])
  onTestFinished(() => void execFileSync('umount', ['-l', place.folder]))
  return place
}

/** Writes until nothing more fits. */
function fill(folder: string): () => void {
  const file = join(folder, 'filler')
  spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=4096'], { stdio: 'ignore' })
  return () => rmSync(file)
}

test.runIf(isRoot)(
  'a disk that is full under a running server: what cannot be kept is refused, the index is whole or not there, and all goes on once there is room',
  async () => {
    const place = smallDisk('400m')
    const config = withDirectory(place, { customers: 300 })
    const serving = start(place, config)
    const address = await serving.address()
    await readyWithIndex(address, place.state)
    const owner = ownerIn(place.state)
    const before = await loadsIn(owner)
    const free = fill(place.folder)
    const names: string[] = []
    const sentences: string[] = []
    // The server's log of changes has some room left at first.
    for (let n = 0; n < 4_000 && sentences.length < 3; n += 1) {
      await fillTrail(owner).catch(() => {})
      const name = `Land ${n}`
      const added = command(place, 'organisation', 'add', name, '--role', 'controller')
      if (added.status === 0) names.push(name)
      else sentences.push(added.stderr)
    }
    expect(
      sentences.filter((text) => !/Datenträger ist voll|nicht zu erreichen|startet nicht/.test(text)),
    ).toEqual([])
    expect((await fetch(`http://${address}/health/live`)).status).toBe(200)
    expect(serving.child.exitCode).toBeNull()
    free()
    await expect.poll(() => ready(address), patient).toMatchObject(isReady)
    // A new list is read and judged with, and what was acknowledged is there.
    await makeDueOnceMore(owner)
    await expect.poll(() => loadsIn(owner).catch(() => 0), patient).toBeGreaterThan(before)
    const listed = command(place, 'organisation', 'list').facts.map(({ name }) => name)
    expect(listed).toEqual(expect.arrayContaining(['Stadt', ...names]))
    await endsWell(serving, place, ['Stadt', ...names.slice(-2)])
  },
)

/** Rows that no packing makes small, in a transaction that either ends or leaves nothing. */
async function fillTrail(owner: Database): Promise<void> {
  await sql`create table if not exists public.ballast (text text)`.execute(owner)
  await sql`insert into public.ballast select md5(random()::text) from generate_series(1, 200000)`.execute(
    owner,
  )
}

async function makeDueOnceMore(owner: Database): Promise<void> {
  await expect
    .poll(
      () =>
        makeDue(owner, 'directory-sync').then(
          () => true,
          () => false,
        ),
      patient,
    )
    .toBe(true)
}

test.runIf(isRoot)(
  'an index that does not fit on the disk is not there in half, and nothing is judged until it does',
  async () => {
    const place = servePlace()
    const config = withDirectory(place, { customers: 3_000 })
    const first = start(place, config)
    await readyWithIndex(await first.address(), place.state)
    first.child.kill('SIGTERM')
    await first.ended()
    // The folder of the index on a disk of its own, so that the database has room.
    const index = join(place.state, 'index')
    rmSync(index, { recursive: true })
    execFileSync('mkdir', ['-m', '700', index])
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', index])
    onTestFinished(() => void execFileSync('umount', ['-l', index]))
    const serving = start(place, config)
    const address = await serving.address()
    await expect
      .poll(
        () => serving.events().some(({ event, error }) => event === 'fault' && /ENOSPC/.test(String(error))),
        patient,
      )
      .toBe(true)
    expect(await ready(address)).toMatchObject(notReady('index'))
    const [organisation = ''] = readdirSync(index)
    expect(readdirSync(join(index, organisation))).toEqual([])
    execFileSync('mount', ['-o', 'remount,size=100m', index])
    await expect.poll(() => ready(address), patient).toMatchObject(isReady)
    expect(readdirSync(join(index, organisation))).toHaveLength(1)
    await endsWell(serving, place)
  },
)

const hourMs = 3_600_000

test('a clock that jumps forward by a day and back by an hour: nothing old is judged with, work goes on, and the trail is whole', async () => {
  const place = servePlace()
  const config = withDirectory(place, { customers: 300, staleAfter: '12h' })
  const clock = join(place.folder, 'clock')
  const jump = (byMs: number) => writeFileSync(clock, String(byMs))
  jump(0)
  const preload = pathToFileURL(join(import.meta.dirname, '../support/jumping-clock.mjs')).href
  const serving = start(place, config, {
    NODE_OPTIONS: `--import ${preload}`,
    SCHLEUSE_TEST_CLOCK: clock,
  })
  const address = await serving.address()
  await readyWithIndex(address, place.state)
  const owner = ownerIn(place.state)
  const jobs = ['sign-heads', 'seal-batches', 'tell-alerts', 'watch-directories']
  const works = async (): Promise<void> => {
    const before = await Promise.all(jobs.map((job) => runsOf(address, job)))
    for (const job of jobs) await makeDue(owner, job)
    for (const [at, job] of jobs.entries()) {
      await expect.poll(() => runsOf(address, job), patient).toBeGreaterThan(before[at] ?? 0)
      expect(await runsOf(address, job, 'failed')).toBe(0)
    }
  }
  const reads = async (): Promise<void> => {
    writeList(place.folder, 300, 1)
    const before = await loadsIn(owner)
    await makeDue(owner, 'directory-sync')
    await expect.poll(() => loadsIn(owner), patient).toBeGreaterThan(before)
  }
  await works()

  jump(24 * hourMs)
  await expect.poll(() => ready(address), patient).toMatchObject(notReady('index'))
  await works()
  // The list is of the time of the file: reading it again makes it no younger.
  await reads()
  expect(await ready(address)).toMatchObject(notReady('index'))

  jump(0)
  await expect.poll(() => ready(address), patient).toMatchObject(isReady)
  jump(-hourMs)
  await expect.poll(() => ready(address), patient).toMatchObject(notReady('index'))
  await works()
  jump(0)
  await expect.poll(() => ready(address), patient).toMatchObject(isReady)
  await works()
  expect(serving.events().filter(({ level }) => level === 'error')).toEqual([])
  await endsWell(serving, place)
})
