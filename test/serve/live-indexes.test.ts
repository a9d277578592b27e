/** The live indexes of a process that runs on: each organisation by itself, under the keys as they are, and with announcements or without. */
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { addAllowance } from '../../src/directory/allowance-entry.ts'
import { currentKeys } from '../../src/directory/directory-keys.ts'
import { keysInUse, keysLeft } from '../../src/directory/keys-in-use.ts'
import type { LiveState } from '../../src/directory/live-index.ts'
import { rebuildDirectory } from '../../src/directory/rebuild.ts'
import { findSource } from '../../src/directory/source-row.ts'
import { emailKey } from '../../src/exposure/identifier/email.ts'
import { readKeyRing } from '../../src/sealing/key-ring.ts'
import type { Log } from '../../src/std/log.ts'
import type { DatabaseTarget } from '../../src/store/connection.ts'
import { followIndexes, type LiveIndexes, type LiveIndexesParts } from '../../src/wiring/live-indexes.ts'
import { type DirectoryUnderTest, directoryIn } from '../directory/directory-under-test.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'

/** What is tested is what comes, not when; on a loaded machine each may take long. */
vi.setConfig({ testTimeout: 120_000 })
const patient = { timeout: 60_000, interval: 50 }

const freshDatabase = freshDatabases()

const listOf = (...numbers: readonly string[]) =>
  openListSource({
    customers: numbers.map((customerNumber) => ({
      record: customer({ customerNumber, emails: [`${customerNumber}@example.org`] }),
      earlierNumbers: [],
    })),
    facts: [],
  }).source

function stateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-live-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function followed(directory: DirectoryUnderTest, parts: Partial<LiveIndexesParts> = {}) {
  const told: unknown[] = []
  const log: Log = { write: (_level, event, values) => void told.push({ event, ...values }) }
  const indexes = followIndexes({
    database: directory.database,
    target: directory.fresh.target('app'),
    // As `schleuse serve` reads them: a folder that is away is not filled.
    ring: () => readKeyRing(directory.keyFolder),
    stateFolder: stateFolder(),
    now: () => new Date(),
    nowMs: () => performance.now(),
    log,
    ...parts,
  })
  onTestFinished(() => indexes.close())
  return { indexes, told }
}

const wordOf = (state: LiveState) => (state.kind === 'stale' ? state.reason : state.kind)
/** In the order in which the organisations were added. */
const words = (indexes: LiveIndexes) => indexes.states()?.map(wordOf)

function knows(indexes: LiveIndexes, number: string): boolean {
  const [state] = indexes.states() ?? []
  const key = emailKey(`${number}@example.org`)
  return state?.kind === 'ready' && key !== undefined && state.index.owners(key).length > 0
}

test('an index under a key that was revoked is shut, and open again once the directory was made anew', async () => {
  const directory = await directoryIn(await freshDatabase())
  const { ring, database, keys } = directory
  await directory.load(listOf('K1'))
  const { indexes, told } = followed(directory)
  await expect.poll(() => words(indexes), patient).toEqual(['ready'])
  ring.rotate('matching', new Date())
  ring.revoke(keys.matchingId, new Date())
  await expect.poll(() => words(indexes), patient).toEqual(['key-unusable'])
  const { organisationId } = keys
  expect(told).toEqual([{ event: 'fault', code: 'SCH_DIRECTORY_KEY_REVOKED', organisationId }])
  const row = await findSource(database, organisationId, 'list')
  if (row === undefined) throw new Error('there is no source')
  const before = await keysLeft(database, ring, { organisationId, isGone: false })
  const { signal } = new AbortController()
  await rebuildDirectory(
    { sources: [{ row, source: listOf('K1') }], before, signal, progress: () => {} },
    { ...directory, keys: currentKeys(ring, organisationId) },
  )
  await expect.poll(() => words(indexes), patient).toEqual(['ready'])
})

