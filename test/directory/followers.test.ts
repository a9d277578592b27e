import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { eraseCustomer } from '../../src/directory/erasure.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { startFollower } from '../support/index-followers.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'
import { directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()

function people(count: number) {
  return openListSource({
    customers: Array.from({ length: count }, (_, i) => ({
      record: customer({ customerNumber: `K${1000 + i}`, emails: i < 2 ? [] : ['all@example.org'] }),
      earlierNumbers: [],
    })),
    facts: [],
  }).source
}

test('a change counts in every process, also in one whose neighbour was killed while it built', async () => {
  const fresh = await freshDatabase()
  const directory = await directoryIn(fresh)
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-index-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const order = {
    target: fresh.target('app'),
    keyFolder: directory.keyFolder,
    matchingId: directory.keys.matchingId,
    organisationId: directory.keys.organisationId,
    folder,
    key: 'email:all@example.org',
  }
  await directory.load(people(10))
  const followers = [1, 2, 3].map(() => startFollower(order))
  onTestFinished(async () => {
    for (const one of followers) one.child.kill('SIGKILL')
  })
  const [first, ...others] = followers
  first?.child.kill('SIGKILL')
  for (const one of others) await one.sees(8)
  const third = startFollower(order)
  onTestFinished(() => void third.child.kill('SIGKILL'))
  const living = [...others, third]
  for (const one of living) await one.sees(8)
  await directory.load(people(12))
  for (const one of living) await one.sees(10)
  await eraseCustomer('K1005', directory)
  for (const one of living) await one.sees(9)
  for (const one of living) await one.close()
  expect(living.map(({ child }) => child.exitCode)).toEqual([0, 0, 0])
})
