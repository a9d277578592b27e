import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { readCheckpoint, signCheckpoint } from '../../src/audit/checkpoint.ts'
import { checkpointsAfter, progressOfAll } from '../../src/audit/checkpoint-queries.sql.ts'
import { headMemoryIn } from '../../src/audit/head-memory.ts'
import { sealExpired } from '../../src/audit/segment.ts'
import { type SigningParts, signHeads } from '../../src/audit/sign-heads.ts'
import type { Kept, Witness, WitnessedHead } from '../../src/audit/witness.ts'
import type { Database } from '../../src/store/connection.ts'
import { freshMemory, freshRing } from '../support/key-folder.ts'
import { freshDatabases } from './fresh-database.ts'
import { appendOne, city, library, recomputed, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()
const minuteMs = 60_000

/** A clock that a test moves. */
function clock() {
  let atMs = Date.UTC(2026, 0, 1)
  return {
    now: () => new Date(atMs),
    pass: (ms: number) => {
      atMs += ms
    },
  }
}

function memoryWitness(pace: Witness['pace'] = { kind: 'each' }) {
  const heads: WitnessedHead[] = []
  let answer: Kept = { kind: 'kept' }
  const witness: Witness = {
    name: 'memory',
    pace,
    async keep(head) {
      if (answer.kind === 'kept') heads.push(head)
      return answer
    },
    weakness: () => undefined,
  }
  return {
    witness,
    heads,
    answerWith: (next: Kept) => {
      answer = next
    },
  }
}

async function signingWorld(entries: number, witnesses: readonly Witness[] = []) {
  const world = await trailWorld(await fresh(), entries)
  const time = clock()
  const parts: SigningParts = {
    database: world.app,
    ring: freshRing(),
    witnesses,
    memory: freshMemory(),
    now: time.now,
    signal: new AbortController().signal,
  }
  return { ...world, parts, pass: time.pass }
}

const stored = (database: Database, organisationId: string) =>
  checkpointsAfter(database, organisationId, { id: 0n, limit: 1_000 })

test('a head that moved is signed once, whoever asks how often', async () => {
  const { app, parts } = await signingWorld(3)
  const outcomes = await Promise.all([1, 2, 3].map(() => signHeads(parts)))
  const signed = outcomes.flatMap(({ signings }) => signings).filter(({ kind }) => kind === 'signed')
  expect(signed).toHaveLength(1)
  const [only, ...more] = await stored(app, city)
  expect(more).toEqual([])
  expect(readCheckpoint(only?.file ?? '', parts.ring.rootFingerprint)).toMatchObject({
    kind: 'genuine',
    checkpoint: { organisationId: city, head: { seq: 3n } },
  })
})

test('a head that stands still is signed again after an hour, as a sign of life', async () => {
  const { app, parts, pass } = await signingWorld(1)
  const afterMinutes = async (minutes: number) => {
    pass(minutes * minuteMs)
    await signHeads(parts)
    return (await stored(app, city)).length
  }
  expect(await afterMinutes(0)).toBe(1)
  expect(await afterMinutes(59)).toBe(1)
  expect(await afterMinutes(1)).toBe(2)
  await appendOne(app, city)
  expect(await afterMinutes(1)).toBe(3)
})

test('an organisation whose trail has not begun has nothing to sign', async () => {
  const { parts } = await signingWorld(1)
  const { signings } = await signHeads(parts)
  expect(signings.map(({ organisationId }) => organisationId)).toEqual([city])
})

/** What the owner of the database does between two signatures. */
const rewrites: readonly [string, readonly string[], string][] = [
  ['an entry edited', [`update schleuse.audit_entry set body = '{}' where seq = 4`], 'edited'],
  ['an entry taken out', ['delete from schleuse.audit_entry where seq = 4'], 'missing'],
  [
    'a tail cut off with its head',
    [
      'delete from schleuse.audit_entry where seq > 2',
      'update schleuse.audit_head set seq = 2, digest = (select digest from schleuse.audit_entry where seq = 2)',
    ],
    'cut',
  ],
  [
    'a rewrite with valid digests',
    [
      'delete from schleuse.audit_entry',
      'delete from schleuse.audit_head',
      ...Array.from(
        { length: 5 },
        () =>
          `select schleuse.audit_link('${city}', 'organisation-added', 'program', '{"role":"controller"}')`,
      ),
    ],
    'edited',
  ],
  ['a checkpoint edited', ['update schleuse.audit_checkpoint set seq = 2'], 'checkpoint-forged'],
  [
    'a checkpoint of another key',
    [`update schleuse.audit_checkpoint set file = replace(file, '"signature":"', '"signature":"A')`],
    'checkpoint-forged',
  ],
]
for (const [name, statements, damage] of rewrites) {
  test(`${name} since the last signature is not signed`, async () => {
    const { app, owner, parts } = await signingWorld(3)
    await signHeads(parts)
    for (let i = 0; i < 2; i++) await appendOne(app, city)
    for (const statement of statements) await sql.raw(statement).execute(owner)
    const before = await stored(app, city)
    const { signings } = await signHeads(parts)
    const faults = expect.arrayContaining([expect.objectContaining({ kind: damage })])
    expect(signings).toMatchObject([{ kind: 'refused', faults }])
    expect(await stored(app, city)).toEqual(before)
  })
}

/** A rewrite that leaves nothing to compare with in the database. */
const rewriteAll = [
  `update schleuse.audit_entry set body = '{"role":"processor"}' where seq = 2`,
  recomputed,
  'delete from schleuse.audit_checkpoint',
]

test('a rewrite of everything, with all checkpoints of the database deleted, is not signed by a machine that remembers', async () => {
  const { app, owner, parts } = await signingWorld(3)
  await signHeads(parts)
  await appendOne(app, city)
  for (const statement of rewriteAll) await sql.raw(statement).execute(owner)
  const { signings } = await signHeads(parts)
  expect(signings).toMatchObject([{ kind: 'refused', faults: [{ kind: 'edited', seq: 4n }] }])
  // Another machine, which has signed nothing yet, cannot know.
  const other = await signHeads({ ...parts, memory: freshMemory() })
  expect(other.signings).toMatchObject([{ kind: 'signed' }])
})

test('the memory of a machine survives it, and a damaged one is not believed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-heads-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { owner, parts } = await signingWorld(3)
  const remembering = () => ({ ...parts, memory: headMemoryIn(join(folder, 'heads')) })
  await signHeads(remembering())
  for (const statement of rewriteAll) await sql.raw(statement).execute(owner)
  expect((await signHeads(remembering())).signings).toMatchObject([{ kind: 'refused' }])
  writeFileSync(join(folder, 'heads', `${city}.json`), '{"format":')
  expect((await signHeads(remembering())).signings).toMatchObject([{ kind: 'signed' }])
})

