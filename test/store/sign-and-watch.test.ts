import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listAlerts } from '../../src/alert/alert.ts'
import type { Kept, Witness } from '../../src/audit/witness.ts'
import { signAndWatch } from '../../src/wiring/sign-and-watch.ts'
import { freshMemory, freshRing } from '../support/key-folder.ts'
import { freshDatabases } from './fresh-database.ts'
import { appendOne, city, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()

async function watchedWorld() {
  const { app, owner } = await trailWorld(await fresh(), 2)
  let atMs = Date.UTC(2026, 0, 1)
  let answer: Kept = { kind: 'kept' }
  const witness: Witness = {
    name: 'other-host',
    pace: { kind: 'each' },
    keep: async () => answer,
    weakness: () => undefined,
  }
  const parts = {
    database: app,
    ring: freshRing(),
    witnesses: [witness],
    memory: freshMemory(),
    now: () => new Date(atMs),
    signal: new AbortController().signal,
  }
  /** Every minute, as the job does it. */
  const runFor = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 5) {
      await signAndWatch(parts, ['other-host'])
      await appendOne(app, city)
      atMs += 5 * 60_000
    }
  }
  const open = async () => (await listAlerts(app, city, 'open')).map(({ kind, says }) => ({ kind, ...says }))
  const answerWith = (next: Kept) => {
    answer = next
  }
  return { owner, runFor, open, answerWith }
}

test('a witness that fails for an hour is an alert, and the alert is over when it takes heads again', async () => {
  const { runFor, open, answerWith } = await watchedWorld()
  await runFor(5)
  answerWith({ kind: 'failed', why: 'unreachable' })
  await runFor(55)
  expect(await open()).toEqual([])
  await runFor(40)
  expect(await open()).toEqual([{ kind: 'witness-failing', witness: 'other-host' }])
  answerWith({ kind: 'kept' })
  await runFor(30)
  expect(await open()).toEqual([])
})

test('a witness that has another head in its place is an alert at once', async () => {
  const { runFor, open, answerWith } = await watchedWorld()
  answerWith({ kind: 'failed', why: 'occupied' })
  await runFor(5)
  expect(await open()).toEqual([{ kind: 'witness-failing', witness: 'other-host' }])
})

test('a trail that does not continue is an alert that names the entry, once', async () => {
  const { owner, runFor, open } = await watchedWorld()
  await runFor(10)
  await sql`update schleuse.audit_entry set body = '{}' where seq = 4`.execute(owner)
  await runFor(15)
  expect(await open()).toEqual([{ kind: 'trail-broken', entry: '4' }])
})
