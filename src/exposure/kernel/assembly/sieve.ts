/**
 * Says which pieces of a text can hold anything that the engine counts: everywhere else it would find nothing. Reads bytes
 * of UTF-8 once, word by word; asks the index only for keys that are put together as the engine itself writes them.
 */
import { keepAddresseesAt, keepBlocksAt } from './scan/addressees'
import { asked, known, passed, placeMarks, placeNewMarks, resetCounts } from './scan/filter'
import {
  ALIEN,
  APOSTROPHE,
  AT_FLAGS,
  AT_GAP,
  AT_SIGN,
  AT_UNIT_END,
  AT_UNIT_START,
  CAPITAL,
  COMPANY,
  DIGIT,
  FORM,
  flagsAt,
  GENITIVE,
  gapAt,
  HYPHEN,
  lengthAt,
  MONTH,
  NUMBER_LABEL,
  PARTICLE,
  PERSON,
  PERSON_LABEL,
  placeTables,
  placeText,
  SALUTATION,
  SECOND_HALF,
  SHORT_LABEL,
  SINGLE,
  SPACE,
  TOKEN_BYTES,
  tokenAt,
  tokenCount,
  WORD_AT,
  wordAt,
} from './scan/layout'
import { keepNamesAt, startNames } from './scan/names'
import { isBehindLabel, keepDatesAt, keepNumbersAt, setNumbers, startNumbers } from './scan/numbers'
import { keepPlacesAt, keepStreetsAt } from './scan/places'
import { keep, rangeCount, startRanges, writeUnits } from './scan/ranges'
import { alienCount, readTokens } from './scan/tokens'
import { forgetWords } from './scan/word'

export {
  asked,
  forgetWords,
  known,
  passed,
  placeMarks,
  placeNewMarks,
  placeTables,
  placeText,
  resetCounts,
  setNumbers,
}

/** What is kept around something not understood, and around an address of mail: more than any rule looks at. */
const AROUND_ALIEN: i32 = 250
const UNITS_AROUND_ALIEN: u32 = 700
const UNITS_BEFORE_AT: u32 = 200
const UNITS_BEHIND_AT: u32 = 600
const BESIDE_AT: i32 = 4
/** A text of which one word in four is not understood is kept as it is. */
const ALIEN_SHARE: i32 = 4

/**
 * Scans the text.
 *
 * @param context words that are kept around everything at least
 * @returns number of ranges that lie at `rangesAt`; -1: all of it
 */
export function scan(length: usize, context: i32): i32 {
  readTokens(length)
  const aliens = alienCount()
  if (aliens > 0 && aliens * ALIEN_SHARE >= tokenCount) return -1
  startRanges(context)
  mark()
  writeUnits()
  return rangeCount
}

const ADDRESSEE: u32 = SALUTATION | SECOND_HALF | SHORT_LABEL | PERSON_LABEL | FORM | SINGLE
const NAME: u32 = PERSON | COMPANY | GENITIVE | PARTICLE
/** Words with none of these begin nothing by themselves. */
const TELLING: u32 = ADDRESSEE | NAME | DIGIT | MONTH | NUMBER_LABEL | WORD_AT | ALIEN
const TIES: u32 = HYPHEN | APOSTROPHE

function mark(): void {
  startNames()
  startNumbers()
  let token = tokenAt(0)
  let flags = flagsAt(0)
  for (let i = 0; i < tokenCount; i++) {
    const next = load<u32>(token + TOKEN_BYTES, AT_FLAGS)
    const isGlued = (load<u32>(token + TOKEN_BYTES, AT_GAP) & TIES) !== 0 || (flags & next & CAPITAL) !== 0
    if ((load<u32>(token, AT_GAP) & AT_SIGN) !== 0) keepUnits(i, UNITS_BEFORE_AT, UNITS_BEHIND_AT)
    if ((flags & TELLING) !== 0 || isBehindLabel()) markWord(i, flags)
    if (isGlued || (flags & NAME) !== 0) keepNamesAt(i)
    flags = next
    token += TOKEN_BYTES
  }
}

function markWord(i: i32, flags: u32): void {
  if ((flags & ALIEN) !== 0) {
    keepUnits(i, UNITS_AROUND_ALIEN, UNITS_AROUND_ALIEN)
    keep(i, i, AROUND_ALIEN, AROUND_ALIEN)
  }
  if ((flags & WORD_AT) !== 0 && mayBeAddress(i)) keepUnits(i, UNITS_BEFORE_AT, UNITS_BEHIND_AT)
  if ((flags & (DIGIT | NUMBER_LABEL | ALIEN)) !== 0 || isBehindLabel()) keepNumbersAt(i)
  if ((flags & (DIGIT | MONTH)) !== 0) keepDatesAt(i)
  if ((flags & DIGIT) !== 0) {
    keepStreetsAt(i)
    keepPlacesAt(i)
    keepBlocksAt(i)
  }
  if ((flags & ADDRESSEE) !== 0) keepAddresseesAt(i)
}

/** "anna at example dot org": not where the two words behind are set off by spaces and the second is no full stop written out. */
function mayBeAddress(i: i32): bool {
  if (i === 0 || i + 1 >= tokenCount) return false
  if (i + 2 >= tokenCount || gapAt(i + 1) !== SPACE || gapAt(i + 2) !== SPACE) return true
  if (((flagsAt(i + 1) | flagsAt(i + 2)) & ALIEN) !== 0) return true
  const at = wordAt(i + 2)
  const length = lengthAt(i + 2)
  return (length === 3 && (load<u32>(at) & 0xffffff) === DOT_WORD) || (length === 5 && load<u32>(at) === PUNK)
}

/** "dot" and the beginning of "punkt" as they lie in memory. */
const DOT_WORD: u32 = 0x746f64
const PUNK: u32 = 0x6b6e7570

function keepUnits(i: i32, before: u32, behind: u32): void {
  const start = load<u32>(tokenAt(i), AT_UNIT_START)
  const end = load<u32>(tokenAt(i), AT_UNIT_END)
  let first = i
  while (first > 0 && start - load<u32>(tokenAt(first), AT_UNIT_START) < before) first -= 1
  let last = i
  while (last + 1 < tokenCount && load<u32>(tokenAt(last), AT_UNIT_END) - end < behind) last += 1
  keep(first, last, BESIDE_AT, BESIDE_AT)
}
