/** Runs that are not one remembered word: new words, long ones, letters beside digits, whatever is not understood. */
import { FOREIGN, foldedEnd, foldUnits, forgetLetters, letterCount, lettersAt, seen } from './folded'
import {
  ALIEN,
  AT_FLAGS,
  asciiAt,
  CAPITAL,
  CODE_CAPITAL,
  CODE_GAP,
  codeOf,
  DIGIT,
  DIGRAPH,
  LETTER,
  PLAIN,
  SINGLE,
  TOKEN_BYTES,
  unitAt,
} from './layout'
import { signsBetween } from './tokens'
import { askedBits, rememberRun } from './word'

/** Longer words are not compared by the engine, or nearly so: they count as not understood. */
const LONGEST: u32 = 100

export let aliens: i32 = 0

export function startOddRuns(): void {
  aliens = 0
}

/**
 * Reads all words of the units from `start` to `end`.
 *
 * @param last where the word in front of them ends
 * @returns where the next word goes
 */
export function readOddRun(start: u32, end: u32, last: u32, token: usize): usize {
  let to = token
  let before = last
  let at = start
  while (true) {
    while (at < end && (codeOf(unitAt(at)) & CODE_GAP) !== 0) at += 1
    if (at >= end) return to
    foldUnits(at, end)
    const stop = foldedEnd === at ? alienEnd(at, end) : foldedEnd
    const flags = foldedEnd === at ? closeAlien() : closeWord(at, stop)
    store<u64>(to, <u64>at | ((<u64>stop) << 32))
    const gap = signsBetween(before, at)
    // Letters that differ are folded again where somebody asks for them: that is rare.
    forgetLetters()
    const isPlain = (flags & ALIEN) === 0 && areSmall()
    store<u64>(to, <u64>flags | ((<u64>(isPlain ? gap | PLAIN : gap)) << 32), AT_FLAGS)
    if (at === start && stop === end && (flags & (DIGIT | ALIEN)) === 0) {
      rememberRun(start, end, flags & ~CAPITAL, isPlain)
    }
    to += TOKEN_BYTES
    before = stop
    at = stop
  }
}

/** Whether the letters that `foldUnits` has read are folded as they stand in small. */
function areSmall(): bool {
  return (seen & FOREIGN) === 0 && (seen & (DIGIT | DIGRAPH)) !== DIGRAPH
}

/** Behind one or more units that are not understood. */
function alienEnd(start: u32, end: u32): u32 {
  let at = start
  while (at < end) {
    const unit = unitAt(at)
    if ((unit < 0x80 && load<u8>(asciiAt + unit) !== 0) || codeOf(unit) !== 0) break
    at += 1
  }
  return at
}

function closeAlien(): u32 {
  aliens += 1
  return ALIEN
}

/** What the letters and digits are that `foldUnits` has read. */
function closeWord(start: u32, end: u32): u32 {
  let flags = seen & (DIGIT | LETTER | DIGRAPH)
  // In a number every letter counts; one with a letter beyond ASCII is rare.
  if (end - start > LONGEST || (seen & (DIGIT | FOREIGN)) === (DIGIT | FOREIGN)) return closeAlien()
  if ((codeOf(unitAt(start)) & CODE_CAPITAL) !== 0) flags |= CAPITAL
  if (end - start === 1) flags |= SINGLE
  if ((flags & DIGIT) === 0) flags |= askedBits(lettersAt, letterCount)
  return flags
}
