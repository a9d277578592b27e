/** Keys that a person changes while `schleuse serve` runs. */
import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { connect, type Database } from '../../src/store/connection.ts'
import { clusterFolder, clusterPort } from '../../src/store/postgres/cluster-folder.ts'
import { databaseName, defaultRoles } from '../../src/store/roles.ts'
import { command, servePlace, startServe } from '../support/serve-process.ts'
import { isReady, loadsIn, makeDue, ready, runsOf, withDirectory } from './served-directory.ts'

/** What is tested is the order of things; on a loaded machine each may take long. */
vi.setConfig({ testTimeout: 300_000 })
const patient = { timeout: 120_000, interval: 200 }

function ownCluster(state: string): Database {
  const { socket: socketFolder } = clusterFolder(state)
  const user = defaultRoles.owner
  const owner = connect(
    { kind: 'socket', socketFolder, port: clusterPort, user, database: databaseName },
    () => {},
  )
  onTestFinished(() => owner.destroy())
  return owner
}

test('a running server works with the keys as they are now, and makes none where they are away', async () => {
  const place = servePlace()
  const config = withDirectory(place, { customers: 50 })
  const serving = startServe(place, ['--config', config, '--listen', '127.0.0.1:0'])
  const address = await serving.address()
  await expect.poll(() => ready(address), patient).toMatchObject(isReady)
  const owner = ownCluster(place.state)
  const lastHead = async () => {
    const { rows } = await sql<{ file: string }>`
      select file::text as file from schleuse.audit_checkpoint order by signed_at desc limit 1`.execute(owner)
    return rows[0]?.file ?? ''
  }

  // A new signature key, and the old one is in strange hands.
  const [old] = command(place, 'keys', 'list').facts.filter(({ purpose }) => purpose === 'signature')
  command(place, 'keys', 'rotate', 'signature')
  expect(command(place, 'keys', 'revoke', String(old?.id)).status).toBe(0)
  command(place, 'organisation', 'add', 'Land', '--role', 'controller')
  await makeDue(owner, 'sign-heads')
  const [fresh] = command(place, 'keys', 'list').facts.filter(
    ({ purpose, id }) => purpose === 'signature' && id !== old?.id,
  )
  await expect.poll(lastHead, patient).toContain(String(fresh?.id))

  // A new matching key, and the old one is in strange hands: nothing is judged with it, until everything is made anew.
  await expect.poll(() => ready(address), patient).toMatchObject(isReady)
  const [matching] = command(place, 'keys', 'list').facts.filter(({ purpose }) => purpose === 'matching')
  command(place, 'keys', 'rotate', 'matching')
  expect(await ready(address)).toMatchObject(isReady)
  expect(command(place, 'keys', 'revoke', String(matching?.id)).status).toBe(0)
  const isStale = { parts: expect.arrayContaining([{ part: 'index', state: 'stale', count: 1 }]) }
  await expect.poll(() => ready(address), patient).toMatchObject(isStale)
  expect(serving.events()).toContainEqual(
    expect.objectContaining({ event: 'fault', code: 'SCH_DIRECTORY_KEY_REVOKED' }),
  )
  expect(command(place, 'directory', 'rebuild', '--config', config, '--organisation', 'Stadt').status).toBe(0)
  await expect.poll(() => ready(address), patient).toMatchObject(isReady)
  const before = await loadsIn(owner)
  await makeDue(owner, 'directory-sync')
  await expect.poll(() => loadsIn(owner), patient).toBeGreaterThan(before)

  // A volume that is not there for a moment.
  const keys = join(place.state, 'keys')
  renameSync(keys, `${keys}-away`)
  await makeDue(owner, 'directory-sync')
  await expect.poll(() => runsOf(address, 'directory-sync', 'failed'), patient).toBeGreaterThan(0)
  expect(readdirSync(place.state)).not.toContain('keys')
  renameSync(`${keys}-away`, keys)
  const failed = await loadsIn(owner)
  await makeDue(owner, 'directory-sync')
  await expect.poll(() => loadsIn(owner), patient).toBeGreaterThan(failed)
  expect(command(place, 'audit', 'verify', '--organisation', 'Stadt').status).toBe(0)
})
