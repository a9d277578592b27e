/** Customer numbers, and numbers that belong to a customer (owned facts): written and found alike. */
import type { Candidate, Recogniser } from '../candidate.ts'
import type { FactKey } from '../fact.ts'
import { type FoldedText, plainSpelling, type Word } from '../fold.ts'
import type { IdentifierIndex } from '../identifier-index.ts'
import { headings } from './column.ts'
import {
  AMPERSAND,
  APOSTROPHE,
  ASSIGNMENT,
  BREAK,
  BREAKS,
  COLON,
  COMMA,
  DOT,
  HYPHEN,
  LISTING,
  PAREN,
  QUOTE,
  SLASH,
  SPACE,
  signsBehind,
  TAB,
  UNDERSCORE,
} from './gap.ts'
import {
  CUSTOMER,
  fillers,
  labelAt,
  labelOfHeading,
  labelOfPrefix,
  MAX_PREFIX_LENGTH,
  type NumberLabel,
  OWNED,
} from './number-label.ts'
import { type WordSet, wordSet } from './word-set.ts'

/** Longer runs of letters and digits are no number that a person is known by. */
export const MAX_NUMBER_LENGTH = 40

export type NumberClass = 'customer-number' | 'owned-fact'

/**
 * Keys of a number as written in a directory: letters and digits in lower case, separators dropped, leading zeros kept.
 * A number with leading zeros has a second key, marked by `~`, under which a labelled number without them finds it:
 * spreadsheets drop zeros.
 */
export function numberKeys(kind: NumberClass, written: string): readonly FactKey[] {
  const plain = plainSpelling(written)
  if (plain === '' || plain.length > MAX_NUMBER_LENGTH) return []
  const short = withoutZeros(plain)
  return short === plain ? [`${kind}:${plain}`] : [`${kind}:${plain}`, `${kind}:~${short}`]
}

/** The number without leading zeros, if it consists of digits and is not all zeros. */
export function withoutZeros(plain: string): string {
  return plain.startsWith('0') && /^0+[1-9][0-9]*$/.test(plain) ? plain.replace(/^0+/, '') : plain
}

/** A number is written in at most this many groups. */
const MAX_GROUPS = 6
/** Words between a label and its number ("lautet", "ist Ihre neue"). */
const MAX_FILLERS = 4
/** Shorter digits behind a bare word ("Kunde 12") are an amount or a date. */
const MIN_BARE_LENGTH = 5

/** Signs between the groups of one number. */
const GROUP_SIGNS = SPACE | HYPHEN | SLASH | DOT | UNDERSCORE | BREAK
/** Signs that bind two numbers so tightly that neither stands alone. */
const TIGHT_SIGNS = HYPHEN | DOT | SLASH
const LABEL_SIGNS =
  SPACE |
  TAB |
  BREAK |
  BREAKS |
  COLON |
  ASSIGNMENT |
  DOT |
  PAREN |
  QUOTE |
  HYPHEN |
  SLASH |
  UNDERSCORE |
  APOSTROPHE
const LIST_SIGNS = SPACE | COMMA | LISTING | AMPERSAND | SLASH | PAREN | QUOTE
export const listWords: WordSet = wordSet('und oder and or sowie u')

/** Customer numbers and owned facts: whole words, and groups joined over separators, of a length the index knows. */
export const customerNumber: Recogniser = {
  find(text, index) {
    const found: Candidate[] = []
    if (index.numberLengths.size === 0) return found
    const labels = labelledWords(text)
    for (let i = 0; i < text.words.length; i++) {
      const label = labels.get(i) ?? 0
      if (!canStart(text, i, label)) continue
      const groups = collect({ text, index, found }, i, label)
      // What stands inside a number that was found is a piece of it.
      if (groups > 1) i += groups - 1
    }
    return found
  },
}

/** Words that a label stands before (or above), with what it says. */
function labelledWords(text: FoldedText): ReadonlyMap<number, number> {
  const labelled = new Map<number, number>()
  const { words, cells } = text
  const headingAt = headings(text)
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word === undefined) continue
    if (cells.length > 0) {
      const kind = labelOfHeading(headingAt(word.start))
      if (kind !== 0) labelled.set(i, kind)
    }
    if (word.hasDigit) continue
    const label = labelAt(text, i)
    if (label === undefined) continue
    markBehind(text, label, labelled)
    i = label.last
  }
  return labelled
}

