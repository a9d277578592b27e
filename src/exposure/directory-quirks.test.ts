import { expect, test } from 'vitest'
import { customer } from '../../test/support/customer.ts'
import { directoryQuirks } from './directory-quirks.ts'
import { buildReferenceIndex } from './reference-index.ts'

const shared = { emails: ['post@example.org'] }

test('an address shared without a common household is told by customer numbers', () => {
  const index = buildReferenceIndex({ records: [customer('K1', shared), customer('K2', shared)] })
  expect(directoryQuirks(index).sharedEmails).toEqual([{ customerNumbers: ['K1', 'K2'] }])
})

test('an address shared within a household is in order', () => {
  const family = { ...shared, household: 'H1' }
  const index = buildReferenceIndex({ records: [customer('K1', family), customer('K2', family)] })
  expect(directoryQuirks(index).sharedEmails).toEqual([])
})

test('a protected member of the household makes the shared address a quirk', () => {
  const family = { ...shared, household: 'H1' }
  const index = buildReferenceIndex({
    records: [customer('K1', family), customer('K2', { ...family, isProtected: true })],
  })
  expect(directoryQuirks(index).sharedEmails).toHaveLength(1)
})

test('numbers too dense to count alone are told by form, with their count', () => {
  const index = buildReferenceIndex({
    records: [customer('1234'), customer('1235'), customer('123456789')],
    ownedFacts: [{ kind: 'invoice', value: '77', owner: '1234' }],
  })
  expect(directoryQuirks(index).denseNumbers).toEqual([
    { factClass: 'customer-number', alphabet: 'digits', length: 4, count: 2 },
    { factClass: 'owned-fact', alphabet: 'digits', length: 2, count: 1 },
  ])
})

test('owners who are not in the list are counted', () => {
  const index = buildReferenceIndex({
    records: [],
    ownedFacts: [{ kind: 'invoice', value: '77', owner: 'K9' }],
  })
  expect(directoryQuirks(index).unlistedOwners).toBe(1)
})
