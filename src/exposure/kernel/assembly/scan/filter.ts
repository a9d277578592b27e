/** Whether somebody has a key: one byte for each slot of the index's table says no for nearly everything that nobody has. */
import { sipHash } from '../part/sip-hash'
import { keyAt } from './layout'

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

/** Lookups since the last reset: keys asked for, those that passed the filter, and those that somebody has. */
export let asked: u32 = 0
export let passed: u32 = 0
export let known: u32 = 0
export function resetCounts(): void {
  asked = 0
  passed = 0
  known = 0
}

/** As `key-table.ts` says. */
const MAX_BUCKETS_SEARCHED: i32 = 32

/**
 * Whether an entry with this place may be in the table: looks at the same buckets in the same order as the table's own
 * search in `key-table.ts`.
 */
function mayHave(marks: usize, buckets: u32, place: u64): bool {
  if (buckets === 0) return false
  const fingerprint = <u32>(place >> 32)
  const mark = ONES * <u64>((fingerprint % 255) + 1)
  let bucket = <u32>((<u64>(<u32>place) * buckets) >> 32)
  for (let searched = 0; searched < MAX_BUCKETS_SEARCHED; searched++) {
    const slots = load<u64>(marks + <usize>bucket * SLOTS)
    const differing = slots ^ mark
    if (((differing - ONES) & ~differing & HIGHS) !== 0) return true
    // Slots of a bucket are filled from the front: behind an empty one there is nothing.
    if (slots >> 56 === 0) return false
    const next = <u64>bucket + (buckets === 1 ? 0 : 1 + (fingerprint % (buckets - 1)))
    bucket = <u32>(next < buckets ? next : next - buckets)
  }
  return false
}

/** Whether somebody has the key whose text lies at `at`. */
export function isKnown(at: usize, length: i32): bool {
  const place = sipHash(keyAt, at, length)
  asked += 1
  if (!mayHave(keyMarks, keyBuckets, place) && !mayHave(newKeyMarks, newKeyBuckets, place)) return false
  passed += 1
  if (isKeyKnownThere(<u32>place, <u32>(place >> 32)) === 0) return false
  known += 1
  return true
}

/** Roles of a folded word in names. */
export function rolesAt(at: usize, length: i32): u32 {
  const place = sipHash(keyAt, at, length)
  if (!mayHave(wordMarks, wordBuckets, place) && !mayHave(newWordMarks, newWordBuckets, place)) return 0
  return rolesOf(<u32>place, <u32>(place >> 32))
}
