import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { webhookMessenger } from '../../src/adapters/http/messenger.ts'
import { mailMessenger } from '../../src/adapters/smtp/messenger.ts'
import {
  acknowledgeAlert,
  listAlerts,
  type RaisedAlert,
  raiseAlert,
  settleAlert,
} from '../../src/alert/alert.ts'
import { type DeliveryParts, deliverAlerts } from '../../src/alert/deliver.ts'
import type { AlertMessage, Messenger, Told } from '../../src/alert/messenger.ts'
import { Fault } from '../../src/std/fault.ts'
import type { Database } from '../../src/store/connection.ts'
import { transact } from '../../src/store/transaction.ts'
import { speechIn } from '../../src/text/speech.ts'
import { openMailSink } from '../support/mail-sink.ts'
import { freshDatabases } from './fresh-database.ts'
import { city, entriesOf, library, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()
const minuteMs = 60_000
const stale: RaisedAlert = { organisationId: city, kind: 'directory-stale', says: { source: 'main' } }

async function alertWorld(messengers: readonly Messenger[] = []) {
  const { app } = await trailWorld(await fresh(), 0)
  let atMs = Date.UTC(2026, 0, 1)
  const now = () => new Date(atMs)
  const parts: DeliveryParts = {
    database: app,
    messengers,
    speech: speechIn('de'),
    now,
    signal: new AbortController().signal,
  }
  const raise = (alert: RaisedAlert = stale) =>
    transact(app, (transaction) => raiseAlert(transaction, alert, now()))
  const pass = (minutes: number) => {
    atMs += minutes * minuteMs
  }
  const acknowledge = (id: string, organisationId = city) =>
    transact(app, (transaction) =>
      acknowledgeAlert(transaction, { organisationId, id, actor: 'staff:7', now: now() }),
    )
  return { app, parts, raise, pass, acknowledge, now }
}

function memoryMessenger(name = 'memory') {
  const messages: AlertMessage[] = []
  let answer: Told = { kind: 'told' }
  const messenger: Messenger = {
    name,
    async tell(message) {
      if (answer.kind === 'told') messages.push(message)
      return answer
    },
  }
  return {
    messenger,
    messages,
    answerWith: (next: Told) => {
      answer = next
    },
  }
}

test('a matter that is open is one alert, however often it is raised', async () => {
  const { app, raise, pass } = await alertWorld()
  const first = await raise()
  pass(1)
  expect(await raise()).toBe(first)
  await raise({ ...stale, says: { source: 'other' } })
  const listed = await listAlerts(app, city, 'open')
  expect(listed.map(({ says, times }) => [says.source, times])).toEqual([
    ['other', 1],
    ['main', 2],
  ])
})

test('raising and acknowledging stand in the trail, by number only', async () => {
  const { app, raise, acknowledge } = await alertWorld()
  const id = await raise()
  await raise()
  await acknowledge(id)
  const entries = await entriesOf(app, city)
  expect(entries.map(({ kind, actor, body }) => [kind, actor, body])).toEqual([
    ['alert-raised', 'program', `{"alert":"${id}","kind":"directory-stale"}`],
    ['alert-closed', 'staff:7', `{"alert":"${id}"}`],
  ])
})

test('what a person has acknowledged is not raised anew within a day, and is after it', async () => {
  const { raise, pass, acknowledge } = await alertWorld()
  const first = await raise()
  await acknowledge(first)
  pass(23 * 60)
  expect(await raise()).toBe(first)
  pass(61)
  expect(await raise()).not.toBe(first)
})

test('a matter that is over is closed by the program, and is a new one when it comes back', async () => {
  const { app, raise, now } = await alertWorld()
  const first = await raise()
  await transact(app, (transaction) => settleAlert(transaction, stale, now()))
  expect(await listAlerts(app, city, 'open')).toEqual([])
  expect(await listAlerts(app, city, 'all')).toMatchObject([{ closedBy: 'program' }])
  expect(await raise()).not.toBe(first)
})

test('an alert of another organisation is neither listed nor acknowledged', async () => {
  const { app, raise, acknowledge } = await alertWorld()
  const id = await raise()
  expect(await listAlerts(app, library, 'all')).toEqual([])
  await expect(acknowledge(id, library)).rejects.toSatisfy(
    (error) => error instanceof Fault && error.problems[0].code === 'SCH_ALERT_UNKNOWN',
  )
  expect(await listAlerts(app, city, 'open')).toHaveLength(1)
})

test('staff are told at once, after an hour and after a day, and no more', async () => {
  const { messenger, messages } = memoryMessenger()
  const { parts, raise, pass } = await alertWorld([messenger])
  await raise()
  for (let minutes = 0; minutes < 30 * 60; minutes += 10) {
    await deliverAlerts(parts)
    pass(10)
  }
  expect(messages.map(({ step }) => step)).toEqual(['raised', 'hour', 'day'])
  expect(messages.map(({ organisation, kind, says }) => [organisation, kind, says.source])[0]).toEqual([
    'Stadt',
    'directory-stale',
    'main',
  ])
})

test('nobody is reminded of what was acknowledged', async () => {
  const { messenger, messages } = memoryMessenger()
  const { parts, raise, pass, acknowledge } = await alertWorld([messenger])
  const id = await raise()
  await deliverAlerts(parts)
  await acknowledge(id)
  pass(25 * 60)
  await deliverAlerts(parts)
  expect(messages.map(({ step }) => step)).toEqual(['raised'])
})

test('after a long silence each open alert is told once, with its latest step', async () => {
  const { messenger, messages } = memoryMessenger()
  const { parts, raise, pass } = await alertWorld([messenger])
  await raise()
  pass(3 * 24 * 60)
  await deliverAlerts(parts)
  await deliverAlerts(parts)
  expect(messages.map(({ step }) => step)).toEqual(['day'])
})

test('what a messenger did not take is tried again with growing pauses, the others are told, and it is shown', async () => {
  const [failing, well] = [memoryMessenger('failing'), memoryMessenger('well')]
  const { app, parts, raise, pass } = await alertWorld([failing.messenger, well.messenger])
  await raise()
  failing.answerWith({ kind: 'failed', why: 'unreachable' })
  const tries: number[] = []
  for (let minute = 0; minute < 8; minute++) {
    const deliveries = await deliverAlerts(parts)
    if (deliveries.some(({ messenger }) => messenger === 'failing')) tries.push(minute)
    pass(1)
  }
  expect(tries).toEqual([0, 1, 2, 4])
  expect(well.messages).toHaveLength(1)
  expect(await listAlerts(app, city, 'open')).toMatchObject([{ failing: 1 }])
  failing.answerWith({ kind: 'told' })
  pass(15)
  await deliverAlerts(parts)
  expect(failing.messages).toHaveLength(1)
  expect(await listAlerts(app, city, 'open')).toMatchObject([{ failing: 0 }])
})

test('several processes tell once', async () => {
  const { messenger, messages } = memoryMessenger()
  const { parts, raise } = await alertWorld([messenger])
  await raise()
  await Promise.all([1, 2, 3, 4].map(() => deliverAlerts(parts)))
  expect(messages).toHaveLength(1)
})

test('a process that was killed while telling is followed by another one', async () => {
  const { messenger, messages } = memoryMessenger()
  const { parts, raise, pass } = await alertWorld([messenger])
  await raise()
  const killed: Messenger = { name: 'memory', tell: () => Promise.reject(new Error('killed')) }
  await expect(deliverAlerts({ ...parts, messengers: [killed] })).rejects.toThrow('killed')
  await deliverAlerts(parts)
  expect(messages).toEqual([])
  pass(2)
  await deliverAlerts(parts)
  expect(messages).toHaveLength(1)
})

/** Values of invented customers, as they would stand in a list or a mail. */
const customers = [
  'Anna Beispiel',
  'anna.beispiel@example.org',
  '+49 30 5550100',
  'DE02120300000000202051',
  'Hauptstraße 1, 12345 Beispielhausen',
  '1983-05-17T00:00',
  'K 4711',
  'Beispiel',
]

test('no value of a customer can be raised: what is not a plain word is refused before anything is written', async () => {
  const { app, raise } = await alertWorld()
  for (const source of customers)
    await expect(raise({ ...stale, says: { source } })).rejects.toThrow(RangeError)
  expect(await listAlerts(app, city, 'all')).toEqual([])
})

test('what is delivered by mail and webhook holds no value of a customer, however full of them the database is', async () => {
  const sink = await openMailSink()
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    for await (const chunk of request) bodies.push(String(chunk))
    response.writeHead(200).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const mail = { from: 'schleuse@example.org', to: ['it@example.org'], escalateTo: [] }
  const { app, parts, raise } = await alertWorld([
    mailMessenger({ name: 'mail', url: `smtp://127.0.0.1:${sink.port}`, ...mail }),
    webhookMessenger({ name: 'hook', url: `http://127.0.0.1:${port}/`, secret: 's', now: () => new Date() }),
  ])
  await plant(app)
  for (const alert of everyKind) await raise(alert)
  const count = everyKind.length + customers.length
  expect(await deliverAlerts(parts)).toHaveLength(2 * count)
  const delivered = [...bodies, ...sink.mails.map(({ text }) => decoded(text))].join('\n')
  expect(sink.mails).toHaveLength(count)
  expect(delivered).toContain('Zeuge other-host')
  for (const value of customers) expect(delivered).not.toContain(value)
})

const everyKind: readonly RaisedAlert[] = [
  stale,
  { organisationId: city, kind: 'directory-asks', says: { source: 'main' } },
  { organisationId: city, kind: 'trail-broken', says: { entry: '5' } },
  { organisationId: city, kind: 'witness-failing', says: { witness: 'other-host' } },
  { organisationId: city, kind: 'retention-failing', says: { what: 'audit' } },
]

/** Puts customers' values where they could leave by mistake: into the rows of alerts, as a program that checks nothing would. */
async function plant(app: Database): Promise<void> {
  for (const [at, value] of customers.entries()) {
    await app
      .insertInto('schleuse.alert')
      .values({
        organisation_id: city,
        id: `0198a000-0000-7000-8000-0000000001${String(at).padStart(2, '0')}`,
        kind: 'directory-stale',
        says: JSON.stringify({ source: value }),
        raised_at: new Date('2026-01-01T00:00:00Z'),
        last_seen_at: new Date('2026-01-01T00:00:00Z'),
      })
      .execute()
  }
}

/** A mail's text as its reader sees it. */
function decoded(mail: string): string {
  const bytes = mail
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