test('a machine that has not signed for long signs on where what it remembers was taken out', async () => {
  const { app, owner, parts } = await signingWorld(4)
  await signHeads(parts)
  await sql`update schleuse.audit_entry set at = at - interval '2 years' where seq <= 2`.execute(owner)
  await sql.raw(recomputed).execute(owner)
  await sql`delete from schleuse.audit_checkpoint`.execute(owner)
  const memory = freshMemory()
  const own = { ...parts, memory }
  await signHeads(own)
  const old = signCheckpoint(parts.ring, {
    organisationId: city,
    head: { seq: 1n, digest: Buffer.alloc(32) },
    at: parts.now(),
  })
  memory.keep(city, JSON.stringify(old))
  const archiveFolder = mkdtempSync(join(tmpdir(), 'schleuse-archive-'))
  onTestFinished(() => rmSync(archiveFolder, { recursive: true, force: true }))
  const retentionMs = 365 * 24 * 60 * minuteMs
  const now = () => new Date()
  await sealExpired(
    { database: app, ring: parts.ring, archiveFolder, retentionMs, now, actor: 'program' },
    city,
  )
  expect((await signHeads(own)).signings).toMatchObject([{ kind: 'signed', head: { seq: 5n } }])
})

test('a witness is handed every head once and in order, of each organisation', async () => {
  const { witness, heads } = memoryWitness()
  const { app, parts, pass } = await signingWorld(1, [witness])
  await appendOne(app, library)
  await signHeads(parts)
  await appendOne(app, city)
  pass(minuteMs)
  const { handOvers } = await signHeads(parts)
  expect(handOvers).toMatchObject([
    { organisationId: city, kind: 'handed-over', heads: 1 },
    { organisationId: library, kind: 'handed-over', heads: 0 },
  ])
  expect(heads.map(({ organisation, seq }) => [organisation, seq])).toEqual([
    ['Stadt', 1n],
    ['Bibliothek', 1n],
    ['Stadt', 2n],
  ])
})

