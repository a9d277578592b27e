/** Single characters of a text in UTF-8: what they are, by the table of codes. */
import { AT_END, AT_START, asciiAt, CODE_LETTER, CODE_SECOND_SHIFT, codesAt, textAt } from './layout'

const A: u32 = 0x61
const E: u32 = 0x65
const O: u32 = 0x6f
const Q: u32 = 0x71
const U: u32 = 0x75

/** Length in bytes of the character that `decode` has read. */
export let width: usize = 0

/** The code of the character at `at`, which is not ASCII. */
export function decode(at: usize): u32 {
  const first = <u32>load<u8>(at)
  if (first < 0xe0) {
    width = 2
    const unit = ((first & 0x1f) << 6) | (<u32>load<u8>(at, 1) & 0x3f)
    return <u32>load<u16>(codesAt + ((<usize>unit) << 1))
  }
  if (first < 0xf0) {
    width = 3
    const unit = ((first & 0xf) << 12) | ((<u32>load<u8>(at, 1) & 0x3f) << 6) | (<u32>load<u8>(at, 2) & 0x3f)
    return <u32>load<u16>(codesAt + ((<usize>unit) << 1))
  }
  width = 4
  return 0
}

/** Bytes of the last character beyond its units. */
export function widthExtra(): usize {
  return width === 2 ? 1 : 2
}

export function unitsOf(start: usize, end: usize, isForeign: bool): usize {
  if (!isForeign) return end - start
  let units: usize = 0
  for (let at = start; at < end; at++) units += (load<u8>(at) & 0xc0) !== 0x80 ? 1 : 0
  return units
}

/** Whether an e behind these letters makes an umlaut of the last one. */
export function isDigraph(last: u32, beforeLast: u32): bool {
  return last === A || last === O || (last === U && beforeLast !== A && beforeLast !== E && beforeLast !== Q)
}

export function isCapitalLetter(byte: u32): bool {
  return byte >= 0x41 && byte <= 0x5a
}

export function isVowel(letter: u32): u32 {
  return letter === A || letter === O || letter === U ? 1 : 0
}

/** Letters of a word as `plainSpelling` has them, at `to`; no digraph is folded. @returns where they end */
export function spellPlainly(token: usize, to: usize): usize {
  let at = textAt + <usize>load<u32>(token, AT_START)
  const end = textAt + <usize>load<u32>(token, AT_END)
  while (at < end) {
    const byte = <u32>load<u8>(at)
    if (byte < 0x80) {
      store<u8>(to++, load<u8>(asciiAt + byte))
      at += 1
      continue
    }
    const code = decode(at)
    at += width
    store<u8>(to++, <u8>(code & CODE_LETTER))
    const second = (code >> CODE_SECOND_SHIFT) & CODE_LETTER
    if (second !== 0) store<u8>(to++, <u8>second)
  }
  return to
}
