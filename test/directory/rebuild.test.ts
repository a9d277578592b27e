import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { currentKeys } from '../../src/directory/directory-keys.ts'
import { eraseCustomer } from '../../src/directory/erasure.ts'
import { keysInUse } from '../../src/directory/keys-in-use.ts'
import { type LiveState, openLiveIndex } from '../../src/directory/live-index.ts'
import { loadSource } from '../../src/directory/load.ts'
import { rebuildDirectory } from '../../src/directory/rebuild.ts'
import type { Source, SourceRecord } from '../../src/directory/source.ts'
import { findSource } from '../../src/directory/source-row.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'
import { type DirectoryUnderTest, directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()

function told(number: string, lastingId?: string): SourceRecord {
  const record = customer({ customerNumber: number, emails: [`${number.toLowerCase()}@example.org`] })
  return { record, earlierNumbers: [], ...(lastingId === undefined ? {} : { lastingId }) }
}
const listOf = (customers: readonly SourceRecord[], facts: readonly string[] = []) =>
  openListSource({
    customers,
    facts: facts.map((owner) => ({ kind: 'barcode', value: `B-${owner}`, owner })),
  }).source

async function rebuilt(directory: DirectoryUnderTest, sources: Readonly<Record<string, Source>>) {
  const { database, ring, keys } = directory
  const before = await keysInUse(database, ring, keys.organisationId)
  const now = currentKeys(ring, keys.organisationId)
  const rows = []
  for (const [name, source] of Object.entries(sources)) {
    const row = await findSource(database, keys.organisationId, name)
    if (row === undefined) throw new Error(`there is no source ${name}`)
    rows.push({ row, source })
  }
  const { signal } = new AbortController()
  return rebuildDirectory(
    { sources: rows, before, signal, progress: () => {} },
    { ...directory, keys: { ...now, history: [before.number] } },
  )
}

/** The state of the index under the keys that are in use. */
async function stateOf(directory: DirectoryUnderTest): Promise<LiveState> {
  const { database, ring } = directory
  const keys = await keysInUse(database, ring, directory.keys.organisationId)
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-rebuild-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const live = openLiveIndex({ ...directory, keys, folder, onFault: () => {} })
  onTestFinished(() => live.close())
  for (;;) {
    await live.look()
    const state = live.current()
    if (state.kind === 'ready') return state
  }
}

function numbersKnown(state: LiveState, numbers: readonly string[]): readonly string[] {
  if (state.kind !== 'ready') return []
  return numbers.filter((one) => state.index.owners(`customer-number:${one.toLowerCase()}`).length > 0)
}

test('a new key is taken by making everything anew: until then the old one counts, afterwards the same customers do', async () => {
  const directory = await directoryIn(await freshDatabase())
  const { database, ring, keys } = directory
  const people = [told('K1', 'u1'), told('K2', 'u2'), told('K3'), told('K4'), told('K5')]
  await directory.load(listOf(people, ['K1']), { name: 'main' })
  await directory.load(listOf([told('V1'), told('V2')]), { name: 'other' })
  await directory.load(listOf(people.slice(0, 4), ['K1']), { name: 'main' })
  await eraseCustomer('K4', directory)
  const idsBefore = await sql`select id from schleuse.directory_customer order by id`.execute(database)

  ring.rotate('matching', new Date())
  // The commands go on with the key that the directory is made with.
  expect((await keysInUse(database, ring, keys.organisationId)).matchingId).toBe(keys.matchingId)
  expect(numbersKnown(await stateOf(directory), ['K1', 'K2', 'K3', 'V1'])).toHaveLength(4)

  // While it is made anew, K2 gets another number, and K4, who was erased, stands in the list still.
  const now = [told('K1', 'u1'), told('K9', 'u2'), told('K3'), told('K4')]
  const outcome = await rebuilt(directory, {
    main: listOf(now, ['K1']),
    other: listOf([told('V1'), told('V2')]),
  })
  expect(outcome).toEqual({ customers: 6, gone: 0, contested: 1 })
  const inUse = await keysInUse(database, ring, keys.organisationId)
  expect(inUse.matchingId).not.toBe(keys.matchingId)
  const state = await stateOf(directory)
  expect(numbersKnown(state, ['K1', 'K2', 'K3', 'K4', 'K5', 'K9', 'V1', 'V2'])).toEqual([
    'K1',
    'K3',
    'K9',
    'V1',
    'V2',
  ])
  expect(state.kind === 'ready' ? state.index.owners('owned-fact:bk1').length : 0).toBe(1)
  const idsAfter = await sql`select id from schleuse.directory_customer order by id`.execute(database)
  expect(idsAfter.rows).toEqual(expect.arrayContaining(idsBefore.rows))

  // Numbers that were buried or replaced under the old key are nobody's under the new one either.
  const source = await findSource(database, keys.organisationId, 'main')
  if (source === undefined) throw new Error('the source is gone')
  const { signal } = new AbortController()
  const later = [told('K1', 'u1'), told('K9', 'u2'), told('K3'), told('K2', 'u7'), told('K5')]
  const next = await loadSource(
    listOf(later, ['K1']),
    { source, mode: 'full', signal, progress: () => {} },
    { ...directory, keys: inUse },
  )
  expect(next).toMatchObject({
    kind: 'done',
    contested: 2,
    conflicts: [{ conflict: 'earlier-number-of-another' }, { conflict: 'number-of-one-gone' }],
  })
})

test('rows that a restart of the database has emptied while other sources were read do not let anybody go', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(listOf([told('K1'), told('K2')]), { name: 'main' })
  await directory.load(listOf([told('V1')]), { name: 'other' })
  directory.ring.rotate('matching', new Date())
  const restarted: Source = {
    load: async () => ({
      kind: 'full',
      items: (async function* () {
        await sql`truncate schleuse.directory_staged`.execute(directory.fresh.as('owner'))
        yield { kind: 'customer', customer: told('V1') } as const
      })(),
    }),
    close: async () => {},
  }
  const sources = { main: listOf([told('K1'), told('K2')]), other: restarted }
  await expect(rebuilt(directory, sources)).rejects.toThrow('SCH_DIRECTORY_LOAD_LOST')
  expect(numbersKnown(await stateOf(directory), ['K1', 'K2', 'V1'])).toHaveLength(3)
})

test('it is not made anew with a source left out, nor if somebody changes it meanwhile', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(listOf([told('K1')]), { name: 'main' })
  await directory.load(listOf([told('V1'), told('V2')]), { name: 'other' })
  directory.ring.rotate('matching', new Date())
  await expect(rebuilt(directory, { main: listOf([told('K1')]) })).rejects.toThrow(
    'SCH_DIRECTORY_REBUILD_SOURCE',
  )
  const disturbed: Source = {
    load: async () => ({
      kind: 'full',
      items: (async function* () {
        yield { kind: 'customer', customer: told('K1') } as const
        await eraseCustomer('V2', directory)
      })(),
    }),
    close: async () => {},
  }
  await expect(rebuilt(directory, { main: disturbed, other: listOf([told('V1')]) })).rejects.toThrow(
    'SCH_DIRECTORY_REBUILD_CHANGED',
  )
  expect(numbersKnown(await stateOf(directory), ['K1', 'V1', 'V2'])).toEqual(['K1', 'V1'])
})