test('what a witness could not take is told, waits longer each time, and is handed over when it can', async () => {
  const { witness, heads, answerWith } = memoryWitness()
  const { app, parts, pass } = await signingWorld(1, [witness])
  answerWith({ kind: 'failed', why: 'unreachable' })
  const since = parts.now()
  const kinds: string[] = []
  for (let minute = 0; minute < 5; minute++) {
    const { handOvers } = await signHeads(parts)
    kinds.push(...handOvers.map(({ kind }) => kind))
    await appendOne(app, city)
    pass(minuteMs)
  }
  expect(kinds).toEqual(['failed', 'failed', 'failed', 'waits', 'failed'])
  expect(await progressOfAll(app)).toMatchObject([
    { witness: 'memory', lastFailure: 'unreachable', failingSince: since, waiting: 5n, lastSuccessAt: null },
  ])
  answerWith({ kind: 'kept' })
  pass(15 * minuteMs)
  await signHeads(parts)
  expect(heads.map(({ seq }) => seq)).toEqual([1n, 2n, 3n, 4n, 5n, 6n])
  expect(await progressOfAll(app)).toMatchObject([
    { failingSince: null, waiting: 0n, lastFailure: 'unreachable' },
  ])
})

test('a person who asks need not wait for the next try', async () => {
  const { witness, heads, answerWith } = memoryWitness()
  const { parts } = await signingWorld(1, [witness])
  answerWith({ kind: 'failed', why: 'timeout' })
  await signHeads(parts)
  answerWith({ kind: 'kept' })
  expect((await signHeads(parts)).handOvers).toMatchObject([{ kind: 'waits' }])
  expect((await signHeads({ ...parts, isUrgent: true })).handOvers).toMatchObject([{ heads: 1 }])
  expect(heads).toHaveLength(1)
})

test('a process that was killed while handing over is followed by another one, after a while', async () => {
  const { witness, heads } = memoryWitness()
  const { app, parts, pass } = await signingWorld(1, [witness])
  const claimed = new Date(parts.now().getTime() + 5 * minuteMs)
  await app
    .insertInto('schleuse.audit_witness')
    .values({ organisation_id: city, witness: 'memory', claimed_until: claimed })
    .execute()
  expect((await signHeads(parts)).handOvers).toMatchObject([{ kind: 'waits' }])
  pass(5 * minuteMs)
  await signHeads(parts)
  expect(heads).toHaveLength(1)
})

test('a witness that costs attention gets the newest head, and only from time to time', async () => {
  const { witness, heads } = memoryWitness({ kind: 'newest', everyMs: 24 * 60 * minuteMs })
  const { app, parts, pass } = await signingWorld(1, [witness])
  for (let hour = 0; hour < 50; hour++) {
    await signHeads(parts)
    await appendOne(app, city)
    pass(60 * minuteMs)
  }
  expect(heads.map(({ seq }) => seq)).toEqual([1n, 25n, 49n])
})

test('a witness that does not answer keeps no other one waiting', async () => {
  const { witness, heads } = memoryWitness()
  const silent: Witness = {
    name: 'silent',
    pace: { kind: 'each' },
    keep: (_, signal) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve({ kind: 'failed', why: 'timeout' })),
      ),
    weakness: () => undefined,
  }
  const { parts } = await signingWorld(1, [silent, witness])
  const stop = new AbortController()
  const signing = signHeads({ ...parts, signal: stop.signal })
  while (heads.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  stop.abort()
  expect((await signing).handOvers).toMatchObject([
    { witness: 'silent', kind: 'failed', why: 'timeout' },
    { witness: 'memory', kind: 'handed-over' },
  ])
})

test('the application can neither change nor delete a checkpoint', async () => {
  const { app, parts } = await signingWorld(1)
  await signHeads(parts)
  for (const statement of [
    'delete from schleuse.audit_checkpoint',
    'update schleuse.audit_checkpoint set seq = 9',
  ])
    await expect(sql.raw(statement).execute(app)).rejects.toMatchObject({ code: '42501' })
})
