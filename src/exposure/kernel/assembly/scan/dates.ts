/** Dates of birth. */
import { lengthAt, wordAt } from './folded'
import { addByte, BIRTH_DATE, beginKey, keepByKey } from './key-text'
import {
  BIRTH_LABEL,
  BREAK,
  COMMA,
  DIGIT,
  DOT,
  flagsAt,
  gapAt,
  HYPHEN,
  LETTER,
  MONTH,
  SLASH,
  SPACE,
  tokenCount,
} from './layout'

const DATE_SIGNS: u32 = SPACE | DOT | COMMA | HYPHEN | SLASH | BREAK
const BIRTH_REACH: i32 = 5
const BEFORE_DATE: i32 = 8
const BEHIND_DATE: i32 = 5
const FIRST_YEAR: i32 = 1890
const LAST_YEAR: i32 = 2100

/** Dates that begin with word `i`, which has a digit or is a month. */
export function keepDatesAt(i: i32): void {
  let isLabelled = false
  for (let k = 0; k <= BIRTH_REACH; k++) {
    if ((flagsAt(i - k) & BIRTH_LABEL) !== 0) isLabelled = true
  }
  const flags = flagsAt(i)
  if (isLabelled && (flags & (DIGIT | LETTER)) === DIGIT && lengthAt(i) === 8) {
    const at = wordAt(i)
    keepDate(i, i, part(at, 0, 4), part(at, 4, 6), part(at, 6, 8))
    keepDate(i, i, part(at, 4, 8), part(at, 2, 4), part(at, 0, 2))
    return
  }
  if (i + 2 >= tokenCount || ((gapAt(i + 1) | gapAt(i + 2)) & ~DATE_SIGNS) !== 0) return
  const a = ordinal(i)
  const c = ordinal(i + 2)
  if ((flags & DIGIT) === 0) {
    keepDate(i, i + 2, c, monthOf(i), ordinal(i + 1))
    return
  }
  const hasNamedMonth = (flagsAt(i + 1) & DIGIT) === 0
  const b = hasNamedMonth ? monthOf(i + 1) : ordinal(i + 1)
  if (b < 1) return
  if (lengthAt(i) === 4) keepDate(i, i + 2, a, b, c)
  if (lengthAt(i + 2) >= 4) keepDays(i, c, b, a, isLabelled)
  else if (isLabelled && lengthAt(i + 2) === 2) {
    keepDays(i, 1900 + c, b, a, true)
    keepDays(i, 2000 + c, b, a, true)
  }
}

function keepDays(i: i32, year: i32, month: i32, day: i32, isLabelled: bool): void {
  keepDate(i, i + 2, year, month, day)
  if (isLabelled) keepDate(i, i + 2, year, day, month)
}

function keepDate(first: i32, last: i32, year: i32, month: i32, day: i32): void {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31) return
  beginKey(BIRTH_DATE)
  addByte(0x30 + year / 1000)
  addByte(0x30 + ((year / 100) % 10))
  addByte(0x30 + ((year / 10) % 10))
  addByte(0x30 + (year % 10))
  addByte(0x2d)
  addByte(0x30 + month / 10)
  addByte(0x30 + (month % 10))
  addByte(0x2d)
  addByte(0x30 + day / 10)
  addByte(0x30 + (day % 10))
  keepByKey(first, last, BEFORE_DATE, BEHIND_DATE)
}

function part(at: usize, start: i32, end: i32): i32 {
  let value = 0
  for (let k = start; k < end; k++) value = value * 10 + <i32>load<u8>(at + k) - 0x30
  return value
}

/** Leading digits of a word, up to what is no year any more; -1 if there are none. */
function ordinal(i: i32): i32 {
  const at = wordAt(i)
  const length = lengthAt(i)
  let value = -1
  for (let k = 0; k < length && value < 100_000; k++) {
    const byte = <i32>load<u8>(at + k)
    if (byte > 0x39) break
    value = (value < 0 ? 0 : value * 10) + byte - 0x30
  }
  return value
}

/** Months by their words; the list of the engine says which they are, and the index whether the day is somebody's. */
function monthOf(i: i32): i32 {
  if ((flagsAt(i) & MONTH) === 0) return -1
  const at = wordAt(i)
  const first = load<u8>(at)
  const second = lengthAt(i) > 1 ? load<u8>(at, 1) : 0
  const third = lengthAt(i) > 2 ? load<u8>(at, 2) : 0
  if (first === 0x6a) {
    if (second === 0x61) return 1
    return third === 0x6e ? 6 : 7
  }
  if (first === 0x66) return 2
  if (first === 0x6d) return third === 0x69 || third === 0x79 ? 5 : 3
  if (first === 0x61) return second === 0x70 ? 4 : 8
  if (first === 0x73) return 9
  if (first === 0x6f) return 10
  return first === 0x6e ? 11 : 12
}