test('a folder of keys that is away, or of another installation, shuts every index until it is back', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(listOf('K1'))
  const { indexes, told } = followed(directory)
  await expect.poll(() => words(indexes), patient).toEqual(['ready'])
  renameSync(directory.keyFolder, `${directory.keyFolder}-away`)
  onTestFinished(() => rmSync(`${directory.keyFolder}-away`, { recursive: true, force: true }))
  await expect.poll(() => words(indexes), patient).toEqual(['key-unusable'])
  renameSync(`${directory.keyFolder}-away`, directory.keyFolder)
  await expect.poll(() => words(indexes), patient).toEqual(['ready'])
  expect(told).toEqual([{ event: 'fault', code: 'SCH_KEY_MISSING' }])
})

test('a new directory key is taken up: an allowance that is sealed with it counts', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(listOf('K1'))
  const { indexes, told } = followed(directory)
  await expect.poll(() => words(indexes), patient).toEqual(['ready'])
  directory.ring.rotate('directory', new Date())
  const keys = await keysInUse(directory.database, directory.ring, directory.keys.organisationId)
  const expiresAt = new Date(Date.now() + 86_400_000)
  await addAllowance(
    { kind: 'domain', values: ['stadt.example'], reason: 'eigene Domäne', expiresAt },
    { ...directory, keys },
  )
  const domains = () => {
    const [state] = indexes.states() ?? []
    return state?.kind === 'ready' && [...state.allowed.allowances.staffDomains]
  }
  await expect.poll(domains, patient).toEqual(['stadt.example'])
  // Until the key was noticed the entry could not be opened; that it was said is right.
  expect(told.length).toBeLessThanOrEqual(1)
})

test('an organisation whose key is revoked before the process begins keeps no other from its index', async () => {
  const town = await directoryIn(await freshDatabase())
  await town.load(listOf('K1'))
  const { ring, keys } = town
  ring.rotate('matching', new Date())
  ring.revoke(keys.matchingId, new Date())
  const land = await town.other('Land')
  await land.load(listOf('K1'))
  await town.other('Dorf')
  const { indexes, told } = followed(town)
  await expect.poll(() => words(indexes), patient).toEqual(['key-unusable', 'ready'])
  const { organisationId } = keys
  expect(told).toEqual([{ event: 'fault', code: 'SCH_DIRECTORY_KEY_REVOKED', organisationId }])
})

/** By itself an index looks so rarely here that only an announcement can have made it look. */
function neverByItself(at = new Date()) {
  return { lookEveryMs: 3_600_000, now: () => at }
}

test('an announced change is taken up though no index looks by itself; one made while nobody listened, once somebody does again', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(listOf('K1'))
  const { indexes } = followed(directory, neverByItself())
  await expect.poll(() => knows(indexes, 'K1'), patient).toBe(true)
  await directory.load(listOf('K1', 'K2'))
  await expect.poll(() => knows(indexes, 'K2'), patient).toBe(true)
  const listeners = sql<{ pid: number }>`select pid from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query like 'listen %'`
  const [first] = (await listeners.execute(directory.database)).rows
  await sql`select pg_terminate_backend(${first?.pid})`.execute(directory.database)
  await directory.load(listOf('K1', 'K2', 'K3'))
  await expect.poll(() => knows(indexes, 'K3'), patient).toBe(true)
  const [second] = (await listeners.execute(directory.database)).rows
  expect([first?.pid, second?.pid]).toEqual([expect.any(Number), expect.any(Number)])
  expect(second?.pid).not.toBe(first?.pid)
  await directory.load(listOf('K1', 'K2', 'K3', 'K4'))
  await expect.poll(() => knows(indexes, 'K4'), patient).toBe(true)
})

test('where nothing is ever heard every change is taken up all the same', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(listOf('K1'))
  const target: DatabaseTarget = {
    kind: 'socket',
    socketFolder: '/nowhere.invalid',
    port: 1,
    user: 'x',
    database: 'x',
  }
  const { indexes } = followed(directory, { target })
  await expect.poll(() => knows(indexes, 'K1'), patient).toBe(true)
  await directory.load(listOf('K1', 'K2'))
  await expect.poll(() => knows(indexes, 'K2'), patient).toBe(true)
})
