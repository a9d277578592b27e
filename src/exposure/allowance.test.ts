import { expect, test } from 'vitest'
import {
  AllowanceInvalid,
  allowancesOf,
  isStaffAddress,
  noAllowances,
  type RawAllowances,
} from './allowance.ts'
import type { FactKey } from './fact.ts'

const allowances = allowancesOf({
  domains: ['library.example.org', '@Bücherei.example'],
  addresses: ['Head@town.example'],
  lists: ['readers@library.example.org', 'HEAD2@library.example.org'],
})

const staff: readonly [string, FactKey, boolean][] = [
  ['an address at a staff domain', 'email:desk@library.example.org', true],
  ['a domain declared with at-sign and umlaut', 'email:desk@bücherei.example', true],
  ['a subdomain is another domain', 'email:desk@mail.library.example.org', false],
  ['a longer name that ends alike', 'email:desk@notlibrary.example.org', false],
  ['a declared address in any case', 'email:head@town.example', true],
  ['another address of that domain', 'email:deputy@town.example', false],
  ['a list at a staff domain reaches customers', 'email:readers@library.example.org', false],
  ['a list in any case', 'email:head2@library.example.org', false],
]
for (const [name, address, expected] of staff) {
  test(`staff: ${name}`, () => expect(isStaffAddress(allowances, address)).toBe(expected))
}

test('without allowances nobody is staff', () => {
  expect(isStaffAddress(noAllowances, 'email:desk@library.example.org')).toBe(false)
})

test('a domain in Punycode is the domain in letters', () => {
  const puny = allowancesOf({ domains: ['xn--bcherei-n2a.example'] })
  expect(isStaffAddress(puny, 'email:desk@bücherei.example')).toBe(true)
})

test('a number is allowed in every reading it can have', () => {
  const { numbers } = allowancesOf({ numbers: ['030 1234567', 'DE89 3704 0044 0532 0130 00'] })
  expect(numbers).toContain('phone:49301234567')
  expect(numbers).toContain('iban:de89370400440532013000')
  expect(numbers).toContain('customer-number:0301234567')
  expect(numbers).toContain('owned-fact:0301234567')
})

const invalid: readonly [string, RawAllowances, string][] = [
  ['an address without at-sign', { addresses: ['a@example.org', 'nobody'] }, 'addresses[1]'],
  ['a list that is no address', { lists: ['readers'] }, 'lists[0]'],
  ['a domain of one label', { domains: ['localhost'] }, 'domains[0]'],
  ['an address as domain', { domains: ['a@example.org'] }, 'domains[0]'],
  ['a phrase without words', { phrases: ['***'] }, 'phrases[0]'],
  ['a number without digits and letters', { numbers: ['-'] }, 'numbers[0]'],
]
for (const [name, raw, entry] of invalid) {
  test(`refused, by position and not by value: ${name}`, () => {
    expect(() => allowancesOf(raw)).toThrow(AllowanceInvalid)
    expect(() => allowancesOf(raw)).toThrow(entry)
  })
}
