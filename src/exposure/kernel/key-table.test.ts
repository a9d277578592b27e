import { describe, expect, test } from 'vitest'
import {
  bucketOf,
  bucketsFor,
  type KeyEntry,
  type KeyTable,
  MAX_BUCKETS_SEARCHED,
  moreBuckets,
  payloadOf,
  payloadOfHash,
  putEntry,
  SLOTS_OF_A_BUCKET,
  WORDS_OF_A_BUCKET,
} from './key-table.ts'
import { type LookupHash, openKeyedHash } from './keyed-hash.ts'

function emptyTable(buckets: number): KeyTable {
  return {
    slots: new Uint32Array(buckets * WORDS_OF_A_BUCKET),
    tags: new Uint32Array(buckets * SLOTS_OF_A_BUCKET),
  }
}

/** A hash that a test can read: "place fingerprint tag". */
function plainHash(): LookupHash {
  let last: readonly number[] = []
  return {
    placeOf(text) {
      last = text.split(' ').map(Number)
      return Uint32Array.from(last.slice(0, 2))
    },
    tagOfLast: () => last[2] ?? 0,
  }
}

function entry(text: string, payload: number): KeyEntry {
  const [placeLow = 0, placeHigh = 0, tag = 0] = text.split(' ').map(Number)
  return { placeLow, placeHigh, tag, payload }
}

describe('a table', () => {
  test('without buckets knows nothing', () => {
    expect(payloadOf(emptyTable(0), plainHash(), '1 2 3')).toBe(0)
  })

  test('finds what was put in, and nothing whose fingerprint or tag differs', () => {
    const table = emptyTable(2)
    putEntry(table, entry('5 7 9', 42))
    const asked = ['5 7 9', '5 8 9', '5 7 8', '4294967295 7 9'].map((text) =>
      payloadOf(table, plainHash(), text),
    )
    expect(asked).toEqual([42, 0, 0, 0])
  })

  test('goes on in another bucket where one is full, also over the end', () => {
    const table = emptyTable(3)
    const texts = Array.from({ length: 24 }, (_, i) => `4294967295 ${i * 2} 1`)
    expect(texts.every((text, i) => putEntry(table, entry(text, i + 1)))).toBe(true)
    expect(texts.map((text) => payloadOf(table, plainHash(), text))).toEqual(texts.map((_, i) => i + 1))
    expect(putEntry(table, entry('0 77 1', 99))).toBe(false)
    expect(payloadOf(table, plainHash(), '0 77 1')).toBe(0)
  })

  test('does not look further than it may', () => {
    const table = emptyTable(MAX_BUCKETS_SEARCHED + 8)
    // A fingerprint that is a multiple of the number of steps goes from bucket to bucket.
    const steps = MAX_BUCKETS_SEARCHED + 7
    const room = MAX_BUCKETS_SEARCHED * SLOTS_OF_A_BUCKET
    for (let i = 0; i < room; i++) expect(putEntry(table, entry(`0 ${i * steps} 1`, i + 1))).toBe(true)
    expect(putEntry(table, entry(`0 ${room * steps} 1`, 1))).toBe(false)
  })

  test('refuses two entries that it could not tell apart', () => {
    const table = emptyTable(1)
    putEntry(table, entry('1 2 3', 1))
    expect(() => putEntry(table, entry('4 2 3', 2))).toThrow(RangeError)
  })
})

test('tables have room for their keys, as many as there may be, and a fifth more', () => {
  for (let keys = 0; keys < 3_000; keys++)
    expect(bucketsFor(keys) * SLOTS_OF_A_BUCKET).toBeGreaterThanOrEqual(keys * 1.25)
  expect([1_000, 156_250, 156_251].map((buckets) => bucketsFor(buckets * 6.4))).toEqual([
    1_009, 156_253, 156_253,
  ])
  expect(moreBuckets(1_009)).toBe(1_117)
})

test('the last free slot of a table is found, whatever the step', () => {
  const buckets = bucketsFor(150)
  for (let fingerprint = 0; fingerprint < buckets; fingerprint++) {
    const table = emptyTable(buckets)
    const room = buckets * SLOTS_OF_A_BUCKET
    // Each with a fingerprint of its own, all with the same step.
    const texts = Array.from({ length: room }, (_, i) => `0 ${fingerprint + i * (buckets - 1)} 1`)
    expect(texts.every((text, i) => putEntry(table, entry(text, i + 1)))).toBe(true)
  }
})

test('every entry that was put is found by its text, and by its hash', () => {
  const hash = openKeyedHash(new Uint8Array(32))
  const texts = Array.from({ length: 20_000 }, (_, i) => `text ${i}`)
  const table = emptyTable(bucketsFor(texts.length))
  for (const [i, text] of texts.entries()) {
    const [placeLow = 0, placeHigh = 0, tag = 0] = hash.hashOf(text)
    expect(putEntry(table, { placeLow, placeHigh, tag, payload: i + 1 })).toBe(true)
  }
  expect(texts.every((text, i) => payloadOf(table, hash, text) === i + 1)).toBe(true)
  expect(texts.every((text, i) => payloadOfHash(table, hash.hashOf(text)) === i + 1)).toBe(true)
  const absent = Array.from({ length: 20_000 }, (_, i) => `other ${i}`)
  expect(absent.filter((text) => payloadOf(table, hash, text) !== 0)).toEqual([])
})

test('places are spread over buckets by the upper half of an exact product, however many there are', () => {
  for (const buckets of [1, 2, 7, 1_009, 8_125_001, 33_554_467]) {
    for (const placeLow of [0, 1, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff]) {
      const exact = Number((BigInt(placeLow) * BigInt(buckets)) >> 32n)
      expect(bucketOf(placeLow, buckets)).toBe(exact)
    }
  }
})
