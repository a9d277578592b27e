import { expect, test } from 'vitest'
import { openOwnerMemory } from './owner-memory.ts'

test('lists are remembered until there are too many of them', () => {
  const memory = openOwnerMemory()
  const names = ['a', 'b', 'c'] as const
  const lists = names.map((name) => ({ key: `surname:${name}` as const, owners: new Uint32Array(1_600_000) }))
  const neverAgain = () => {
    throw new Error('was remembered')
  }
  for (const { key, owners } of lists) expect(memory.ownersOf(key, () => owners)).toBe(owners)
  expect(memory.ownersOf('surname:b', neverAgain)).toBe(lists[1]?.owners)
  expect(memory.ownersOf('surname:c', neverAgain)).toBe(lists[2]?.owners)
  expect(() => memory.ownersOf('surname:a', neverAgain)).toThrow('was remembered')
})
