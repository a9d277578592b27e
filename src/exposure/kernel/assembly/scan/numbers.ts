/** Numbers of customers and what belongs to them, and telephone numbers. */

import { keepIbans } from './accounts'
import { spellPlainly } from './character'
import { lengthAt, wordAt } from './folded'
import {
  addByte,
  addBytes,
  beginKey,
  CUSTOMER_NUMBER,
  copyBytes,
  keepByKey,
  OWNED_FACT,
  PHONE,
  spareAt,
} from './key-text'
import {
  ALIEN,
  AT_GAP,
  BREAK,
  DIGIT,
  DIGRAPH,
  DOT,
  flagsAt,
  gapAt,
  HYPHEN,
  LETTER,
  LIST_WORD,
  LISTING,
  NUMBER_LABEL,
  PAREN,
  PHONE_LABEL,
  SLASH,
  SPACE,
  tokenAt,
  tokenCount,
  UNDERSCORE,
  unitsAtWord,
} from './layout'

/** Bit n - 1: some number of the directory has n letters and digits. */
let lengths: u64 = 0
let hasLetterNumbers: bool = false

export function setNumbers(lengthBits: u64, letterNumbers: bool): void {
  lengths = lengthBits
  hasLetterNumbers = letterNumbers
}

const MAX_GROUPS: i32 = 6
const MAX_PREFIX: i32 = 4
const MAX_LENGTH: i32 = 40
const GROUP_SIGNS: u32 = SPACE | HYPHEN | SLASH | DOT | UNDERSCORE | BREAK
/** A label stands this many words in front of its number at most: its second word, fillers and what a list has between. */
const LABEL_REACH: i32 = 9
const BEFORE_NUMBER: i32 = 14
const BEHIND_NUMBER: i32 = 10

/**
 * Keeps what can be a number behind the label at word `i`, and those that follow it in a list: digits and words of a list
 * lead on, whatever their number.
 */
export function keepLabelledBehind(i: i32): void {
  let left = LABEL_REACH
  for (let k = i + 1; k < tokenCount && left > 0; k++) {
    const flags = flagsAt(k)
    if ((flags & DIGIT) !== 0) {
      keepGroups(k, true)
      continue
    }
    if (hasLetterNumbers || hasDigitBehind(k)) keepGroups(k, true)
    // The number itself can begin with such a word ("ORDER-12345"); the other label looks on from there.
    if ((flags & NUMBER_LABEL) !== 0) return
    if ((flags & LIST_WORD) === 0) left -= 1
  }
}

/** Whether digits stand so near that one number can hold them and word `i`. */
function hasDigitBehind(i: i32): bool {
  for (let k = i + 1; k < i + MAX_GROUPS; k++) if ((flagsAt(k) & DIGIT) !== 0) return true
  return false
}

/** Keeps what can be a number that begins with word `i`, which has a digit, or with a letter code in front of it. */
export function keepNumbersAt(i: i32): void {
  const flags = flagsAt(i)
  const before = flagsAt(i - 1)
  if (i > 0 && (before & (DIGIT | ALIEN)) === 0 && unitsAtWord(i - 1) <= MAX_PREFIX) {
    keepGroups(i - 1, false)
  }
  keepGroups(i, isPrefixed(i, flags))
  if ((flags & LETTER) !== 0) keepBehindLetters(i)
  else keepPhones(i)
  keepIbans(i)
}

/** "kdnr1000001": letters in front of digits may be the label. */
function isPrefixed(i: i32, flags: u32): bool {
  return (flags & (DIGIT | LETTER)) === (DIGIT | LETTER) && firstDigit(i) >= MAX_PREFIX
}

/** Place of the first digit in word `i`; -1 if it has none. */
export function firstDigit(i: i32): i32 {
  const at = wordAt(i)
  const length = lengthAt(i)
  for (let k = 0; k < length; k++) if (load<u8>(at + k) <= 0x39) return k
  return -1
}

function keepBehindLetters(i: i32): void {
  const letters = firstDigit(i)
  if (letters < MAX_PREFIX) return
  const length = lengthAt(i) - letters
  if (length <= MAX_LENGTH) keepNumber(wordAt(i) + letters, length, true, i, i)
}

/** Word `i` and those that can belong to one number with it. */
function keepGroups(i: i32, isLabelled: bool): void {
  let hasDigit = false
  let length = 0
  for (let last = i; last < i + MAX_GROUPS && last < tokenCount; last++) {
    const flags = flagsAt(last)
    if ((flags & ALIEN) !== 0) return
    if (last > i) {
      if ((gapAt(last) & ~GROUP_SIGNS) !== 0) return
      if ((flags & DIGIT) === 0 && unitsAtWord(last) > MAX_PREFIX) return
    }
    length += spelledLength(last, flags)
    hasDigit = hasDigit || (flags & DIGIT) !== 0
    if (length > MAX_LENGTH) return
    if (!hasDigit && !hasLetterNumbers) continue
    // Most lengths are no number's: then nothing is put together.
    if (!isLabelled && !hasLength(length)) continue
    const at = spareAt()
    spell(i, last, at)
    keepNumber(at, length, isLabelled, i, last)
  }
}

