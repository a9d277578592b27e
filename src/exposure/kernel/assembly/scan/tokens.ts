/** Takes a text apart into words as `fold.ts` does, and folds each of them; what it does not understand becomes a word of its own. */

import { decode, isCapitalLetter, isDigraph, isVowel, unitsOf, width, widthExtra } from './character'
import {
  ALIEN,
  ASSIGNMENT,
  AT_END,
  AT_FLAGS,
  AT_FOLDED,
  AT_FOLDED_LENGTH,
  AT_GAP,
  AT_SIGN,
  AT_UNITS,
  asciiAt,
  BREAK,
  BREAKS,
  CAPITAL,
  CODE_CAPITAL,
  CODE_GAP,
  CODE_LETTER,
  CODE_SECOND_SHIFT,
  codesAt,
  DIGIT,
  DIGRAPH,
  foldedAt,
  LETTER,
  SINGLE,
  SPACE,
  setTokenCount,
  TELLING,
  TIES,
  TOKEN_BYTES,
  tellingAt,
  textAt,
  tokensAt,
} from './layout'
import { bitsOf, bitsOfLetters, firstOf } from './word'

/** Longer words are not compared by the engine, or nearly so: they count as not understood. */
const LONGEST: usize = 100

const E: u32 = 0x65
const LF: u32 = 0x0a
const CR: u32 = 0x0d

/** Where the next folded letter goes. */
let out: usize = 0
/** Bytes of the text that are no further unit, up to here and up to the word at hand. */
let extra: usize = 0
let extraBefore: usize = 0
let aliens: i32 = 0

export function alienCount(): i32 {
  return aliens
}

/** Words that tell something, and those that a sign or two capitals tie to the next one. */
export let tellingCount: i32 = 0

/** Reads the text to its end. Behind it stand at least 16 spaces. */
export function readTokens(length: usize): void {
  const end = textAt + length
  let at = textAt
  let token = tokensAt
  let telling = tellingAt
  let before: u32 = 0
  // The last word in the list, and the one at hand.
  let listed = -1
  let i = 0
  out = foldedAt
  extra = 0
  aliens = 0
  while (true) {
    at = skipGap(at, end)
    if (at >= end) break
    const gap = gapSigns
    store<u64>(token, ((<u64>(at - textAt - extra)) << 32) | <u64>(at - textAt))
    store<u32>(token, <u32>out, AT_FOLDED)
    store<u32>(token, gap, AT_GAP)
    extraBefore = extra
    at = readWord(at, end, token)
    store<u64>(token, ((<u64>(at - textAt - extra)) << 32) | <u64>(at - textAt), AT_END)
    const flags = load<u32>(token, AT_FLAGS)
    if (((gap & TIES) | (before & flags & CAPITAL)) !== 0 && listed < i - 1) {
      store<i32>(telling, i - 1)
      telling += 4
    }
    // Every fourth word tells something: a branch would be guessed wrong too often.
    const isTelling = ((flags & TELLING) | (gap & AT_SIGN)) !== 0
    store<i32>(telling, i)
    telling += isTelling ? 4 : 0
    listed = isTelling ? i : listed
    before = flags
    token += TOKEN_BYTES
    i += 1
  }
  tellingCount = <i32>((telling - tellingAt) >> 2)
  setTokenCount(i)
}

