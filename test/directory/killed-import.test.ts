import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openContact } from '../../src/directory/contact.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { brokenRules } from '../support/directory-state.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'
import { type DirectoryUnderTest, directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()
const runner = fileURLToPath(new URL('../support/import-runner.ts', import.meta.url))

const kills = 8
const customers = 3_000

/** Two lists of the same people, each of whom has another city in the other: half of one and half of the other would show. */
function listOf(city: string): string {
  const rows = Array.from({ length: customers }, (_, i) => `K${10_000 + i},k${i}@example.org,${city}`)
  return `kundennummer,e-mail,ort\n${rows.join('\n')}\n`
}

async function citiesIn({ database, keys }: DirectoryUnderTest): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string; sealed: Buffer }>`
    select customer_id as id, sealed from schleuse.directory_contact where organisation_id = ${keys.organisationId}`.execute(
    database,
  )
  return [...new Set(rows.map(({ id, sealed }) => openContact(sealed, id, keys).city ?? ''))]
}

test('an import that is killed at any moment leaves one list or the other, whole, and the next one is not kept out', async () => {
  const fresh = await freshDatabase()
  const directory = await directoryIn(fresh)
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-killed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const paths = ['Bonn', 'Köln'].map((city) => {
    const path = join(folder, `${city}.csv`)
    writeFileSync(path, listOf(city))
    return path
  })
  const { organisationId, matchingId } = directory.keys
  const order = {
    target: fresh.target('app'),
    keyFolder: directory.keyFolder,
    matchingId,
    organisationId,
    paths,
  }
  let acknowledged = 0
  for (let kill = 0; kill < kills; kill++) {
    const child = spawn(process.execPath, [runner, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    // Each time a little later.
    await once(child.stdout, 'data')
    await sleep(kill * 300)
    child.kill('SIGKILL')
    await once(child, 'close')
    acknowledged += said.split('\n').filter((line) => line.endsWith(' done')).length
    expect(await brokenRules(directory.database, organisationId)).toEqual([])
    const { rows } = await sql<{ count: bigint }>`
      select count(*) as count from schleuse.directory_customer
      where organisation_id = ${organisationId}`.execute(directory.database)
    expect([0n, BigInt(customers)]).toContain(rows[0]?.count)
    expect((await citiesIn(directory)).length).toBe(rows[0]?.count === 0n ? 0 : 1)
    const changes = await sql<{ seq: bigint }>`
      select change_seq as seq from schleuse.directory_state where organisation_id = ${organisationId}`.execute(
      directory.database,
    )
    expect(Number(changes.rows[0]?.seq ?? 0n)).toBeGreaterThanOrEqual(acknowledged)
  }
  // Whoever held the lock is gone, and what he had staged with him.
  const few = Array.from({ length: customers }, (_, i) => ({
    record: customer({ customerNumber: `K${10_000 + i}` }),
    earlierNumbers: [],
  }))
  const last = await directory.load(openListSource({ customers: few, facts: [] }).source)
  expect(['done', 'waiting']).toContain(last.kind)
  const staged = await sql<{ loads: bigint }>`
    select count(distinct load_id) as loads from schleuse.directory_staged where organisation_id = ${organisationId}`.execute(
    directory.database,
  )
  expect(staged.rows[0]?.loads).toBe(last.kind === 'waiting' ? 1n : 0n)
})
