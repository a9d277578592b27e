/** Whether somebody has a key: one byte for each slot of the index's table says no for nearly everything that nobody has. */
import { sipHash } from '../part/sip-hash'
import { COMPANY, keyAt, PERSON } from './layout'

const ROLES: u32 = PERSON | COMPANY
/** Slots of a bucket, one byte each: one load looks at all of them. */
const SLOTS: usize = 8
const ONES: u64 = 0x0101010101010101
const HIGHS: u64 = 0x8080808080808080

/** Asks the index itself. @returns bits of the word's roles */
declare function rolesOf(low: u32, high: u32): u32
declare function isKeyKnownThere(low: u32, high: u32): u32

/** Marks of the keys and of the words of names: of the index, and of the one that holds its changes. */
let keyMarks: usize = 0
let keyBuckets: u32 = 0
let wordMarks: usize = 0
let wordBuckets: u32 = 0
let newKeyMarks: usize = 0
let newKeyBuckets: u32 = 0
let newWordMarks: usize = 0
let newWordBuckets: u32 = 0

export function placeMarks(keys: usize, keyCount: u32, words: usize, wordCount: u32): void {
  keyMarks = keys
  keyBuckets = keyCount
  wordMarks = words
  wordBuckets = wordCount
}

export function placeNewMarks(keys: usize, keyCount: u32, words: usize, wordCount: u32): void {
  newKeyMarks = keys
  newKeyBuckets = keyCount
  newWordMarks = words
  newWordBuckets = wordCount
}

/** The key's half of the four words that the hash begins with. */
let start0: u64 = 0
let start1: u64 = 0
let start2: u64 = 0
let start3: u64 = 0

/** Takes the key of places, which lies at `keyAt`. */
export function takeKey(): void {
  start0 = load<u64>(keyAt) ^ 0x736f6d6570736575
  start1 = load<u64>(keyAt, 8) ^ 0x646f72616e646f6d
  start2 = load<u64>(keyAt) ^ 0x6c7967656e657261
  start3 = load<u64>(keyAt, 8) ^ 0x7465646279746573
}

/** SipHash-2-4 of the text at `at`; most are shorter than one block or two. */
export function placeOf(at: usize, length: i32): u64 {
  if (length > 15) return sipHash(keyAt, at, length)
  const isLong = length > 7
  const first = load<u64>(at)
  const rest = isLong ? load<u64>(at, 8) : first
  const last = (rest & (((<u64>1) << ((<u64>(length & 7)) << 3)) - 1)) | ((<u64>length) << 56)
  let v0 = start0
  let v1 = start1
  let v2 = start2
  let v3 = start3 ^ (isLong ? first : last)
  for (let round = isLong ? 0 : 2; round < 8; round++) {
    if (round === 2 && isLong) {
      v0 ^= first
      v3 ^= last
    }
    if (round === 4) {
      v0 ^= last
      v2 ^= 0xff
    }
    v0 += v1
    v2 += v3
    v1 = rotl(v1, 13) ^ v0
    v3 = rotl(v3, 16) ^ v2
    v0 = rotl(v0, 32) + v3
    v2 += v1
    v3 = rotl(v3, 21) ^ v0
    v1 = rotl(v1, 17) ^ v2
    v2 = rotl(v2, 32)
  }
  return v0 ^ v1 ^ v2 ^ v3
}

/** As `key-table.ts` says. */
const MAX_BUCKETS_SEARCHED: i32 = 32

/** A bucket can hold the entry, or it is full and the entry may be in the next one. */
const AGREES: u32 = 2
const IS_FULL: u32 = 1

/** What the marks of a bucket say of an entry with this fingerprint. */
function agreementOf(marks: usize, bucket: u32, fingerprint: u32): u32 {
  const slots = load<u64>(marks + <usize>bucket * SLOTS)
  const differing = slots ^ (ONES * <u64>((fingerprint % 255) + 1))
  if (((differing - ONES) & ~differing & HIGHS) !== 0) return AGREES
  // Slots of a bucket are filled from the front: behind an empty one there is nothing.
  return slots >> 56 !== 0 ? IS_FULL : 0
}

function stepFrom(bucket: u32, fingerprint: u32, buckets: u32): u32 {
  const next = <u64>bucket + (buckets === 1 ? 0 : 1 + (fingerprint % (buckets - 1)))
  return <u32>(next < buckets ? next : next - buckets)
}

function bucketOf(place: u64, buckets: u32): u32 {
  return <u32>((<u64>(<u32>place) * buckets) >> 32)
}

/**
 * Whether an entry with this place may be in the table: looks at the same buckets in the same order as the table's own
 * search in `key-table.ts`.
 */
function mayHave(marks: usize, buckets: u32, place: u64): bool {
  if (buckets === 0) return false
  const fingerprint = <u32>(place >> 32)
  let bucket = bucketOf(place, buckets)
  for (let searched = 0; searched < MAX_BUCKETS_SEARCHED; searched++) {
    const agreement = agreementOf(marks, bucket, fingerprint)
    if (agreement !== IS_FULL) return agreement !== 0
    bucket = stepFrom(bucket, fingerprint, buckets)
  }
  return false
}

/** The bucket of the large table in which a key is looked for first. */
export function primaryBucket(place: u64): u32 {
  return bucketOf(place, keyBuckets)
}

export function nextBucket(bucket: u32, place: u64): u32 {
  return stepFrom(bucket, <u32>(place >> 32), keyBuckets)
}

/** Bits `AGREES` and `IS_FULL` of a bucket of the large table. */
export function marksOf(bucket: u32, place: u64): u32 {
  return keyBuckets === 0 ? 0 : agreementOf(keyMarks, bucket, <u32>(place >> 32))
}

/** Whether the table of changes may have a key. */
export function newMarksHave(place: u64): bool {
  return newKeyBuckets !== 0 && mayHave(newKeyMarks, newKeyBuckets, place)
}

/** Asks the index itself. */
export function isKeyThere(place: u64): bool {
  return isKeyKnownThere(<u32>place, <u32>(place >> 32)) !== 0
}

/** Roles of a folded word in names. */
export function rolesAt(at: usize, length: i32): u32 {
  const place = placeOf(at, length)
  if (!mayHave(wordMarks, wordBuckets, place) && !mayHave(newWordMarks, newWordBuckets, place)) return 0
  return rolesOf(<u32>place, <u32>(place >> 32)) & ROLES
}
