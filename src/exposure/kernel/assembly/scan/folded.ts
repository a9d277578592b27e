/** Folded letters of words: most are the small ones as they stand, the others are folded when somebody asks. */
import { isDigraph } from './character'
import {
  ALIEN,
  AT_END,
  AT_FLAGS,
  AT_GAP,
  AT_START,
  asciiAt,
  CODE_GAP,
  CODE_LETTER,
  CODE_SECOND_SHIFT,
  codeOf,
  DIGIT,
  DIGRAPH,
  FOLDED,
  FOLDED_WORD_BYTES,
  foldedAt,
  foldedWordsAt,
  LETTER,
  smallAt,
  tokenAt,
  tokenCount,
  unitAt,
} from './layout'

const E: u32 = 0x65

/** Where the next folded letter goes. */
let out: usize = 0

export function startFolding(): void {
  out = foldedAt
}

/** Letters beyond ASCII; the same bit as `ALIEN`, which is never set beside it. */
export const FOREIGN: u32 = ALIEN

/** What `foldUnits` has read: where it stopped, where the letters are and how many, bits of what they are. */
export let foldedEnd: u32 = 0
export let lettersAt: usize = 0
export let letterCount: i32 = 0
export let seen: u32 = 0

/** Folds the letters and digits from unit `start` on, up to `end` or what is neither. */
export function foldUnits(start: u32, end: u32): void {
  let at = start
  let flags: u32 = 0
  let last: u32 = 0
  let beforeLast: u32 = 0
  let to = out
  while (at < end) {
    const unit = unitAt(at)
    let letter: u32
    if (unit < 0x80) {
      letter = <u32>load<u8>(asciiAt + unit)
      if (letter === 0) break
      flags |= letter <= 0x39 ? DIGIT : LETTER
    } else {
      const code = codeOf(unit)
      if (code === 0 || (code & CODE_GAP) !== 0) break
      flags |= LETTER | FOREIGN
      letter = code & CODE_LETTER
      const second = (code >> CODE_SECOND_SHIFT) & CODE_LETTER
      if (second !== 0) {
        // No letter that becomes two begins with an e.
        store<u8>(to++, <u8>letter)
        beforeLast = last
        last = letter
        letter = second
      }
    }
    at += 1
    if (letter === E && isDigraph(last, beforeLast)) flags |= DIGRAPH
    else {
      store<u8>(to++, <u8>letter)
      beforeLast = last
      last = letter
    }
  }
  lettersAt = out
  letterCount = <i32>(to - out)
  foldedEnd = at
  seen = flags
  out = to
}

/** Gives the room of the letters back that were read last. */
export function forgetLetters(): void {
  out = lettersAt
}

/** Letters and digits of ASCII as they are: in a number every letter counts. */
function foldPlainly(start: u32, end: u32): void {
  out = lettersAt
  for (let at = start; at < end; at++) store<u8>(out++, load<u8>(asciiAt + <usize>unitAt(at)))
  letterCount = <i32>(out - lettersAt)
}

/** How many folded letters word `i` has; none beyond the text. */
export function lengthAt(i: i32): i32 {
  if (i < 0 || i >= tokenCount) return 0
  const token = tokenAt(i)
  if (load<i32>(token, AT_GAP) < 0) return <i32>(load<u32>(token, AT_END) - load<u32>(token, AT_START))
  return <i32>load<u32>(foldedWord(i), 4)
}

/** Where the folded letters of word `i` are, which is in the text. */
export function wordAt(i: i32): usize {
  const token = tokenAt(i)
  return load<i32>(token, AT_GAP) < 0
    ? smallAt + <usize>load<u32>(token, AT_START)
    : <usize>load<u32>(foldedWord(i))
}

function foldedWord(i: i32): usize {
  const token = tokenAt(i)
  const at = foldedWordsAt + <usize>i * FOLDED_WORD_BYTES
  const gap = load<u32>(token, AT_GAP)
  if ((gap & FOLDED) !== 0) return at
  // What is not understood has no letters.
  const isAlien = (load<u32>(token, AT_FLAGS) & ALIEN) !== 0
  const start = load<u32>(token, AT_START)
  const end = load<u32>(token, AT_END)
  foldUnits(start, isAlien ? start : end)
  // In a number every letter counts.
  if ((load<u32>(token, AT_FLAGS) & (DIGIT | DIGRAPH)) === (DIGIT | DIGRAPH)) foldPlainly(start, end)
  store<u32>(at, <u32>lettersAt)
  store<u32>(at, <u32>letterCount, 4)
  store<u32>(token, gap | FOLDED, AT_GAP)
  return at
}
