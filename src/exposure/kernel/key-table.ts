/** A table from keyed hashes to payloads: buckets of one cache line, open addressing, no key is stored. */
import type { LookupHash } from './keyed-hash.ts'

/** Eight slots of eight bytes: one cache line. */
export const SLOTS_OF_A_BUCKET = 8
/** A fingerprint and a payload. */
export const WORDS_OF_A_SLOT = 2
export const WORDS_OF_A_BUCKET = SLOTS_OF_A_BUCKET * WORDS_OF_A_SLOT

/**
 * A text that was never put in is taken for one that was if a fingerprint (32 bits) and a tag (32 bits) agree by chance:
 * 2^-64 for each slot looked at. At most 32 buckets are, 256 slots: 256 * 2^-64 = 1.4e-17 in the worst case. At the fill
 * below it is 1.7 buckets with eleven entries on average: 6e-19. No key was put further than the 12th of 160,000 buckets.
 */
export const MAX_BUCKETS_SEARCHED = 32

/** Share of slots that are used: fuller tables are searched longer, emptier ones are larger. */
const FILL = 0.8

/** The payload of a slot that nobody has. */
export const NO_PAYLOAD = 0

/** May lie in memory that several threads read. */
export interface KeyTable {
  /** For each slot the fingerprint, then the payload: 1 … 2^32 - 1. */
  readonly slots: Uint32Array
  /** For each slot the confirming tag. Apart, because it is only read where the fingerprint agrees. */
  readonly tags: Uint32Array
}

/** One entry to be put into a table. */
export interface KeyEntry {
  readonly placeLow: number
  readonly placeHigh: number
  readonly tag: number
  readonly payload: number
}

/** A prime number of buckets: steps of any length lead through all of them, never round a few that are full. */
export function bucketsFor(keys: number): number {
  return primeFrom(Math.ceil(keys / (SLOTS_OF_A_BUCKET * FILL)))
}

/** More buckets, for a table in which an entry did not find room. */
export function moreBuckets(buckets: number): number {
  return primeFrom(Math.ceil(buckets * 1.1) + 1)
}

/** Two values look the same under a key, so that one of them could not be found. Another key tells them apart. */
export class LookAlikes extends RangeError {
  constructor() {
    super('two values look the same under this index key')
  }
}

/** The payload of a text; `NO_PAYLOAD` if it is not in the table. Allocates nothing. */
export function payloadOf(table: KeyTable, hash: LookupHash, text: string): number {
  const { slots, tags } = table
  const buckets = slots.length / WORDS_OF_A_BUCKET
  if (buckets === 0) return NO_PAYLOAD
  const place = hash.placeOf(text)
  const fingerprint = place[1] ?? 0
  let bucket = bucketOf(place[0] ?? 0, buckets)
  let tag = -1
  for (let searched = 0; searched < MAX_BUCKETS_SEARCHED; searched++) {
    const first = bucket * SLOTS_OF_A_BUCKET
    for (let slot = first; slot < first + SLOTS_OF_A_BUCKET; slot++) {
      const payload = slots[slot * WORDS_OF_A_SLOT + 1] ?? NO_PAYLOAD
      // Slots of a bucket are filled from the front: behind an empty one there is nothing.
      if (payload === NO_PAYLOAD) return NO_PAYLOAD
      if (slots[slot * WORDS_OF_A_SLOT] !== fingerprint) continue
      if (tag < 0) tag = hash.tagOfLast()
      if (tags[slot] === tag) return payload
    }
    bucket = nextBucket(bucket, fingerprint, buckets)
  }
  return NO_PAYLOAD
}

/** As `payloadOf`, of a text whose place and tag are known. */
export function payloadOfHash(table: KeyTable, hash: Uint32Array): number {
  return payloadOf(table, { placeOf: () => hash, tagOfLast: () => hash[2] ?? 0 }, '')
}

/**
 * All payloads of whatever has this place, in one; `NO_PAYLOAD` if nothing has. A place is nearly as good as the text: two
 * that share one are told apart by their tags only.
 */
export function payloadsAt({ slots }: KeyTable, placeLow: number, placeHigh: number): number {
  const buckets = slots.length / WORDS_OF_A_BUCKET
  let payloads = NO_PAYLOAD
  let bucket = bucketOf(placeLow, buckets)
  for (let searched = 0; searched < MAX_BUCKETS_SEARCHED && buckets > 0; searched++) {
    const first = bucket * WORDS_OF_A_BUCKET
    for (let word = first; word < first + WORDS_OF_A_BUCKET; word += WORDS_OF_A_SLOT) {
      const payload = slots[word + 1] ?? NO_PAYLOAD
      if (payload === NO_PAYLOAD) return payloads
      if (slots[word] === placeHigh) payloads |= payload
    }
    bucket = nextBucket(bucket, placeHigh, buckets)
  }
  return payloads
}

/**
 * Puts an entry into a table that has room for it.
 *
 * @returns false if there is no room near its place
 * @throws LookAlikes if another entry looks the same. Of 150 million keys two do at a chance of about 6e-11.
 */
export function putEntry(table: KeyTable, entry: KeyEntry): boolean {
  const { slots, tags } = table
  const buckets = slots.length / WORDS_OF_A_BUCKET
  let bucket = bucketOf(entry.placeLow, buckets)
  for (let searched = 0; searched < MAX_BUCKETS_SEARCHED; searched++) {
    const first = bucket * SLOTS_OF_A_BUCKET
    for (let slot = first; slot < first + SLOTS_OF_A_BUCKET; slot++) {
      if (slots[slot * WORDS_OF_A_SLOT + 1] === NO_PAYLOAD) {
        slots[slot * WORDS_OF_A_SLOT] = entry.placeHigh
        slots[slot * WORDS_OF_A_SLOT + 1] = entry.payload
        tags[slot] = entry.tag
        return true
      }
      if (slots[slot * WORDS_OF_A_SLOT] === entry.placeHigh && tags[slot] === entry.tag) {
        throw new LookAlikes()
      }
    }
    bucket = nextBucket(bucket, entry.placeHigh, buckets)
  }
  return false
}

/** Spreads 32 bits over any number of buckets: the upper half of the product, in two steps that are exact. */
export function bucketOf(placeLow: number, buckets: number): number {
  const high = placeLow >>> 16
  const low = placeLow & 0xffff
  return Math.floor((high * buckets + Math.floor((low * buckets) / 2 ** 16)) / 2 ** 16)
}

function primeFrom(least: number): number {
  for (let n = least; ; n++) {
    if (n < 4 || isPrime(n)) return n
  }
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false
  return true
}

/** Steps of a length of its own for each key: full buckets do not grow into long runs. */
function nextBucket(bucket: number, fingerprint: number, buckets: number): number {
  const next = bucket + (buckets === 1 ? 0 : 1 + (fingerprint % (buckets - 1)))
  return next < buckets ? next : next - buckets
}
