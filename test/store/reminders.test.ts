import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { acknowledgeAlert, listAlerts } from '../../src/alert/alert.ts'
import { appendEvent } from '../../src/audit/trail.ts'
import { readSettings } from '../../src/config/read-settings.ts'
import type { Database } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { type ReminderParts, remind, reminderJob } from '../../src/wiring/reminders.ts'
import { makeCertificate } from '../support/certificate.ts'
import { freshDatabases } from './fresh-database.ts'
import { city, library, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()
const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs
const zero = Date.UTC(2026, 0, 1)
const at = (ms: number) => new Date(zero + ms)
const account = '0198a000-0000-7000-8000-000000000301'
const thing = '0198a000-0000-7000-8000-000000000401'

/** `city` runs the installation; both organisations have one account. */
async function reminderWorld() {
  const { app, owner } = await trailWorld(await fresh(), 0)
  await sql`update schleuse.organisation set is_host = id = ${city}`.execute(owner)
  await sql`insert into schleuse.staff_account (organisation_id, id, name, email, state) values
    (${library}, ${account}, 'Erika Muster', 'erika@staff.example.org', 'active')`.execute(owner)
  const run = (ms: number, more: Partial<ReminderParts> = {}) =>
    remind({
      database: app,
      now: at(ms),
      backupAfterMs: 36 * hourMs,
      signal: new AbortController().signal,
      ...more,
    })
  const open = async (organisationId: string) =>
    (await listAlerts(app, organisationId, 'open'))
      .map(({ kind, says }) => [kind, ...Object.values(says)].join(' '))
      .sort()
  return { app, owner, run, open }
}

const request = (owner: Database) =>
  sql`insert into schleuse.staff_request (organisation_id, id, kind, account_id, roles, requested_by, requested_at, expires_at)
    values (${library}, ${thing}, 'grant', ${account}, '{author}', 'shell:0', ${at(0)}, ${at(3 * dayMs)})`.execute(
    owner,
  )
const allowance = (owner: Database) =>
  sql`insert into schleuse.directory_allowance (organisation_id, id, kind, sealing_id, sealed, owner, created_at, expires_at)
    values (${library}, ${thing}, 'domain', '0123456789abcdef', '\\x08', 'staff:1', ${at(-dayMs)}, ${at(30 * dayMs)})`.execute(
    owner,
  )
const token = (owner: Database) =>
  sql`insert into schleuse.staff_token (organisation_id, id, account_id, name, roles, token_digest, made_at, expires_at)
    values (${library}, ${thing}, ${account}, 'nightly', '{operator}', sha256('token'), ${at(0)}, ${at(30 * dayMs)})`.execute(
    owner,
  )

interface Case {
  readonly what: string
  readonly make: (owner: Database) => Promise<unknown>
  /** When the reminders run, and what is open then: nothing if it is left out. */
  readonly steps: readonly (readonly [ms: number, open?: string])[]
  readonly end: (owner: Database) => Promise<unknown>
}

const cases: readonly Case[] = [
  {
    what: 'a request that waits for a second person',
    make: request,
    steps: [
      [hourMs - 1],
      [hourMs, `request-waiting ${thing} hour`],
      [dayMs - 1, `request-waiting ${thing} hour`],
      [dayMs, `request-waiting ${thing} day`],
      [3 * dayMs],
      [2 * dayMs, `request-waiting ${thing} day`],
    ],
    end: (owner) =>
      sql`update schleuse.staff_request set answer = 'confirmed', answered_at = ${at(0)}, answered_by = 'staff:2'`.execute(
        owner,
      ),
  },
  {
    what: 'an allowance',
    make: allowance,
    steps: [
      [16 * dayMs - 1],
      [16 * dayMs, `allowance-ending ${thing}`],
      [30 * dayMs - 1, `allowance-ending ${thing}`],
      [30 * dayMs, `allowance-ended ${thing}`],
      [37 * dayMs],
      [36 * dayMs, `allowance-ended ${thing}`],
    ],
    end: (owner) => sql`update schleuse.directory_allowance set ended_at = ${at(dayMs)}`.execute(owner),
  },
  {
    what: 'an access token',
    make: token,
    steps: [
      [16 * dayMs - 1],
      [16 * dayMs, `token-ending ${thing}`],
      [30 * dayMs],
      [29 * dayMs, `token-ending ${thing}`],
    ],
    end: (owner) => sql`update schleuse.staff_token set revoked_at = ${at(dayMs)}`.execute(owner),
  },
]

for (const { what, make, steps, end } of cases) {
  test(`${what} is reminded of in its own organisation only, once, until it is over`, async () => {
    const { app, owner, run, open } = await reminderWorld()
    await make(owner)
    for (const [ms, expected] of steps) {
      await run(ms)
      await run(ms)
      expect(await open(library)).toEqual(expected === undefined ? [] : [expected])
      expect(await listAlerts(app, city, 'all')).toEqual([])
    }
    await end(owner)
    await run(steps.at(-1)?.[0] ?? 0)
    expect(await open(library)).toEqual([])
  })
}

test('a reminder that somebody has acknowledged comes back only with its next stage', async () => {
  const { app, owner, run, open } = await reminderWorld()
  await allowance(owner)
  await run(16 * dayMs)
  const [reminder] = await listAlerts(app, library, 'open')
  const id = reminder?.id ?? ''
  await transact(app, (transaction) =>
    acknowledgeAlert(transaction, { organisationId: library, id, actor: 'staff:7', now: at(16 * dayMs) }),
  )
  await run(29 * dayMs)
  expect(await open(library)).toEqual([])
  await run(30 * dayMs)
  expect(await open(library)).toEqual([`allowance-ended ${thing}`])
})

const certificates: readonly [leftMs: number, open: readonly string[]][] = [
  [30 * dayMs + 1, []],
  [30 * dayMs, ['certificate-ending month']],
  [7 * dayMs + 1, ['certificate-ending month']],
  [7 * dayMs, ['certificate-ending week']],
  [1, ['certificate-ending week']],
  [0, ['certificate-ending nothing']],
  [90 * dayMs, []],
]

test('whoever runs the installation hears by stages that the certificate ends, until it is renewed', async () => {
  const { run, open } = await reminderWorld()
  for (const [leftMs, expected] of certificates) {
    await run(0, { certificateEnd: () => at(leftMs) })
    expect([await open(city), await open(library)]).toEqual([expected, []])
  }
})

test('a backup is missed once there was one, by whoever runs the installation, until the next is made', async () => {
  const { app, owner, run, open } = await reminderWorld()
  await run(365 * dayMs)
  expect(await open(city)).toEqual([])
  const backUp = async (ms: number) => {
    for (const organisationId of [city, library]) {
      const event = {
        kind: 'backup-created',
        body: { backup: thing, key: '0123456789abcdef', schema: 14 },
      } as const
      await transact(app, (transaction) =>
        appendEvent(transaction, { organisationId, actor: 'program', event }),
      )
    }
    await sql`update schleuse.audit_entry set at = ${at(ms)} where kind = 'backup-created' and at > ${at(300 * dayMs)}`.execute(
      owner,
    )
  }
  await backUp(0)
  await run(36 * hourMs)
  expect(await open(city)).toEqual([])
  await run(36 * hourMs + 1)
  await run(37 * hourMs)
  expect([await open(city), await open(library)]).toEqual([['backup-missing 36'], []])
  await run(37 * hourMs, { backupAfterMs: 24 * hourMs })
  expect(await open(city)).toEqual(['backup-missing 24'])
  await backUp(37 * hourMs)
  await run(38 * hourMs)
  expect(await open(city)).toEqual([])
})

test('a certificate that cannot be read keeps no other reminder back, and is no end of the alert', async () => {
  const { owner, run, open } = await reminderWorld()
  await run(0, { certificateEnd: () => at(dayMs) })
  await token(owner)
  const unreadable = () => {
    throw new RangeError('unreadable')
  }
  await expect(run(20 * dayMs, { certificateEnd: unreadable })).rejects.toThrow('unreadable')
  expect([await open(city), await open(library)]).toEqual([
    ['certificate-ending week'],
    [`token-ending ${thing}`],
  ])
})

test('the job reads the certificate of the settings and the clock of the database', async () => {
  const { app, run, open } = await reminderWorld()
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-reminders-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  // It is valid for two days.
  const made = makeCertificate('127.0.0.1')
  writeFileSync(join(folder, 'certificate.pem'), made.certificate)
  writeFileSync(join(folder, 'key.pem'), made.key, { mode: 0o600 })
  writeFileSync(
    join(folder, 'schleuse.yaml'),
    'serve: { tls: { certificate: certificate.pem, key: key.pem } }\n',
  )
  const { settings } = readSettings(join(folder, 'schleuse.yaml'), {}, {})
  const { signal } = new AbortController()
  await reminderJob(settings).run({ database: app, signal, guard: async () => {} })
  expect([await open(city), await open(library)]).toEqual([['certificate-ending week'], []])
  await run(0)
  expect(await open(city)).toEqual([])
})
