import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Change, changeOf, noChange } from '../interference/run.ts'
import type { RenderContext, RenderValue } from '../renderer.ts'
import { readNoticeSchema } from '../schema/read.ts'
import { type ValueKind, valueKinds } from '../schema/schema.ts'
import { markerOf } from './marker.ts'
import { customerOfAddress } from './recipient.ts'
import { openWorlds, wholeView } from './world.ts'

const file = new URL('../schema/shipped/library.yaml', import.meta.url)
const schema = readNoticeSchema(readFileSync(file, 'utf8'), 'library.yaml')
const customers = 60
const today = 20_000
const worlds = openWorlds({ schema, customers, seed: 1, today })
const everybody = Array.from({ length: customers }, (_, customer) => customer)

const recordOf = (change: Change, customer: number): RenderContext => {
  const record = worlds.world(change).recordOf(customer, wholeView)
  if (record === undefined) throw new Error('not in this world')
  return record
}

const marker = (kind: ValueKind, owner: number, version: number, isPublic = false): RenderValue =>
  markerOf(kind, { seed: 1, owner, key: '.field', version, isPublic, today })

const thousands = Array.from({ length: 10_000 }, (_, owner) => owner)

for (const kind of valueKinds) {
  test(`a changed customer has another value: ${kind}`, () => {
    expect(thousands.filter((owner) => marker(kind, owner, 0) === marker(kind, owner, 1))).toEqual([])
  })
}

const unique: readonly ValueKind[] = [
  'customer-number',
  'given-name',
  'surname',
  'full-name',
  'email',
  'phone',
  'street',
  'iban',
  'owned-number',
]

for (const kind of unique) {
  test(`no two customers have the same, in no world: ${kind}`, () => {
    const values = thousands.flatMap((owner) => [marker(kind, owner, 0), marker(kind, owner, 1)])
    expect(new Set(values).size).toBe(values.length)
  })
}

test('whether somebody has something changes with him, both ways', () => {
  for (const name of ['phone', 'first_name', 'guarantor']) {
    const ways = everybody.map((customer) =>
      [noChange, changeOf('values', everybody)]
        .map((change) => Boolean(recordOf(change, customer)[name]))
        .join(),
    )
    expect([name, ...new Set(ways)].sort()).toEqual(
      [name, 'false,false', 'false,true', 'true,false', 'true,true'].sort(),
    )
  }
})

test('a change of one field changes that field alone', () => {
  for (const customer of everybody.slice(0, 20)) {
    const before = recordOf(noChange, customer)
    const after = recordOf(changeOf('values', [customer], new Set(['customer.email'])), customer)
    const own = Object.keys(before).filter((name) => name !== 'email' && name !== 'family')
    // Rows name their customer again, with his address.
    const withoutAddress = (value: RenderValue | undefined) =>
      JSON.stringify(value, (name, inner) => (name === 'email' ? undefined : inner))
    for (const name of own) expect(withoutAddress(after[name])).toBe(withoutAddress(before[name]))
    expect([after].map(({ email }) => email)).not.toEqual([before].map(({ email }) => email))
  }
})

test('what changes about one customer changes nothing that is another one’s own', () => {
  const leaving = new Set(
    [...schema.types.values()].flatMap(({ fields }) =>
      [...fields].filter(([, field]) => field.leaves).map(([name]) => name),
    ),
  )
  const own = (record: RenderContext) =>
    JSON.stringify(record, (name, value) => (leaving.has(name) ? undefined : value))
  for (const kind of ['values', 'removed'] as const) {
    const change = changeOf(kind, [3, 50])
    for (const customer of everybody.filter((one) => !change.changes(one)))
      expect(own(recordOf(change, customer))).toBe(own(recordOf(noChange, customer)))
  }
})

test('an address says whose it is, and a public one is nobody’s', () => {
  for (const owner of thousands) {
    for (const version of [0, 1])
      expect(customerOfAddress(String(marker('email', owner, version)), 10_000)).toBe(owner)
    expect(customerOfAddress(String(marker('email', owner, 0, true)), 10_000)).toBeUndefined()
  }
})

/** Nobody has a number that begins so. */
const reserved = /^(?:030 23125|040 66969|069 90009|089 99998|0221 4710) \d{3,}$/

test('nobody real has what the invented people have', () => {
  for (const owner of thousands) {
    expect(marker('phone', owner, 0)).toMatch(reserved)
    expect(marker('email', owner, 0)).toMatch(/@rehearsal\.invalid$/)
    const iban = String(marker('iban', owner, 0))
    expect(iban).toMatch(/^DE\d{2}0{8}\d{10}$/)
    expect(BigInt(`${iban.slice(4)}1314${iban.slice(2, 4)}`) % 97n).toBe(1n)
  }
})
