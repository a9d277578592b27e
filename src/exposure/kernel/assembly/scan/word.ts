/** What single words are: their roles in names, and what the engine's own lists say of them. */
import { rolesAt } from './filter'
import {
  FAMILY,
  GENITIVE,
  MEMORY_ENTRY,
  MEMORY_SHIFT,
  MEMORY_SLOTS,
  memoryAt,
  WORD_SLOTS,
  wordsAt,
} from './layout'

/** Longer words are looked up each time. */
const REMEMBERED: i32 = 32
const SPREAD_LOW: u64 = 0x9e3779b97f4a7c15
const SPREAD_HIGH: u64 = 0xc2b2ae3d27d4eb4f
const SPREAD_REST: u64 = 0x165667b19e3779f9
/** A genitive needs a name in front of its s. */
const MIN_GENITIVE: i32 = 4
const S: u8 = 0x73
/** Where the bits of a remembered word stand behind its letters. */
const AT_BITS: usize = 32
/** Not 0 in an entry that holds a word. */
const AT_THERE: usize = 36

/** Sixteen bytes of ones, then sixteen of zeros: from 16 - n on, they let n bytes through. */
const ones: usize = memory.data<u64>([0xffffffffffffffff, 0xffffffffffffffff, 0, 0])

/** The first `count` of sixteen bytes, 0 to 16 of them. */
export function firstOf(bytes: v128, count: i32): v128 {
  return v128.and(bytes, v128.load(ones + 16 - <usize>count))
}

/** Roles and lists of the folded word at `at`; behind it some bytes can be loaded. */
export function bitsOf(at: usize, length: i32): u32 {
  if (length > REMEMBERED) return askedBits(at, length)
  const low = firstOf(v128.load(at), length > 16 ? 16 : length)
  const high = length > 16 ? firstOf(v128.load(at, 16), length - 16) : i64x2.splat(0)
  return bitsOfLetters(low, high, at, length)
}

/**
 * What the memory of words holds of a word, or what is asked anew.
 *
 * @param low its first sixteen letters
 * @param high the next sixteen, with zeros behind the last one
 */
export function bitsOfLetters(low: v128, high: v128, at: usize, length: i32): u32 {
  const entry = entryOf(low, high)
  if (isThere(entry, low, high)) return load<u32>(entry, AT_BITS)
  const bits = askedBits(at, length)
  remember(entry, low, high, bits)
  return bits
}

function entryOf(low: v128, high: v128): usize {
  const spread =
    (<u64>i64x2.extract_lane(low, 0) * SPREAD_LOW) ^
    (<u64>i64x2.extract_lane(low, 1) * SPREAD_HIGH) ^
    (<u64>(i64x2.extract_lane(high, 0) + i64x2.extract_lane(high, 1)) * SPREAD_REST)
  return memoryAt + <usize>(spread >> MEMORY_SHIFT) * MEMORY_ENTRY
}

function isThere(entry: usize, low: v128, high: v128): bool {
  const differing = v128.or(v128.xor(v128.load(entry), low), v128.xor(v128.load(entry, 16), high))
  return !v128.any_true(differing) && load<u32>(entry, AT_THERE) !== 0
}

function remember(entry: usize, low: v128, high: v128, bits: u32): void {
  v128.store(entry, low)
  v128.store(entry, high, 16)
  store<u32>(entry, bits, AT_BITS)
  store<u32>(entry, 1, AT_THERE)
}

/** Roles in names of words written as one; what else they may be is not asked. */
export function rolesOfJoined(at: usize, length: i32): u32 {
  if (length >= REMEMBERED) return rolesAt(at, length)
  const low = firstOf(v128.load(at), length > 16 ? 16 : length)
  const high = length > 16 ? firstOf(v128.load(at, 16), length - 16) : i64x2.splat(0)
  // A word that ends with this byte is none: so joined words are told from single ones.
  const marked = i8x16.replace_lane(high, 15, 1)
  const entry = entryOf(low, marked)
  if (isThere(entry, low, marked)) return load<u32>(entry, AT_BITS)
  const roles = rolesAt(at, length)
  remember(entry, low, marked, roles)
  return roles
}

function askedBits(at: usize, length: i32): u32 {
  const bits = rolesAt(at, length) | listed(at, length)
  const isGenitive = (bits & FAMILY) === 0 && length >= MIN_GENITIVE && load<u8>(at + length - 1) === S
  return isGenitive && (rolesAt(at, length - 1) & FAMILY) !== 0 ? bits | GENITIVE : bits
}

/** Forgets every word: others may be names from now on. */
export function forgetWords(): void {
  memory.fill(memoryAt, 0, <usize>MEMORY_SLOTS * MEMORY_ENTRY)
}

/** Place of a word in the table of the engine's words; `sieve-words.ts` fills it with the same. */
function slotOf(at: usize, length: i32): u32 {
  let sum: u32 = <u32>length
  for (let i = 0; i < length; i++) sum = (sum ^ <u32>load<u8>(at + i)) * 0x9e3779b1
  return (sum >> 16) & (WORD_SLOTS - 1)
}

/** Bits of the engine's lists. A word lies as its bits, its length, its bytes. */
function listed(at: usize, length: i32): u32 {
  let slot = slotOf(at, length)
  let word = <usize>load<u32>(wordsAt + ((<usize>slot) << 2))
  while (word !== 0) {
    const isSame =
      <i32>load<u32>(wordsAt + word, 4) === length && memory.compare(wordsAt + word + 8, at, length) === 0
    if (isSame) return load<u32>(wordsAt + word)
    slot = (slot + 1) & (WORD_SLOTS - 1)
    word = <usize>load<u32>(wordsAt + ((<usize>slot) << 2))
  }
  return 0
}
