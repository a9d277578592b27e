/** Takes a text apart into words as `fold.ts` does; what it does not understand becomes a word of its own. */
import { startFolding } from './folded'
import {
  ASSIGNMENT,
  AT_END,
  AT_FLAGS,
  AT_GAP,
  AT_SIGN,
  BREAK,
  BREAKS,
  CAPITAL,
  CODE_GAP,
  capitalsAt,
  codeOf,
  DIGIT,
  LETTER,
  PARTICLE,
  PLAIN,
  runsAt,
  SINGLE,
  SPACE,
  setTokenCount,
  smallAt,
  TELLING,
  TIES,
  TOKEN_BYTES,
  tellingAt,
  tokensAt,
  unitAt,
} from './layout'
import { aliens, readOddRun, startOddRuns } from './odd-run'
import { findRuns, ODD, PIECE, startRuns } from './runs'
import { bitsAt, entryOf, firstOf, isThere, plainAt, REMEMBERED, restOf } from './word'

const CR: u32 = 0x0d
const LF: u32 = 0x0a
const ZERO: u32 = 0x30
const NINE: i8 = 0x39
const SHORT: u32 = 16
/** Place of the bit of `CAPITAL`. */
const CAPITAL_BIT: u32 = 26
/** From the bit of `PARTICLE` to the one of `CAPITAL`. */
const PARTICLE_TO_CAPITAL: u32 = 6

export function alienCount(): i32 {
  return aliens
}

/** Words that tell something, and those that a sign or two capitals tie to the next one. */
export let tellingCount: i32 = 0

/** Reads so many units. */
export function readTokens(units: usize): void {
  startFolding()
  startOddRuns()
  startRuns()
  let token = tokensAt
  let telling = tellingAt
  // End of the word in front, and what it is.
  let last: u32 = 0
  let before: u32 = 0
  // The last word in the list, and the one at hand.
  let listed = -1
  let i = 0
  for (let piece: usize = 0; piece <= units; piece += PIECE) {
    const runsEnd = findRuns(piece, units)
    for (let run = runsAt; run < runsEnd; run += 8) {
      const next = readRun(load<u32>(run), load<u32>(run, 4), last, token)
      while (token < next) {
        const flags = load<u32>(token, AT_FLAGS)
        const gap = load<u32>(token, AT_GAP)
        if (((gap & TIES) | (before & flags & CAPITAL)) !== 0 && listed < i - 1) {
          store<i32>(telling, i - 1)
          telling += 4
        }
        // A particle with a capital can begin a given name.
        const tells =
          (flags & TELLING) | (gap & AT_SIGN) | (flags & (flags >> PARTICLE_TO_CAPITAL) & PARTICLE)
        // Many words tell something: a branch would be guessed wrong too often.
        store<i32>(telling, i)
        telling += tells !== 0 ? 4 : 0
        listed = tells !== 0 ? i : listed
        before = flags
        last = load<u32>(token, AT_END)
        token += TOKEN_BYTES
        i += 1
      }
    }
  }
  tellingCount = <i32>((telling - tellingAt) >> 2)
  setTokenCount(i)
}

/** Nearly all runs are one word that is remembered, or a number. @returns where the next word goes */
function readRun(start: u32, end: u32, last: u32, token: usize): usize {
  const length = end - start
  if (length > <u32>REMEMBERED) return readOddRun(start, end, last, token)
  const at = smallAt + <usize>start
  const low = firstOf(v128.load(at), length)
  let flags: u32
  let plain: u32 = PLAIN
  if (<u32>load<u8>(at) - ZERO < 10) {
    const isOdd = v128.any_true(i8x16.eq(low, i8x16.splat(<i8>ODD))) || i8x16.bitmask(low) !== 0
    if (length > SHORT || isOdd) return readOddRun(start, end, last, token)
    flags = v128.any_true(i8x16.gt_s(low, i8x16.splat(NINE))) ? DIGIT | LETTER : DIGIT
    if (length === 1) flags |= SINGLE
  } else {
    const high = restOf(v128.load(at, 16), length)
    const entry = entryOf(low, high)
    if (!isThere(entry, low, high)) return readOddRun(start, end, last, token)
    flags = bitsAt(entry) | capitalOf(start)
    plain = plainAt(entry)
  }
  // Nearly every gap is one space.
  let gap = SPACE
  if (last + 1 !== start || load<u8>(at - 1) !== 0x20) gap = signsBetween(last, start)
  store<u64>(token, <u64>start | ((<u64>end) << 32))
  store<u64>(token, <u64>flags | ((<u64>(gap | plain)) << 32), AT_FLAGS)
  return token + TOKEN_BYTES
}

/** `CAPITAL` if the unit is a capital letter. */
function capitalOf(unit: u32): u32 {
  const bits = <u32>load<u32>(capitalsAt + <usize>((unit >> 5) << 2))
  return ((bits >> (unit & 31)) & 1) << CAPITAL_BIT
}

/** Signs of the units between two words. */
export function signsBetween(start: u32, end: u32): u32 {
  let signs: u32 = 0
  for (let at = start; at < end; at++) {
    const unit = unitAt(at)
    if (unit === 0x20) signs |= SPACE
    // A carriage return in front of a line feed is one line break with it.
    else if (unit !== CR || unitAt(at + 1) !== LF) signs = withSign(signs, codeOf(unit))
  }
  return signs
}

function withSign(signs: u32, code: u32): u32 {
  const sign = (<u32>1) << (code & 31)
  // Signs that cleaning makes of others have the code of what they become.
  if ((code & ADDRESS_SIGN) !== 0) return signs | sign | AT_SIGN
  if (sign === BREAK && (signs & BREAK) !== 0) return signs | BREAKS
  // Quote signs at the beginning of a line belong to the line break.
  if (sign === ASSIGNMENT && code === QUOTE_SIGN && (signs & BREAK) !== 0) return signs
  return signs | sign
}

/** Set in the code of "@". */
const ADDRESS_SIGN: u32 = 0x80
/** The code of ">", which has a bit of its own. */
const QUOTE_SIGN: u32 = CODE_GAP | 0x40 | 14