let gapSigns: u32 = 0
/** Where the next word begins, or the end. */
function skipGap(start: usize, end: usize): usize {
  let at = start
  // Nearly every gap is one space.
  if (load<u8>(at) === 0x20 && load<u8>(asciiAt + <usize>load<u8>(at, 1)) !== 0 && at < end) {
    gapSigns = SPACE
    return at + 1
  }
  let signs: u32 = 0
  while (at < end) {
    const byte = <u32>load<u8>(at)
    if (byte < 0x80) {
      if (load<u8>(asciiAt + byte) !== 0) break
      if (byte === 0x20) signs |= SPACE
      else {
        const code = <u32>load<u16>(codesAt + ((<usize>byte) << 1))
        if (code === 0) break
        // A carriage return in front of a line feed is one line break with it.
        if (byte !== CR || at + 1 >= end || load<u8>(at, 1) !== LF) signs = withSign(signs, code)
      }
      at += 1
    } else {
      const code = decode(at)
      if ((code & CODE_GAP) === 0) break
      signs = withSign(signs, code)
      extra += widthExtra()
      at += width
    }
  }
  gapSigns = signs
  return at
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

const FIRST_LETTER: v128 = i8x16.splat(0x61)
const FIRST_DIGIT: v128 = i8x16.splat(0x30)
const LETTERS: v128 = i8x16.splat(26)
const DIGITS: v128 = i8x16.splat(10)
const SMALL: v128 = i8x16.splat(0x20)
const SIXTEEN: u32 = 16
/** Two steps of sixteen, so that what is remembered of words has it whole. */
const MAX_STEPS: usize = 32

/** Letters and digits of the sixteen bytes that `readStep` looked at. */
let letterBits: u32 = 0
let digitBits: u32 = 0

/** Takes up to sixteen letters and digits of ASCII to `to`, small. @returns how many, or 255 if two of them may be an umlaut */
function readStep(at: usize, to: usize, before: u32): u32 {
  const bytes = v128.load(at)
  const small = v128.or(bytes, SMALL)
  const letters = i8x16.lt_u(i8x16.sub(small, FIRST_LETTER), LETTERS)
  const digits = i8x16.lt_u(i8x16.sub(bytes, FIRST_DIGIT), DIGITS)
  const length = <u32>ctz(~i8x16.bitmask(v128.or(letters, digits)))
  const inside = ((<u32>1) << length) - 1
  v128.store(to, small)
  letterBits = <u32>i8x16.bitmask(letters) & inside
  digitBits = <u32>i8x16.bitmask(digits) & inside
  const vowels = v128.or(
    i8x16.eq(small, i8x16.splat(0x61)),
    v128.or(i8x16.eq(small, i8x16.splat(0x6f)), i8x16.eq(small, i8x16.splat(0x75))),
  )
  const isE = <u32>i8x16.bitmask(i8x16.eq(small, i8x16.splat(0x65)))
  return (((<u32>i8x16.bitmask(vowels)) << 1) | before) & isE & inside ? 255 : length
}

/** Where the word ends; its letters go to `out`. Nearly all words are less than sixteen letters of ASCII, or digits. */
function readWord(at: usize, end: usize, token: usize): usize {
  const bytes = v128.load(at)
  const small = v128.or(bytes, SMALL)
  const letters = i8x16.lt_u(i8x16.sub(small, FIRST_LETTER), LETTERS)
  const digits = i8x16.lt_u(i8x16.sub(bytes, FIRST_DIGIT), DIGITS)
  const length = <u32>ctz(~i8x16.bitmask(v128.or(letters, digits)))
  if (length === 0 || length >= SIXTEEN || load<u8>(at + length) >= 0x80) return readSteps(at, end, token)
  const inside = ((<u32>1) << length) - 1
  let flags: u32
  v128.store(out, small)
  if ((<u32>i8x16.bitmask(digits) & inside) !== 0) {
    flags = (<u32>i8x16.bitmask(letters) & inside) !== 0 ? DIGIT | LETTER : DIGIT
    if (isCapitalLetter(<u32>load<u8>(at))) flags |= CAPITAL
  } else {
    const vowels = v128.or(
      i8x16.eq(small, i8x16.splat(0x61)),
      v128.or(i8x16.eq(small, i8x16.splat(0x6f)), i8x16.eq(small, i8x16.splat(0x75))),
    )
    const isE = <u32>i8x16.bitmask(i8x16.eq(small, i8x16.splat(0x65)))
    if ((((<u32>i8x16.bitmask(vowels)) << 1) & isE & inside) !== 0) return readLetters(at, end, token)
    flags = LETTER | bitsOfLetters(firstOf(small, <i32>length), i64x2.splat(0), out, <i32>length)
    if (load<u8>(at) < 0x61) flags |= CAPITAL
  }
  if (length === 1) flags |= SINGLE
  store<u32>(token, flags, AT_FLAGS)
  store<u16>(token, <u16>(length | (length << 8)), AT_FOLDED_LENGTH)
  out += length
  return at + length
}

/** A longer word, or one with letters beyond ASCII, in steps of sixteen letters. */
function readSteps(start: usize, end: usize, token: usize): usize {
  let at = start
  let to = out
  let flags: u32 = 0
  let before: u32 = 0
  while (true) {
    const length = readStep(at, to, before)
    flags |= (letterBits !== 0 ? LETTER : 0) | (digitBits !== 0 ? DIGIT : 0)
    // Digraphs, and words in which they would not count, are read letter by letter.
    if (length > SIXTEEN) return readLetters(start, end, token)
    at += length
    to += length
    if (to - out > MAX_STEPS) return readLetters(start, end, token)
    if (length === SIXTEEN) {
      before = isVowel(<u32>load<u8>(to - 1))
      continue
    }
    if (load<u8>(at) < 0x80) break
    const code = decode(at)
    if (code === 0 || (code & CODE_GAP) !== 0) break
    const letter = code & CODE_LETTER
    // What becomes two letters, or an e, is rare.
    if (letter === E || ((code >> CODE_SECOND_SHIFT) & CODE_LETTER) !== 0)
      return readLetters(start, end, token)
    store<u8>(to++, <u8>letter)
    at += width
    extra += widthExtra()
    flags |= FOREIGN
    before = isVowel(letter)
  }
  if (at === start || (flags & (DIGIT | FOREIGN)) === (DIGIT | FOREIGN)) return readLetters(start, end, token)
  return closeLetters(start, at, to, token, flags)
}

function closeLetters(start: usize, at: usize, to: usize, token: usize, seen: u32): usize {
  const length = <i32>(to - out)
  let flags = seen & (LETTER | DIGIT)
  const units = (seen & FOREIGN) === 0 ? <usize>length : unitsOf(start, at, true)
  if ((flags & DIGIT) === 0) {
    const isShort = length <= 16
    const low = firstOf(v128.load(out), isShort ? length : 16)
    const high = isShort ? i64x2.splat(0) : firstOf(v128.load(out, 16), length - 16)
    flags |= bitsOfLetters(low, high, out, length)
    const first = <u32>load<u8>(start)
    if (first < 0x61 || (first >= 0x80 && (decode(start) & CODE_CAPITAL) !== 0)) flags |= CAPITAL
  } else if (isCapitalLetter(<u32>load<u8>(start))) flags |= CAPITAL
  if (units === 1) flags |= SINGLE
  store<u32>(token, flags, AT_FLAGS)
  store<u16>(token, <u16>(length | ((<i32>units) << 8)), AT_FOLDED_LENGTH)
  out = to
  return at
}

function readLetters(start: usize, end: usize, token: usize): usize {
  let at = start
  extra = extraBefore
  let flags: u32 = 0
  let last: u32 = 0
  let beforeLast: u32 = 0
  let to = out
  while (at < end) {
    const byte = <u32>load<u8>(at)
    let letter: u32
    if (byte < 0x80) {
      letter = <u32>load<u8>(asciiAt + byte)
      if (letter === 0) break
      at += 1
      flags |= letter < E - 4 ? DIGIT : LETTER
    } else {
      const code = decode(at)
      if (code === 0 || (code & CODE_GAP) !== 0) break
      at += width
      extra += widthExtra()
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
    if (letter === E && isDigraph(last, beforeLast)) flags |= DIGRAPH
    else {
      store<u8>(to++, <u8>letter)
      beforeLast = last
      last = letter
    }
  }
  if (at === start) return readAlien(at, end, token)
  return closeWord(start, at, to, token, flags)
}

/** Letters beyond ASCII; the same bit as `ALIEN`, which is never set beside it. */
const FOREIGN: u32 = ALIEN

/** One or more characters that are not understood. */
function readAlien(start: usize, end: usize, token: usize): usize {
  let at = start
  while (at < end) {
    if (<u32>load<u8>(at) < 0x80) {
      const byte = <usize>load<u8>(at)
      if (load<u8>(asciiAt + byte) !== 0 || load<u16>(codesAt + (byte << 1)) !== 0) break
      at += 1
      continue
    }
    if (decode(at) !== 0) break
    extra += widthExtra()
    at += width
  }
  aliens += 1
  store<u32>(token, ALIEN, AT_FLAGS)
  store<u8>(token, 0, AT_FOLDED_LENGTH)
  store<u8>(token, 255, AT_UNITS)
  return at
}

function closeWord(start: usize, at: usize, to: usize, token: usize, seen: u32): usize {
  const folded = out
  let flags = seen & (DIGIT | LETTER | DIGRAPH)
  const isForeign = (seen & FOREIGN) !== 0
  // In a number every letter counts; one with a letter beyond ASCII is rare.
  if ((seen & DIGIT) !== 0 && isForeign) flags |= ALIEN
  if (at - start > LONGEST) flags |= ALIEN
  if ((flags & ALIEN) !== 0) {
    aliens += 1
    store<u32>(token, ALIEN, AT_FLAGS)
    store<u8>(token, 0, AT_FOLDED_LENGTH)
    store<u8>(token, 255, AT_UNITS)
    return at
  }
  if ((flags & (DIGIT | DIGRAPH)) === (DIGIT | DIGRAPH)) to = foldPlainly(start, at, folded)
  const first = <u32>load<u8>(start)
  if (first < 0x80) {
    if (first >= 0x41 && first <= 0x5a) flags |= CAPITAL
  } else if ((decode(start) & CODE_CAPITAL) !== 0) flags |= CAPITAL
  const length = <i32>(to - folded)
  const units = unitsOf(start, at, isForeign)
  if (units === 1) flags |= SINGLE
  if ((flags & DIGIT) === 0) flags |= bitsOf(folded, length)
  store<u32>(token, flags, AT_FLAGS)
  store<u8>(token, <u8>length, AT_FOLDED_LENGTH)
  store<u8>(token, <u8>units, AT_UNITS)
  out = to
  return at
}

function foldPlainly(start: usize, end: usize, to: usize): usize {
  for (let at = start; at < end; at++) store<u8>(to++, load<u8>(asciiAt + <usize>load<u8>(at)))
  return to
}
