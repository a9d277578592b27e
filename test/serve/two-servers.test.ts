import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { connect, type Database } from '../../src/store/connection.ts'
import { hasEnded, livingPostmaster } from '../../src/store/postgres/postmaster.ts'
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
  withKeysOf,
} from './served-directory.ts'

vi.setConfig({ testTimeout: 300_000 })
const job = 'directory-sync'
const rounds = 5

let server: GivenServer
beforeAll(async () => {
  if (hasSystemPostgres) server = await givenServer()
})
afterAll(() => server?.remove())

function opened(target: Parameters<typeof connect>[0]): Database {
  const owner = connect(target, () => {})
  onTestFinished(() => owner.destroy())
  return owner
}

function start(place: Place, config: string): Serving {
  return startServe(place, ['--config', config, '--listen', '127.0.0.1:0'], place.environment)
}

function workersIn(place: Place): number {
  return command(place, 'work', 'list').facts.filter(({ kind }) => kind === 'work-worker').length
}

function faultsOf(serving: Serving): readonly unknown[] {
  return serving.events().filter(({ level }) => level === 'error')
}

interface Pair {
  readonly places: readonly [Place, Place]
  readonly config: string
  readonly owner: () => Database
}

/** Both are ready with an index of their own; what is due is done by one of them, every time; a killed one is not missed. */
async function share({ places, config, owner: ownerOf }: Pair): Promise<readonly [Serving, Serving]> {
  const both = [start(places[0], config), start(places[1], config)] as const
  const addresses = await Promise.all(both.map((one) => one.address()))
  for (const [at, address] of addresses.entries()) await readyWithIndex(address, places[at]?.state ?? '')
  expect(workersIn(places[0])).toBe(2)
  const owner = ownerOf()
  const done = async () =>
    (await Promise.all(addresses.map((one) => runsOf(one, job)))).reduce((a, b) => a + b)
  await expect.poll(done, patient).toBe(1)
  for (let round = 1; round <= rounds; round++) {
    await makeDue(owner, job)
    await expect.poll(done, patient).toBe(1 + round)
  }
  // What each says it has done, and what the trail says has happened.
  expect(await loadsIn(owner)).toBe(1 + rounds)
  for (const one of both) expect(faultsOf(one)).toEqual([])
  const [address = ''] = addresses.slice(1)
  const before = await runsOf(address, job)
  both[0].child.kill('SIGKILL')
  await both[0].ended()
  await makeDue(owner, job)
  await expect.poll(() => runsOf(address, job), patient).toBe(before + 1)
  expect(await loadsIn(owner)).toBe(2 + rounds)
  await expect.poll(() => ready(address), patient).toMatchObject(isReady)
  return both
}

test('two on one state folder share its server, its files and the work; the last one stops the server', async () => {
  const place = servePlace()
  const config = withDirectory(place, { customers: 300 })
  const [, second] = await share({ places: [place, place], config, owner: () => ownerIn(place.state) })
  const database = livingPostmaster(place.data)
  const [organisation = ''] = readdirSync(join(place.state, 'index'))
  await expect.poll(() => readdirSync(join(place.state, 'index', organisation)), patient).toHaveLength(1)
  second.child.kill('SIGTERM')
  expect(await second.ended()).toEqual([0, null])
  expect(database && hasEnded(database.pid)).toBe(true)
  expect(command(place, 'audit', 'verify').status).toBe(0)
})

test.runIf(hasSystemPostgres)(
  'two machines on one database share the work, each with its own index; one that is killed is not missed',
  async () => {
    await server.recreate()
    const { environment } = server
    const [first, other] = [servePlace(), servePlace()].map((place) => ({ ...place, environment }))
    if (first === undefined || other === undefined) throw new Error('two places')
    const config = withDirectory(first, { customers: 300 })
    withKeysOf(first, other)
    const [, second] = await share({
      places: [first, other],
      config,
      owner: () => opened({ kind: 'url', url: server.url('owner') }),
    })
    for (const { state } of [first, other]) expect(readdirSync(join(state, 'index'))).toHaveLength(1)
    second.child.kill('SIGTERM')
    expect(await second.ended()).toEqual([0, null])
    expect(command(other, 'audit', 'verify').status).toBe(0)
  },
)