/** Marks the number behind a label, and those that follow it in a list ("Kundennummern: K1, K2 und K3"). */
function markBehind(text: FoldedText, label: NumberLabel, labelled: Map<number, number>): void {
  const { words } = text
  let at = label.last
  let signs = signsBehind(text, at)
  for (let skipped = 0; skipped < MAX_FILLERS && !label.isBare; skipped++) {
    const word = words[at + 1]
    if (word === undefined || word.hasDigit || !fillers.has(word.folded) || (signs & ~LABEL_SIGNS) !== 0)
      break
    at += 1
    signs = signsBehind(text, at)
  }
  const first = words[at + 1]
  if (first === undefined || (signs & ~LABEL_SIGNS) !== 0) return
  if (label.isBare) {
    const isSetOff = (signs & (COLON | ASSIGNMENT | SLASH)) !== 0
    // "Rechnung RE-2026-0017" begins with a letter code.
    const isCoded =
      !first.hasDigit && first.folded.length <= MAX_PREFIX_LENGTH && words[at + 2]?.hasDigit === true
    if ((!first.hasDigit && !isCoded) || (signs & BREAKS) !== 0) return
    if (!isSetOff && !isCoded && first.folded.length < MIN_BARE_LENGTH) return
  }
  labelled.set(at + 1, (labelled.get(at + 1) ?? 0) | label.kind)
  for (at += 1; ; at++) {
    signs = signsBehind(text, at)
    let next = words[at + 1]
    if (next !== undefined && listWords.has(next.folded) && (signs & ~LIST_SIGNS) === 0) {
      at += 1
      signs = signsBehind(text, at)
      next = words[at + 1]
    } else if ((signs & (COMMA | LISTING | AMPERSAND | SLASH)) === 0) return
    if (next === undefined || !next.hasDigit || (signs & ~LIST_SIGNS) !== 0) return
    labelled.set(at + 1, (labelled.get(at + 1) ?? 0) | label.kind)
  }
}

/** A number starts with a digit, or with a short letter code before digits; behind a label with anything. */
function canStart(text: FoldedText, i: number, label: number): boolean {
  const word = text.words[i]
  if (word === undefined) return false
  if (word.hasDigit || label !== 0) return true
  return word.end - word.start <= MAX_PREFIX_LENGTH && text.words[i + 1]?.hasDigit === true
}

interface Search {
  readonly text: FoldedText
  readonly index: IdentifierIndex
  readonly found: Candidate[]
}

/**
 * Tries the groups from word `i`; the longest that somebody has is the number, shorter ones are its pieces.
 *
 * @returns how many words the number takes; 0 if nobody has one
 */
function collect(search: Search, i: number, label: number): number {
  const { text } = search
  const { words } = text
  const first = words[i]
  if (first === undefined) return 0
  if (first.hasDigit && first.hasLetter) collectBehindPrefix(search, first)
  const spellings: string[] = []
  let plain = ''
  for (let last = i; last < words.length && last < i + MAX_GROUPS; last++) {
    const word = words[last]
    if (word === undefined) break
    if (last > i) {
      if ((signsBehind(text, last - 1) & ~GROUP_SIGNS) !== 0) break
      if (!word.hasDigit && word.end - word.start > MAX_PREFIX_LENGTH) break
    }
    if (plain.length + word.folded.length > MAX_NUMBER_LENGTH) break
    plain += word.hasDigit ? word.folded : plainSpelling(text.text.slice(word.start, word.end))
    spellings.push(plain)
  }
  for (let groups = spellings.length; groups > 0; groups--) {
    const spelling = spellings[groups - 1] ?? ''
    if (label === 0 && !isAllowedUnlabelled(search, spelling, i, i + groups - 1)) continue
    const end = words[i + groups - 1]?.end ?? first.end
    if (offer(search, spelling, { start: first.start, end }, label)) return groups
  }
  return 0
}

