import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CustomerRecord, FactKey, OwnedFact } from '../src/exposure/fact.ts'
import { numberKeys } from '../src/exposure/identifier/customer-number.ts'
import type { IdentifierIndex } from '../src/exposure/identifier-index.ts'
import { type ChangeBook, openChangeBook } from '../src/exposure/kernel/change-book.ts'
import { buildCompactIndex } from '../src/exposure/kernel/compact-index.ts'
import { buildReferenceIndex } from '../src/exposure/reference-index.ts'
import { customerRecords, neighboursOf } from './support/generated-directory.ts'
import { indexKey } from './support/index-key.ts'

const key = indexKey()

type Change =
  | { readonly kind: 'put'; readonly record: CustomerRecord }
  | { readonly kind: 'remove'; readonly at: number }
  | { readonly kind: 'own'; readonly at: number; readonly value: string }

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), record: customerRecords }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(50) }),
  fc.record({
    kind: fc.constant('own' as const),
    at: fc.nat(50),
    value: fc.nat(9).map((n) => `BC-${n}`),
  }),
)

const numberKeyOf = (customerNumber: string) => numberKeys('customer-number', customerNumber)[0]

/** What the directory is after its changes, customer by customer. */
interface Town {
  readonly customers: Map<FactKey, { record: CustomerRecord; facts: OwnedFact[] }>
}

function settle({ customers }: Town, record: CustomerRecord): void {
  const number = numberKeyOf(record.customerNumber)
  if (number !== undefined) customers.set(number, { record, facts: customers.get(number)?.facts ?? [] })
}

function indexOf({ customers }: Town) {
  const all = [...customers.values()]
  return buildReferenceIndex({
    records: all.map(({ record }) => record),
    ownedFacts: all.flatMap(({ facts }) => facts),
  })
}

/** Customer numbers of the owners: handles of two indexes are not the same. */
function ownersIn(index: IdentifierIndex, asked: FactKey): readonly string[] {
  return [...index.owners(asked)].map((handle) => index.record(handle).customerNumber)
}

function expectEqual(changed: IdentifierIndex, town: Town, everAsked: Iterable<FactKey>): void {
  const anew = indexOf(town)
  for (const known of [...anew.keys(), ...everAsked]) {
    for (const asked of neighboursOf(known)) {
      const owners = [...changed.owners(asked)]
      expect(owners, asked).toEqual([...new Set(owners)].sort((a, b) => a - b))
      expect(ownersIn(changed, asked).toSorted(), asked).toEqual(ownersIn(anew, asked).toSorted())
      if (asked.startsWith('customer-number:'))
        expect(changed.isStrongAlone(asked)).toBe(anew.isStrongAlone(asked))
      else if (changed.isStrongAlone(asked)) expect(anew.isStrongAlone(asked)).toBe(true)
    }
    for (const word of known.slice(known.indexOf(':') + 1).split(/[| ]/)) {
      expect(changed.nameRoles(word) & anew.nameRoles(word), word).toBe(anew.nameRoles(word))
    }
  }
  for (const length of anew.numberLengths) expect(changed.numberLengths).toContain(length)
  expectEqualHouseholds(changed, anew, [...town.customers.keys()])
}

function expectEqualHouseholds(changed: IdentifierIndex, anew: IdentifierIndex, numbers: readonly FactKey[]) {
  const recordsIn = (index: IdentifierIndex) =>
    numbers.map((number) => index.record(index.owners(number)[0] ?? -1))
  const [mine, theirs] = [recordsIn(changed), recordsIn(anew)]
  expect(mine.map(({ isProtected }) => isProtected)).toEqual(theirs.map(({ isProtected }) => isProtected))
  const neighbours = (records: typeof mine) =>
    records.map(({ household }) =>
      records.map((other) => household !== undefined && other.household === household),
    )
  expect(neighbours(mine)).toEqual(neighbours(theirs))
}

function apply(change: Change, town: Town, book: ChangeBook): void {
  if (change.kind === 'put') {
    // Who has no number cannot be told from another one.
    if (numberKeyOf(change.record.customerNumber) === undefined) return
    settle(town, change.record)
    book.put(change.record)
    return
  }
  const [number, one] = [...town.customers][change.at % Math.max(1, town.customers.size)] ?? []
  if (number === undefined || one === undefined) return
  const { customerNumber } = one.record
  if (change.kind === 'remove') {
    town.customers.delete(number)
    expect(book.remove(customerNumber)).toBe(true)
    return
  }
  const fact = { kind: 'barcode', value: change.value, owner: customerNumber }
  one.facts.push(fact)
  book.addOwnedFact(fact)
}

test('an index with changes answers as one that is built anew', () => {
  const records = fc.array(customerRecords, { maxLength: 25, size: 'max' })
  const stages = fc.array(fc.array(changes, { maxLength: 15, size: 'max' }), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(records, stages, (written, allStages) => {
      const town: Town = { customers: new Map() }
      for (const record of written) settle(town, record)
      const before = [...indexOf(town).keys()]
      const base = { records: [...town.customers.values()].map(({ record }) => record) }
      const book = openChangeBook(buildCompactIndex(base, key), key)
      for (const stage of allStages) {
        for (const change of stage) apply(change, town, book)
        expectEqual(book.commit(), town, before)
      }
    }),
    { numRuns: 60 },
  )
})
