import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import {
  appendLeaves,
  isProven,
  proveLeaf,
  readLeaves,
  sealBatch,
  sealBatches,
} from '../../src/audit/batch.ts'
import { leafDigest, merkleRoot } from '../../src/audit/merkle.ts'
import { verifyTrail } from '../../src/audit/trail.ts'
import type { Database } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { freshDatabases } from './fresh-database.ts'
import { appendOne, city, entriesOf, library, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()
const actor = 'program'

function decisions(from: number, count: number): readonly Buffer[] {
  return Array.from({ length: count }, (_, at) => Buffer.from(`decision ${from + at}`))
}

function decide(app: Database, organisationId: string, leaves: readonly Uint8Array[]): Promise<void> {
  return transact(app, (transaction) =>
    appendLeaves(transaction, { organisationId, kind: 'gate-decision', leaves }),
  )
}

test('the root that the database makes is the one of the program, for trees of every shape', async () => {
  const { owner } = await trailWorld(await fresh(), 0)
  for (let size = 1; size <= 33; size++) {
    const leaves = decisions(0, size).map(leafDigest)
    const { rows } = await sql<{
      root: Buffer
    }>`select schleuse.audit_merkle_root(${leaves}::bytea[]) as root`.execute(owner)
    expect(rows[0]?.root, String(size)).toEqual(merkleRoot(leaves))
  }
})

test('many decisions enter the trail as one entry, and each of them is proven by itself', async () => {
  const { app } = await trailWorld(await fresh(), 2)
  const leaves = decisions(0, 11)
  await decide(app, city, leaves)
  const [batch] = await sealBatches(app, city, actor)
  expect(batch).toMatchObject({ batch: 'gate-decision', leaves: 11 })
  const entries = await entriesOf(app, city)
  expect(entries.map(({ kind }) => kind)).toEqual([
    'organisation-added',
    'organisation-added',
    'batch-sealed',
  ])
  expect(JSON.parse(entries.at(-1)?.body ?? '')).toEqual(batch)

  const root = batch?.root ?? ''
  for (const leaf of leaves) {
    const proof = await proveLeaf(app, city, leaf)
    expect(proof).toMatchObject({ organisationId: city, seq: 3n, leaves: 11 })
    expect(proof && isProven(leaf, proof, root)).toBe(true)
    expect(proof && isProven(Buffer.from('another decision'), proof, root)).toBe(false)
  }
  expect(await verifyTrail(app, city, [])).toMatchObject({ head: { seq: 3n }, faults: [] })
})

test('a decision that was never made has no proof, nor one that waits, nor one of another organisation', async () => {
  const { app } = await trailWorld(await fresh(), 0)
  const [leaf = Buffer.alloc(0)] = decisions(0, 1)
  await decide(app, city, [leaf])
  expect(await proveLeaf(app, city, leaf)).toBeUndefined()
  await sealBatches(app, city, actor)
  expect(await proveLeaf(app, city, Buffer.from('never'))).toBeUndefined()
  expect(await proveLeaf(app, library, leaf)).toBeUndefined()
})

test('decisions of another organisation stay out of a batch', async () => {
  const { app } = await trailWorld(await fresh(), 0)
  await decide(app, city, decisions(0, 3))
  await decide(app, library, decisions(3, 4))
  expect(await sealBatches(app, city, actor)).toMatchObject([{ leaves: 3 }])
  expect(await sealBatches(app, library, actor)).toMatchObject([{ leaves: 4 }])
  expect(await sealBatches(app, library, actor)).toEqual([])
})

test('kinds of decisions are trees of their own', async () => {
  const { app } = await trailWorld(await fresh(), 0)
  await decide(app, city, decisions(0, 2))
  await transact(app, (transaction) =>
    appendLeaves(transaction, { organisationId: city, kind: 'probe-answer', leaves: decisions(0, 3) }),
  )
  expect(await sealBatches(app, city, actor)).toMatchObject([
    { batch: 'gate-decision', leaves: 2 },
    { batch: 'probe-answer', leaves: 3 },
  ])
})

test('leaves and root of one transaction are kept or undone together', async () => {
  const { app } = await trailWorld(await fresh(), 0)
  const both = (fail: boolean) =>
    transact(app, async (transaction) => {
      await appendLeaves(transaction, {
        organisationId: city,
        kind: 'gate-decision',
        leaves: decisions(0, 5),
      })
      const batch = await sealBatch(transaction, { organisationId: city, kind: 'gate-decision', actor })
      if (fail) throw new Error('no')
      return batch
    })
  await expect(both(true)).rejects.toThrow('no')
  expect(await sealBatches(app, city, actor)).toEqual([])
  expect(await both(false)).toMatchObject({ leaves: 5 })
})

test('sealers and deciders at once lose no decision and put none into two batches', async () => {
  const { app } = await trailWorld(await fresh(), 0)
  const rounds = Array.from({ length: 6 }, (_, at) => at)
  await Promise.all(
    rounds.map(async (round) => {
      await decide(app, city, decisions(round * 10, 10))
      await sealBatches(app, city, actor)
    }),
  )
  await sealBatches(app, city, actor)
  const entries = await entriesOf(app, city)
  const sealed = await Promise.all(entries.map(({ seq }) => readLeaves(app, city, seq)))
  const digests = sealed.flat().map((one) => one.toString('hex'))
  expect(new Set(digests).size).toBe(60)
  expect(digests).toHaveLength(60)
  expect((await verifyTrail(app, city, [])).faults).toEqual([])
})

test('a kill between the decisions and their root leaves decisions that the next sealing takes up', async () => {
  const database = await fresh()
  const { app } = await trailWorld(database, 1)
  const killed = spawn(
    process.execPath,
    [
      new URL('../support/decider.ts', import.meta.url).pathname,
      JSON.stringify(database.target('app')),
      city,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(killed.stdout, 'data')
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expect((await verifyTrail(app, city, [])).faults).toEqual([])
  expect(await sealBatches(app, city, actor)).toMatchObject([{ leaves: 25 }])
  expect(await verifyTrail(app, city, [])).toMatchObject({ head: { seq: 2n }, faults: [] })
})

/** What a database owner could do to a batch, and how it shows. */
const attacks: readonly [string, string, { kind: string; seq: bigint }][] = [
  [
    'a decision edited',
    `update schleuse.audit_leaf set digest = sha256('other') where position = 2`,
    { kind: 'batch-changed', seq: 2n },
  ],
  [
    'a decision taken out',
    'delete from schleuse.audit_leaf where position = 2',
    { kind: 'batch-changed', seq: 2n },
  ],
  [
    'the last decision taken out',
    'delete from schleuse.audit_leaf where position = 4',
    { kind: 'batch-changed', seq: 2n },
  ],
  [
    'a decision added',
    `insert into schleuse.audit_leaf (organisation_id, batch, digest, batch_seq, position)
     values ('${city}', 'gate-decision', sha256('new'), 2, 5)`,
    { kind: 'batch-changed', seq: 2n },
  ],
  [
    'two decisions exchanged',
    `update schleuse.audit_leaf a set digest = b.digest from schleuse.audit_leaf b
     where (a.position, b.position) in ((0, 1), (1, 0))`,
    { kind: 'batch-changed', seq: 2n },
  ],
  [
    'a batch that refers to an entry which is none',
    `insert into schleuse.audit_leaf (organisation_id, batch, digest, batch_seq, position)
     values ('${city}', 'gate-decision', sha256('new'), 1, 0)`,
    { kind: 'batch-stray', seq: 1n },
  ],
]
for (const [name, attack, fault] of attacks) {
  test(`${name} by the owner of the database is found`, async () => {
    const { owner, app } = await trailWorld(await fresh(), 1)
    await decide(app, city, decisions(0, 5))
    await sealBatches(app, city, actor)
    expect((await verifyTrail(app, city, [])).faults).toEqual([])
    await sql.raw(attack).execute(owner)
    expect((await verifyTrail(app, city, [])).faults).toEqual([fault])
  })
}

test('the application adds leaves, and neither changes, deletes nor seals them past the function', async () => {
  const { app, reader } = await trailWorld(await fresh(), 1)
  await decide(app, city, decisions(0, 2))
  const values = `('${city}', 'gate-decision', sha256('x'), 1, 0)`
  const statements = [
    'delete from schleuse.audit_leaf',
    'update schleuse.audit_leaf set position = 0, batch_seq = 1',
    `insert into schleuse.audit_leaf (organisation_id, batch, digest, batch_seq, position) values ${values}`,
    'truncate schleuse.audit_leaf',
    `select schleuse.audit_append('${city}', 'batch-sealed', 'program', '{}')`,
    `select schleuse.audit_link('${city}', 'organisation-added', 'program', '{}')`,
  ]
  for (const statement of statements)
    await expect(sql.raw(statement).execute(app), statement).rejects.toMatchObject({ code: '42501' })
  await expect(decide(reader, city, decisions(0, 1))).rejects.toMatchObject({ code: '42501' })
  expect(await appendOne(app, city)).toBe(2n)
})
