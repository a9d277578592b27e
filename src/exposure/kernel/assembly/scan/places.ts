/** Streets with house numbers, and postcodes with what may be their city. */
import { keepIfKnown, keepSurely } from './asked'
import { lengthAt, wordAt } from './folded'
import {
  addByte,
  addBytes,
  beginKey,
  copyBytes,
  isSeamAt,
  joinedAt,
  joinWords,
  keepByKey,
  PLACE,
  STREET,
  spareAt,
} from './key-text'
import {
  ALIEN,
  APOSTROPHE,
  BREAK,
  CAPITAL,
  COLON,
  COMMA,
  DIGIT,
  DOT,
  flagsAt,
  gapAt,
  HOUSE_WORD,
  HYPHEN,
  housesAt,
  LETTER,
  NO_STREET,
  ODD_STREET,
  QUOTE,
  SINGLE,
  SLASH,
  SPACE,
  STREET_START,
  STREET_WORD,
  TAB,
  tokenCount,
} from './layout'

const MAX_STREET_WORDS: i32 = 6
const BEFORE_STREET: i32 = 8
const BEHIND_STREET: i32 = 12
const STREET_SIGNS: u32 = SPACE | HYPHEN | DOT | BREAK | APOSTROPHE | QUOTE | SLASH
const HOUSE_SIGNS: u32 = SPACE | DOT | COMMA | BREAK | COLON | TAB

/** Ways to read the house number at a word: its letters and digits, its length, and the word behind it. */
const HOUSE_BYTES: usize = 32
const AT_HOUSE_LENGTH: usize = 24
const AT_HOUSE_NEXT: usize = 28
let houses: i32 = 0

/** Where the street's name is put together. */
function nameAt(): usize {
  return spareAt() + 2048
}

/** Keeps the streets whose number stands at word `i`, which has a digit. */
export function keepStreetsAt(i: i32): void {
  if (!isHouseWord(i)) return
  // "24.11.2026", "5.000": dates and amounts.
  if (gapAt(i + 1) === DOT && (flagsAt(i + 1) & DIGIT) !== 0) return
  readHouses(i)
  keepStreetBefore(i)
  for (let h = 0; h < houses; h++) keepStreetBehind(i, h)
}

/** Up to four digits and at most one letter. */
function isHouseWord(i: i32): bool {
  if ((flagsAt(i) & (DIGIT | ALIEN)) !== DIGIT) return false
  const at = wordAt(i)
  const length = lengthAt(i)
  let digits = 0
  while (digits < length && load<u8>(at + digits) <= 0x39) digits += 1
  return digits >= 1 && digits <= 4 && length - digits <= 1
}

function addHouse(from: i32, next: i32): i32 {
  const house = housesAt + <usize>houses * HOUSE_BYTES
  if (from >= 0) copyBytes(house, housesAt + <usize>from * HOUSE_BYTES, <i32>HOUSE_BYTES)
  else store<i32>(house, 0, AT_HOUSE_LENGTH)
  store<i32>(house, next, AT_HOUSE_NEXT)
  houses += 1
  return houses - 1
}

function addToHouse(h: i32, at: usize, length: i32): void {
  const house = housesAt + <usize>h * HOUSE_BYTES
  const before = load<i32>(house, AT_HOUSE_LENGTH)
  copyBytes(house + before, at, length)
  store<i32>(house, before + length, AT_HOUSE_LENGTH)
}

/** `5`, `5 a`, `3 - 5`, `3-5a` and so on: every way to read it. */
function readHouses(i: i32): void {
  houses = 0
  readSingle(i)
  const singles = houses
  for (let h = 0; h < singles; h++) {
    const next = load<i32>(housesAt + <usize>h * HOUSE_BYTES, AT_HOUSE_NEXT)
    if (!isHouseWord(next)) continue
    if ((gapAt(next) & HYPHEN) !== 0) readSecond(h, next, 0x2d)
    if ((gapAt(next) & SLASH) !== 0) readSecond(h, next, 0x2f)
  }
}

/** The second number of a range or stair behind the first one. */
function readSecond(h: i32, next: i32, sign: u32): void {
  const joint = addHouse(h, next + 1)
  const house = housesAt + <usize>joint * HOUSE_BYTES
  const length = load<i32>(house, AT_HOUSE_LENGTH)
  store<u8>(house + length, <u8>sign)
  store<i32>(house, length + 1, AT_HOUSE_LENGTH)
  finishSingle(joint, next)
}

