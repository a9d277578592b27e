/** Single letters of a text. */
import { AT_END, AT_START, asciiAt, CODE_LETTER, CODE_SECOND_SHIFT, codeOf, unitAt } from './layout'

const A: u32 = 0x61
const E: u32 = 0x65
const O: u32 = 0x6f
const Q: u32 = 0x71
const U: u32 = 0x75

/** Whether an e behind these letters makes an umlaut of the last one. */
export function isDigraph(last: u32, beforeLast: u32): bool {
  return last === A || last === O || (last === U && beforeLast !== A && beforeLast !== E && beforeLast !== Q)
}

/** Letters of a word as `plainSpelling` has them, at `to`; no digraph is folded. @returns where they end */
export function spellPlainly(token: usize, to: usize): usize {
  const end = load<u32>(token, AT_END)
  for (let at = load<u32>(token, AT_START); at < end; at++) {
    const unit = unitAt(at)
    if (unit < 0x80) {
      store<u8>(to++, load<u8>(asciiAt + unit))
      continue
    }
    const code = codeOf(unit)
    store<u8>(to++, <u8>(code & CODE_LETTER))
    const second = (code >> CODE_SECOND_SHIFT) & CODE_LETTER
    if (second !== 0) store<u8>(to++, <u8>second)
  }
  return to
}
