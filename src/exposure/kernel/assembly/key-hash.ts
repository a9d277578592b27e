/** Places and tags of texts under a key: SipHash-2-4 says where a key stands, keyed BLAKE2s confirms that it is the one. */
import { hashFour, STATE_WORD_BYTES, setBlakeKey, setText, states } from './part/blake2s.ts'
import { sipHash } from './part/sip-hash.ts'

const LANES: i32 = 4
const SIP_KEY_BYTES = 16
const BLAKE_BLOCK_BYTES = 64
/** Two words of place and one of tag. */
const RESULT_BYTES = 12

/** Most texts in one call. */
export const MAX_TEXTS: i32 = 1024

/** The key for places; behind it the key for tags, with zeros up to the length of a block. */
export const keyAt: usize = memory.data(SIP_KEY_BYTES + BLAKE_BLOCK_BYTES, 16)
/** Where each text ends in `textsAt`, 32 bits each. */
export const endsAt: usize = memory.data(1024 * 4, 16)
/** For each text the lower and upper half of its place, and its tag, 32 bits each. */
export const resultsAt: usize = memory.data(1024 * 12, 16)
/** Texts, one directly behind the other; from here to the end of the memory, which may grow. 16 bytes stay free. */
export const textsAt: usize = (__heap_base + 15) & ~15

/** @param tagKeyLength 0 to 32 bytes; `outputLength` changes all bits of a hash, though we take four bytes of any */
export function setKey(tagKeyLength: u32, outputLength: u32): void {
  setBlakeKey(keyAt + SIP_KEY_BYTES, tagKeyLength, outputLength)
}

/** Place of the first text, of this length. */
export function placeOf(length: i32): void {
  store<u64>(resultsAt, sipHash(keyAt, textsAt, length))
}

/** Tag of the first text, of this length. */
export function tagOf(length: i32): u32 {
  for (let lane = 0; lane < LANES; lane++) setText(lane, textsAt, length)
  hashFour()
  return load<u32>(states)
}

/** Word `word` of the hash that `tagOf` made last. */
export function wordOfLast(word: i32): u32 {
  return load<u32>(states + <usize>word * STATE_WORD_BYTES)
}

/** Places and tags of the first `count` texts. */
export function hashTexts(count: i32): void {
  let start: u32 = 0
  for (let i = 0; i < count; i++) {
    const end = load<u32>(endsAt + i * 4)
    store<u64>(resultsAt + i * RESULT_BYTES, sipHash(keyAt, textsAt + start, end - start))
    setText(i & (LANES - 1), textsAt + start, end - start)
    start = end
    if ((i & (LANES - 1)) === LANES - 1) storeTags(i - LANES + 1, LANES)
  }
  const left = count & (LANES - 1)
  if (left === 0) return
  for (let lane = left; lane < LANES; lane++) setText(lane, textsAt, 0)
  storeTags(count - left, left)
}

function storeTags(first: i32, count: i32): void {
  hashFour()
  for (let lane = 0; lane < count; lane++) {
    store<u32>(resultsAt + (first + lane) * RESULT_BYTES, load<u32>(states + lane * 4), 8)
  }
}
