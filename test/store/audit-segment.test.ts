import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { linesOf } from '../../src/audit/archive-file.ts'
import { appendLeaves, sealBatches } from '../../src/audit/batch.ts'
import { type SignedCheckpoint, signCheckpoint } from '../../src/audit/checkpoint.ts'
import { addCheckpoint, checkpointsAfter } from '../../src/audit/checkpoint-queries.sql.ts'
import { archivePlace, expiredEntries, type SegmentParts, sealExpired } from '../../src/audit/segment.ts'
import { dropSegment, readSegments } from '../../src/audit/segment-queries.sql.ts'
import { signHeads } from '../../src/audit/sign-heads.ts'
import { readHead } from '../../src/audit/trail.ts'
import { trailLines } from '../../src/audit/trail-file.ts'
import { checkTrailFile } from '../../src/audit/trail-file-check.ts'
import { sourceOf, wholeRange } from '../../src/audit/trail-source.ts'
import { verifyChain, verifyOrganisation } from '../../src/audit/verify.ts'
import { Fault } from '../../src/std/fault.ts'
import { transact } from '../../src/store/transaction.ts'
import { projectRoot } from '../house/source-file.ts'
import { freshMemory, freshRing } from '../support/key-folder.ts'
import { freshDatabases } from './fresh-database.ts'
import { appendOne, city, library, recomputed, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()
const dayMs = 24 * 60 * 60 * 1000

/** Eight entries, the fourth a batch of three decisions; the first five are two years old. All is signed. */
async function agedWorld() {
  const { app, owner } = await trailWorld(await fresh(), 3)
  await transact(app, (transaction) =>
    appendLeaves(transaction, {
      organisationId: city,
      kind: 'gate-decision',
      leaves: ['a', 'b', 'c'].map((one) => Buffer.from(one)),
    }),
  )
  await sealBatches(app, city, 'program')
  for (let i = 0; i < 4; i++) await appendOne(app, city)
  await sql`update schleuse.audit_entry set at = at - interval '2 years' where seq <= 5`.execute(owner)
  await sql.raw(recomputed).execute(owner)
  const archiveFolder = mkdtempSync(join(tmpdir(), 'schleuse-archive-'))
  onTestFinished(() => rmSync(archiveFolder, { recursive: true, force: true }))
  const ring = freshRing()
  const now = () => new Date()
  const parts: SegmentParts = {
    database: app,
    ring,
    archiveFolder,
    retentionMs: 365 * dayMs,
    now,
    actor: 'program',
  }
  const sign = () =>
    signHeads({
      database: app,
      ring,
      witnesses: [],
      memory: freshMemory(),
      now,
      signal: new AbortController().signal,
    })
  await sign()
  const verify = async (outside: readonly SignedCheckpoint[] = []) => {
    const archiveOf = (range: Parameters<typeof archivePlace>[0]) => {
      const file = join(archiveFolder, archivePlace(range))
      return existsSync(file) ? file : undefined
    }
    const { rootFingerprint } = ring
    const report = await verifyOrganisation(app, city, {
      rootFingerprint,
      outside,
      archiveOf,
      revokedKeys: new Set(),
    })
    return {
      faults: report.faults.map(({ kind, seq }) => `${kind} ${seq}`),
      archives: report.segments.map(({ archive }) => archive),
    }
  }
  const seqs = async () => {
    const rows = await app.selectFrom('schleuse.audit_entry').select('seq').orderBy('seq').execute()
    return rows.map(({ seq }) => Number(seq))
  }
  return { app, owner, parts, sign, verify, seqs, ring, archiveFolder }
}

test('what has expired goes into an archive and out of the database, and the trail still verifies', async () => {
  const { app, parts, verify, seqs, archiveFolder } = await agedWorld()
  const [segment, ...more] = await sealExpired(parts, city)
  expect(more).toEqual([])
  expect(segment?.range).toMatchObject({ first: 1n, last: 5n })
  expect(segment?.file).toBe(join(archiveFolder, city, '000000000000001-000000000000005.ndjson'))
  // The last one tells that it was done.
  expect(await seqs()).toEqual([6, 7, 8, 9])
  expect(await app.selectFrom('schleuse.audit_leaf').selectAll().execute()).toEqual([])
  expect(await verify()).toEqual({ faults: [], archives: ['whole'] })
  expect((await verifyChain(app, city)).faults).toEqual([])
  expect(await sealExpired(parts, city)).toEqual([])
})

test('without the archive the signed record speaks for what was taken out', async () => {
  const { parts, verify } = await agedWorld()
  const [segment] = await sealExpired(parts, city)
  rmSync(segment?.file ?? '')
  expect(await verify()).toEqual({ faults: [], archives: ['absent'] })
})

test('an archive that was changed is found', async () => {
  const { parts, verify } = await agedWorld()
  const [segment] = await sealExpired(parts, city)
  const file = segment?.file ?? ''
  writeFileSync(file, readFileSync(file, 'utf8').replace('controller', 'processor'))
  expect(await verify()).toEqual({ faults: ['archive-broken 1'], archives: ['broken'] })
})

test('a head kept elsewhere is compared with the archive of its time', async () => {
  const { app, parts, verify } = await agedWorld()
  const at = new Date()
  const digestOf = async (seq: bigint) => {
    const row = app.selectFrom('schleuse.audit_entry').select('digest').where('seq', '=', seq)
    return (await row.executeTakeFirstOrThrow()).digest
  }
  const right = { organisationId: city, keyId: 'x', at, head: { seq: 2n, digest: await digestOf(2n) } }
  const wrong = { ...right, head: { ...right.head, digest: Buffer.alloc(32) } }
  const wrongEnd = { ...right, head: { seq: 5n, digest: Buffer.alloc(32) } }
  await sealExpired(parts, city)
  expect((await verify([right])).faults).toEqual([])
  expect((await verify([right, wrong])).faults).toEqual(['archive-broken 1'])
  expect((await verify([wrongEnd])).faults).toEqual(['archive-broken 1', 'other-than-checkpoint 5'])
})

test('a segment follows the one before it', async () => {
  const { app, owner, parts, ring, verify, seqs } = await agedWorld()
  await sealExpired(parts, city)
  await sql`update schleuse.audit_entry set at = at - interval '2 years' where seq in (6, 7)`.execute(owner)
  const start = '(select end_digest from schleuse.audit_segment)'
  await sql.raw(recomputed.replace(/sha256\(convert_to.*\)/, start)).execute(owner)
  await sql`delete from schleuse.audit_checkpoint`.execute(owner)
  const head = await readHead(app, city)
  const signedAt = new Date()
  const file = JSON.stringify(signCheckpoint(ring, { organisationId: city, head, at: signedAt }))
  await transact(app, (transaction) => addCheckpoint(transaction, city, { ...head, signedAt, file }))
  expect(await sealExpired(parts, city)).toMatchObject([{ range: { first: 6n, last: 7n } }])
  expect(await seqs()).toEqual([8, 9, 10])
  expect(await verify()).toEqual({ faults: [], archives: ['whole', 'whole'] })
})

test('an export after a part was taken out leads over its record, for the program and for a verifier of another hand', async () => {
  const { app, parts, ring, archiveFolder } = await agedWorld()
  const [segment] = await sealExpired(parts, city)
  const range = await wholeRange(app, city)
  expect(range).toMatchObject({ first: 6n, last: 9n })
  const lines: string[] = []
  for await (const line of trailLines(range, await sourceOf(app, range), ring)) lines.push(line)
  const file = join(archiveFolder, 'export.ndjson')
  const script = join(projectRoot, 'examples', 'verify-trail', 'verify-trail.mjs')
  const both = async (path: string) => {
    const { rootFingerprint } = ring
    const check = await checkTrailFile(linesOf(path), { rootFingerprint, heads: [] })
    const { stdout } = spawnSync(process.execPath, [script, path, rootFingerprint], { encoding: 'utf8' })
    return [check.kind === 'trail-file' && check.faults.length, stdout.trim()]
  }
  writeFileSync(file, lines.join(''))
  expect(await both(file)).toEqual([0, 'genuine: entries 6 to 9'])
  expect(await both(segment?.file ?? '')).toEqual([0, 'genuine: entries 1 to 5'])
  writeFileSync(file, lines.toSpliced(1, 1).join(''))
  expect((await both(file))[1]).toBe('NOT genuine: the beginning is missing')
})

test('nothing is taken out behind the last signed head, nor the last entry, nor what is young', async () => {
  const { app, owner, parts } = await agedWorld()
  const before = new Date(Date.now() - 365 * dayMs)
  expect(await expiredEntries(app, city, before)).toBe(5n)
  expect(await expiredEntries(app, city, new Date(Date.now() - 3 * 365 * dayMs))).toBe(0n)
  expect(await expiredEntries(app, library, before)).toBe(0n)
  // All eight are old, and the head is signed: the last one stays.
  await sql`update schleuse.audit_entry set at = at - interval '2 years' where seq > 5`.execute(owner)
  await sql.raw(recomputed).execute(owner)
  expect(await expiredEntries(app, city, before)).toBe(7n)
  await sql`delete from schleuse.audit_checkpoint`.execute(owner)
  expect(await expiredEntries(app, city, before)).toBe(0n)
  expect(await sealExpired(parts, city)).toEqual([])
})

test('a trail that is not whole is not archived, and stays where it is', async () => {
  const { owner, parts, seqs, archiveFolder } = await agedWorld()
  await sql`update schleuse.audit_entry set body = '{}' where seq = 2`.execute(owner)
  await expect(sealExpired(parts, city)).rejects.toSatisfy(
    (error) => error instanceof Fault && error.problems[0].code === 'SCH_ARCHIVE_BROKEN',
  )
  expect(await seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(existsSync(join(archiveFolder, city, '000000000000001-000000000000005.ndjson'))).toBe(false)
})

test('a kill between archive and record leaves the entries, and the next call takes them out', async () => {
  const { owner, parts, seqs, verify, archiveFolder } = await agedWorld()
  const permit = (word: string) => sql.raw(`${word} schleuse_app`).execute(owner)
  const onDrop = 'execute on function schleuse.audit_drop_segment'
  await permit(`revoke ${onDrop} from`)
  await expect(sealExpired(parts, city)).rejects.toMatchObject({ code: '42501' })
  expect(existsSync(join(archiveFolder, city, '000000000000001-000000000000005.ndjson'))).toBe(true)
  expect(await seqs()).toHaveLength(8)
  expect((await verify()).faults).toEqual([])
  await permit(`grant ${onDrop} to`)
  expect(await sealExpired(parts, city)).toHaveLength(1)
  expect(await verify()).toEqual({ faults: [], archives: ['whole'] })
})

/** What an application that was taken over could ask the function for. */
const demands: readonly [string, (range: Demand) => Demand, RegExp][] = [
  ['more than has expired', (demand) => ({ ...demand, last: 6n }), /is not what the trail holds|not expired/],
  ['what does not begin at the start', (demand) => ({ ...demand, first: 2n }), /does not follow/],
  ['another start', (demand) => ({ ...demand, start: Buffer.alloc(32) }), /does not follow/],
  ['another end', (demand) => ({ ...demand, end: Buffer.alloc(32) }), /not what the trail holds/],
  ['everything', (demand) => ({ ...demand, last: 8n }), /behind the last signed head/],
  [
    'a date in the future',
    (demand) => ({ ...demand, expiredBefore: new Date(Date.now() + dayMs) }),
    /not expired/,
  ],
  [
    'a month that is not over',
    (demand) => ({ ...demand, expiredBefore: new Date(Date.now() - 29 * dayMs) }),
    /not expired/,
  ],
  [
    'entries that are younger than it says',
    (demand) => ({ ...demand, expiredBefore: new Date(Date.now() - 3 * 365 * dayMs) }),
    /not expired/,
  ],
]
type Demand = Parameters<typeof dropSegment>[1]

for (const [name, changed, refusal] of demands) {
  test(`the database does not drop ${name}`, async () => {
    const { app, seqs } = await agedWorld()
    const row = app.selectFrom('schleuse.audit_entry').select('digest').where('seq', '=', 5n)
    const { digest: end } = await row.executeTakeFirstOrThrow()
    const start = Buffer.from(await startOf(app), 'hex')
    const demand: Demand = {
      organisationId: city,
      first: 1n,
      last: 5n,
      start,
      end,
      archiveSha256: Buffer.alloc(32),
      record: '{}',
      expiredBefore: new Date(Date.now() - 365 * dayMs),
      actor: 'program',
    }
    const drop = (one: Demand) => transact(app, (transaction) => dropSegment(transaction, one))
    await expect(drop(changed(demand))).rejects.toThrow(refusal)
    expect(await seqs()).toHaveLength(8)
    await drop(demand)
    expect(await seqs()).toEqual([6, 7, 8, 9])
  })
}

async function startOf(app: Awaited<ReturnType<typeof agedWorld>>['app']): Promise<string> {
  const { rows } = await sql<{ start: string }>`
    select encode(sha256(convert_to('schleuse audit trail 1', 'UTF8') || uuid_send(${city}::uuid)), 'hex') as start
  `.execute(app)
  return rows[0]?.start ?? ''
}

/** What a database owner could do around a segment. */
const attacks: readonly [string, string, string][] = [
  [
    'a segment without a signed record',
    `update schleuse.audit_segment set record = '{}'`,
    'segment-forged 1',
  ],
  ['a segment that says it is longer', 'update schleuse.audit_segment set last_seq = 6', 'segment-forged 1'],
  ['another archive', `update schleuse.audit_segment set archive_sha256 = sha256('x')`, 'segment-forged 1'],
  ['a segment taken away', 'delete from schleuse.audit_segment', 'missing 1'],
  [
    'an entry slipped in where one was taken out',
    `insert into schleuse.audit_entry select organisation_id, 3, at, kind, actor, body, digest
     from schleuse.audit_entry where seq = 6`,
    'entry-stray 3',
  ],
  ['the first entry behind it taken out', 'delete from schleuse.audit_entry where seq = 6', 'missing 6'],
]
for (const [name, attack, found] of attacks) {
  test(`${name} by the owner of the database is found`, async () => {
    const { owner, parts, verify } = await agedWorld()
    await sealExpired(parts, city)
    await sql.raw(attack).execute(owner)
    expect((await verify()).faults).toContain(found)
  })
}

test('another organisation keeps what it has', async () => {
  const { app, parts } = await agedWorld()
  await appendOne(app, library)
  await sealExpired(parts, city)
  expect(await readHead(app, library)).toMatchObject({ seq: 1n })
  expect(await readSegments(app, library)).toEqual([])
  expect((await verifyChain(app, library)).faults).toEqual([])
})

test('of the signed heads that are older than thirty days the last one of each day is kept', async () => {
  const { app, owner } = await agedWorld()
  await sql`delete from schleuse.audit_checkpoint`.execute(owner)
  const at = ['2026-01-01T10:00Z', '2026-01-01T11:00Z', '2026-01-02T10:00Z', '2026-01-02T23:59Z']
  const young = new Date().toISOString()
  for (const [seq, signedAt] of [...at, young, young].entries())
    await sql`insert into schleuse.audit_checkpoint (organisation_id, seq, digest, signed_at, file)
      values (${city}, ${seq + 1}, sha256('x'), ${signedAt}, '{}')`.execute(owner)
  await sql`select schleuse.audit_thin_checkpoints(${city})`.execute(app)
  const left = await checkpointsAfter(app, city, { id: 0n, limit: 100 })
  expect(left.map(({ seq }) => seq)).toEqual([2n, 4n, 5n, 6n])
})
