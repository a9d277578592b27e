/** A folder of keys that is older than the sign-in gets its key at the first start of the server, and never a second time. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type KeyRing, openKeyRing } from '../../src/sealing/key-ring.ts'
import { setPassword } from '../../src/staff/sign-in/credential.ts'
import type { Log } from '../../src/std/log.ts'
import type { Database } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { ringForSignIn } from '../../src/wiring/sign-in-key.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openStatePlace } from '../support/run-state.ts'
import { servePlace, startServe } from '../support/serve-process.ts'
import { openStaffWorld } from './staff-world.ts'

/** Processes and databases on two cores that others use too. */
vi.setConfig({ testTimeout: 240_000 })

const fresh = freshDatabases()
const now = () => new Date()

const signInKeys = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'keys')).filter((file) => file.startsWith('sign-in-'))

/** A folder of keys as it was before there was a sign-in. */
function oldFolder(folder: string): KeyRing {
  const ring = openKeyRing(join(folder, 'keys'), now())
  for (const file of signInKeys(folder)) rmSync(join(folder, 'keys', file))
  return ring
}

async function openOld() {
  const w = await openStaffWorld(await fresh())
  const { folder } = servePlace()
  oldFolder(folder)
  const told: unknown[] = []
  const log: Log = { write: (level, event, values) => void told.push({ level, event, ...values }) }
  const start = (database: Database = w.app) =>
    ringForSignIn(database, { folder, now, firstRun: () => {} }, log)
  return { w, folder, told, start }
}

test('the key is made where nobody can have used one, told once, and is the same from then on', async () => {
  const { folder, told, start } = await openOld()
  const { id } = (await start()).secret('sign-in')
  expect((await start()).secret('sign-in').id).toBe(id)
  expect(told).toEqual([{ level: 'warn', event: 'key-made', keyId: id, purpose: 'sign-in' }])
  expect(signInKeys(folder)).toEqual([`sign-in-${id}.json`])
})

test('several servers that begin at once make one key', async () => {
  const { folder, start } = await openOld()
  const ids = await Promise.all(Array.from({ length: 5 }, async () => (await start()).secret('sign-in').id))
  expect(new Set(ids).size).toBe(1)
  expect(signInKeys(folder).length).toBe(1)
})

test('where people sign in already the key was lost: none is made, and the server does not start', async () => {
  const { w, folder, told, start } = await openOld()
  const accountId = await w.hire('Erika', ['administrator'])
  const person = { accountId, email: 'erika@staff.example.org', name: 'Erika' }
  await transact(w.app, (t) => setPassword(t, person, 'Lampe Fluss Kamel Zwirn', now()))
  await expect(start()).rejects.toThrow('SCH_KEY_SIGN_IN_LOST')
  expect([signInKeys(folder), told]).toEqual([[], []])
})

test('a key that was revoked is not replaced by itself', async () => {
  const { folder, start } = await openOld()
  const ring = await start()
  ring.revoke(ring.secret('sign-in').id, now())
  await expect(start()).rejects.toThrow('SCH_KEY_MISSING')
  expect(signInKeys(folder).length).toBe(1)
})

test('serve starts with an old folder of keys and says what it made; other commands do without', async () => {
  const place = servePlace()
  const { run } = openStatePlace()
  const state = { SCHLEUSE_STATE: place.state }
  // The database first: started by root, the state folder is made so that the database's account gets in.
  expect(run(['organisation', 'add', 'Bücherei', '--role', 'controller'], state).status).toBe(0)
  oldFolder(place.state)
  expect(run(['audit', 'checkpoint', '--out', 'head.json'], state).status).toBe(0)
  expect(run(['keys', 'list'], state)).toMatchObject({ status: 1 })
  expect(signInKeys(place.state)).toEqual([])
  const serving = startServe(place)
  const address = await serving.address()
  expect((await fetch(`http://${address}/staff/sign-in`)).status).toBe(200)
  expect(serving.events()).toContainEqual(expect.objectContaining({ event: 'key-made', purpose: 'sign-in' }))
  serving.child.kill('SIGTERM')
  expect(await serving.ended()).toEqual([0, null])
  expect(signInKeys(place.state).length).toBe(1)
  expect(run(['keys', 'list'], state).status).toBe(0)
})
