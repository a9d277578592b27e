/** Names of persons and companies: two halves that somebody has near each other, and words of one company. */

import { keepSurely } from './asked'
import { lengthAt, wordAt } from './folded'
import {
  addByte,
  addBytes,
  beginKey,
  copyBytes,
  FULL_NAME,
  isSeamAt,
  joinWords,
  keepByKey,
  spareAt,
} from './key-text'
import {
  ALIEN,
  APOSTROPHE,
  ASSIGNMENT,
  BREAK,
  CAPITAL,
  COLON,
  COMMA,
  COMPANY,
  COMPANY_FORM,
  COMPANY_TITLE,
  DIGIT,
  DOT,
  FAMILY,
  FORM,
  flagsAt,
  GENITIVE,
  GIVEN,
  gapAt,
  gluedAt,
  HYPHEN,
  LISTING,
  LOOSE,
  PAREN,
  PARTICLE,
  PERSON,
  QUOTE,
  SINGLE,
  SLASH,
  SPACE,
  TAB,
  tokenCount,
  UNDERSCORE,
  unitsAt,
} from './layout'
import { rolesOfJoined } from './word'

/** Words that are kept around a name: what tells it from two other ones stands at most four words away. */
const AROUND_NAME: i32 = 8
/** Words of one unit, and how far its other half may begin. */
const MAX_UNIT_WORDS: i32 = 5
const MAX_REACH: i32 = 6

/** Units that a later one may be the other half of: where their letters lie, how many, roles, first and last word. */
const UNITS: i32 = 256
const UNIT_BYTES: usize = 20
let units: i32 = 0
/** Letters of joined units, in a ring that is longer than all units that are remembered. */
const GLUED_ROOM: usize = 1 << 17
let gluedEnd: usize = 0

/** Behind the last word whose halves have been looked for. */
let readEnd: i32 = 0

export function startNames(): void {
  units = 0
  gluedEnd = 0
  readEnd = 0
}

/** As far from a given name's first word as the first word of its surname, or a little more. */
const NEAR: i32 = MAX_REACH + MAX_UNIT_WORDS

/**
 * Keeps what can be a name because of word `i`: there is none without a given name or a form of address. Words must come in
 * order.
 */
export function keepNamesNear(i: i32): void {
  const flags = flagsAt(i)
  if ((flags & (DIGIT | ALIEN)) !== 0) return
  if ((flags & COMPANY) !== 0) keepCompaniesAt(i)
  if ((flags & (GIVEN | FORM)) === 0 && !isJoinedGiven(i)) return
  const end = min(i + NEAR + 1, tokenCount)
  for (let k = max(readEnd, i - NEAR); k < end; k++) readHalvesAt(k)
  readEnd = max(readEnd, end)
}

function readHalvesAt(i: i32): void {
  const flags = flagsAt(i)
  if ((flags & (DIGIT | ALIEN)) !== 0) return
  const length = lengthAt(i)
  if ((flags & PERSON) !== 0 && length > 1) addUnit(wordAt(i), length, flags & PERSON, i, i)
  if ((flags & GENITIVE) !== 0) addUnit(wordAt(i), length - 1, FAMILY, i, i)
  joinedRoles(i, true)
}

/** Whether word `i` and those behind it are a given name; asked only where a surname can stand beside it. */
function isJoinedGiven(i: i32): bool {
  // What begins with a small particle can only be a surname.
  if (i + 1 >= tokenCount || (flagsAt(i) & (PARTICLE | CAPITAL)) === PARTICLE || !isGlued(i + 1, true))
    return false
  return (hasFamilyBefore(i) || hasFamilyBehind(i)) && (joinedRoles(i, false) & GIVEN) !== 0
}

/** Whether a surname can end in front of word `i`, with nothing between that no name has inside. */
function hasFamilyBefore(i: i32): bool {
  for (let k = i - 1; k >= 0 && k >= i - MAX_REACH; k--) {
    if (!isNameGap(k + 1)) return false
    if ((flagsAt(k) & (FAMILY | GENITIVE)) !== 0 || (k > 0 && isGlued(k, true))) return true
    if (!isPassable(k)) return false
  }
  return false
}

