import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inclusionPath, leafDigest, merkleRoot, rootOfPath } from './merkle.ts'

const sha256 = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest('hex')

/** MTH of RFC 9162 2.1.1, word for word. */
function reference(leaves: readonly Uint8Array[]): string {
  const [only] = leaves
  if (!only) return sha256()
  if (leaves.length === 1) return sha256(Buffer.of(0), only)
  const k = splitOf(leaves.length)
  const [left, right] = [reference(leaves.slice(0, k)), reference(leaves.slice(k))]
  return sha256(Buffer.of(1), Buffer.from(left, 'hex'), Buffer.from(right, 'hex'))
}

/** PATH of RFC 9162 2.1.3.1, word for word. */
function referencePath(m: number, leaves: readonly Uint8Array[]): readonly string[] {
  if (leaves.length <= 1) return []
  const k = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return m < k
    ? [...referencePath(m, left), reference(right)]
    : [...referencePath(m - k, right), reference(left)]
}

/** The largest power of two smaller than n. */
function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

const leavesOf = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 70 })

test('the root is the one of RFC 9162', () => {
  fc.assert(
    fc.property(leavesOf, (leaves) => {
      expect(merkleRoot(leaves.map(leafDigest)).toString('hex')).toBe(reference(leaves))
    }),
  )
})

test('each leaf has the path of RFC 9162, which leads to the root, and no other leaf, place or path does', () => {
  const some = fc.tuple(fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 40 }), fc.nat())
  fc.assert(
    fc.property(some, fc.nat(), fc.uint8Array({ minLength: 9, maxLength: 9 }), ([leaves, n], m, other) => {
      const digests = leaves.map(leafDigest)
      const index = n % leaves.length
      const place = { index, leaves: leaves.length }
      const path = inclusionPath(digests, index)
      const root = merkleRoot(digests)
      const digest = digests[index] ?? Buffer.alloc(0)
      expect(path.map((one) => one.toString('hex'))).toEqual(referencePath(index, leaves))
      expect(rootOfPath(digest, place, path)).toEqual(root)

      expect(rootOfPath(leafDigest(other), place, path)).not.toEqual(root)
      expect(rootOfPath(digest, place, path.slice(1))).not.toEqual(path.length === 0 ? undefined : root)
      expect(rootOfPath(digest, place, [...path, digest])).toBeUndefined()
      const elsewhere = { index: m % leaves.length, leaves: leaves.length }
      const differs = !(digests[elsewhere.index] ?? digest).equals(digest)
      if (differs) expect(rootOfPath(digest, elsewhere, path)).not.toEqual(root)
    }),
  )
})

test('an inner node does not pass for a leaf', () => {
  const [a, b] = [leafDigest(Buffer.from('a')), leafDigest(Buffer.from('b'))]
  const root = merkleRoot([a, b])
  expect(merkleRoot([leafDigest(Buffer.concat([a, b]))])).not.toEqual(root)
})

const nowhere: readonly [string, number, number][] = [
  ['before the first leaf', -1, 3],
  ['behind the last leaf', 3, 3],
  ['in an empty tree', 0, 0],
]
for (const [name, index, leaves] of nowhere) {
  test(`a place ${name} leads to no root`, () => {
    expect(rootOfPath(leafDigest(Buffer.alloc(0)), { index, leaves }, [])).toBeUndefined()
    expect(() =>
      inclusionPath(
        Array.from({ length: leaves }, () => Buffer.alloc(32)),
        index,
      ),
    ).toThrow(RangeError)
  })
}
