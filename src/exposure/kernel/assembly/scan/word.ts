/** What single words are: their roles in names, and what the engine's own lists say of them. */
import { rolesAt } from './filter'
import {
  FAMILY,
  GENITIVE,
  MEMORY_ENTRY,
  MEMORY_SHIFT,
  MEMORY_SLOTS,
  memoryAt,
  PLAIN,
  smallAt,
  WORD_SLOTS,
  wordsAt,
} from './layout'
import { ODD } from './runs'

/** Longer runs and words are looked up each time. */
export const REMEMBERED: i32 = 32
const SPREAD_LOW: u64 = 0x9e3779b97f4a7c15
const SPREAD_HIGH: u64 = 0xc2b2ae3d27d4eb4f
const SPREAD_REST: u64 = 0x165667b19e3779f9
/** A genitive needs a name in front of its s. */
const MIN_GENITIVE: i32 = 4
const S: u8 = 0x73
/** Where the bits of a remembered run stand behind its 32 bytes, and `PLAIN` or 0. */
const AT_BITS: usize = 32
const AT_PLAIN: usize = 36
/** Joined words end with this byte in memory, which no run has: so they are told from runs. */
const JOINED: u8 = 2
/** No word begins with it; it has no capital letter. */
const SHARP_S: u32 = 0xdf

/** 32 bytes of ones, then as many of zeros and sixteen more: from 32 - n on, they let n bytes through. */
const ones: usize = memory.data<u64>([
  0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, 0, 0, 0, 0, 0, 0,
])

/** The first of sixteen bytes that belong to a run of up to 32. */
export function firstOf(bytes: v128, length: u32): v128 {
  return v128.and(bytes, v128.load(ones + 32 - <usize>length))
}

/** Those of the next sixteen. */
export function restOf(bytes: v128, length: u32): v128 {
  return v128.and(bytes, v128.load(ones + 48 - <usize>length))
}

/** Where a run is remembered, if it is. */
export function entryOf(low: v128, high: v128): usize {
  const spread =
    (<u64>i64x2.extract_lane(low, 0) * SPREAD_LOW) ^
    (<u64>i64x2.extract_lane(low, 1) * SPREAD_HIGH) ^
    (<u64>(i64x2.extract_lane(high, 0) + rotl(i64x2.extract_lane(high, 1), 32)) * SPREAD_REST)
  return memoryAt + <usize>(spread >> MEMORY_SHIFT) * MEMORY_ENTRY
}

/** Whether it is this run, whole: an empty place has no letters. */
export function isThere(entry: usize, low: v128, high: v128): bool {
  return !v128.any_true(v128.or(v128.xor(v128.load(entry), low), v128.xor(v128.load(entry, 16), high)))
}

export function bitsAt(entry: usize): u32 {
  return load<u32>(entry, AT_BITS)
}

/** `PLAIN` if the folded letters of the run are its small ones, else 0. */
export function plainAt(entry: usize): u32 {
  return load<u32>(entry, AT_PLAIN)
}

function remember(entry: usize, low: v128, high: v128, bits: u32, isPlain: bool): void {
  v128.store(entry, low)
  v128.store(entry, high, 16)
  store<u32>(entry, bits, AT_BITS)
  store<u32>(entry, isPlain ? PLAIN : 0, AT_PLAIN)
}

/** Remembers what the word is that a run of letters is, whether it begins with a capital one or not. */
export function rememberRun(start: u32, end: u32, bits: u32, isPlain: bool): void {
  const length = end - start
  const at = smallAt + <usize>start
  if (length > <u32>REMEMBERED || <u32>load<u8>(at) === SHARP_S) return
  const low = firstOf(v128.load(at), length)
  const high = restOf(v128.load(at, 16), length)
  const odd = i8x16.splat(<i8>ODD)
  if (v128.any_true(v128.or(i8x16.eq(low, odd), i8x16.eq(high, odd)))) return
  remember(entryOf(low, high), low, high, bits, isPlain)
}

/** Roles in names of words written as one, or with digits; what else they may be is not asked. */
export function rolesOfJoined(at: usize, length: i32): u32 {
  if (length >= REMEMBERED) return rolesAt(at, length)
  const low = firstOf(v128.load(at), length)
  const high = i8x16.replace_lane(restOf(v128.load(at, 16), length), 15, JOINED)
  const entry = entryOf(low, high)
  if (isThere(entry, low, high)) return bitsAt(entry)
  const roles = rolesAt(at, length)
  remember(entry, low, high, roles, false)
  return roles
}

/** Roles and lists of the folded word at `at`; behind it some bytes can be loaded. */
export function askedBits(at: usize, length: i32): u32 {
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
