import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { eraseCustomer } from '../../src/directory/erasure.ts'
import { type LiveIndex, type LiveState, openLiveIndex } from '../../src/directory/live-index.ts'
import type { SourceRecord } from '../../src/directory/source.ts'
import type { FactKey } from '../../src/exposure/fact.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'
import { type DirectoryUnderTest, directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()

function told(number: string, fields: Parameters<typeof customer>[0] = {}): SourceRecord {
  return { record: customer({ customerNumber: number, ...fields }), earlierNumbers: [] }
}
const crowd = Array.from({ length: 10 }, (_, i) => told(`M${1000 + i}`, { emails: [`m${i}@example.org`] }))

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'schleuse-index-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

function opened(directory: DirectoryUnderTest, place: string, now = () => new Date()) {
  const faults: string[] = []
  const live = openLiveIndex({
    ...directory,
    folder: place,
    now,
    onFault: (error) => faults.push(String(error)),
  })
  onTestFinished(() => live.close())
  return { live, faults }
}

/** Waits for what must come; a hung one is caught by the limit of the test. */
async function until(live: LiveIndex, holds: (state: LiveState) => boolean): Promise<LiveState> {
  for (;;) {
    const state = live.current()
    if (holds(state)) return state
    await sleep(10)
  }
}

function ownersIn(state: LiveState, key: FactKey): number {
  return state.kind === 'ready' ? state.index.owners(key).length : -1
}

test('it is stale until customers are there and a generation is built, then it follows every change', async () => {
  const directory = await directoryIn(await freshDatabase())
  const place = folder()
  const { live } = opened(directory, place)
  await until(live, (state) => state.kind === 'stale' && state.reason === 'empty')
  await directory.load(
    openListSource({ customers: [...crowd, told('K1', { emails: ['a@example.org'] })], facts: [] }).source,
  )
  const first = await until(live, (state) => state.kind === 'ready')
  expect(ownersIn(first, 'email:a@example.org')).toBe(1)
  expect(ownersIn(first, 'customer-number:k1')).toBe(1)

  const facts = [{ kind: 'barcode', value: 'B-77', owner: 'K1' }]
  const next = [
    ...crowd.slice(1),
    told('K1', { emails: ['b@example.org'] }),
    told('K2', { emails: ['b@example.org'] }),
  ]
  await directory.load(openListSource({ customers: next, facts }).source)
  const second = await until(live, (state) => ownersIn(state, 'email:b@example.org') === 2)
  expect(ownersIn(second, 'email:a@example.org')).toBe(0)
  expect(ownersIn(second, 'email:m0@example.org')).toBe(0)
  expect(ownersIn(second, 'owned-fact:b77')).toBe(1)
  // What was handed out stays as it was: a message is judged within one state.
  expect(ownersIn(first, 'email:a@example.org')).toBe(1)

  await eraseCustomer('K2', directory)
  const third = await until(live, (state) => ownersIn(state, 'email:b@example.org') === 1)
  expect(ownersIn(third, 'customer-number:k2')).toBe(0)
  // A process that starts now opens the file and what has changed since, and says the same.
  const { live: later } = opened(directory, place)
  const same = await until(later, (state) => state.kind === 'ready')
  for (const key of [
    'email:b@example.org',
    'customer-number:k2',
    'owned-fact:b77',
    'email:m3@example.org',
  ] as const) {
    expect(ownersIn(same, key), key).toBe(ownersIn(third, key))
  }
})

test('a source that is older than it may be, or was never read, makes everything stale', async () => {
  const directory = await directoryIn(await freshDatabase())
  let nowMs = Date.now()
  const { live } = opened(directory, folder(), () => new Date(nowMs))
  await directory.load(openListSource({ customers: crowd, facts: [] }).source)
  await until(live, (state) => state.kind === 'ready')
  await sql`update schleuse.directory_source set stale_after_seconds = 3600`.execute(directory.database)
  await live.look()
  expect(live.current().kind).toBe('ready')
  nowMs += 3_700_000
  await live.look()
  expect(live.current()).toEqual({ kind: 'stale', reason: 'source-old' })
  await directory.load(openListSource({ customers: crowd, facts: [] }).source, {})
  await sql`update schleuse.directory_source set content_at = now() + interval '64 minutes'`.execute(
    directory.database,
  )
  await live.look()
  expect(live.current().kind).toBe('ready')
  // Further ahead than clocks differ: nobody knows how old it is.
  await sql`update schleuse.directory_source set content_at = now() + interval '70 minutes'`.execute(
    directory.database,
  )
  await live.look()
  expect(live.current()).toEqual({ kind: 'stale', reason: 'source-ahead' })
  await sql`update schleuse.directory_source set stale_after_seconds = null`.execute(directory.database)
  await live.look()
  expect(live.current().kind).toBe('ready')
  await sql`update schleuse.directory_source set content_at = null`.execute(directory.database)
  await live.look()
  expect(live.current()).toMatchObject({ kind: 'stale', reason: 'source-unread', source: 'list' })
})

test('a database that does not answer makes everything stale, and one that is back ready again', async () => {
  const directory = await directoryIn(await freshDatabase())
  let nowMs = Date.now()
  const { live } = opened(directory, folder(), () => new Date(nowMs))
  await directory.load(openListSource({ customers: crowd, facts: [] }).source)
  await until(live, (state) => state.kind === 'ready')
  await live.close()
  nowMs += 3_001
  expect(live.current()).toEqual({ kind: 'stale', reason: 'database-away' })
  await live.look()
  expect(live.current().kind).toBe('ready')
  // The clock is set back by an hour: how long it has been is not known.
  nowMs -= 3_600_000
  expect(live.current().kind).toBe('stale')
})

const damages: readonly (readonly [name: string, damage: (path: string) => void])[] = [
  ['cut', (path) => truncateSync(path, 200)],
  ['cut to nothing', (path) => truncateSync(path, 0)],
  [
    'changed in one byte',
    (path) => {
      const bytes = readFileSync(path)
      bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1
      writeFileSync(path, bytes)
    },
  ],
  [
    'changed in what it says of itself',
    (path) => {
      const bytes = readFileSync(path)
      bytes[72] = 0xff
      writeFileSync(path, bytes)
    },
  ],
]

for (const [name, damage] of damages) {
  test(`a file that is ${name} is refused and made anew from the database`, async () => {
    const directory = await directoryIn(await freshDatabase())
    await directory.load(openListSource({ customers: crowd, facts: [] }).source)
    const place = folder()
    const { live } = opened(directory, place)
    await until(live, (state) => state.kind === 'ready')
    await live.close()
    const index = join(place, 'index', directory.keys.organisationId)
    const [file = ''] = readdirSync(index)
    damage(join(index, file))
    const { live: again, faults } = opened(directory, place)
    const state = await until(again, (one) => one.kind === 'ready')
    expect(ownersIn(state, 'email:m3@example.org')).toBe(1)
    expect(faults.join()).toMatch(/refused/)
  })
}

test('what killed processes and earlier keys have left is removed once a generation is whole, what is being written is not', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: crowd, facts: [] }).source)
  await directory.load(openListSource({ customers: crowd.slice(1), facts: [] }).source)
  const place = folder()
  const index = join(place, 'index', directory.keys.organisationId)
  mkdirSync(index, { recursive: true })
  const { pid: ended } = spawnSync(process.execPath, ['--version'])
  const name = (seq: number, key = directory.keys.matchingId): string =>
    `${String(seq).padStart(20, '0')}-${key}.index`
  const kept = [`${name(2)}.${process.ppid}.unfinished`, `${name(3)}.${process.ppid}.unfinished`, 'notes.txt']
  const removed = [
    `${name(2)}.${ended}.unfinished`,
    `${name(3)}.${ended}.unfinished`,
    `${name(1)}.${process.ppid}.unfinished`,
    name(1, '0'.repeat(16)),
  ]
  for (const file of [...kept, ...removed]) writeFileSync(join(index, file), 'begun')
  const { live, faults } = opened(directory, place)
  await until(live, (state) => state.kind === 'ready')
  await live.close()
  expect(readdirSync(index).sort()).toEqual([name(2), ...kept].sort())
  expect(faults).toEqual([])
})

