import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { listAlerts } from '../../src/alert/alert.ts'
import { signHeads } from '../../src/audit/sign-heads.ts'
import type { Database } from '../../src/store/connection.ts'
import { purgeAll } from '../../src/wiring/retention.ts'
import { type RetentionParts, retentionRules } from '../../src/wiring/retention-rules.ts'
import { freshMemory, freshRing } from '../support/key-folder.ts'
import { freshDatabases } from './fresh-database.ts'
import { appendOne, city, entriesOf, library, recomputed, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()
const dayMs = 24 * 60 * 60 * 1000

/** Closed two years ago, closed yesterday, and open for two years. */
async function plantAlerts(app: Database, organisationId: string): Promise<void> {
  const ago = (days: number) => new Date(Date.now() - days * dayMs)
  const row = {
    organisation_id: organisationId,
    kind: 'directory-stale',
    raised_at: ago(730),
    last_seen_at: ago(730),
  }
  const id = (last: number) => `0198a000-0000-7000-8000-00000000000${last}`
  await app
    .insertInto('schleuse.alert')
    .values([
      { ...row, id: id(1), says: '{"source":"a"}', closed_at: ago(730), closed_by: 'program' },
      { ...row, id: id(2), says: '{"source":"b"}', closed_at: ago(1), closed_by: 'staff:7' },
      { ...row, id: id(3), says: '{"source":"c"}' },
    ])
    .execute()
  await app
    .insertInto('schleuse.alert_telling')
    .values({ organisation_id: organisationId, alert_id: id(1), messenger: 'mail', step: 0 })
    .execute()
}

/** Six entries, four of them two years old, all signed; alerts in both organisations. */
async function agedWorld() {
  const { app, owner } = await trailWorld(await fresh(), 6)
  await sql`update schleuse.audit_entry set at = at - interval '2 years' where seq <= 4`.execute(owner)
  await sql.raw(recomputed).execute(owner)
  await plantAlerts(app, city)
  await plantAlerts(app, library)
  const archiveFolder = mkdtempSync(join(tmpdir(), 'schleuse-archive-'))
  onTestFinished(() => rmSync(archiveFolder, { recursive: true, force: true }))
  const ring = freshRing()
  const now = () => new Date()
  await signHeads({
    database: app,
    ring,
    witnesses: [],
    memory: freshMemory(),
    now,
    signal: new AbortController().signal,
  })
  const settings = {
    retention: {
      auditMs: 365 * dayMs,
      alertsMs: 365 * dayMs,
      allowancesMs: 365 * dayMs,
      sessionsMs: 30 * dayMs,
    },
  }
  const parts: RetentionParts = { database: app, ring, settings, archiveFolder, now, actor: 'program' }
  const alertsOf = async (organisationId: string) =>
    (await listAlerts(app, organisationId, 'all')).map(({ says }) => says.source).sort()
  return { app, owner, parts, alertsOf }
}

test('what has expired is deleted and nothing else, and each deletion stands in the trail with its count', async () => {
  const { app, parts, alertsOf } = await agedWorld()
  expect(await purgeAll(parts, city)).toEqual([
    { what: 'audit', kind: 'done', rows: 4n },
    { what: 'checkpoints', kind: 'done', rows: 0n },
    { what: 'alerts', kind: 'done', rows: 1n },
    { what: 'allowances', kind: 'done', rows: 0n },
    { what: 'waiting-loads', kind: 'done', rows: 0n },
    { what: 'sessions', kind: 'done', rows: 0n },
  ])
  expect(await alertsOf(city)).toEqual(['b', 'c'])
  const entries = await entriesOf(app, city)
  expect(entries.map(({ seq, kind }) => [seq, kind])).toEqual([
    [5n, 'organisation-added'],
    [6n, 'organisation-added'],
    [7n, 'segment-dropped'],
    [8n, 'retention-purged'],
  ])
  expect(entries.at(-1)?.body).toBe('{"what":"alerts","rows":"1"}')
  expect((await purgeAll(parts, city)).map((one) => one.kind === 'done' && one.rows)).toEqual(
    Array.from({ length: 6 }, () => 0n),
  )
})

test('another organisation keeps its rows until it is its turn', async () => {
  const { app, parts, alertsOf } = await agedWorld()
  await appendOne(app, library)
  await purgeAll(parts, city)
  expect(await alertsOf(library)).toEqual(['a', 'b', 'c'])
  expect(await entriesOf(app, library)).toHaveLength(1)
})

test('what would be deleted is counted without deleting it', async () => {
  const { app, parts, alertsOf } = await agedWorld()
  const counts: [string, bigint][] = []
  for (const { what, expired } of retentionRules(parts)) counts.push([what, await expired(city)])
  expect(counts).toEqual([
    ['audit', 4n],
    ['checkpoints', 0n],
    ['alerts', 1n],
    ['allowances', 0n],
    ['waiting-loads', 0n],
    ['sessions', 0n],
  ])
  expect(await alertsOf(city)).toEqual(['a', 'b', 'c'])
  expect(await entriesOf(app, city)).toHaveLength(6)
})

test('a rule that cannot be kept is an alert, stops no other one, and is over when it can', async () => {
  const { app, owner, parts, alertsOf } = await agedWorld()
  await sql`update schleuse.audit_entry set body = 'changed' where seq = 2`.execute(owner)
  expect(await purgeAll(parts, city)).toEqual([
    { what: 'audit', kind: 'failed', code: 'SCH_ARCHIVE_BROKEN' },
    { what: 'checkpoints', kind: 'done', rows: 0n },
    { what: 'alerts', kind: 'done', rows: 1n },
    { what: 'allowances', kind: 'done', rows: 0n },
    { what: 'waiting-loads', kind: 'done', rows: 0n },
    { what: 'sessions', kind: 'done', rows: 0n },
  ])
  const open = async () => (await listAlerts(app, city, 'open')).map(({ kind }) => kind)
  expect(await open()).toEqual(['retention-failing', 'directory-stale'])
  expect(await alertsOf(city)).toContain('c')
  await sql`update schleuse.audit_entry set body = '{"role":"controller"}' where seq = 2`.execute(owner)
  await purgeAll(parts, city)
  expect(await open()).toEqual(['directory-stale'])
})
