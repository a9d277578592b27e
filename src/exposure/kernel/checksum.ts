/** Tells damaged bytes from whole ones, quickly. It is no seal: whoever can write a file can make its checksum. */

const PRIME_1 = 0x9e3779b1
const PRIME_2 = 0x85ebca77
const PRIME_3 = 0xc2b2ae3d
const PRIME_4 = 0x27d4eb2f
const PRIME_5 = 0x165667b1

/** Words that are taken at once, one by each lane. */
const LANES = 4

/**
 * xxHash32 with seed 0, over whole words.
 *
 * @source xxHash fast digest algorithm, version 0.1.1, section 2
 */
export function checksumOf(words: Uint32Array): number {
  const { length } = words
  let sum = PRIME_5
  let at = 0
  if (length >= LANES) {
    let a = (PRIME_1 + PRIME_2) | 0
    let b = PRIME_2 | 0
    let c = 0
    let d = -PRIME_1 | 0
    for (; at + LANES <= length; at += LANES) {
      a = lane(a, words[at] ?? 0)
      b = lane(b, words[at + 1] ?? 0)
      c = lane(c, words[at + 2] ?? 0)
      d = lane(d, words[at + 3] ?? 0)
    }
    sum = (turn(a, 1) + turn(b, 7) + turn(c, 12) + turn(d, 18)) | 0
  }
  sum = (sum + length * 4) | 0
  for (; at < length; at++) {
    sum = Math.imul(turn((sum + Math.imul(words[at] ?? 0, PRIME_3)) | 0, 17), PRIME_4)
  }
  sum = Math.imul(sum ^ (sum >>> 15), PRIME_2)
  sum = Math.imul(sum ^ (sum >>> 13), PRIME_3)
  return (sum ^ (sum >>> 16)) >>> 0
}

function lane(sum: number, word: number): number {
  return Math.imul(turn((sum + Math.imul(word, PRIME_2)) | 0, 13), PRIME_1)
}

function turn(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
