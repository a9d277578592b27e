/** SipHash-2-4 with 64 bits of output, on lanes of 32 bits: a keyed hash whose values tell nothing without the key. */

/** A key as the algorithm takes it: sixteen bytes as four words, little end first. */
export type SipKey = readonly [number, number, number, number]

export const SIP_KEY_BYTES = 16

const ROUNDS_FOR_A_BLOCK = 2
const ROUNDS_AT_THE_END = 4

/** @param bytes at least `SIP_KEY_BYTES` from `offset` */
export function sipKeyOf(bytes: Uint8Array, offset: number): SipKey {
  return [
    wordAt(bytes, offset),
    wordAt(bytes, offset + 4),
    wordAt(bytes, offset + 8),
    wordAt(bytes, offset + 12),
  ]
}

export interface SipMessage {
  /** May be longer than the message; what lies behind it is not read. */
  readonly bytes: Uint8Array
  readonly length: number
}

/**
 * Hashes a message into `out`: the lower 32 bits, then the upper.
 *
 * @source Aumasson and Bernstein, SipHash: a fast short-input PRF (2012), section 2
 */
export function sipHash(key: SipKey, message: SipMessage, out: Uint32Array): void {
  const { bytes, length } = message
  const blocks = (length >>> 3) + 1
  // Each 64-bit word v is a pair of lanes: low (l) and high (h). The constants spell "somepseudorandomlygeneratedbytes".
  let l0 = key[0] ^ 0x70736575
  let h0 = key[1] ^ 0x736f6d65
  let l1 = key[2] ^ 0x6e646f6d
  let h1 = key[3] ^ 0x646f7261
  let l2 = key[0] ^ 0x6e657261
  let h2 = key[1] ^ 0x6c796765
  let l3 = key[2] ^ 0x79746573
  let h3 = key[3] ^ 0x74656462
  for (let block = 0; block <= blocks; block++) {
    const start = block << 3
    let low = 0
    let high = 0
    let left = ROUNDS_AT_THE_END
    if (block === blocks) l2 ^= 0xff
    else {
      low = start + 4 <= length ? wordAt(bytes, start) : tailAt(bytes, start, length)
      high = start + 8 <= length ? wordAt(bytes, start + 4) : tailAt(bytes, start + 4, length)
      if (block === blocks - 1) high |= length << 24
      left = ROUNDS_FOR_A_BLOCK
    }
    l3 ^= low
    h3 ^= high
    for (; left > 0; left--) {
      let sum = (l0 + l1) | 0
      h0 = (h0 + h1 + carry(l0, l1, sum)) | 0
      l0 = sum
      sum = (l2 + l3) | 0
      h2 = (h2 + h3 + carry(l2, l3, sum)) | 0
      l2 = sum
      let turned = (h1 << 13) | (l1 >>> 19)
      l1 = ((l1 << 13) | (h1 >>> 19)) ^ l0
      h1 = turned ^ h0
      turned = (h3 << 16) | (l3 >>> 16)
      l3 = ((l3 << 16) | (h3 >>> 16)) ^ l2
      h3 = turned ^ h2
      // A turn by 32 bits changes the places of the lanes.
      sum = (h0 + l3) | 0
      h0 = (l0 + h3 + carry(h0, l3, sum)) | 0
      l0 = sum
      sum = (l2 + l1) | 0
      turned = (h2 + h1 + carry(l2, l1, sum)) | 0
      l2 = turned
      h2 = sum
      turned = (h3 << 21) | (l3 >>> 11)
      l3 = ((l3 << 21) | (h3 >>> 11)) ^ l0
      h3 = turned ^ h0
      turned = (h1 << 17) | (l1 >>> 15)
      l1 = ((l1 << 17) | (h1 >>> 15)) ^ h2
      h1 = turned ^ l2
    }
    l0 ^= low
    h0 ^= high
  }
  out[0] = l0 ^ l1 ^ l2 ^ l3
  out[1] = h0 ^ h1 ^ h2 ^ h3
}

/** 1 if the unsigned sum of two lanes has overflowed. */
function carry(a: number, b: number, sum: number): number {
  return ((a & b) | ((a | b) & ~sum)) >>> 31
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  )
}

/** The word at `at` with zeros for what lies behind the message. */
function tailAt(bytes: Uint8Array, at: number, end: number): number {
  let word = 0
  for (let i = Math.min(end, at + 4) - 1; i >= at; i--) word = (word << 8) | (bytes[i] ?? 0)
  return word
}
