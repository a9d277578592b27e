import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_PAYLOAD } from './key-table.ts'
import { handleOf, isList, listOf, openOwnerLists } from './owner-lists.ts'
import { openOwnerMemory } from './owner-memory.ts'

const orders: readonly [string, readonly number[], readonly number[]][] = [
  ['one owner', [4], [4]],
  ['record 0', [0], [0]],
  ['one owner told twice', [4, 4], [4]],
  ['several owners in order', [1, 2, 5], [1, 2, 5]],
  ['several owners out of order', [5, 1, 3], [1, 3, 5]],
  ['owners told again', [1, 5, 1, 5, 5, 2], [1, 2, 5]],
]
for (const [name, told, owners] of orders) {
  test(`owners are ascending and without repetition: ${name}`, () => {
    const lists = openOwnerLists()
    const payload = told.reduce((known, handle) => lists.add(known, handle), NO_PAYLOAD)
    expect(lists.ownersOf(payload)).toEqual(owners)
  })
}

test('a key with one owner has no list', () => {
  const lists = openOwnerLists()
  const payload = lists.add(lists.add(NO_PAYLOAD, 7), 7)
  expect([isList(payload), handleOf(payload), lists.count]).toEqual([false, 7, 0])
})

test('lists that grow side by side are read back whole', () => {
  const owners = fc.array(fc.tuple(fc.nat(5), fc.nat(60)), { maxLength: 400, size: 'max' })
  fc.assert(
    fc.property(owners, (pairs) => {
      const lists = openOwnerLists()
      const payloads = new Map<number, number>()
      for (const [key, handle] of pairs) {
        payloads.set(key, lists.add(payloads.get(key) ?? NO_PAYLOAD, handle))
      }
      const { words, starts } = lists.written()
      const memory = openOwnerMemory(words)
      for (const [key, payload] of payloads) {
        const expected = [...new Set(pairs.filter(([one]) => one === key).map(([, handle]) => handle))]
        const found = isList(payload) ? memory.ownersAt(starts[listOf(payload)] ?? 0) : [handleOf(payload)]
        expect(found).toEqual(expected.sort((a, b) => a - b))
      }
    }),
    { numRuns: 50 },
  )
})

test('long lists are remembered until there are too many of them', () => {
  const length = 1_600_000
  const words = new Uint32Array(4 * (length + 1))
  const starts = [0, 1, 2, 3].map((list) => list * (length + 1))
  for (const start of starts) words[start] = length
  const memory = openOwnerMemory(words)
  const [first, second] = starts.slice(0, 2).map((start) => memory.ownersAt(start))
  expect(memory.ownersAt(0)).toBe(first)
  memory.ownersAt(starts[2] ?? 0)
  expect(memory.ownersAt(starts[1] ?? 0)).toBe(second)
  expect(memory.ownersAt(0)).not.toBe(first)
  expect(memory.ownersAt(0).length).toBe(length)
})
