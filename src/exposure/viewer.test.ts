import { expect, test } from 'vitest'
import { customer } from '../../test/support/customer.ts'
import { allowancesOf } from './allowance.ts'
import { buildReferenceIndex } from './reference-index.ts'
import type { Viewer } from './verdict.ts'
import { ownershipOf, viewerOf } from './viewer.ts'

const index = buildReferenceIndex({
  records: [
    customer('K0', { emails: ['anna@example.org'], household: 'H' }),
    customer('K1', { emails: ['anna@example.org'] }),
    customer('K2', { emails: ['jo@library.example'], household: 'H' }),
    customer('K3', { emails: ['safe@example.org'], household: 'H', isProtected: true }),
    customer('K4', { emails: ['info@müller.example'] }),
  ],
})
const allowances = allowancesOf({ domains: ['library.example'], lists: ['readers@library.example'] })

const viewers: readonly [string, string, Viewer][] = [
  [
    'every customer with the address',
    'anna@example.org',
    { kind: 'customers', handles: [0, 1], isStaff: false },
  ],
  ['in any case', ' <ANNA@Example.ORG>', { kind: 'customers', handles: [0, 1], isStaff: false }],
  ['a customer who is staff too', 'jo@library.example', { kind: 'customers', handles: [2], isStaff: true }],
  ['domain as Punycode', 'info@xn--mller-kva.example', { kind: 'customers', handles: [4], isStaff: false }],
  ['staff', 'desk@library.example', { kind: 'staff' }],
  ['a list at a staff domain', 'readers@library.example', { kind: 'nobody' }],
  ['an address nobody has', 'x@example.org', { kind: 'nobody' }],
  ['no address at all', 'undisclosed-recipients:;', { kind: 'nobody' }],
]
for (const [name, address, expected] of viewers) {
  test(`viewer: ${name}`, () => expect(viewerOf(address, index, allowances)).toEqual(expected))
}

const customers = (...handles: number[]): Viewer => ({ kind: 'customers', handles, isStaff: false })
const owned: readonly [string, Viewer, readonly number[], boolean][] = [
  ['his own', customers(0), [0], true],
  ['one of several owners is he', customers(0), [1, 0], true],
  ['one of his household', customers(0), [2], true],
  ['a protected member of the household is not covered', customers(0), [3], false],
  ['a protected viewer sees nothing through the household', customers(3), [0], false],
  ['a protected viewer sees his own', customers(3), [3], true],
  ['two viewers bring both their households', customers(1, 2), [0], true],
  ['a customer without household', customers(1), [0], false],
  ['nobody owns nothing', { kind: 'nobody' }, [0], false],
]
for (const [name, viewer, owners, expected] of owned) {
  test(`ownership: ${name}`, () => expect(ownershipOf(viewer, index)(owners)).toBe(expected))
}

test('a viewer of another index throws', () => {
  expect(() => ownershipOf(customers(9), index)).toThrow(RangeError)
})
