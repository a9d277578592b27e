import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { linesOf } from '../../src/audit/archive-file.ts'
import { appendLeaves, sealBatches } from '../../src/audit/batch.ts'
import { signHeads } from '../../src/audit/sign-heads.ts'
import { trailLines } from '../../src/audit/trail-file.ts'
import { checkTrailFile } from '../../src/audit/trail-file-check.ts'
import { sourceOf, wholeRange } from '../../src/audit/trail-source.ts'
import type { KeyRing } from '../../src/sealing/key-ring.ts'
import { transact } from '../../src/store/transaction.ts'
import { projectRoot } from '../house/source-file.ts'
import { freshMemory, freshRing } from '../support/key-folder.ts'
import { freshDatabases } from './fresh-database.ts'
import { appendOne, city, library, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()

/** An export of six entries, one of them a batch of five decisions, with two signed heads. */
async function exported(organisationId = city) {
  const { app } = await trailWorld(await fresh(), 1)
  if (organisationId === library) await appendOne(app, library)
  const ring = freshRing()
  let atMs = Date.UTC(2026, 0, 1)
  const now = () => new Date(atMs)
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
  await transact(app, (transaction) =>
    appendLeaves(transaction, {
      organisationId,
      kind: 'gate-decision',
      leaves: ['a', 'b', 'c', 'd', 'e'].map((one) => Buffer.from(one)),
    }),
  )
  await sealBatches(app, organisationId, 'program')
  for (let i = 0; i < 4; i++) await appendOne(app, organisationId)
  atMs += 60_000
  await sign()
  const range = await wholeRange(app, organisationId)
  const lines: string[] = []
  for await (const line of trailLines(range, await sourceOf(app, range), ring)) lines.push(line)
  return { lines, ring }
}

function fileOf(lines: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-export-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'trail.ndjson')
  writeFileSync(file, lines.join(''))
  return file
}

async function faultsOf(lines: readonly string[], ring: KeyRing): Promise<readonly string[]> {
  const check = await checkTrailFile(linesOf(fileOf(lines)), {
    rootFingerprint: ring.rootFingerprint,
    heads: [],
  })
  if (check.kind === 'no-trail-file') return ['no-trail-file']
  return check.faults.map((one) =>
    'line' in one ? `${one.kind} line ${one.line}` : `${one.kind} ${one.seq}`,
  )
}

/** The verifier of docs/audit-format.md: not a line of ours. */
function independent(lines: readonly string[], ring: KeyRing): string {
  const script = join(projectRoot, 'examples', 'verify-trail', 'verify-trail.mjs')
  const { stdout, stderr } = spawnSync(process.execPath, [script, fileOf(lines), ring.rootFingerprint], {
    encoding: 'utf8',
  })
  return `${stdout}${stderr}`.trim()
}

const edited = (lines: readonly string[], at: number, change: (line: string) => string) =>
  lines.map((line, index) => (index === at ? change(line) : line))

/** Lines: 0 trail, 1 and 2 heads, 3 entry 1, 4 batch (entry 2), 5 leaves, 6 to 9 entries 3 to 6, 10 end. */
const attacks: readonly [
  string,
  (lines: readonly string[], other: readonly string[]) => readonly string[],
  string,
][] = [
  [
    'an entry edited',
    (lines) => edited(lines, 6, (line) => line.replace('controller', 'processor')),
    'edited 3',
  ],
  ['an entry taken out', (lines) => lines.toSpliced(6, 1), 'missing 3'],
  ['two entries exchanged', (lines) => lines.toSpliced(6, 2, lines[7] ?? '', lines[6] ?? ''), 'missing 3'],
  ['the last entry cut off', (lines) => lines.toSpliced(9, 1), 'cut 5'],
  ['everything after an entry cut off', (lines) => lines.slice(0, 9), 'file-changed line 9'],
  ['an entry of another trail', (lines, other) => lines.toSpliced(6, 0, other[4] ?? ''), 'edited 2'],
  [
    'a decision edited',
    (lines) => edited(lines, 5, (line) => line.replace(/[0-9a-f]{64}/, 'f'.repeat(64))),
    'batch-changed 2',
  ],
  ['the decisions of a batch taken out', (lines) => lines.toSpliced(5, 1), 'batch-changed 2'],
  ['decisions without a batch', (lines) => lines.toSpliced(4, 1), 'batch-stray 2'],
  [
    'a head edited',
    (lines) => edited(lines, 1, (line) => line.replace('"seq":"1"', '"seq":"2"')),
    'checkpoint-forged 0',
  ],
  [
    'a head of another organisation',
    (lines, other) => lines.toSpliced(1, 1, other[1] ?? ''),
    'checkpoint-forged 0',
  ],
  ['a head taken out', (lines) => lines.toSpliced(1, 1), 'file-changed line 10'],
  ['a line that is none', (lines) => lines.toSpliced(4, 0, '{"type":"note"}\n'), 'line-unreadable line 5'],
  ['a head that comes too late', (lines) => lines.toSpliced(9, 0, lines[1] ?? ''), 'line-unreadable line 10'],
  ['a line behind the signature', (lines) => [...lines, lines[9] ?? ''], 'line-unreadable line 12'],
  [
    'the signature of another file',
    (lines, other) => lines.toSpliced(10, 1, other.at(-1) ?? ''),
    'file-changed line 11',
  ],
  [
    'line breaks of another system',
    (lines) => lines.map((line) => line.replace('\n', '\r\n')),
    'file-changed line 11',
  ],
  [
    'entries before which a part is missing',
    (lines) => edited(lines, 0, (line) => line.replace('"first":"1"', '"first":"3"')),
    'segment-forged 1',
  ],
  ['something else', () => ['{}\n'], 'no-trail-file'],
]

test('an export is verified by the program and by a verifier of another hand', async () => {
  const { lines, ring } = await exported()
  expect(lines.map((line) => JSON.parse(line).type)).toEqual([
    'trail',
    ...['head', 'head', 'entry', 'entry', 'leaves', 'entry', 'entry', 'entry', 'entry', 'end'],
  ])
  expect(await faultsOf(lines, ring)).toEqual([])
  expect(await faultsOf(lines, freshRing())).toContain('other-root line 1')
  expect(independent(lines, ring)).toBe('genuine: entries 1 to 6')
})

for (const [name, attack, fault] of attacks) {
  test(`${name} in an export is found by both verifiers`, async () => {
    const { lines, ring } = await exported()
    const { lines: other } = await exported(library)
    const broken = attack(lines, other)
    expect(await faultsOf(broken, ring)).toContain(fault)
    expect(independent(broken, ring)).toMatch(/^NOT genuine: /)
  })
}

test('an export that continues a trail whose beginning was taken out needs the records of it', async () => {
  const { lines, ring } = await exported()
  const later = lines.toSpliced(3, 1)
  expect(await faultsOf(later, ring)).toContain('missing 1')
})
