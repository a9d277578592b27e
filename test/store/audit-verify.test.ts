import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { fileWitness } from '../../src/adapters/file/witness.ts'
import { appendLeaves, sealBatches } from '../../src/audit/batch.ts'
import { signCheckpoint } from '../../src/audit/checkpoint.ts'
import { addCheckpoint } from '../../src/audit/checkpoint-queries.sql.ts'
import { signHeads } from '../../src/audit/sign-heads.ts'
import { readHead } from '../../src/audit/trail.ts'
import { verifyOrganisation } from '../../src/audit/verify.ts'
import type { Database } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { readCheckpoints } from '../../src/wiring/given-checkpoints.ts'
import { freshMemory, freshRing } from '../support/key-folder.ts'
import { freshDatabases } from './fresh-database.ts'
import { appendOne, city, library, recomputed, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()

/** A trail of six entries, the third of which is a batch, with heads signed and witnessed after the second and the fifth. */
async function witnessedWorld() {
  const { app, owner } = await trailWorld(await fresh(), 2)
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-witness-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const ring = freshRing()
  const witness = fileWitness({ name: 'folder', folder, stateFolder: '/proc' })
  let atMs = Date.UTC(2026, 0, 1)
  const now = () => new Date(atMs)
  const parts = {
    database: app,
    ring,
    witnesses: [witness],
    memory: freshMemory(),
    now,
    signal: new AbortController().signal,
  }
  await signHeads(parts)
  const leaves = [1, 2, 3, 4].map((one) => Buffer.from(`decision ${one}`))
  await transact(app, (transaction) =>
    appendLeaves(transaction, { organisationId: city, kind: 'gate-decision', leaves }),
  )
  await sealBatches(app, city, 'program')
  for (let i = 0; i < 2; i++) await appendOne(app, city)
  atMs += 60_000
  await signHeads(parts)
  await appendOne(app, city)

  const meant = { rootFingerprint: ring.rootFingerprint, organisationId: city }
  const verify = async (isWitnessed: boolean) => {
    const outside = isWitnessed ? readCheckpoints([folder], meant).checkpoints : []
    const report = await verifyOrganisation(app, city, {
      ...meant,
      outside,
      revokedKeys: new Set<string>(),
      archiveOf: () => undefined,
    })
    return report.faults.map(({ kind, seq }) => `${kind} ${seq}`)
  }
  return { app, owner, ring, verify, folder }
}

const deleteCheckpoints = 'delete from schleuse.audit_checkpoint'
const edit = (seq: number) =>
  `update schleuse.audit_entry set body = '{"role":"processor"}' where seq = ${seq}`
const cutTo = (seq: number) => [
  `delete from schleuse.audit_entry where seq > ${seq}`,
  `update schleuse.audit_head set seq = ${seq}, digest = (select digest from schleuse.audit_entry where seq = ${seq})`,
]

interface Attack {
  readonly statements: readonly string[]
  /** With nothing but the database. */
  readonly inside: readonly string[]
  /** Against the folder of the witness. */
  readonly outside: readonly string[]
}

/** Everything an owner of the database can do with SQL. */
const attacks: Readonly<Record<string, Attack>> = {
  'nothing at all': { statements: [], inside: [], outside: [] },
  'an entry edited': { statements: [edit(2)], inside: ['edited 2'], outside: ['edited 2'] },
  'an actor edited': {
    statements: [`update schleuse.audit_entry set actor = 'staff:other' where seq = 2`],
    inside: ['edited 2'],
    outside: ['edited 2'],
  },
  'a time moved': {
    statements: [`update schleuse.audit_entry set at = at - interval '1 day' where seq = 2`],
    inside: ['edited 2'],
    outside: ['edited 2'],
  },
  'an entry taken out': {
    statements: ['delete from schleuse.audit_entry where seq = 4'],
    inside: ['missing 4', 'edited 5'],
    outside: ['missing 4', 'edited 5'],
  },
  'an entry taken out and those behind it moved up': {
    statements: [
      'delete from schleuse.audit_entry where seq = 4',
      'update schleuse.audit_entry set seq = seq - 1 where seq > 4',
      'update schleuse.audit_head set seq = seq - 1',
    ],
    inside: ['edited 4', 'edited 5', 'other-than-checkpoint 5'],
    outside: ['edited 4', 'edited 5', 'other-than-checkpoint 5'],
  },
  'two entries exchanged': {
    statements: [
      `update schleuse.audit_entry a set body = b.body, at = b.at, kind = b.kind, digest = b.digest
       from schleuse.audit_entry b where (a.seq, b.seq) in ((4, 5), (5, 4))`,
    ],
    inside: ['edited 4', 'edited 5', 'other-than-checkpoint 5', 'edited 6'],
    outside: ['edited 4', 'edited 5', 'other-than-checkpoint 5', 'edited 6'],
  },
  'an entry forged behind the last one': {
    statements: [
      `insert into schleuse.audit_entry select organisation_id, 7, now(), kind, actor, body, digest
       from schleuse.audit_entry where seq = 6`,
    ],
    inside: ['edited 7', 'longer-than-head 6'],
    outside: ['edited 7', 'longer-than-head 6'],
  },
  'a tail cut off': {
    statements: ['delete from schleuse.audit_entry where seq > 3'],
    inside: ['cut 3'],
    outside: ['cut 3'],
  },
  'a tail cut off with its head': {
    statements: cutTo(4),
    inside: ['cut 4'],
    outside: ['cut 4'],
  },
  'a tail cut off with its head and all checkpoints of the database': {
    statements: [...cutTo(4), deleteCheckpoints],
    inside: [],
    outside: ['cut 4'],
  },
  'all entries, heads and checkpoints deleted': {
    statements: ['delete from schleuse.audit_entry', 'delete from schleuse.audit_head', deleteCheckpoints],
    inside: ['batch-stray 3'],
    outside: ['cut 0', 'batch-stray 3'],
  },
  'everything rewritten with right digests': {
    statements: [edit(2), recomputed],
    inside: ['other-than-checkpoint 2', 'other-than-checkpoint 5'],
    outside: ['other-than-checkpoint 2', 'other-than-checkpoint 5'],
  },
  'everything rewritten with right digests, and all checkpoints of the database deleted': {
    statements: [edit(2), recomputed, deleteCheckpoints],
    inside: [],
    outside: ['other-than-checkpoint 2', 'other-than-checkpoint 5'],
  },
  'a decision of a batch edited': {
    statements: [`update schleuse.audit_leaf set digest = sha256('other') where position = 1`],
    inside: ['batch-changed 3'],
    outside: ['batch-changed 3'],
  },
  'a decision edited, its root and every digest recomputed, and all checkpoints deleted': {
    statements: [
      `update schleuse.audit_leaf set digest = sha256('other') where position = 1`,
      `update schleuse.audit_entry set body = format('{"batch":"gate-decision","leaves":4,"root":"%s"}', encode(
         schleuse.audit_merkle_root((select array_agg(digest order by position) from schleuse.audit_leaf)), 'hex'))
       where seq = 3`,
      recomputed,
      deleteCheckpoints,
    ],
    inside: [],
    outside: ['other-than-checkpoint 5'],
  },
}

for (const [name, { statements, inside, outside }] of Object.entries(attacks)) {
  test(`${name}: what is found without and with a witness`, async () => {
    const { owner, verify } = await witnessedWorld()
    for (const statement of statements) await sql.raw(statement).execute(owner)
    expect(await verify(false), 'without').toEqual(inside)
    expect(await verify(true), 'with').toEqual(outside)
  })
}

test('everything rewritten, with checkpoints that another key has signed, is found without a witness', async () => {
  const { app, owner, verify } = await witnessedWorld()
  for (const statement of [edit(2), recomputed, deleteCheckpoints]) await sql.raw(statement).execute(owner)
  await forgeCheckpoint(app, await readHead(app, city))
  expect(await verify(false)).toEqual(['checkpoint-forged 6'])
})

async function forgeCheckpoint(app: Database, head: Awaited<ReturnType<typeof readHead>>): Promise<void> {
  const signedAt = new Date()
  const file = JSON.stringify(signCheckpoint(freshRing(), { organisationId: city, head, at: signedAt }))
  await transact(app, (transaction) => addCheckpoint(transaction, city, { ...head, signedAt, file }))
}

test('two genuine heads of one number and different digests cannot both be right, whichever came last', async () => {
  const { app, owner, ring, folder } = await witnessedWorld()
  for (const statement of [edit(2), recomputed, deleteCheckpoints]) await sql.raw(statement).execute(owner)
  // The signer was fooled after the rewrite, as by a copy of the keys.
  const { rows } = await sql<{
    digest: Buffer
  }>`select digest from schleuse.audit_entry where seq = 5`.execute(app)
  const head = { seq: 5n, digest: rows[0]?.digest ?? Buffer.alloc(0) }
  const later = { organisationId: city, keyId: 'x', head, at: new Date('2026-02-01T00:00:00Z') }
  const known = {
    rootFingerprint: ring.rootFingerprint,
    organisationId: city,
    revokedKeys: new Set<string>(),
    archiveOf: () => undefined,
  }
  const witnessed = readCheckpoints([folder], known).checkpoints
  for (const outside of [
    [later, ...witnessed],
    [...witnessed, later],
  ]) {
    const report = await verifyOrganisation(app, city, { ...known, outside })
    expect(report.faults).toContainEqual({ kind: 'other-than-checkpoint', seq: 5n })
  }
})

test('the report says up to where it is proven from outside, and that it is not where it is not', async () => {
  const { app, ring, folder } = await witnessedWorld()
  const known = {
    rootFingerprint: ring.rootFingerprint,
    organisationId: city,
    revokedKeys: new Set<string>(),
    archiveOf: () => undefined,
  }
  const { checkpoints } = readCheckpoints([folder], known)
  expect(await verifyOrganisation(app, city, { ...known, outside: checkpoints })).toMatchObject({
    inside: 2,
    outside: 2,
    witnessed: { head: { seq: 5n } },
  })
  const alone = await verifyOrganisation(app, city, { ...known, outside: [] })
  expect(alone).toMatchObject({ inside: 2, outside: 0 })
  expect(alone.witnessed).toBeUndefined()
  // Another organisation's heads say nothing about this one.
  expect(await verifyOrganisation(app, library, { ...known, outside: checkpoints })).toMatchObject({
    outside: 0,
    faults: [],
  })
})
