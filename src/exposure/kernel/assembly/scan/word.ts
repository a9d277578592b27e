/** What single words are: their roles in names, and what the engine's own lists say of them. */
import { rolesAt } from './filter'
import { MEMORY_ENTRY, MEMORY_SLOTS, memoryAt, WORD_SLOTS, wordsAt } from './layout'

/** Longer words are looked up each time. */
const REMEMBERED: i32 = 16
const SPREAD_LOW: u64 = 0x9e3779b97f4a7c15
const SPREAD_HIGH: u64 = 0xc2b2ae3d27d4eb4f
/** Set in what is remembered, so that an empty entry is none. */
const IS_THERE: u64 = 1 << 32

/** Roles and lists of the folded word at `at`; behind it some bytes can be loaded. */
export function bitsOf(at: usize, length: i32): u32 {
  if (length > REMEMBERED || length === 0) return length === 0 ? 0 : rolesAt(at, length) | listed(at, length)
  let low = load<u64>(at)
  let high: u64 = 0
  if (length < 8) low &= ((<u64>1) << (<u64>length << 3)) - 1
  else if (length < 16) high = load<u64>(at, 8) & (((<u64>1) << ((<u64>length - 8) << 3)) - 1)
  else high = load<u64>(at, 8)
  const entry =
    memoryAt + <usize>(((low * SPREAD_LOW) ^ (high * SPREAD_HIGH)) >> 51) * MEMORY_ENTRY
  const answer = load<u64>(entry, 16)
  if (load<u64>(entry) === low && load<u64>(entry, 8) === high && answer !== 0) return <u32>answer
  const bits = rolesAt(at, length) | listed(at, length)
  store<u64>(entry, low)
  store<u64>(entry, high, 8)
  store<u64>(entry, IS_THERE | <u64>bits, 16)
  return bits
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
    const isSame = <i32>load<u32>(wordsAt + word, 4) === length && memory.compare(wordsAt + word + 8, at, length) === 0
    if (isSame) return load<u32>(wordsAt + word)
    slot = (slot + 1) & (WORD_SLOTS - 1)
    word = <usize>load<u32>(wordsAt + ((<usize>slot) << 2))
  }
  return 0
}
