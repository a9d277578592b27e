/** Names of persons and companies: two halves that somebody has near each other, and words of one company. */

import {
  addByte,
  addBytes,
  beginKey,
  copyBytes,
  FULL_NAME,
  isKeyKnown,
  isSeamAt,
  joinWords,
  spareAt,
} from './key-text'
import {
  ALIEN,
  APOSTROPHE,
  BREAK,
  CAPITAL,
  COMPANY,
  COMPANY_FORM,
  COMPANY_TITLE,
  DIGIT,
  FAMILY,
  FORM,
  flagsAt,
  GENITIVE,
  GIVEN,
  gapAt,
  gluedAt,
  HYPHEN,
  LOOSE,
  lengthAt,
  PARTICLE,
  PERSON,
  SINGLE,
  SPACE,
  TIES,
  tellingWord,
  tokenCount,
  unitsAt,
  wordAt,
} from './layout'
import { keep } from './ranges'
import { tellingCount } from './tokens'
import { bitsOf, rolesOfJoined } from './word'

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

export function startNames(): void {
  units = 0
  gluedEnd = 0
}

/** As far as the other half of a name of several words can begin, or its first word stand. */
const NEAR: i32 = MAX_REACH + MAX_UNIT_WORDS + 1

/**
 * Whether words joined to the one that is number `k` in the list of telling words can be half of a name. What begins with a
 * small particle can only be a surname: then a given name stands near, or what can be one, or a form of address.
 */
export function canBeJoined(k: i32): bool {
  const i = tellingWord(k)
  const flags = flagsAt(i)
  if ((flags & (PARTICLE | CAPITAL)) !== PARTICLE || isTied(i)) return true
  for (let before = k - 1; before >= 0 && tellingWord(before) >= i - NEAR; before--) {
    if (canBeGiven(tellingWord(before))) return true
  }
  for (let behind = k + 1; behind < tellingCount && tellingWord(behind) <= i + NEAR; behind++) {
    if (canBeGiven(tellingWord(behind))) return true
  }
  return false
}

function canBeGiven(i: i32): bool {
  const flags = flagsAt(i)
  return (
    (flags & (GIVEN | FORM)) !== 0 || (flags & (PARTICLE | CAPITAL)) === (PARTICLE | CAPITAL) || isTied(i)
  )
}

/** Whether a sign or two capitals can make one name of a word and the next. */
function isTied(i: i32): bool {
  return (gapAt(i + 1) & TIES) !== 0 || (flagsAt(i) & flagsAt(i + 1) & CAPITAL) !== 0
}

/** Keeps what can be a name that begins at word `i`. Words must come in order. */
export function keepNamesAt(i: i32, mayJoin: bool): void {
  const flags = flagsAt(i)
  if ((flags & (DIGIT | ALIEN)) === 0) {
    const length = lengthAt(i)
    if ((flags & PERSON) !== 0 && length > 1) addUnit(wordAt(i), length, flags & PERSON, i, i)
    if ((flags & GENITIVE) !== 0) addUnit(wordAt(i), length - 1, FAMILY, i, i)
    if (mayJoin) addGlued(i)
    if ((flags & COMPANY) !== 0) keepCompaniesAt(i)
  }
}

/** Units of several words: "Anna-Lena", "O'Brien", "von der Heide". */
function addGlued(i: i32): void {
  let isSeam = false
  for (let last = i + 1; last < i + MAX_UNIT_WORDS && last < tokenCount; last++) {
    const next = flagsAt(last)
    if (!isGlued(last, last - 1 === i) || (next & (DIGIT | ALIEN)) !== 0) return
    // Folded words lie one behind the other, so that only a seam that folds makes other letters of them.
    isSeam = isSeam || isSeamAt(last)
    let at = wordAt(i)
    let length = <i32>(wordAt(last) - at) + lengthAt(last)
    if (isSeam) {
      if (gluedEnd > GLUED_ROOM) gluedEnd = 0
      at = gluedAt + gluedEnd
      length = joinWords(i, last, at)
    }
    const roles = rolesOfJoined(at, length) & PERSON
    if (roles === 0) continue
    if (isSeam) gluedEnd += <usize>length
    addUnit(at, length, roles, i, last)
  }
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
    if (isKeyKnown()) keep(first - 1, last, AROUND_NAME, AROUND_NAME)
  }
  let reached = first
  for (let u = units - 1; u >= 0 && u > units - UNITS; u--) {
    const unit = unitsAt + <usize>(u & (UNITS - 1)) * UNIT_BYTES
    const unitLast = load<i32>(unit, 16)
    if (load<i32>(unit, 12) < first - MAX_REACH - MAX_UNIT_WORDS) break
    if (unitLast >= first || first - unitLast > MAX_REACH) continue
    while (reached > unitLast + 1 && isPassable(reached - 1)) reached -= 1
    if (reached > unitLast + 1) continue
    if (isPair(unit, at, length, roles)) keep(load<i32>(unit, 12), last, AROUND_NAME, AROUND_NAME)
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

/** Whether somebody has both halves; the one that comes first in the alphabet stands first in the key. */
function isPair(unit: usize, at: usize, length: i32, roles: u32): bool {
  const otherRoles = load<u32>(unit, 8)
  if (((otherRoles | roles) & PERSON) !== PERSON) return false
  const otherAt = <usize>load<u32>(unit)
  const otherLength = load<i32>(unit, 4)
  const common = length < otherLength ? length : otherLength
  const order = memory.compare(otherAt, at, common)
  const isFirst = order < 0 || (order === 0 && otherLength < length)
  beginKey(FULL_NAME)
  addBytes(isFirst ? otherAt : at, isFirst ? otherLength : length)
  addByte(0x7c)
  addBytes(isFirst ? at : otherAt, isFirst ? length : otherLength)
  return isKeyKnown()
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
        keep(i, k, BEFORE_COMPANY, BEHIND_COMPANY)
        return
      }
      if ((flags & COMPANY_FORM) !== 0) {
        if (core === 1 && isCompany(at, length)) keep(i, k, BEFORE_COMPANY, BEHIND_COMPANY)
        continue
      }
    }
    const isCompanyWord =
      (flags & DIGIT) !== 0 ? (bitsOf(wordAt(k), lengthAt(k)) & COMPANY) !== 0 : (flags & COMPANY) !== 0
    if (!isCompanyWord) return
    if (core > 0) store<u8>(at + length++, 0x20)
    copyBytes(at + length, wordAt(k), lengthAt(k))
    length += lengthAt(k)
    core += 1
    const isNamed = core > 1 || (flagsAt(i - 1) & COMPANY_TITLE) !== 0
    if (isNamed && isCompany(at, length)) keep(i, k, BEFORE_COMPANY, BEHIND_COMPANY)
  }
}

function isCompany(at: usize, length: i32): bool {
  beginKey(FULL_NAME)
  addBytes(at, length)
  return isKeyKnown()
}