test('the file of another organisation is refused, and no file holds an address or a number in clear', async () => {
  const directory = await directoryIn(await freshDatabase())
  const neighbour = await directory.other('Land')
  const place = folder()
  for (const one of [directory, neighbour]) {
    await one.load(openListSource({ customers: crowd, facts: [] }).source)
    const { live } = opened(one, place)
    await until(live, (state) => state.kind === 'ready')
    await live.close()
  }
  const of = (one: DirectoryUnderTest) => join(place, 'index', one.keys.organisationId)
  const [ours = ''] = readdirSync(of(directory))
  const [theirs = ''] = readdirSync(of(neighbour))
  writeFileSync(join(of(directory), ours), readFileSync(join(of(neighbour), theirs)))
  const { live, faults } = opened(directory, place)
  await until(live, (state) => state.kind === 'ready')
  expect(faults.join()).toMatch(/foreign/)
  expect(readFileSync(join(of(directory), ours)).includes('M1003')).toBe(false)
})

test('after a restored backup the file is not judged with, though a change of the same number has come since', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: crowd, facts: [] }).source)
  const place = folder()
  const { live } = opened(directory, place)
  await until(live, (state) => state.kind === 'ready')
  // As if the first load had not been, and another one had: a customer who never had a change of his own here.
  await sql`update schleuse.directory_change set at = at + interval '1 second'`.execute(directory.database)
  await sql`update schleuse.directory_customer set hashed = (select hashed from schleuse.directory_customer limit 1)`.execute(
    directory.database,
  )
  await live.look()
  const state = await until(live, (one) => one.kind === 'ready' && one.generation > 1)
  expect(
    ['email:m0@example.org', 'email:m5@example.org'].map((key) => ownersIn(state, key as FactKey)).sort(),
  ).not.toEqual([1, 1])
})
