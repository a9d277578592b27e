/**
 * Whatever loads, pushes and erasures come in whatever order: what the live index answers is what an index built at once of
 * the final list answers.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { applyDirectly } from '../../src/directory/direct-change.ts'
import { eraseCustomer } from '../../src/directory/erasure.ts'
import { explainCustomer, numbersOf } from '../../src/directory/explanation.ts'
import { type LiveIndex, openLiveIndex } from '../../src/directory/live-index.ts'
import type { Source, SourceItem } from '../../src/directory/source.ts'
import { sourceMade } from '../../src/directory/source-row.ts'
import { acceptLoad } from '../../src/directory/waiting-load.ts'
import { factKeysOf, keyOfOwnedFact } from '../../src/exposure/customer-facts.ts'
import type { CustomerRecord, FactKey, OwnedFact } from '../../src/exposure/fact.ts'
import type { IdentifierIndex } from '../../src/exposure/identifier-index.ts'
import { buildReferenceIndex } from '../../src/exposure/reference-index.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { customer } from '../support/small-index.ts'
import { type DirectoryUnderTest, directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()

const emails = ['a@example.org', 'b@example.org', 'familie@example.org']
const records = fc
  .record({
    customerNumber: fc.nat(7).map((n) => `K${1000 + n}`),
    lastName: fc.constantFrom('Berg', 'Öztürk', 'von der Heide'),
    emails: fc.uniqueArray(fc.constantFrom(...emails), { maxLength: 2 }),
    city: fc.constantFrom('Köln', 'Bonn'),
    household: fc.option(fc.constantFrom('H1', 'H2'), { nil: undefined }),
    isProtected: fc.boolean(),
  })
  .map(({ household, ...rest }) => customer({ ...rest, ...(household === undefined ? {} : { household }) }))
const lists = fc.uniqueArray(records, { maxLength: 6, selector: ({ customerNumber }) => customerNumber })

type Step =
  | { readonly kind: 'full'; readonly records: readonly CustomerRecord[]; readonly facts: readonly string[] }
  | {
      readonly kind: 'incremental'
      readonly records: readonly CustomerRecord[]
      readonly gone: readonly string[]
    }
  | { readonly kind: 'push'; readonly record: CustomerRecord }
  | { readonly kind: 'erase'; readonly number: string }

const numbers = fc.nat(7).map((n) => `K${1000 + n}`)
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('full' as const),
    records: lists,
    facts: fc.uniqueArray(numbers, { maxLength: 3 }),
  }),
  fc
    .record({
      kind: fc.constant('incremental' as const),
      records: lists,
      gone: fc.uniqueArray(numbers, { maxLength: 2 }),
    })
    // A source that names somebody as there and as gone at once contradicts itself; that is no history.
    .map(({ gone, ...load }) => ({
      ...load,
      gone: gone.filter((number) => !load.records.some(({ customerNumber }) => customerNumber === number)),
    })),
  fc.record({ kind: fc.constant('push' as const), record: records }),
  fc.record({ kind: fc.constant('erase' as const), number: numbers }),
)

/** What should be known: by number, with the numbers of whoever was erased or has gone, which nobody gets again. */
interface Model {
  readonly customers: Map<string, CustomerRecord>
  readonly contested: Map<string, CustomerRecord>
  readonly buried: Set<string>
  readonly facts: Map<string, string>
}

function put(model: Model, record: CustomerRecord): void {
  if (model.buried.has(record.customerNumber)) model.contested.set(record.customerNumber, record)
  else model.customers.set(record.customerNumber, record)
}

function bury(model: Model, number: string): void {
  if (model.customers.delete(number)) model.buried.add(number)
  for (const [value, owner] of model.facts) if (owner === number) model.facts.delete(value)
}

function expected(model: Model, step: Step): void {
  switch (step.kind) {
    case 'full': {
      const told = new Set(step.records.map(({ customerNumber }) => customerNumber))
      for (const number of [...model.customers.keys()]) if (!told.has(number)) bury(model, number)
      model.contested.clear()
      for (const record of step.records) put(model, record)
      model.facts.clear()
      for (const owner of step.facts) {
        if (model.customers.has(owner)) model.facts.set(`BC-${owner}`, owner)
      }
      return
    }
    case 'incremental':
      for (const record of step.records) put(model, record)
      for (const number of step.gone) bury(model, number)
      return
    case 'push':
      put(model, step.record)
      return
    case 'erase':
      bury(model, step.number)
  }
}

