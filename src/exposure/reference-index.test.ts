import { describe, expect, test } from 'vitest'
import { customer } from '../../test/support/customer.ts'
import type { FactKey } from './fact.ts'
import { NAME_FAMILY, NAME_GIVEN, NAME_NONE } from './identifier-index.ts'
import { buildReferenceIndex } from './reference-index.ts'

const anna = customer('K1000001', {
  firstName: 'Anna',
  lastName: 'Berg',
  emails: ['anna@example.org'],
  household: 'H1',
})
const jonas = customer('K1000002', { firstName: 'Jonas', lastName: 'Berg', emails: ['anna@example.org'] })
const hidden = customer('K1000003', { lastName: 'Anna', household: 'H1', isProtected: true })
const index = buildReferenceIndex({ records: [anna, jonas, hidden] })

const owners: readonly [string, FactKey, readonly number[]][] = [
  ['a value of one customer has one owner', 'customer-number:k1000001', [0]],
  ['a shared value has all its owners in ascending order', 'email:anna@example.org', [0, 1]],
  ['a surname is shared', 'surname:berg', [0, 1]],
  ['a value that nobody has', 'email:nobody@example.org', []],
]
for (const [name, key, expected] of owners) {
  test(`owners: ${name}`, () => expect(index.owners(key)).toEqual(expected))
}

test('a protected customer has no household', () => {
  expect(index.record(0)).toEqual({ customerNumber: 'K1000001', household: 'H1', isProtected: false })
  expect(index.record(2)).toEqual({ customerNumber: 'K1000003', isProtected: true })
})

test('a household of spaces is none', () => {
  const one = buildReferenceIndex({ records: [customer('1', { household: '  ' })] })
  expect(one.record(0).household).toBeUndefined()
})

test('an unknown handle throws', () => {
  for (const handle of [-1, 3, 0.5, Number.NaN]) expect(() => index.record(handle)).toThrow(RangeError)
})

test('a word can be both given name and surname', () => {
  expect(index.nameRoles('jonas')).toBe(NAME_GIVEN)
  expect(index.nameRoles('anna') & (NAME_GIVEN | NAME_FAMILY)).toBe(NAME_GIVEN | NAME_FAMILY)
  expect(index.nameRoles('nobody')).toBe(NAME_NONE)
})

describe('owned facts', () => {
  test('belong to their owner beside his own keys, whatever the order', () => {
    const withFacts = buildReferenceIndex({
      records: [anna, jonas],
      ownedFacts: [
        { kind: 'barcode', value: 'BC 77-1', owner: 'K1000002' },
        { kind: 'barcode', value: 'bc771', owner: 'k1000001' },
        { kind: 'barcode', value: 'BC771', owner: 'K1000002' },
      ],
    })
    expect(withFacts.owners('owned-fact:bc771')).toEqual([0, 1])
    expect(withFacts.unlistedOwners).toBe(0)
  })

  test('find an owner whose leading zeros a spreadsheet has dropped', () => {
    const withFacts = buildReferenceIndex({
      records: [customer('000471')],
      ownedFacts: [{ kind: 'invoice', value: 'R-2041', owner: '471' }],
    })
    expect(withFacts.owners('owned-fact:r2041')).toEqual([0])
    expect(withFacts.size).toBe(1)
  })

  test('of an owner who is not in the list are still somebody’s', () => {
    const withFacts = buildReferenceIndex({
      records: [anna],
      ownedFacts: [
        { kind: 'invoice', value: 'R-2041', owner: 'K9' },
        { kind: 'invoice', value: 'R-2042', owner: 'K9' },
      ],
    })
    expect(withFacts.unlistedOwners).toBe(1)
    expect(withFacts.record(1).customerNumber).toBe('K9')
    expect(withFacts.owners('owned-fact:r2042')).toEqual([1])
  })
})

describe('a number counts alone if a random one of its form hits the directory less than once in 10,000', () => {
  const count = (values: readonly string[]) =>
    buildReferenceIndex({ records: values.map((value) => customer(value)) })
  const sevenDigits = (n: number) => Array.from({ length: n }, (_, i) => String(1_000_000 + i))
  const cases: readonly [string, readonly string[], FactKey, boolean][] = [
    ['999 numbers of 7 digits', sevenDigits(999), 'customer-number:1000005', true],
    ['1,000 numbers of 7 digits', sevenDigits(1000), 'customer-number:1000005', false],
    ['a number of that form that nobody has', sevenDigits(1000), 'customer-number:9999999', false],
    ['a longer number than all of them', sevenDigits(1000), 'customer-number:10000050', true],
    ['one number of 4 digits', ['1234'], 'customer-number:1234', false],
    ['one number of 5 digits', ['12345'], 'customer-number:12345', true],
    ['letters beside digits', sevenDigits(1000).map((n) => `K${n}`), 'customer-number:k1000005', true],
    ['two letters', ['AB'], 'customer-number:ab', false],
    ['an owned fact is counted by itself', sevenDigits(1000), 'owned-fact:1000005', true],
    ['any other fact', sevenDigits(1), 'email:anna@example.org', false],
    ['a spelling that is only looked up behind a label', ['00012345678'], 'customer-number:~12345678', false],
  ]
  for (const [name, values, key, expected] of cases) {
    test(name, () => expect(count(values).isStrongAlone(key)).toBe(expected))
  }

  test('the lengths of all numbers are known', () => {
    expect([...count(['12345', 'K-77', '88']).numberLengths].sort()).toEqual([2, 3, 5])
  })
})
