import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { currentKeys, type DirectoryKeys } from '../../src/directory/directory-keys.ts'
import { eraseCustomer } from '../../src/directory/erasure.ts'
import { meaningOfNumber, revealContacts } from '../../src/directory/explanation.ts'
import { keysInUse, keysLeft } from '../../src/directory/keys-in-use.ts'
import { loadSource } from '../../src/directory/load.ts'
import { rebuildDirectory } from '../../src/directory/rebuild.ts'
import { findSource } from '../../src/directory/source-row.ts'
import { Fault } from '../../src/std/fault.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'
import { type DirectoryUnderTest, directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()

function recordsOf(...numbers: readonly string[]) {
  return numbers.map((one) => ({
    record: customer({ customerNumber: one, emails: [`${one}@example.org`] }),
    earlierNumbers: [],
  }))
}

function listOf(...numbers: readonly string[]) {
  return openListSource({ customers: recordsOf(...numbers), facts: [] }).source
}

/** As a command that begins now sees it. */
async function anew(directory: DirectoryUnderTest) {
  const { database, ring, keys } = directory
  return { ...directory, keys: await keysInUse(database, ring, keys.organisationId) }
}

async function revealed(directory: DirectoryUnderTest, number: string): Promise<string> {
  const parts = await anew(directory)
  const meaning = await meaningOfNumber(number, parts)
  if (meaning.kind !== 'customer') return meaning.kind
  try {
    return (await revealContacts([meaning.id], parts)).map((one) => one.customerNumber).join()
  } catch (error) {
    return error instanceof Fault ? error.problems[0].code : String(error)
  }
}

async function loadAnew(directory: DirectoryUnderTest, ...numbers: readonly string[]) {
  const parts = await anew(directory)
  const source = await findSource(parts.database, parts.keys.organisationId, 'list')
  if (source === undefined) throw new Error('there is no source')
  const { signal } = new AbortController()
  return loadSource(listOf(...numbers), { source, mode: 'full', signal, progress: () => {} }, parts)
}

test('after a new directory key what was sealed before opens, new rows take the new key, and a revoked key is named', async () => {
  const directory = await directoryIn(await freshDatabase())
  const { ring, keys } = directory
  await directory.load(listOf('K100', 'K101', 'K102'))
  ring.rotate('directory', new Date())
  expect(await revealed(directory, 'K100')).toBe('K100')
  const parts = await anew(directory)
  const erased = await meaningOfNumber('K102', parts)
  if (erased.kind !== 'customer') throw new Error('K102 is nobody')
  await eraseCustomer('K102', parts)
  await loadAnew(directory, 'K100', 'K101', 'K103')
  expect(await revealed(directory, 'K101')).toBe('K101')
  expect(await revealed(directory, 'K102')).toBe('tombstone')
  expect(await revealed(directory, 'K103')).toBe('K103')
  ring.revoke(keys.contactId, new Date())
  expect(await revealed(directory, 'K100')).toBe('SCH_DIRECTORY_SEAL_KEY')
  expect(await revealed(directory, 'K103')).toBe('K103')
  ring.rotate('matching', new Date())
  const before = (await anew(directory)).keys
  const now = { ...currentKeys(ring, keys.organisationId), history: [before.number] }
  const row = await findSource(directory.database, keys.organisationId, 'list')
  if (row === undefined) throw new Error('there is no source')
  const sources = [{ row, source: listOf('K100', 'K101', 'K103') }]
  const { signal } = new AbortController()
  await rebuildDirectory({ sources, before, signal, progress: () => {} }, { ...directory, keys: now })
  expect(await revealed(directory, 'K100')).toBe('K100')
})

test('where a source was read to, sealed with a key that is revoked since, is forgotten: everything is read again', async () => {
  const directory = await directoryIn(await freshDatabase())
  const { ring, keys } = directory
  const list = openListSource({ customers: recordsOf('K100', 'K101'), facts: [] })
  await directory.load(list.source, { mode: 'as-it-can' })
  await list.change({ customers: recordsOf('K100', 'K102'), facts: [] })
  ring.rotate('directory', new Date())
  ring.revoke(keys.contactId, new Date())
  const parts = await anew(directory)
  const source = await findSource(parts.database, keys.organisationId, 'list')
  if (source === undefined) throw new Error('there is no source')
  const { signal } = new AbortController()
  const wish = { source, mode: 'as-it-can', signal, progress: () => {} } as const
  expect(await loadSource(list.source, wish, parts)).toMatchObject({ loadKind: 'full', added: 1, gone: 1 })
})

test('a revoked earlier matching key stops nobody, and it is told that its numbers are not recognised any more', async () => {
  const directory = await directoryIn(await freshDatabase())
  const { ring, database, keys } = directory
  await directory.load(listOf('K100', 'K101'))
  const earlier = ring.rotate('matching', new Date())
  await sql`insert into schleuse.directory_earlier_number
    (organisation_id, matching_id, number_hash, reason) values
    (${keys.organisationId}, ${earlier.id}, ${Buffer.alloc(16, 1)}, 'erased')`.execute(database)
  expect((await anew(directory)).keys).toMatchObject({ history: [expect.any(Buffer)], lostHistory: [] })
  ring.revoke(earlier.id, new Date())
  expect((await anew(directory)).keys).toMatchObject({ history: [], lostHistory: [earlier.id] })
  expect(await revealed(directory, 'K100')).toBe('K100')
})

test('a matching key that is revoked while it is in use stops everything but a rebuild, which recognises everybody', async () => {
  const directory = await directoryIn(await freshDatabase())
  const { ring, database, keys } = directory
  await directory.load(listOf('K100', 'K101'))
  const before = await meaningOfNumber('K100', await anew(directory))
  ring.rotate('matching', new Date())
  ring.revoke(keys.matchingId, new Date())
  await expect(anew(directory)).rejects.toMatchObject({ problems: [{ code: 'SCH_DIRECTORY_KEY_REVOKED' }] })
  const { organisationId } = keys
  await rebuiltFrom(directory, await keysLeft(database, ring, { organisationId, isGone: false }))
  expect(await revealed(directory, 'K100')).toBe('K100')
  expect(await meaningOfNumber('K100', await anew(directory))).toEqual(before)
})

test('a matching key whose file is gone is left only if a person says so; then everybody is new, and nobody is lost', async () => {
  const directory = await directoryIn(await freshDatabase())
  const { ring, database, keys } = directory
  await directory.load(listOf('K100', 'K101'))
  const lost = `gone-${keys.matchingId}`
  await sql`update schleuse.directory_state set matching_id = ${lost}`.execute(database)
  ring.rotate('matching', new Date())
  const { organisationId } = keys
  const isGone = { problems: [{ code: 'SCH_DIRECTORY_KEY_GONE' }] }
  await expect(anew(directory)).rejects.toMatchObject(isGone)
  await expect(keysLeft(database, ring, { organisationId, isGone: false })).rejects.toMatchObject(isGone)
  await rebuiltFrom(directory, await keysLeft(database, ring, { organisationId, isGone: true }))
  expect(await revealed(directory, 'K100')).toBe('K100')
  expect(await revealed(directory, 'K101')).toBe('K101')
})

async function rebuiltFrom(directory: DirectoryUnderTest, before: DirectoryKeys): Promise<void> {
  const { ring, database, keys } = directory
  const row = await findSource(database, keys.organisationId, 'list')
  if (row === undefined) throw new Error('there is no source')
  const sources = [{ row, source: listOf('K100', 'K101') }]
  const { signal } = new AbortController()
  const now = currentKeys(ring, keys.organisationId)
  await rebuildDirectory({ sources, before, signal, progress: () => {} }, { ...directory, keys: now })
}
