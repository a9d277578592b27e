/** SipHash-2-4 with 64 bits of output: a keyed hash whose values tell nothing without the key. */

const ROUNDS_FOR_A_BLOCK = 2
const ROUNDS_AT_THE_END = 4

/**
 * Hashes the bytes at `at`.
 *
 * Up to seven bytes behind them are loaded and left out again, so they must lie in memory.
 *
 * @source Aumasson and Bernstein, SipHash: a fast short-input PRF (2012), section 2
 */
export function sipHash(keyAt: usize, at: usize, length: i32): u64 {
  const low = load<u64>(keyAt)
  const high = load<u64>(keyAt, 8)
  // The constants spell "somepseudorandomlygeneratedbytes".
  let v0 = low ^ 0x736f6d6570736575
  let v1 = high ^ 0x646f72616e646f6d
  let v2 = low ^ 0x6c7967656e657261
  let v3 = high ^ 0x7465646279746573
  const last = length >> 3
  for (let block = 0; block <= last + 1; block++) {
    let word: u64 = 0
    let rounds = ROUNDS_FOR_A_BLOCK
    if (block <= last) word = load<u64>(at + ((<usize>block) << 3))
    if (block === last) word = (word & (((<u64>1) << ((length & 7) << 3)) - 1)) | ((<u64>length) << 56)
    if (block > last) {
      v2 ^= 0xff
      rounds = ROUNDS_AT_THE_END
    }
    v3 ^= word
    for (; rounds > 0; rounds--) {
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
    v0 ^= word
  }
  return v0 ^ v1 ^ v2 ^ v3
}
