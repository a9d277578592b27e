import { expect, test } from 'vitest'
import { checksumOf } from './checksum.ts'

/** Bytes 00, 01, 02 … as words. */
function counting(words: number): Uint32Array {
  return new Uint32Array(Uint8Array.from({ length: words * 4 }, (_, i) => i & 0xff).buffer)
}

/** @source LZ4 frames end in the xxHash32 of their content: made with `lz4 -c`, read from the last four bytes */
const vectors: readonly [number, number][] = [
  [0, 0x02cc5d05],
  [1, 0x80691e66],
  [3, 0x606734ab],
  [4, 0xb72837f4],
  [5, 0x828b819c],
  [8, 0x830741c1],
  [11, 0xf699f8cc],
  [1024, 0x693c0bc2],
]

for (const [words, sum] of vectors) {
  test(`the checksum of ${words} words is that of xxHash32`, () => {
    expect(checksumOf(counting(words))).toBe(sum)
  })
}

test('every bit counts', () => {
  const words = counting(9)
  const sums = new Set([checksumOf(words)])
  for (let bit = 0; bit < words.length * 32; bit++) {
    const changed = words.slice()
    changed[bit >>> 5] = (changed[bit >>> 5] ?? 0) ^ (1 << (bit & 31))
    sums.add(checksumOf(changed))
  }
  expect(sums.size).toBe(1 + words.length * 32)
})
