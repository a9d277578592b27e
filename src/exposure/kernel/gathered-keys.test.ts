import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecordHandle } from '../identifier-index.ts'
import { type GroupedKeys, openGatheredKeys } from './gathered-keys.ts'
import type { HashedRecord } from './hashed-record.ts'
import { KIND_EMAIL, KIND_PLAIN, kindOfKey } from './key-kind.ts'
import { ownersAt } from './key-payload.ts'
import {
  bucketsFor,
  moreBuckets,
  payloadOfHash,
  putEntry,
  SLOTS_OF_A_BUCKET,
  WORDS_OF_A_BUCKET,
} from './key-table.ts'
import { HASH_BYTES } from './keyed-hash.ts'

/** A hash as a test reads it: no two of these agree in anything. */
function hashOf(i: number): Uint32Array {
  return Uint32Array.of(
    Math.imul(i + 1, 0x9e3779b1),
    Math.imul(i + 1, 0x85ebca77),
    Math.imul(i + 1, 0xc2b2ae3d),
  )
}

/** A record that has keys only. */
function keysOf(hashes: readonly Uint32Array[], kind = KIND_PLAIN): HashedRecord {
  const bytes = new Uint8Array(hashes.length * (1 + HASH_BYTES)).fill(kind, 0, hashes.length)
  for (const [i, hash] of hashes.entries()) {
    bytes.set(new Uint8Array(hash.buffer), hashes.length + i * HASH_BYTES)
  }
  return {
    bytes,
    isProtected: false,
    householdAt: undefined,
    keyCount: hashes.length,
    wordCount: 0,
    kindsAt: 0,
    hashesAt: hashes.length,
  }
}

/** Fills a table as an index does, and answers from it. */
function answersFrom(grouped: GroupedKeys): (hash: Uint32Array) => readonly RecordHandle[] {
  for (let buckets = bucketsFor(grouped.keys); ; buckets = moreBuckets(buckets)) {
    const table = {
      slots: new Uint32Array(buckets * WORDS_OF_A_BUCKET),
      tags: new Uint32Array(buckets * SLOTS_OF_A_BUCKET),
    }
    const filled = grouped.fill(table)
    if (filled === undefined) throw new Error('keys look the same')
    if (![...filled.left()].every((entry) => putEntry(table, entry))) continue
    const lists = grouped.lists()
    return (hash) => {
      const payload = payloadOfHash(table, hash)
      return payload === 0 ? [] : [...ownersAt(lists, payload)]
    }
  }
}

const orders: readonly [string, readonly number[], readonly number[]][] = [
  ['one owner', [4], [4]],
  ['record 0', [0], [0]],
  ['one owner told twice', [4, 4], [4]],
  ['several owners in order', [1, 2, 5], [1, 2, 5]],
  ['several owners out of order', [5, 1, 3], [1, 3, 5]],
  ['owners told again', [1, 5, 1, 5, 5, 2], [1, 2, 5]],
  ['handles up to the last one', [2 ** 31 - 2, 0], [0, 2 ** 31 - 2]],
]
for (const [name, told, owners] of orders) {
  test(`owners are ascending and without repetition: ${name}`, () => {
    const gathered = openGatheredKeys()
    for (const handle of told) gathered.addRecord(keysOf([hashOf(1)]), 0, handle)
    const grouped = gathered.group()
    expect(answersFrom(grouped)(hashOf(1))).toEqual(owners)
    expect([grouped.keys, grouped.listWords]).toEqual([1, owners.length > 1 ? owners.length + 1 : 0])
  })
}

test('keys and owners in any order are read back whole', () => {
  const told = fc.array(fc.tuple(fc.nat(40), fc.nat(60)), { maxLength: 600, size: 'max' })
  fc.assert(
    fc.property(told, (pairs) => {
      const gathered = openGatheredKeys()
      for (const [key, handle] of pairs) gathered.addRecord(keysOf([hashOf(key)]), 0, handle)
      const owners = answersFrom(gathered.group())
      for (let key = 0; key <= 41; key++) {
        const expected = new Set(pairs.filter(([one]) => one === key).map(([, handle]) => handle))
        expect(owners(hashOf(key))).toEqual([...expected].sort((a, b) => a - b))
      }
    }),
    { numRuns: 100 },
  )
})

test('a key that fifty thousand people share, told in the worst order, stays one list', () => {
  const gathered = openGatheredKeys()
  const people = 50_000
  for (let i = 0; i < people; i++) {
    gathered.addRecord(keysOf([hashOf(7), hashOf(i + 100)]), 0, people - 1 - i)
  }
  const grouped = gathered.group()
  const owners = answersFrom(grouped)
  expect(owners(hashOf(7))).toEqual(Array.from({ length: people }, (_, i) => i))
  expect([grouped.keys, grouped.listWords]).toEqual([people + 1, people + 1])
  for (const i of [0, 1, people - 1]) expect(owners(hashOf(i + 100))).toEqual([people - 1 - i])
})

test('two hundred thousand keys are all found, and none that was not put in', () => {
  const gathered = openGatheredKeys()
  const keys = 200_000
  for (let i = 0; i < keys; i += 4) gathered.addRecord(keysOf([0, 1, 2, 3].map((j) => hashOf(i + j))), 0, i)
  const grouped = gathered.group()
  const owners = answersFrom(grouped)
  expect(grouped.keys).toBe(keys)
  for (let i = 0; i < keys; i++) if (owners(hashOf(i))[0] !== (i & ~3)) throw new Error(`key ${i}`)
  for (let i = keys; i < 2 * keys; i++) if (owners(hashOf(i)).length > 0) throw new Error(`key ${i}`)
})

test('keys that look the same in a bucket are noticed', () => {
  const gathered = openGatheredKeys()
  gathered.addRecord(keysOf([Uint32Array.of(1, 2, 3), Uint32Array.of(2, 2, 3)]), 0, 0)
  const table = { slots: new Uint32Array(WORDS_OF_A_BUCKET), tags: new Uint32Array(SLOTS_OF_A_BUCKET) }
  expect(gathered.group().fill(table)).toBeUndefined()
})

test('different numbers are counted by form, shared addresses are told of', () => {
  const gathered = openGatheredKeys()
  const number = kindOfKey('customer-number:12345')
  for (const [i, kind] of [number, number, number, KIND_EMAIL, KIND_EMAIL, KIND_PLAIN].entries()) {
    gathered.addRecord(keysOf([hashOf(Math.min(i, 4))], kind), 0, i)
    gathered.addRecord(keysOf([hashOf(Math.min(i, 4))], kind), 0, i + (kind === KIND_EMAIL ? 10 : 0))
  }
  const grouped = gathered.group()
  expect(grouped.numberCounts).toEqual([
    { factClass: 'customer-number', alphabet: 'digits', length: 5, count: 3 },
  ])
  expect(grouped.sharedEmails).toBe(2)
})