async function done(directory: DirectoryUnderTest, step: Step, model: Model): Promise<void> {
  if (step.kind === 'erase') {
    await eraseCustomer(step.number, directory).catch((error) => {
      if (!String(error).includes('UNKNOWN')) throw error
    })
    return
  }
  const items = itemsOf(step, model)
  const row = await sourceMade(directory.database, directory.keys, { name: 'list', kind: 'csv' }, new Date())
  if (step.kind === 'push') {
    const { signal } = new AbortController()
    const given = async function* () {
      yield* items
    }
    await applyDirectly({ source: row, origin: 'push', items: given, signal, progress: () => {} }, directory)
    return
  }
  const source: Source = {
    load: async () => ({
      kind: step.kind,
      items: (async function* () {
        yield* items
      })(),
    }),
    close: async () => {},
  }
  const outcome = await directory.load(source, { mode: 'as-it-can' })
  if (outcome.kind === 'waiting') await acceptLoad(outcome.loadId, directory)
}

/** A fact's owner must be known: the source names only those who are. */
function itemsOf(step: Exclude<Step, { kind: 'erase' }>, after: Model): readonly SourceItem[] {
  const given = step.kind === 'push' ? [step.record] : step.records
  const customers = given.map(
    (record): SourceItem => ({ kind: 'customer', customer: { record, earlierNumbers: [] } }),
  )
  if (step.kind === 'full') {
    const facts = [...after.facts].map(
      ([value, owner]): SourceItem => ({ kind: 'fact', fact: factOf(value, owner) }),
    )
    return [...customers, ...facts]
  }
  if (step.kind === 'push') return customers
  return [...customers, ...step.gone.map((customerNumber): SourceItem => ({ kind: 'gone', customerNumber }))]
}

function factOf(value: string, owner: string): OwnedFact {
  return { kind: 'barcode', value, owner }
}

/** Who has each key, by number; who is protected, and who shares a household. */
async function answers(
  index: IdentifierIndex,
  keys: readonly FactKey[],
  nameOf: (named: string) => string,
): Promise<unknown> {
  const people = (key: FactKey) =>
    Array.from(index.owners(key), (handle) => {
      const { customerNumber, isProtected, household } = index.record(handle)
      const housemates = Array.from(index.owners(key)).filter(
        (other) => household !== undefined && index.record(other).household === household,
      ).length
      return `${nameOf(customerNumber)} ${isProtected} ${housemates}`
    })
  return Object.fromEntries(keys.map((key) => [key, people(key).sort()]))
}

async function settled(live: LiveIndex, directory: DirectoryUnderTest): Promise<IdentifierIndex> {
  for (;;) {
    await live.look()
    const state = live.current()
    const { rows } = await sql<{
      seq: bigint
    }>`select change_seq as seq from schleuse.directory_state`.execute(directory.database)
    if (state.kind === 'ready' && state.seq === rows[0]?.seq) return state.index
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('any history of loads, pushes and erasures ends in the index of the final list', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 6 }), async (history) => {
      const directory = await directoryIn(await freshDatabase())
      const folder = mkdtempSync(join(tmpdir(), 'schleuse-history-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const live = openLiveIndex({ ...directory, folder, onFault: () => {} })
      const model: Model = { customers: new Map(), contested: new Map(), buried: new Set(), facts: new Map() }
      await directory.load({
        load: async () => ({ kind: 'full', items: (async function* () {})() }),
        close: async () => {},
      })
      for (const step of history) {
        expected(model, step)
        await done(directory, step, model)
        await settled(live, directory)
      }
      const known = [...model.customers.values()]
      const withoutNumber = [...model.contested.values()].map((one) => ({ ...one, customerNumber: '' }))
      const reference = buildReferenceIndex({
        records: [...known, ...withoutNumber],
        ownedFacts: [...model.facts].map(([value, owner]) => factOf(value, owner)),
      })
      const index = await settled(live, directory)
      await live.close()
      const asked = [
        ...new Set([
          ...[...known, ...withoutNumber].flatMap((one) => factKeysOf(one)),
          ...[...model.buried].map((number): FactKey => `customer-number:${number.toLowerCase()}`),
          ...emails.map((email): FactKey => `email:${email}`),
          ...Array.from({ length: 8 }, (_, n) => keyOfOwnedFact(factOf(`BC-K${1000 + n}`, ''))).filter(
            (key) => key !== undefined,
          ),
        ]),
      ]
      const ids = [
        ...new Set(
          asked.flatMap((key) =>
            Array.from(index.owners(key), (handle) => index.record(handle).customerNumber),
          ),
        ),
      ]
      const names = await numbersOf(ids, directory)
      const contestedIds = new Set<string>()
      for (const id of ids) {
        if ((await explainCustomer(id, directory))?.kinds.includes('contested')) contestedIds.add(id)
      }
      expect(
        await answers(index, asked, (id) => (contestedIds.has(id) ? '' : (names.get(id) ?? '?'))),
      ).toEqual(await answers(reference, asked, (number) => number))
      // Each history has a database of its own: sessions kept to the end would be more than the server has.
      await directory.database.destroy()
    }),
    { numRuns: 8 },
  )
}, 600_000)