/** Whether a surname can begin behind the two words from `i` on, or more of them. */
function hasFamilyBehind(i: i32): bool {
  let isInside = true
  for (let k = i + 1; k <= i + NEAR && k < tokenCount; k++) {
    const isGlue = isGlued(k, k - 1 === i)
    if (!isGlue && !isNameGap(k)) return false
    if (k > i + 1) {
      if ((flagsAt(k) & (FAMILY | GENITIVE)) !== 0) return true
      if (k + 1 < tokenCount && isGlued(k + 1, true)) return true
    }
    isInside = isInside && isGlue && k < i + MAX_UNIT_WORDS
    if (!isInside && !isPassable(k)) return false
  }
  return false
}

const NAME_SIGNS: u32 = SPACE | BREAK | APOSTROPHE | TAB | UNDERSCORE | QUOTE
const LABEL_SIGNS: u32 = NAME_SIGNS | COLON | ASSIGNMENT | COMMA | LISTING | PAREN | DOT | HYPHEN | SLASH

/** Whether the signs in front of word `i` can stand inside a name; a few more than the engine lets pass. */
function isNameGap(i: i32): bool {
  const gap = gapAt(i)
  if ((gap & ~(NAME_SIGNS | HYPHEN)) === 0 || (gap & ~(NAME_SIGNS | COMMA)) === 0 || gap === DOT) return true
  const before = flagsAt(i - 1)
  if ((before & (SINGLE | LOOSE | PARTICLE)) !== 0 && (gap & ~(NAME_SIGNS | DOT | HYPHEN | COMMA)) === 0)
    return true
  return ((before | flagsAt(i)) & LOOSE) !== 0 && (gap & ~LABEL_SIGNS) === 0
}

/**
 * Roles of words written as one from word `i` on: "Anna-Lena", "O'Brien", "von der Heide".
 *
 * @param isKept they become halves of names
 */
function joinedRoles(i: i32, isKept: bool): u32 {
  if (gluedEnd > GLUED_ROOM) gluedEnd = 0
  const at = gluedAt + gluedEnd
  let length = 0
  let isSeam = false
  let all: u32 = 0
  for (let last = i + 1; last < i + MAX_UNIT_WORDS && last < tokenCount; last++) {
    if (!isGlued(last, last - 1 === i) || (flagsAt(last) & (DIGIT | ALIEN)) !== 0) break
    if (last === i + 1) length = addWord(i, at, 0)
    isSeam = isSeam || isSeamAt(last)
    if (isSeam) length = joinWords(i, last, at)
    else length = addWord(last, at, length)
    const roles = rolesOfJoined(at, length) & PERSON
    all |= roles
    if (roles === 0 || !isKept) continue
    // Words that are joined further leave these letters as they are.
    gluedEnd = at + length - gluedAt
    addUnit(at, length, roles, i, last)
  }
  return all
}

/** Writes a word behind others. @returns how long they are with it */
function addWord(i: i32, at: usize, length: i32): i32 {
  copyBytes(at + length, wordAt(i), lengthAt(i))
  return length + lengthAt(i)
}

/** Whether word `last` can be one name with the one in front of it. */
function isGlued(last: i32, isFirst: bool): bool {
  const gap = gapAt(last)
  if (gap === HYPHEN || gap === APOSTROPHE) return true
  if ((gap & ~(HYPHEN | BREAK | SPACE)) !== 0) return false
  if ((gap & HYPHEN) !== 0) return (gap & BREAK) !== 0
  const before = flagsAt(last - 1)
  return (before & PARTICLE) !== 0 || (isFirst && (before & flagsAt(last) & CAPITAL) !== 0)
}

