import { once } from 'node:events'
import { connect as connectTo, createServer, type Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { verifyTrail } from '../../src/audit/trail.ts'
import { addOrganisation, listOrganisations } from '../../src/staff/organisation.ts'
import { Fault } from '../../src/std/fault.ts'
import { connect, type Database } from '../../src/store/connection.ts'
import { hasEnded, livingPostmaster } from '../../src/store/postgres/postmaster.ts'
import { openStore } from '../../src/store/store.ts'
import { transact } from '../../src/store/transaction.ts'
import { type GivenServer, givenServer, hasSystemPostgres } from './given-server.ts'
import { dataOf, stateFolder } from './state-folder.ts'

// Real servers start and stop here, on a machine that may be doing other things.
vi.setConfig({ testTimeout: 300_000 })

let server: GivenServer
beforeAll(async () => {
  if (hasSystemPostgres) server = await givenServer()
})
afterAll(() => server?.remove())

const by = { actor: { kind: 'program' }, now: new Date('2026-01-01T00:00:00Z') } as const

function add(database: Database, name: string): Promise<string> {
  return addOrganisation(database, { name, role: 'controller' }, by)
}

async function namesIn(database: Database): Promise<readonly string[]> {
  return (await listOrganisations(database)).map(({ name }) => name).sort()
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no fault'
  } catch (error) {
    return error instanceof Fault ? error.problems[0].code : String(error)
  }
}

const here = test.runIf(hasSystemPostgres)

here(
  'a server killed with -9 is a sentence while it is away, and is worked with again when it is back',
  async () => {
    await server.recreate()
    const store = await openStore(server.wish, () => {})
    onTestFinished(() => store.close())
    const id = await add(store.database, 'before')
    await server.kill()
    for (let tries = 0; tries < 3; tries++) {
      expect(await codeOf(add(store.database, 'meanwhile'))).toBe('SCH_STORE_AWAY')
      expect(await codeOf(listOrganisations(store.database))).toBe('SCH_STORE_AWAY')
    }
    await server.start()
    await add(store.database, 'after')
    expect(await namesIn(store.database)).toEqual(['after', 'before'])
    expect((await verifyTrail(store.database, id, [])).faults).toEqual([])
  },
)

here('work that was under way when the server was killed changes nothing', async () => {
  await server.recreate()
  const store = await openStore(server.wish, () => {})
  onTestFinished(() => store.close())
  await add(store.database, 'before')
  let tries = 0
  const work = transact(store.database, async (transaction) => {
    tries++
    await sql`update schleuse.organisation set name = 'changed'`.execute(transaction)
    await server.kill()
    await sql`select 1`.execute(transaction)
  })
  expect(await codeOf(work)).toBe('SCH_STORE_AWAY')
  expect(tries).toBe(1)
  await server.start()
  expect(await listOrganisations(store.database)).toMatchObject([{ name: 'before' }])
})

/** Cuts a connection around its COMMIT: before the server has it, or behind it, before the answer is back. */
async function cutter(where: 'before' | 'behind') {
  const target = new URL(server.url('app'))
  const isCommit = (bytes: Buffer) => /^(?:Q|P).{4}.?commit/is.test(bytes.toString('latin1'))
  const place = { host: target.hostname, port: Number(target.port) }
  const proxyState = { isArmed: false }
  const proxy = createServer((client: Socket) => {
    const upstream = connectTo(place)
    let isCutting = false
    client.on('data', (bytes) => {
      if (proxyState.isArmed && isCommit(bytes)) {
        isCutting = true
        if (where === 'before') upstream.destroy()
      }
      if (!upstream.destroyed) upstream.write(bytes)
    })
    // The answer proves that the server has committed; it is not passed on.
    upstream.on('data', (bytes) => (isCutting ? client.destroy() : client.write(bytes)))
    upstream.on('close', () => client.destroy())
    client.on('close', () => upstream.destroy())
    for (const one of [client, upstream]) one.on('error', () => {})
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => void proxy.close())
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  target.port = String(address.port)
  return {
    url: target.href,
    set(isArmed: boolean) {
      proxyState.isArmed = isArmed
    },
  }
}

for (const where of ['before', 'behind'] as const) {
  here(
    `a connection cut ${where} its COMMIT: the work is not done twice, and that its end is unknown is said`,
    async () => {
      await server.recreate()
      const store = await openStore(server.wish, () => {})
      onTestFinished(() => store.close())
      const proxy = await cutter(where)
      const database = connect({ kind: 'url', url: proxy.url }, () => {})
      onTestFinished(() => database.destroy())
      await sql`select 1`.execute(database)
      proxy.set(true)
      expect(await codeOf(add(database, 'once'))).toBe('SCH_STORE_COMMIT_UNKNOWN')
      proxy.set(false)
      const names = await namesIn(store.database)
      expect(names).toEqual(where === 'before' ? [] : ['once'])
      await add(database, 'after')
    },
  )
}

here('a server that takes no more connections is a sentence of its own', async () => {
  await server.recreate()
  const store = await openStore(server.wish, () => {})
  onTestFinished(() => store.close())
  const admin = connect({ kind: 'url', url: server.url('owner') }, () => {})
  onTestFinished(() => admin.destroy())
  await sql`alter database schleuse connection limit 0`.execute(admin)
  const late = connect({ kind: 'url', url: server.url('app') }, () => {})
  onTestFinished(() => late.destroy())
  expect(await codeOf(listOrganisations(late))).toBe('SCH_STORE_CROWDED')
  await sql`alter database schleuse connection limit -1`.execute(admin)
  expect(await listOrganisations(late)).toEqual([])
})

test('a server of our own that is killed with -9 is started again by whoever needs it next, once', async () => {
  const folder = stateFolder()
  const store = await openStore({ kind: 'own', stateFolder: folder }, () => {})
  onTestFinished(() => store.close())
  const id = await add(store.database, 'before')
  const killed = livingPostmaster(dataOf(folder))?.pid ?? 0
  process.kill(killed, 'SIGKILL')
  while (!hasEnded(killed)) await new Promise((resolve) => setTimeout(resolve, 5))
  // Sessions of the pool learn of it one by one; each refuses once with a sentence, then a new one finds a new server.
  const outcomes: string[] = []
  for (let tries = 0; tries < 20 && !outcomes.includes('no fault'); tries++) {
    outcomes.push(await codeOf(add(store.database, `after-${tries}`)))
  }
  expect(outcomes.slice(0, -1).filter((code) => code !== 'SCH_STORE_AWAY')).toEqual([])
  expect(outcomes.at(-1)).toBe('no fault')
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => add(store.database, name)))
  const names = await namesIn(store.database)
  expect(names).toContain('before')
  expect(names).toHaveLength(6)
  expect((await verifyTrail(store.database, id, [])).faults).toEqual([])
})