function readSingle(i: i32): void {
  finishSingle(addHouse(-1, i + 1), i)
}

/** Adds the number at word `i`, and another reading if a letter follows. */
function finishSingle(h: i32, i: i32): void {
  addToHouse(h, wordAt(i), lengthAt(i))
  if (hasSuffix(i)) addToHouse(addHouse(h, i + 2), wordAt(i + 1), lengthAt(i + 1))
}

/** A single letter behind digits and one space. */
function hasSuffix(i: i32): bool {
  if ((flagsAt(i) & LETTER) !== 0) return false
  const next = flagsAt(i + 1)
  return (next & (SINGLE | DIGIT | ALIEN)) === SINGLE && gapAt(i + 1) === SPACE
}

/** Keeps the words if somebody lives in the street of some of them, at any of these readings of the number. */
function keepStreet(words: i32, end: i32, from: i32, to: i32, first: i32, last: i32): void {
  const length = streetName(words, end)
  for (let h = from; h < to; h++) {
    const house = housesAt + <usize>h * HOUSE_BYTES
    beginKey(STREET)
    addBytes(nameAt(), length)
    addByte(0x20)
    addBytes(house, load<i32>(house, AT_HOUSE_LENGTH))
    keepByKey(first, last, BEFORE_STREET, BEHIND_STREET)
  }
}

/** The words as one, with "str" for "strasse". */
function streetName(first: i32, last: i32): i32 {
  const at = nameAt()
  const length = joinWords(first, last, at)
  if (joinedAt !== at) copyBytes(at, joinedAt, length)
  let to = 0
  for (let from = 0; from < length; ) {
    if (length - from >= 7 && isStrasse(at + from)) {
      store<u8>(at + to, 0x73)
      store<u8>(at + to, 0x74, 1)
      store<u8>(at + to, 0x72, 2)
      to += 3
      from += 7
    } else store<u8>(at + to++, load<u8>(at + from++))
  }
  return to
}

function isStrasse(at: usize): bool {
  return load<u32>(at) === 0x61727473 && load<u32>(at, 3) === 0x65737361
}

/** The words in front of the number, from one to as many as a street's name has. */
function keepStreetBefore(i: i32): void {
  let end = i
  while (end > 0 && end > i - 2 && (flagsAt(end - 1) & HOUSE_WORD) !== 0) end -= 1
  if (end === 0 || ((gapAt(i) | gapAt(end)) & ~HOUSE_SIGNS) !== 0) return
  const nearest = flagsAt(end - 1)
  if ((nearest & (DIGIT | ALIEN | NO_STREET)) !== 0) return
  let first = end - 1
  while (first > 0 && first > end - MAX_STREET_WORDS && (flagsAt(first) & ODD_STREET) === 0) {
    if ((flagsAt(first - 1) & ALIEN) !== 0 || (gapAt(first) & ~STREET_SIGNS) !== 0) break
    first -= 1
  }
  if ((flagsAt(first) & ODD_STREET) !== 0) keepSurely(first, i + 3, BEFORE_STREET, BEHIND_STREET)
  else keepEndingsOf(first, end - 1, i)
}

/** Whether a street's name can begin with a word: with any where the last one has a small letter, as it is written. */
function canBegin(first: i32, last: i32): bool {
  return (flagsAt(last) & CAPITAL) === 0 || (flagsAt(first) & (CAPITAL | STREET_START)) !== 0
}

/**
 * Keeps the streets whose names end with word `last` and begin at word `first` or behind it. All of them end alike, so that
 * the longest one is written once.
 */
function keepEndingsOf(first: i32, last: i32, i: i32): void {
  const at = nameAt() + <usize>STREET_PREFIX_BYTES
  let length = 0
  for (let k = first; k <= last; k++) {
    store<i32>(endingsAt() + ((<usize>(k - first)) << 2), length)
    copyBytes(at + length, wordAt(k), lengthAt(k))
    length += lengthAt(k)
    if (k === first || !isSeamAt(k)) continue
    keepEachOf(first, last, i)
    return
  }
  if (hasStra(at, length)) {
    keepEachOf(first, last, i)
    return
  }
  for (let h = 0; h < houses; h++) {
    const house = housesAt + <usize>h * HOUSE_BYTES
    const houseLength = load<i32>(house, AT_HOUSE_LENGTH)
    if (h > 0) writeWords(first, last, at)
    store<u8>(at + length, 0x20)
    copyBytes(at + length + 1, house, houseLength)
    // From the longest to the shortest: the prefix of a shorter one is written over the words in front of it.
    for (let k = first; k <= last; k++) {
      if (!canBegin(k, last)) continue
      const start = load<i32>(endingsAt() + ((<usize>(k - first)) << 2))
      const key = at + start - STREET_PREFIX_BYTES
      store<u32>(key, STRE)
      store<u32>(key, EET_COLON, 3)
      const keyLength = <i32>STREET_PREFIX_BYTES + length - start + 1 + houseLength
      keepIfKnown(key, keyLength, k, i + 3, BEFORE_STREET, BEHIND_STREET)
    }
  }
}

