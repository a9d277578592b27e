import { expect, test } from 'vitest'
import { openOwnerMemory } from './owner-memory.ts'

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