/** Outside of numbers a digraph is folded in a word, but not where it is part of one. */
function isRespelled(flags: u32): bool {
  return (flags & (DIGRAPH | DIGIT)) === DIGRAPH
}

/** Letters and digits of word `i` in a number. */
function spelledLength(i: i32, flags: u32): i32 {
  return isRespelled(flags) ? <i32>(spellPlainly(tokenAt(i), spareAt()) - spareAt()) : lengthAt(i)
}

/** Writes the words as the letters and digits of one number. */
function spell(first: i32, last: i32, at: usize): void {
  let to = at
  for (let i = first; i <= last; i++) {
    if (isRespelled(flagsAt(i))) to = spellPlainly(tokenAt(i), to)
    else {
      copyBytes(to, wordAt(i), lengthAt(i))
      to += lengthAt(i)
    }
  }
}

/** Keeps the number if somebody has it, as it stands or, behind a label, without its leading zeros. */
function keepNumber(at: usize, length: i32, isLabelled: bool, first: i32, last: i32): void {
  if (hasLength(length)) {
    keepNumberAs(CUSTOMER_NUMBER, at, length, first, last)
    keepNumberAs(OWNED_FACT, at, length, first, last)
  }
  if (!isLabelled) return
  let zeros = 0
  for (let k = 0; k < length; k++) {
    const byte = load<u8>(at + k)
    if (byte > 0x39) return
    if (byte === 0x30 && zeros === k) zeros += 1
  }
  // All zeros stay as they are.
  if (zeros === length) zeros = 0
  if (zeros > 0) keepNumberAs(CUSTOMER_NUMBER, at + zeros, length - zeros, first, last)
  beginKey(CUSTOMER_NUMBER)
  addByte(0x7e)
  addBytes(at + zeros, length - zeros)
  keepByKey(first, last, BEFORE_NUMBER, BEHIND_NUMBER)
}

function keepNumberAs(kind: i32, at: usize, length: i32, first: i32, last: i32): void {
  beginKey(kind)
  addBytes(at, length)
  keepByKey(first, last, BEFORE_NUMBER, BEHIND_NUMBER)
}

function hasLength(length: i32): bool {
  return length > 0 && ((lengths >> (<u64>length - 1)) & 1) !== 0
}

const MAX_PHONE_GROUPS: i32 = 9
const PHONE_SIGNS: u32 = SPACE | HYPHEN | SLASH | PAREN | DOT | BREAK
const MIN_PHONE: i32 = 9
const MAX_PHONE: i32 = 15
/** With what is dialled in front: `00`, `(0)`. */
const MAX_DIALLED: i32 = 18
const AROUND_PHONE: i32 = 6

function keepPhones(i: i32): void {
  const hasPlus = (load<u32>(tokenAt(i), AT_GAP) & LISTING) !== 0
  const isLabelled = ((flagsAt(i - 1) | flagsAt(i - 2)) & PHONE_LABEL) !== 0
  if (!hasPlus && !isLabelled && load<u8>(wordAt(i)) !== 0x30) return
  const at = spareAt()
  let length = 0
  for (let last = i; last < i + MAX_PHONE_GROUPS && last < tokenCount; last++) {
    const flags = flagsAt(last)
    if ((flags & (DIGIT | LETTER | ALIEN)) !== DIGIT) return
    if (last > i && (gapAt(last) & ~PHONE_SIGNS) !== 0) return
    if (length + lengthAt(last) > MAX_DIALLED) return
    copyBytes(at + length, wordAt(last), lengthAt(last))
    length += lengthAt(last)
    if (length >= MIN_PHONE - 2) keepDialled(at, length, i, last)
  }
}

/** Keeps the number if somebody has it in any way these digits can be dialled. */
function keepDialled(at: usize, length: i32, first: i32, last: i32): void {
  keepInternational(at, length, first, last)
  keepHome(at, length, first, last)
  if (load<u8>(at) !== 0x30) return
  keepHome(at + 1, length - 1, first, last)
  if (load<u8>(at, 1) === 0x30) keepInternational(at + 2, length - 2, first, last)
}

/** Digits of a German number without its trunk zero. */
function keepHome(at: usize, length: i32, first: i32, last: i32): void {
  if (length + 2 < MIN_PHONE || length + 2 > MAX_PHONE) return
  beginKey(PHONE)
  addByte(0x34)
  addByte(0x39)
  addBytes(at, length)
  keepByKey(first, last, AROUND_PHONE, AROUND_PHONE)
}

/** Digits with country code; a zero behind the code may be one that is not dialled. */
function keepInternational(at: usize, length: i32, first: i32, last: i32): void {
  if (length >= MIN_PHONE && length <= MAX_PHONE) {
    beginKey(PHONE)
    addBytes(at, length)
    keepByKey(first, last, AROUND_PHONE, AROUND_PHONE)
  }
  if (length - 1 < MIN_PHONE || length - 1 > MAX_PHONE) return
  for (let zero = 1; zero <= 3; zero++) {
    if (load<u8>(at + zero) !== 0x30) continue
    beginKey(PHONE)
    addBytes(at, zero)
    addBytes(at + zero + 1, length - zero - 1)
    keepByKey(first, last, AROUND_PHONE, AROUND_PHONE)
  }
}