function addUnit(at: usize, length: i32, roles: u32, first: i32, last: i32): void {
  if ((flagsAt(first - 1) & FORM) !== 0) {
    beginKey(FULL_NAME)
    addByte(0x7c)
    addBytes(at, length)
    keepByKey(first - 1, last, AROUND_NAME, AROUND_NAME)
  }
  let reached = first
  for (let u = units - 1; u >= 0 && u > units - UNITS; u--) {
    const unit = unitsAt + <usize>(u & (UNITS - 1)) * UNIT_BYTES
    const unitLast = load<i32>(unit, 16)
    if (load<i32>(unit, 12) < first - MAX_REACH - MAX_UNIT_WORDS) break
    if (unitLast >= first || first - unitLast > MAX_REACH) continue
    while (reached > unitLast + 1 && isPassable(reached - 1)) reached -= 1
    if (reached > unitLast + 1) continue
    if (((load<u32>(unit, 8) | roles) & PERSON) === PERSON) keepPair(unit, at, length, last)
  }
  const unit = unitsAt + <usize>(units & (UNITS - 1)) * UNIT_BYTES
  store<u32>(unit, <u32>at)
  store<i32>(unit, length, 4)
  store<u32>(unit, roles, 8)
  store<i32>(unit, first, 12)
  store<i32>(unit, last, 16)
  units += 1
}

/** Whether a word may stand between the halves of a name. */
function isPassable(i: i32): bool {
  return (flagsAt(i) & (SINGLE | LOOSE | FORM | CAPITAL | PERSON | PARTICLE)) !== 0
}

/** Keeps both halves if somebody has them; the one that comes first in the alphabet stands first in the key. */
function keepPair(unit: usize, at: usize, length: i32, last: i32): void {
  const otherAt = <usize>load<u32>(unit)
  const otherLength = load<i32>(unit, 4)
  const common = length < otherLength ? length : otherLength
  const order = memory.compare(otherAt, at, common)
  const isFirst = order < 0 || (order === 0 && otherLength < length)
  beginKey(FULL_NAME)
  addBytes(isFirst ? otherAt : at, isFirst ? otherLength : length)
  addByte(0x7c)
  addBytes(isFirst ? at : otherAt, isFirst ? length : otherLength)
  keepByKey(load<i32>(unit, 12), last, AROUND_NAME, AROUND_NAME)
}

/** Words of a company's name, and those that are passed over among them. */
const MAX_COMPANY_WORDS: i32 = 8
const MAX_COMPANY_REACH: i32 = 12
const BEFORE_COMPANY: i32 = 4
const BEHIND_COMPANY: i32 = 16

function keepCompaniesAt(i: i32): void {
  let core = 0
  let length = 0
  const at = spareAt()
  for (let k = i; k < i + MAX_COMPANY_REACH && k < tokenCount && core < MAX_COMPANY_WORDS; k++) {
    const flags = flagsAt(k)
    if ((flags & ALIEN) !== 0) return
    if (k > i) {
      // "e. V.": whether letters are a legal form depends on their neighbours.
      if ((flags & SINGLE) !== 0 || lengthAt(k) === 1) {
        keepSurely(i, k, BEFORE_COMPANY, BEHIND_COMPANY)
        return
      }
      if ((flags & COMPANY_FORM) !== 0) {
        if (core === 1) keepCompany(at, length, i, k)
        continue
      }
    }
    const isCompanyWord =
      (flags & DIGIT) !== 0
        ? (rolesOfJoined(wordAt(k), lengthAt(k)) & COMPANY) !== 0
        : (flags & COMPANY) !== 0
    if (!isCompanyWord) return
    if (core > 0) store<u8>(at + length++, 0x20)
    copyBytes(at + length, wordAt(k), lengthAt(k))
    length += lengthAt(k)
    core += 1
    const isNamed = core > 1 || (flagsAt(i - 1) & COMPANY_TITLE) !== 0
    if (isNamed) keepCompany(at, length, i, k)
  }
}

function keepCompany(at: usize, length: i32, first: i32, last: i32): void {
  beginKey(FULL_NAME)
  addBytes(at, length)
  keepByKey(first, last, BEFORE_COMPANY, BEHIND_COMPANY)
}
