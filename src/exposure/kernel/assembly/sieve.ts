/**
 * Says which pieces of a text can hold anything that the engine counts: everywhere else it would find nothing. Reads bytes
 * of UTF-8 once, word by word; asks the index only for keys that are put together as the engine itself writes them.
 */
import { keepAddresseesAt, keepBlocksAt } from './scan/addressees'
import { asked, known, passed, placeMarks, placeNewMarks, resetCounts } from './scan/filter'
import {
  ALIEN,
  AT_AHEAD,
  AT_BACK,
  AT_FLAGS,
  AT_GAP,
  AT_SIGN,
  AT_UNIT_END,
  AT_UNIT_START,
  DIGIT,
  FORM,
  flagsAt,
  gapAt,
  keep,
  LIST_WORD,
  lengthAt,
  MONTH,
  NUMBER_LABEL,
  PERSON_LABEL,
  placeTables,
  placeText,
  SALUTATION,
  SECOND_HALF,
  SHORT_LABEL,
  SINGLE,
  SPACE,
  tokenAt,
  tokenCount,
  WORD_AT,
  wordAt,
} from './scan/layout'
import { keepNamesAt, startNames } from './scan/names'
import { keepDatesAt, keepNumbersAt, setNumbers, startNumbers } from './scan/numbers'
import { keepPlacesAt, keepStreetsAt } from './scan/places'
import { alienCount, readTokens } from './scan/tokens'
import { forgetWords } from './scan/word'

export { asked, forgetWords, known, passed, placeMarks, placeNewMarks, placeTables, placeText, resetCounts, setNumbers }

/** What is kept around something not understood, and around an address of mail: more than any rule looks at. */
const AROUND_ALIEN: i32 = 250
const UNITS_AROUND_ALIEN: u32 = 700
const UNITS_BEFORE_AT: u32 = 200
const UNITS_BEHIND_AT: u32 = 600
const BESIDE_AT: i32 = 4
/** A text of which one word in four is not understood is kept as it is. */
const ALIEN_SHARE: i32 = 4

/** Words of the text that was scanned last. */
export function words(): i32 {
  return tokenCount
}

/**
 * Scans the text.
 *
 * @param context words that are kept around everything at least
 * @returns number of ranges that `rangesAt` holds; -1: all of it
 */
export function scan(length: usize, context: i32): i32 {
  readTokens(length)
  const aliens = alienCount()
  if (aliens > 0 && aliens * ALIEN_SHARE >= tokenCount) return -1
  mark()
  return writeRanges(context)
}

const ADDRESSEE: u32 = SALUTATION | SECOND_HALF | SHORT_LABEL | PERSON_LABEL | FORM | SINGLE

function mark(): void {
  startNames()
  startNumbers()
  for (let i = 0; i < tokenCount; i++) {
    const flags = flagsAt(i)
    if ((flags & (ALIEN | WORD_AT)) !== 0) {
      if ((flags & ALIEN) !== 0) {
        keepUnits(i, UNITS_AROUND_ALIEN, UNITS_AROUND_ALIEN)
        keep(i, i, AROUND_ALIEN, AROUND_ALIEN)
      } else if (mayBeAddress(i)) keepUnits(i, UNITS_BEFORE_AT, UNITS_BEHIND_AT)
    }
    if ((load<u32>(tokenAt(i), AT_GAP) & AT_SIGN) !== 0) keepUnits(i, UNITS_BEFORE_AT, UNITS_BEHIND_AT)
    keepNamesAt(i)
    keepNumbersAt(i)
    if ((flags & (DIGIT | MONTH)) !== 0) keepDatesAt(i)
    if ((flags & DIGIT) !== 0) {
      keepStreetsAt(i)
      keepPlacesAt(i)
      keepBlocksAt(i)
    }
    if ((flags & ADDRESSEE) !== 0) keepAddresseesAt(i)
  }
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

/** Words that say nothing of how far a rule has looked: of a list of numbers with its label any length belongs together. */
const UNCOUNTED: u32 = DIGIT | LIST_WORD | NUMBER_LABEL

/** Ranges of units lie where the tokens were: two words each. */
export function rangesAt(): usize {
  return tokenAt(0)
}

/** What no range takes: begins at the first unit, or ends with the last. */
const TO_THE_END: u32 = 0xffffffff

function writeRanges(context: i32): i32 {
  sweepBack(context)
  let count = 0
  let left = 0
  let isOpen = false
  let to = tokenAt(0)
  for (let i = 0; i < tokenCount; i++) {
    const token = tokenAt(i)
    const ahead = needAt(token + AT_AHEAD, context)
    const isKept = left > 0 || ahead >= 0 || load<u8>(token, AT_BACK) !== 0
    left = leftBehind(token, left, ahead)
    const start = load<u32>(token, AT_UNIT_START)
    const end = load<u32>(token, AT_UNIT_END)
    if (!isKept) {
      isOpen = false
      continue
    }
    if (!isOpen) {
      store<u32>(to, i === 0 ? 0 : start)
      to += 8
      count += 1
      isOpen = true
    }
    store<u32>(to - 8, i === tokenCount - 1 ? TO_THE_END : end, 4)
  }
  return count
}

/** Marks everything in front of what is kept: `AT_BACK` becomes 1 for whatever is kept because of a later word. */
function sweepBack(context: i32): void {
  let left = 0
  for (let i = tokenCount - 1; i >= 0; i--) {
    const token = tokenAt(i)
    const back = needAt(token + AT_BACK, context)
    const isKept = left > 0 || back >= 0
    left = leftBehind(token, left, back)
    store<u8>(token, isKept ? 1 : 0, AT_BACK)
  }
}

/** Words that are still to be kept behind this one. */
function leftBehind(token: usize, left: i32, need: i32): i32 {
  const rest = left > 0 && (load<u32>(token, AT_FLAGS) & UNCOUNTED) === 0 ? left - 1 : left
  return need > rest ? need : rest
}

/** Words that are kept beside this one; -1 if nothing asks for any. */
function needAt(at: usize, context: i32): i32 {
  const need = <i32>load<u8>(at)
  if (need === 0) return -1
  return need < context ? context : need
}