/** What digits next to a number, or a line break in it, make of it where no label says what it is. */
function isAllowedUnlabelled(search: Search, spelling: string, first: number, last: number): boolean {
  const { text, index } = search
  if (isOnItsOwn(text, first, last) && !isBrokenOverLines(text, first, last)) return true
  // Too weak to stand alone, it would be made of what stands at the ends of two lines, or be a piece of a version.
  const isStrong =
    index.isStrongAlone(`customer-number:${spelling}`) || index.isStrongAlone(`owned-fact:${spelling}`)
  return isStrong && (isOnItsOwn(text, first, last) || isPieceOfAddress(text, first, last))
}

/** House number and postcode of two lines are no number. */
function isBrokenOverLines(text: FoldedText, first: number, last: number): boolean {
  for (let i = first; i < last; i++) if ((signsBehind(text, i) & BREAK) !== 0) return true
  return false
}

/**
 * `K1000001.17@example.org`: in the name of a message or the local part of an address full stops divide. A letter code
 * tells a number from a group of digits also elsewhere.
 */
function isPieceOfAddress(text: FoldedText, first: number, last: number): boolean {
  if (first !== last) return false
  const word = text.words[first]
  if (word?.hasDigit !== true) return false
  if (word.hasLetter) return true
  let behind = last
  while (behind < last + MAX_GROUPS && signsBehind(text, behind) === DOT) behind += 1
  return text.text[text.words[behind]?.end ?? -1] === '@'
}

/** `kdnr1000001`: the letters are the label. */
function collectBehindPrefix(search: Search, word: Word): void {
  let letters = 0
  while (letters < word.folded.length && word.folded.charCodeAt(letters) > 0x39) letters += 1
  const label = labelOfPrefix(word.folded.slice(0, letters))
  if (label !== 0) offer(search, word.folded.slice(letters), { start: word.start, end: word.end }, label)
}

/** @returns whether somebody has the number */
function offer(
  search: Search,
  plain: string,
  at: { readonly start: number; readonly end: number },
  label: number,
): boolean {
  const { index, found } = search
  let isKnown = false
  const add = (key: FactKey, bit: number) => {
    if (index.owners(key).length === 0) return
    isKnown = true
    found.push({ key, ...at, isLabelled: (label & bit) !== 0 })
  }
  if (index.numberLengths.has(plain.length)) {
    add(`customer-number:${plain}`, CUSTOMER)
    add(`owned-fact:${plain}`, OWNED)
  }
  if ((label & CUSTOMER) !== 0 && isDigits(plain)) {
    const short = withoutZeros(plain)
    if (short !== plain) add(`customer-number:${short}`, CUSTOMER)
    add(`customer-number:~${short}`, CUSTOMER)
  }
  return isKnown
}

/**
 * Whether no further digits are tied to the groups `first` to `last`: a piece of an ISBN, a telephone number or an
 * IBAN is no customer number. A year may be tied to it ("2024-1000001").
 */
function isOnItsOwn(text: FoldedText, first: number, last: number): boolean {
  const words = text.words.slice(first, last + 1)
  if (!words.some((word) => word.hasDigit)) return false
  // Groups of digits go on over spaces; behind a letter code the number has begun.
  const loose = first === last || words[0]?.hasLetter === true ? 0 : SPACE
  return !isTied(text, first - 1, first - 1, loose) && !isTied(text, last, last + 1, loose)
}

function isTied(text: FoldedText, gap: number, neighbour: number, loose: number): boolean {
  const word = text.words[neighbour]
  if (word === undefined || !word.hasDigit || gap < 0) return false
  const signs = signsBehind(text, gap)
  if (signs !== HYPHEN && signs !== DOT && signs !== SLASH && (loose === 0 || signs !== loose)) return false
  return (signs & TIGHT_SIGNS) === 0 || signs === DOT || !/^(?:19|20)[0-9]{2}$/.test(word.folded)
}

function isDigits(plain: string): boolean {
  for (let i = 0; i < plain.length; i++) if (plain.charCodeAt(i) > 0x39) return false
  return true
}
