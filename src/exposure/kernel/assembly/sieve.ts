/**
 * Says which pieces of a text can hold anything that the engine counts: everywhere else it would find nothing. Reads its units
 * once, word by word; asks the index only for keys that are put together as the engine itself writes them.
 */
import { keepAddresseesAt, keepBlocksAt } from './scan/addressees'
import { answerAll, keepSurely, startAsking } from './scan/asked'
import { keepDatesAt } from './scan/dates'
import { placeMarks, placeNewMarks, takeKey } from './scan/filter'
import { lengthAt, wordAt } from './scan/folded'
import {
  ADDRESSEE,
  ALIEN,
  AT_END,
  AT_GAP,
  AT_SIGN,
  AT_START,
  DIGIT,
  flagsAt,
  gapAt,
  MARKED,
  MONTH,
  NUMBER_LABEL,
  placeTables,
  placeText,
  SPACE,
  tellingWord,
  tokenAt,
  tokenCount,
  WORD_AT,
} from './scan/layout'
import { keepNamesNear, startNames } from './scan/names'
import { keepLabelledBehind, keepNumbersAt, setNumbers } from './scan/numbers'
import { keepPlacesAt, keepStreetsAt } from './scan/places'
import { rangeCount, startRanges, writeUnits } from './scan/ranges'
import { alienCount, readTokens, tellingCount } from './scan/tokens'
import { forgetWords } from './scan/word'

export { forgetWords, placeMarks, placeNewMarks, placeTables, placeText, setNumbers, takeKey }

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
  startAsking()
  mark()
  answerAll()
  writeUnits()
  return rangeCount
}

function mark(): void {
  startNames()
  for (let k = 0; k < tellingCount; k++) {
    const i = tellingWord(k)
    const flags = flagsAt(i)
    if ((load<u32>(tokenAt(i), AT_GAP) & AT_SIGN) !== 0) keepUnits(i, UNITS_BEFORE_AT, UNITS_BEHIND_AT)
    if ((flags & MARKED) !== 0) markWord(i, flags)
    keepNamesNear(i)
  }
}

function markWord(i: i32, flags: u32): void {
  if ((flags & ALIEN) !== 0) {
    keepUnits(i, UNITS_AROUND_ALIEN, UNITS_AROUND_ALIEN)
    keepSurely(i, i, AROUND_ALIEN, AROUND_ALIEN)
  }
  if ((flags & WORD_AT) !== 0 && mayBeAddress(i)) keepUnits(i, UNITS_BEFORE_AT, UNITS_BEHIND_AT)
  if ((flags & NUMBER_LABEL) !== 0) keepLabelledBehind(i)
  if ((flags & (DIGIT | MONTH)) !== 0) keepDatesAt(i)
  if ((flags & DIGIT) !== 0) {
    keepNumbersAt(i)
    keepStreetsAt(i)
    keepPlacesAt(i)
    keepBlocksAt(i)
  }
  if ((flags & ADDRESSEE) !== 0) keepAddresseesAt(i)
}

/** "anna at example dot org": not where the two words behind are set off by spaces and the second is no full stop written out. */
function mayBeAddress(i: i32): bool {
  // In front of it can stand signs only, which are no word.
  if (i + 1 >= tokenCount) return false
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
  const start = load<u32>(tokenAt(i), AT_START)
  const end = load<u32>(tokenAt(i), AT_END)
  let first = i
  while (first > 0 && start - load<u32>(tokenAt(first), AT_START) < before) first -= 1
  let last = i
  while (last + 1 < tokenCount && load<u32>(tokenAt(last), AT_END) - end < behind) last += 1
  keepSurely(first, last, BESIDE_AT, BESIDE_AT)
}
