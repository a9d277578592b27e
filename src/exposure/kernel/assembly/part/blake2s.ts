/**
 * Keyed BLAKE2s of four texts at once, one in each lane of a 128-bit word. A single text takes one lane and as long as
 * four, which is as long as it would take without lanes.
 *
 * @source RFC 7693
 */

const LANES: usize = 4
const WORD_BYTES: usize = 16
const STATE_WORDS: usize = 8
const BLOCK_WORDS: usize = 16
const BLOCK_BYTES: u32 = 64
const ROUNDS: usize = 10

/** Section 2.6: the fractions of the square roots of the first eight primes. */
const initial = memory.data<u32>([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
])
/** Section 2.7: which word of the block each step of a round takes. */
const schedule = memory.data<u8>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
  11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4, 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
  9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13, 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
  12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11, 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
  6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5, 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
])

/** What is mixed in a compression: sixteen words of four lanes. Room is given in bytes, four for each lane. */
const mixed = memory.data(256, 16)
/** The block being compressed, word by word. */
const block = memory.data(256, 16)
/** State before the first byte of a text, in all lanes: the key has been taken in, if there is one. */
const keyed = memory.data(128, 16)
/** State of a text without bytes: then the key itself is the last block. */
const empty = memory.data(128, 16)
/** Where the four states are: word by word, the lanes side by side. */
export const states = memory.data(128, 16)
/** Bytes of a state that belong to one word. */
export const STATE_WORD_BYTES: usize = WORD_BYTES
/** Bytes that the key counts for. */
let keyBytes: u32 = 0

/** Address and length of the text of each lane. */
const textAt = memory.data(16, 16)
const textLength = memory.data(16, 16)

/**
 * Takes a key; it holds for all texts until the next one.
 *
 * @param keyAt with zeros behind the key up to a block's length
 */
export function setBlakeKey(keyAt: usize, keyLength: u32, outputLength: u32): void {
  for (let i: usize = 0; i < STATE_WORDS; i++) {
    const word = load<u32>(initial + i * 4) ^ (i === 0 ? 0x01010000 ^ (keyLength << 8) ^ outputLength : 0)
    v128.store(states + i * WORD_BYTES, i32x4.splat(word))
  }
  memory.copy(keyed, states, STATE_WORDS * WORD_BYTES)
  keyBytes = keyLength > 0 ? BLOCK_BYTES : 0
  for (let lane: usize = 0; lane < LANES; lane++) setText(lane, keyAt, keyBytes)
  loadBlock(0)
  compress(i32x4.splat(keyBytes), i32x4.splat(-1))
  memory.copy(empty, states, STATE_WORDS * WORD_BYTES)
  if (keyBytes > 0) {
    memory.copy(states, keyed, STATE_WORDS * WORD_BYTES)
    compress(i32x4.splat(keyBytes), i32x4.splat(0))
    memory.copy(keyed, states, STATE_WORDS * WORD_BYTES)
  }
}

/** Says which bytes a lane hashes. Up to 15 bytes behind them are loaded and left out again. */
export function setText(lane: usize, at: usize, length: u32): void {
  store<u32>(textAt + lane * 4, <u32>at)
  store<u32>(textLength + lane * 4, length)
}

/** Hashes the text of each lane into `states`. */
export function hashFour(): void {
  memory.copy(states, keyed, STATE_WORDS * WORD_BYTES)
  const lengths = v128.load(textLength)
  for (let offset: u32 = 0; ; offset += BLOCK_BYTES) {
    const isActive = i32x4.gt_u(lengths, i32x4.splat(offset))
    if (!v128.any_true(isActive)) break
    loadBlock(offset)
    const taken = i32x4.min_u(lengths, i32x4.splat(offset + BLOCK_BYTES))
    const isLast = i32x4.le_u(lengths, i32x4.splat(offset + BLOCK_BYTES))
    compress(i32x4.add(taken, i32x4.splat(keyBytes)), isLast, isActive)
  }
  const isEmpty = i32x4.eq(lengths, i32x4.splat(0))
  if (!v128.any_true(isEmpty)) return
  for (let at: usize = 0; at < STATE_WORDS * WORD_BYTES; at += WORD_BYTES) {
    v128.store(states + at, v128.bitselect(v128.load(empty + at), v128.load(states + at), isEmpty))
  }
}

/**
 * Section 3.2: mixes the block into the states.
 *
 * @param counter bytes taken in with this block, lane by lane
 * @param isLast all bits set in the lanes for which it is the last block
 * @param isActive all bits set in the lanes that take the block at all
 */
