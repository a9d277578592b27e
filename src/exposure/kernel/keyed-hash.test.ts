import { expect, test } from 'vitest'
import { indexKey } from '../../../test/support/index-key.ts'
import { HASH_BYTES, INDEX_KEY_BYTES, openKeyedHash } from './keyed-hash.ts'

const texts = [
  '',
  'a',
  'surname:berg',
  'surname:bergs',
  'full-name:ана|берг',
  'x'.repeat(5_000),
  '\ud800',
  '\ufffd',
]

function hashesUnder(key: Uint8Array): readonly string[] {
  const hash = openKeyedHash(key)
  return texts.map((text) => [...hash.placeOf(text), hash.tagOfLast()].join(' '))
}

test('different texts have different places and tags, also texts that an encoder would make one', () => {
  expect(new Set(hashesUnder(indexKey())).size).toBe(texts.length)
})

test('the same key gives the same hashes, another key gives others', () => {
  expect(hashesUnder(indexKey())).toEqual(hashesUnder(indexKey()))
  const both = [...hashesUnder(indexKey(1)), ...hashesUnder(indexKey(2))]
  expect(new Set(both).size).toBe(both.length)
})

test('each half of the key changes its own part of the hash', () => {
  const [one, other] = [indexKey(1), indexKey(1)]
  other[INDEX_KEY_BYTES - 1] = 0
  const [a, b] = [openKeyedHash(one), openKeyedHash(other)]
  expect([...a.placeOf('x')]).toEqual([...b.placeOf('x')])
  expect(a.tagOfLast()).not.toBe(b.tagOfLast())
})

test('keys are told apart by an id that is not the key', () => {
  expect(openKeyedHash(indexKey()).keyId).toEqual(openKeyedHash(indexKey()).keyId)
  for (let byte = 0; byte < INDEX_KEY_BYTES; byte++) {
    const other = indexKey()
    other[byte] = (other[byte] ?? 0) ^ 1
    expect(openKeyedHash(other).keyId).not.toEqual(openKeyedHash(indexKey()).keyId)
  }
})

test('a key of another length is refused', () => {
  for (const length of [0, 16, 31, 33]) {
    expect(() => openKeyedHash(new Uint8Array(length))).toThrow(RangeError)
  }
})

test('many texts at once have the hashes that each has alone, however many and however long they are', () => {
  const hash = openKeyedHash(indexKey())
  const many = Array.from({ length: 2_100 }, (_, i) => `${'x'.repeat(i % 300)}${i}`)
  for (const all of [[], texts, [...many, 'x'.repeat(300_000), ...texts]]) {
    const hashes = new Uint32Array(hash.hashBytesOf(all).slice(0, all.length * HASH_BYTES).buffer)
    expect([...hashes]).toEqual(all.flatMap((text) => [...hash.placeOf(text), hash.tagOfLast()]))
    expect([...hashes]).toEqual(all.flatMap((text) => [...hash.hashOf(text)]))
  }
})
