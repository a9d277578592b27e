import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import {
  type AllowanceWish,
  addAllowance,
  endAllowance,
  listAllowances,
} from '../../src/directory/allowance-entry.ts'
import { type AllowedAt, declaredAllowances, openAllowed } from '../../src/directory/declared-allowance.ts'
import {
  explainCustomer,
  meaningOfNumber,
  numbersOf,
  revealContacts,
} from '../../src/directory/explanation.ts'
import { openLiveIndex } from '../../src/directory/live-index.ts'
import { noAllowances } from '../../src/exposure/allowance.ts'
import { ownershipOf, viewerOf } from '../../src/exposure/viewer.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'
import { type DirectoryUnderTest, directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()
const day = 86_400_000

function throwIt(error: unknown): never {
  throw error
}

function told(number: string, fields: Parameters<typeof customer>[0] = {}) {
  const email = `${number.toLowerCase()}@example.org`
  return { record: customer({ customerNumber: number, emails: [email], ...fields }), earlierNumbers: [] }
}
const town = [
  told('K1'),
  told('K2'),
  told('K3', { household: 'H1' }),
  told('K4', { isProtected: true }),
  told('K5', { lastName: 'Berg', city: 'Bonn', phones: ['030 5550001'] }),
]

function wish(more: Partial<AllowanceWish>): AllowanceWish {
  return {
    kind: 'domain',
    values: ['example.org'],
    reason: 'eigene Domäne',
    expiresAt: new Date(Date.now() + day),
    ...more,
  }
}

test('an allowance counts until it expires or is ended, and both are told to the trail without its value', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: town, facts: [] }).source)
  const { database, keys } = directory
  const id = await addAllowance(wish({}), directory)
  await addAllowance(
    wish({ kind: 'phrase', values: ['Ihre Bücherei'], expiresAt: new Date(Date.now() + 3 * day) }),
    directory,
  )
  const now = Date.now()
  const declared = async () => openAllowed(await declaredAllowances(database, keys, throwIt))
  const counts = (allowed: AllowedAt, days: number) => {
    const { staffDomains, phrases } = allowed(new Date(now + days * day)).allowances
    return [[...staffDomains], phrases.size]
  }
  const allowed = await declared()
  // One process asks at all of these moments; the last one is a clock that was set back.
  for (const [days, domains, phrases] of [
    [0, ['example.org'], 1],
    [2, [], 1],
    [4, [], 0],
    [0, ['example.org'], 1],
  ] as const)
    expect(counts(allowed, days)).toEqual([domains, phrases])
  await endAllowance(id, directory)
  expect(counts(await declared(), 0)).toEqual([[], 1])
  await expect(endAllowance(id, directory)).rejects.toThrow('SCH_ALLOWANCE_UNKNOWN')
  expect(
    (await listAllowances(database, keys.organisationId)).map(({ kind, endedAt }) => [
      kind,
      endedAt !== null,
    ]),
  ).toEqual([
    ['phrase', false],
    ['domain', true],
  ])
  const neighbour = await directory.other('Land')
  expect(await listAllowances(database, neighbour.keys.organisationId)).toEqual([])
  const { rows } = await sql<{ text: string }>`
    select string_agg(body, ' ') as text from schleuse.audit_entry where kind like 'allowance%'`.execute(
    database,
  )
  expect(rows[0]?.text).toMatch(/"of":"domain"/)
  expect(rows[0]?.text).not.toMatch(/example|Bücherei|Domäne/)
})

