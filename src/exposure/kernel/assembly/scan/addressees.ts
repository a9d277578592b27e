/** Where a text may speak to somebody: salutations, labels, lines of letters, address blocks. What stands there is kept whoever it is. */
import { keepSurely } from './asked'
import { lengthAt, wordAt } from './folded'
import {
  ALIEN,
  APOSTROPHE,
  ASSIGNMENT,
  AT_END,
  AT_START,
  BREAK,
  BREAKS,
  CAPITAL,
  COLON,
  COMPANY,
  COMPANY_FORM,
  DIGIT,
  FAR,
  FIRST_HALF,
  FORM,
  flagsAt,
  gapAt,
  HYPHEN,
  LETTER_WORD,
  LOOSE,
  PARTICLE,
  PERSON,
  PERSON_LABEL,
  SALUTATION,
  SECOND_HALF,
  SHORT_LABEL,
  SINGLE,
  SLASH,
  TAB,
  tokenAt,
  tokenCount,
} from './layout'

const BEFORE_PHRASE: i32 = 4
const BEHIND_PHRASE: i32 = 6
/** Seven persons of 22 words each, and what is looked at behind them. */
const LONGEST_PHRASES: i32 = 200

export function keepAddresseesAt(i: i32): void {
  const flags = flagsAt(i)
  const behind = gapAt(i + 1)
  if ((flags & SALUTATION) !== 0) keepPhrase(i)
  if ((flags & SECOND_HALF) !== 0 && (flagsAt(i - 1) & FIRST_HALF) !== 0) keepPhrase(i)
  if ((flags & SHORT_LABEL) !== 0) keepPhrase(i)
  if ((flags & PERSON_LABEL) !== 0 && (behind & (COLON | TAB | ASSIGNMENT)) !== 0) keepPhrase(i)
  if ((flags & FORM) !== 0) keepFormLine(i, flags, behind)
  if ((flags & SINGLE) !== 0 && behind === SLASH && isLetter(i, 0x63) && isLetter(i + 1, 0x6f)) keepPhrase(i)
}

function isLetter(i: i32, letter: u32): bool {
  return lengthAt(i) === 1 && <u32>load<u8>(wordAt(i)) === letter
}

/** A line that begins with a form of address: "Herrn Max Müller", "An Frau …", or "Frau" alone. */
function keepFormLine(i: i32, flags: u32, behind: u32): void {
  const isBehindAn = (flagsAt(i - 1) & (LETTER_WORD | FORM)) === LETTER_WORD
  if (!isBehindAn && (gapAt(i) & (BREAK | TAB | FAR)) === 0 && !isFar(i)) return
  if (isBehindAn || (behind & BREAK) !== 0 || (flags & LETTER_WORD) !== 0) keepPhrase(i)
}

/** A gap longer than this is the edge of a text to the engine. */
const MAX_GAP: u32 = 80

function isFar(i: i32): bool {
  return load<u32>(tokenAt(i), AT_START) - load<u32>(tokenAt(i - 1), AT_END) > MAX_GAP
}

/** Keeps everything from word `i` on that can be part of what it says of persons and companies. */
function keepPhrase(i: i32): void {
  let end = i + 2
  while (end < tokenCount && end < i + LONGEST_PHRASES && !isEnd(end)) end += 1
  keepSurely(i, end, BEFORE_PHRASE, BEHIND_PHRASE)
}

const GOES_ON: u32 =
  CAPITAL | SINGLE | PERSON | COMPANY | COMPANY_FORM | FORM | LOOSE | PARTICLE | LETTER_WORD | DIGIT | ALIEN

/** A word with a small letter that is in no name and ties none: no phrase goes beyond it. */
function isEnd(i: i32): bool {
  const ties = HYPHEN | APOSTROPHE
  return (flagsAt(i) & GOES_ON) === 0 && ((gapAt(i) | (i + 1 < tokenCount ? gapAt(i + 1) : 0)) & ties) === 0
}

/** Words of a line, and words around an address block in which the engine looks: lines, and a closing above them. */
const MAX_LINE_WORDS: i32 = 10
const BEFORE_BLOCK: i32 = 100
const BEHIND_BLOCK: i32 = 30
const MIN_POSTCODE: i32 = 4
const MAX_POSTCODE: i32 = 8

/** Word `i` has a digit: it may be the postcode below a street. */
export function keepBlocksAt(i: i32): void {
  const length = lengthAt(i)
  if (length < MIN_POSTCODE || length > MAX_POSTCODE) return
  const place = lineStart(i)
  if (place <= 0 || (gapAt(place) & (BREAK | BREAKS)) !== BREAK) return
  const street = lineStart(place - 1)
  const isNumbered =
    (flagsAt(place - 1) & DIGIT) !== 0 ||
    ((flagsAt(place - 1) & SINGLE) !== 0 && (flagsAt(place - 2) & DIGIT) !== 0)
  if (isNumbered || (street >= 0 && (flagsAt(street) & DIGIT) !== 0))
    keepSurely(i, i, BEFORE_BLOCK, BEHIND_BLOCK)
}

/** First word of the line of word `i`; -1 for a line that is too long. */
function lineStart(i: i32): i32 {
  for (let first = i; first >= 0 && first >= i - MAX_LINE_WORDS; first--) {
    if ((gapAt(first) & (BREAK | FAR)) !== 0 || isFar(first)) return first
  }
  return -1
}
