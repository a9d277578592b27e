/**
 * The directory on the program's own PostgreSQL: first import, a refresh without and with changes, building and opening a
 * generation, and how long it takes from a commit to the first answer in every one of three processes.
 * Run: node bench/directory.bench.ts [customers]
 */
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { currentKeys } from '../src/directory/directory-keys.ts'
import { eraseCustomer } from '../src/directory/erasure.ts'
import { buildIndex } from '../src/directory/index-build.ts'
import { readIndexFile } from '../src/directory/index-file.ts'
import { type LoadOutcome, loadSource } from '../src/directory/load.ts'
import type { Source, SourceItem } from '../src/directory/source.ts'
import { sourceMade } from '../src/directory/source-row.ts'
import { openIndex } from '../src/exposure/kernel/compact-index.ts'
import { openKeyRing } from '../src/sealing/key-ring.ts'
import { addOrganisation } from '../src/staff/organisation.ts'
import { connect, type DatabaseTarget } from '../src/store/connection.ts'
import { clusterSuperuser, openCluster } from '../src/store/postgres/cluster.ts'
import { databaseName, defaultRoles, makeRoles } from '../src/store/roles.ts'
import { upgradeSchema } from '../src/store/upgrade.ts'
import { type Follower, startFollower } from '../test/support/index-followers.ts'
import { townsman } from './town.ts'

const customers = Number(process.argv[2] ?? '100000')
/** Each of them is a whole commit that three processes have to see. */
const latencyRounds = 20
const say = (line: string) => process.stdout.write(`${line}\n`)

const folder = mkdtempSync(join(tmpdir(), 'schleuse-bench-'))
chmodSync(folder, 0o711)
const cluster = await openCluster({ stateFolder: folder })
const target = (user: string, database = databaseName): DatabaseTarget => ({
  kind: 'socket',
  socketFolder: cluster.socketFolder,
  port: cluster.port,
  user,
  database,
})
const admin = connect(target(clusterSuperuser, 'postgres'), () => {})
await makeRoles(admin)
await admin.destroy()
const owner = connect(target(defaultRoles.owner), () => {})
await upgradeSchema(owner)
await owner.destroy()
const database = connect(target(defaultRoles.app), () => {})
const keyFolder = join(folder, 'keys')
const ring = openKeyRing(keyFolder, new Date())
const program = { actor: { kind: 'program' }, now: new Date() } as const
const organisationId = await addOrganisation(database, { name: 'Stadt', role: 'controller' }, program)
const keys = currentKeys(ring, organisationId)
const parts = { database, keys, actor: 'program', now: () => new Date() } as const

/** @param moved every so manieth customer has another address than at first */
function town(kind: 'full' | 'incremental', wanted: Iterable<number>, moved = 0): Source {
  return {
    load: async () => ({
      kind,
      items: (async function* () {
        for (const i of wanted) {
          const record = townsman(i)
          const city = moved > 0 && i % moved === 0 ? { city: 'Neustadt' } : {}
          const customer = { record: { ...record, ...city }, earlierNumbers: [] }
          yield { kind: 'customer', customer } satisfies SourceItem
        }
      })(),
    }),
    close: async () => {},
  }
}

const everybody = {
  *[Symbol.iterator]() {
    for (let i = 0; i < customers; i++) yield i
  },
}

async function load(source: Source): Promise<LoadOutcome> {
  const row = await sourceMade(database, keys, { name: 'town', kind: 'csv' }, new Date())
  const { signal } = new AbortController()
  return loadSource(source, { source: row, mode: 'as-it-can', signal, progress: () => {} }, parts)
}

async function measured<T>(name: string, rows: number, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const result = await work()
  const seconds = (performance.now() - startedAt) / 1000
  const rss = Math.round(process.memoryUsage.rss() / 1e6)
  say(
    `${name}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, ${rss} MB of memory afterwards`,
  )
  return result
}

function refuse(outcome: LoadOutcome, expected: Record<string, number>): void {
  for (const [name, count] of Object.entries(expected)) {
    assert.equal(Object.entries(outcome).find(([one]) => one === name)?.[1], count, name)
  }
}

const followers: Follower[] = []
try {
  refuse(await measured('first import', customers, () => load(town('full', everybody))), { added: customers })
  refuse(await measured('refresh, nothing new', customers, () => load(town('full', everybody))), {
    changed: 0,
  })
  const changed = Math.ceil(customers / 100)
  refuse(await measured('refresh, 1 % different', customers, () => load(town('full', everybody, 100))), {
    changed,
  })

  const built = await measured('building a generation', customers, () =>
    buildIndex({ database, keys, folder }),
  )
  const sizeBytes = statSync(built.path).size
  say(`generation: ${Math.round(sizeBytes / customers)} bytes per customer in the file`)
  for (const round of ['first', 'second']) {
    const startedAt = performance.now()
    const read = readIndexFile(built.path, keys)
    const readAt = performance.now()
    assert.equal(read.kind, 'whole')
    const opened = openIndex(read.kind === 'whole' ? read.bytes : new Uint8Array(), keys.index)
    assert.equal(opened.kind, 'open')
    const seconds = [readAt - startedAt, performance.now() - readAt].map((ms) => (ms / 1000).toFixed(2))
    say(`opening it, ${round} time: ${seconds[0]} s to read and unseal, ${seconds[1]} s to check and open`)
  }

  const order = {
    target: target(defaultRoles.app),
    keyFolder,
    matchingId: keys.matchingId,
    organisationId,
    folder,
  }
  // One more customer comes and goes.
  const key = `email:${(townsman(customers).emails[0] ?? '').toLowerCase()}`
  for (let i = 0; i < 3; i++) followers.push(startFollower({ ...order, key }))
  await Promise.all(followers.map((one) => one.sees(0)))
  const latencies: number[] = []
  for (let round = 0; round < latencyRounds; round++) {
    await load(town('incremental', [customers]))
    const addedAt = Date.now()
    for (const at of await Promise.all(followers.map((one) => one.sees(1)))) latencies.push(at - addedAt)
    await eraseCustomer(townsman(customers).customerNumber, parts)
    const erasedAt = Date.now()
    for (const at of await Promise.all(followers.map((one) => one.sees(0)))) latencies.push(at - erasedAt)
    await database.deleteFrom('schleuse.directory_earlier_number').execute()
  }
  latencies.sort((a, b) => a - b)
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]
  say(
    `from commit to the answer in each of 3 processes: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms (${latencies.length})`,
  )
} finally {
  for (const one of followers) one.child.kill('SIGKILL')
  await database.destroy()
  await cluster.close()
  rmSync(folder, { recursive: true, force: true })
}