function compress(counter: v128, isLast: v128, isActive: v128 = i32x4.splat(-1)): void {
  memory.copy(mixed, states, STATE_WORDS * WORD_BYTES)
  for (let i: usize = 0; i < STATE_WORDS; i++) {
    let word = i32x4.splat(load<u32>(initial + i * 4))
    // No text is so long that the upper half of the counter is needed.
    if (i === 4) word = v128.xor(word, counter)
    if (i === 6) word = v128.xor(word, isLast)
    v128.store(mixed + (STATE_WORDS + i) * WORD_BYTES, word)
  }
  for (let round: usize = 0; round < ROUNDS; round++) {
    const taken = schedule + round * BLOCK_WORDS
    mix(0, 4, 8, 12, taken)
    mix(1, 5, 9, 13, taken + 2)
    mix(2, 6, 10, 14, taken + 4)
    mix(3, 7, 11, 15, taken + 6)
    mix(0, 5, 10, 15, taken + 8)
    mix(1, 6, 11, 12, taken + 10)
    mix(2, 7, 8, 13, taken + 12)
    mix(3, 4, 9, 14, taken + 14)
  }
  for (let at: usize = 0; at < STATE_WORDS * WORD_BYTES; at += WORD_BYTES) {
    const halves = v128.xor(v128.load(mixed + at), v128.load(mixed + at, STATE_WORDS * WORD_BYTES))
    v128.store(states + at, v128.xor(v128.load(states + at), v128.and(halves, isActive)))
  }
}

/** Section 3.1: mixes two words of the block into four words of the state. */
function mix(a: usize, b: usize, c: usize, d: usize, taken: usize): void {
  const x = v128.load(block + <usize>load<u8>(taken) * WORD_BYTES)
  const y = v128.load(block + <usize>load<u8>(taken, 1) * WORD_BYTES)
  let va = v128.load(mixed + a * WORD_BYTES)
  let vb = v128.load(mixed + b * WORD_BYTES)
  let vc = v128.load(mixed + c * WORD_BYTES)
  let vd = v128.load(mixed + d * WORD_BYTES)
  va = i32x4.add(i32x4.add(va, vb), x)
  vd = v128.xor(vd, va)
  // To the right by 16 bits, then by 8: whole bytes change their places.
  vd = v128.shuffle<u8>(vd, vd, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)
  vc = i32x4.add(vc, vd)
  vb = v128.xor(vb, vc)
  vb = v128.or(i32x4.shr_u(vb, 12), i32x4.shl(vb, 20))
  va = i32x4.add(i32x4.add(va, vb), y)
  vd = v128.xor(vd, va)
  vd = v128.shuffle<u8>(vd, vd, 1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12)
  vc = i32x4.add(vc, vd)
  vb = v128.xor(vb, vc)
  vb = v128.or(i32x4.shr_u(vb, 7), i32x4.shl(vb, 25))
  v128.store(mixed + a * WORD_BYTES, va)
  v128.store(mixed + b * WORD_BYTES, vb)
  v128.store(mixed + c * WORD_BYTES, vc)
  v128.store(mixed + d * WORD_BYTES, vd)
}

/** Loads a block of each text, with zeros for what lies behind the text, so that word i of all lanes is one word. */
function loadBlock(offset: u32): void {
  for (let part: u32 = 0; part < BLOCK_BYTES; part += <u32>WORD_BYTES) {
    const a = piece(0, offset + part)
    const b = piece(1, offset + part)
    const c = piece(2, offset + part)
    const d = piece(3, offset + part)
    const abLow = v128.shuffle<u32>(a, b, 0, 4, 1, 5)
    const abHigh = v128.shuffle<u32>(a, b, 2, 6, 3, 7)
    const cdLow = v128.shuffle<u32>(c, d, 0, 4, 1, 5)
    const cdHigh = v128.shuffle<u32>(c, d, 2, 6, 3, 7)
    const to = block + <usize>part * LANES
    v128.store(to, v128.shuffle<u64>(abLow, cdLow, 0, 2))
    v128.store(to, v128.shuffle<u64>(abLow, cdLow, 1, 3), WORD_BYTES)
    v128.store(to, v128.shuffle<u64>(abHigh, cdHigh, 0, 2), WORD_BYTES * 2)
    v128.store(to, v128.shuffle<u64>(abHigh, cdHigh, 1, 3), WORD_BYTES * 3)
  }
}

/** Sixteen bytes of a lane's text. */
function piece(lane: usize, offset: u32): v128 {
  const length = load<u32>(textLength + lane * 4)
  if (offset >= length) return i32x4.splat(0)
  const bytes = v128.load(<usize>(load<u32>(textAt + lane * 4) + offset))
  const left = min<u32>(length - offset, <u32>WORD_BYTES)
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  return v128.and(bytes, i8x16.lt_u(places, i8x16.splat(<i8>left)))
}