function writeWords(first: i32, last: i32, at: usize): void {
  let to = at
  for (let k = first; k <= last; k++) {
    copyBytes(to, wordAt(k), lengthAt(k))
    to += lengthAt(k)
  }
}

/** As `keepEndingsOf`, for words that fold where they meet, or streets that are written in short. */
function keepEachOf(first: i32, last: i32, i: i32): void {
  for (let k = first; k <= last; k++) {
    if (canBegin(k, last)) keepStreet(k, last, 0, houses, k, i + 3)
  }
}

const STREET_PREFIX_BYTES: usize = 7
/** "stre" and "eet:" as they lie in memory. */
const STRE: u32 = 0x65727473
const EET_COLON: u32 = 0x3a746565

/** Where each word of a street's name begins in it. */
function endingsAt(): usize {
  return nameAt() + 1984
}

/** Whether "stra" stands in letters: part of a street may be written in short. */
function hasStra(at: usize, length: i32): bool {
  for (let k = 0; k < length; k += 16) {
    const found = v128.and(
      v128.and(
        i8x16.eq(v128.load(at + k), i8x16.splat(0x73)),
        i8x16.eq(v128.load(at + k, 1), i8x16.splat(0x74)),
      ),
      v128.and(
        i8x16.eq(v128.load(at + k, 2), i8x16.splat(0x72)),
        i8x16.eq(v128.load(at + k, 3), i8x16.splat(0x61)),
      ),
    )
    if (v128.any_true(found)) return true
  }
  return false
}

/** "12 High Street": words behind, one of which makes a street of them. */
function keepStreetBehind(i: i32, h: i32): void {
  const next = load<i32>(housesAt + <usize>h * HOUSE_BYTES, AT_HOUSE_NEXT)
  let hasType = false
  for (let last = next; last < next + MAX_STREET_WORDS && last < tokenCount; last++) {
    const flags = flagsAt(last)
    const signs = last === next ? gapAt(last) & ~COMMA : gapAt(last)
    if ((flags & (DIGIT | ALIEN)) !== 0 || (signs & ~STREET_SIGNS) !== 0) return
    hasType = hasType || (flags & STREET_WORD) !== 0
    if (!hasType) continue
    const isOdd = ((flagsAt(next) | flags) & ODD_STREET) !== 0
    if (isOdd) keepSurely(i, last, BEFORE_STREET, BEHIND_STREET)
    else keepStreet(next, last, h, h + 1, i, last)
  }
}

const MIN_POSTCODE: i32 = 4
const MAX_POSTCODE: i32 = 8
const AROUND_PLACE: i32 = 9

/** Keeps the postcodes of somebody that begin with word `i`, which has a digit; the city around them is not looked at. */
export function keepPlacesAt(i: i32): void {
  const length = lengthAt(i)
  if (length > MAX_POSTCODE) return
  if (length >= MIN_POSTCODE) {
    beginKey(PLACE)
    addBytes(wordAt(i), length)
    keepByKey(i, i, AROUND_PLACE, AROUND_PLACE)
  }
  const gap = gapAt(i + 1)
  const next = flagsAt(i + 1)
  if ((gap !== SPACE && gap !== HYPHEN) || length > MIN_POSTCODE || (next & ALIEN) !== 0) return
  const nextLength = lengthAt(i + 1)
  const whole = length + nextLength
  if (((next & DIGIT) === 0 && nextLength !== 2) || whole < MIN_POSTCODE || whole > MAX_POSTCODE) return
  beginKey(PLACE)
  addBytes(wordAt(i), length)
  addBytes(wordAt(i + 1), nextLength)
  keepByKey(i, i + 1, AROUND_PLACE, AROUND_PLACE)
}
