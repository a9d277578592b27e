/** What single words are: their roles in names, and what the engine's own lists say of them. */
import { rolesAt } from './filter'
import { FAMILY, GENITIVE, MEMORY_ENTRY, MEMORY_SLOTS, memoryAt, WORD_SLOTS, wordsAt } from './layout'

/** Longer words are looked up each time. */
const REMEMBERED: i32 = 16
const SPREAD_LOW: u64 = 0x9e3779b97f4a7c15
const SPREAD_HIGH: u64 = 0xc2b2ae3d27d4eb4f
/** A genitive needs a name in front of its s. */
const MIN_GENITIVE: i32 = 4
const S: u8 = 0x73
/** Set in what is remembered, so that an empty entry is none. */
const IS_THERE: u64 = 1 << 32

/** Roles and lists of the folded word at `at`; behind it some bytes can be loaded. */
export function bitsOf(at: usize, length: i32): u32 {
  if (length > REMEMBERED || length === 0) return length === 0 ? 0 : askedBits(at, length)
  let low = load<u64>(at)
  let high: u64 = 0
  if (length < 8) low &= ((<u64>1) << ((<u64>length) << 3)) - 1
  else
    high = length === 16 ? load<u64>(at, 8) : load<u64>(at, 8) & (((<u64>1) << ((<u64>length - 8) << 3)) - 1)
  return rememberedBits(low, high, at, length)
}

/** @param low its first eight letters. @param high the next eight, with zeros behind the last one */
export function rememberedBits(low: u64, high: u64, at: usize, length: i32): u32 {
  const entry = memoryAt + <usize>(((low * SPREAD_LOW) ^ (high * SPREAD_HIGH)) >> 51) * MEMORY_ENTRY
  const answer = load<u64>(entry, 16)
  if (load<u64>(entry) === low && load<u64>(entry, 8) === high && answer !== 0) return <u32>answer
  return rememberedAnew(low, high, at, length, entry)
}

function rememberedAnew(low: u64, high: u64, at: usize, length: i32, entry: usize): u32 {
  const bits = askedBits(at, length)
  store<u64>(entry, low)
  store<u64>(entry, high, 8)
  store<u64>(entry, IS_THERE | <u64>bits, 16)
  return bits
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
