import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spernerFamily, worldsFor } from './sperner.ts'

const worlds: readonly [number, number][] = [
  [1, 2],
  [2, 2],
  [3, 3],
  [10, 5],
  [50, 8],
  [252, 10],
  [253, 11],
  [1_000, 13],
  [10_000, 16],
  [100_000, 20],
]

for (const [customers, bits] of worlds) {
  test(`${customers} customers need ${bits} worlds`, () => {
    expect(worldsFor(customers)).toBe(bits)
    expect(spernerFamily(customers).bits).toBe(bits)
  })
}

test('for all ordered pairs there is a world in which only the one changes', () => {
  const family = spernerFamily(252)
  const codes = Array.from({ length: 252 }, (_, customer) => family.code(customer))
  for (const a of codes) {
    for (const b of codes) if (a !== b) expect(b & ~a).not.toBe(0)
  }
  expect(new Set(codes).size).toBe(252)
})

test('codes of any two of many customers never contain each other', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 5_000_000 }).chain((size) => {
        const member = fc.integer({ min: 0, max: size - 1 })
        return fc.record({ size: fc.constant(size), a: member, b: member })
      }),
      ({ size, a, b }) => {
        const family = spernerFamily(size)
        const [one, other] = [family.code(a), family.code(b)]
        if (a === b) return one === other
        return (one & ~other) !== 0 && (other & ~one) !== 0
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a member that does not exist, or a family of none, is refused', () => {
  expect(() => spernerFamily(0)).toThrow(RangeError)
  expect(() => spernerFamily(5).code(5)).toThrow(RangeError)
  expect(() => worldsFor(700_000_000)).toThrow(RangeError)
})