const refused: readonly (readonly [name: string, wish: Partial<AllowanceWish>, code: string])[] = [
  ['one that has expired already', { expiresAt: new Date(Date.now() - 1) }, 'SCH_ALLOWANCE_EXPIRY'],
  ['one for three years', { expiresAt: new Date(Date.now() + 1100 * day) }, 'SCH_ALLOWANCE_EXPIRY'],
  ['one without a reason', { reason: ' ' }, 'SCH_ALLOWANCE_REASON'],
  ['a domain that is none', { values: ['kein domain'] }, 'SCH_ALLOWANCE_INVALID'],
  ['a digest that is none', { kind: 'file', values: ['abc'] }, 'SCH_ALLOWANCE_INVALID'],
  ['a household of one', { kind: 'household', values: ['K1'] }, 'SCH_ALLOWANCE_INVALID'],
  ['a household of one and himself', { kind: 'household', values: ['K1', 'k-1'] }, 'SCH_ALLOWANCE_INVALID'],
  [
    'a household with a stranger',
    { kind: 'household', values: ['K1', 'K99'] },
    'SCH_DIRECTORY_CUSTOMER_UNKNOWN',
  ],
  [
    'a household with somebody who has one',
    { kind: 'household', values: ['K1', 'K3'] },
    'SCH_ALLOWANCE_HOUSEHOLD',
  ],
  [
    'a household with a protected customer',
    { kind: 'household', values: ['K1', 'K4'] },
    'SCH_ALLOWANCE_HOUSEHOLD',
  ],
]

test('an allowance that can never match, or never ends, is refused', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: town, facts: [] }).source)
  for (const [name, one, code] of refused) {
    await expect(addAllowance(wish(one), directory), name).rejects.toThrow(code)
  }
  expect(await listAllowances(directory.database, directory.keys.organisationId)).toEqual([])
})

test('a declared household covers its members until it expires, and nobody once he is protected', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: town, facts: [] }).source)
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-household-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  let nowMs = Date.now()
  const live = openLiveIndex({ ...directory, folder, now: () => new Date(nowMs), onFault: () => {} })
  onTestFinished(() => live.close())
  const mayFirstSeeSecond = async () => {
    for (;;) {
      await live.look()
      const state = live.current()
      if (state.kind !== 'ready') {
        await sleep(10)
        continue
      }
      const viewer = viewerOf('k1@example.org', state.index, noAllowances)
      return ownershipOf(viewer, state.index)(state.index.owners('email:k2@example.org'))
    }
  }
  expect(await mayFirstSeeSecond()).toBe(false)
  await addAllowance(wish({ kind: 'household', values: ['K1', 'K2'] }), directory)
  expect(await mayFirstSeeSecond()).toBe(true)
  nowMs += 2 * day
  expect(await mayFirstSeeSecond()).toBe(false)
  nowMs -= 2 * day
  expect(await mayFirstSeeSecond()).toBe(true)
  const sheltered = town.map((one) =>
    one.record.customerNumber === 'K2' ? told('K2', { isProtected: true }) : one,
  )
  await directory.load(openListSource({ customers: sheltered, facts: [] }).source)
  expect(await mayFirstSeeSecond()).toBe(false)
})

async function idOf(number: string, directory: DirectoryUnderTest): Promise<string> {
  const meaning = await meaningOfNumber(number, directory)
  return meaning.kind === 'customer' ? meaning.id : meaning.kind
}

test('what is known of a customer is kinds and counts; values only for who asks for them, and the trail says so', async () => {
  const directory = await directoryIn(await freshDatabase())
  const facts = [{ kind: 'barcode', value: 'B-1', owner: 'K5' }]
  await directory.load(openListSource({ customers: town, facts }).source)
  const id = await idOf('K5', directory)
  const known = await explainCustomer(id, directory)
  expect(known).toMatchObject({
    source: 'list',
    kinds: ['name', 'email', 'phone', 'address'],
    householdSize: 1,
    facts: { barcode: 1 },
  })
  expect(
    JSON.stringify(known, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toMatch(/Berg|Bonn|K5|555/)
  expect([...(await numbersOf([id], directory))]).toEqual([[id, 'K5']])
  expect(await revealContacts([id], directory)).toMatchObject([{ customerNumber: 'K5', city: 'Bonn' }])
  const neighbour = await directory.other('Land')
  expect(await explainCustomer(id, neighbour)).toBeUndefined()
  expect(await revealContacts([id], neighbour)).toEqual([])
  expect(await idOf('K99', directory)).toBe('unknown')
  const { rows } = await sql<{ body: string }>`
    select body from schleuse.audit_entry where kind = 'directory-revealed' order by at limit 1`.execute(
    directory.database,
  )
  expect(rows).toEqual([{ body: '{"customers":1}' }])
})
