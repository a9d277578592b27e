/** Address blocks: a name above a line with street and house number above a line with postcode and city. */
import type { FoldedText } from '../fold.ts'
import { closingWords } from './address-word.ts'
import { BREAK, BREAKS, COLON, FAR, SLASH, signsBehind } from './gap.ts'
import { formsOfAddress, legalForms } from './name-word.ts'

/** First and last word of a line. */
interface Line {
  readonly first: number
  readonly last: number
}

/** No line of an address has more words. */
const MAX_LINE_WORDS = 9
/** A closing stands this many words above the block at most: greeting, team, name, company. */
const MAX_CLOSING_DISTANCE = 24
/** Lines between the name and the street: company, department, "c/o". */
const MAX_LINES_BETWEEN = 2
const MIN_POSTCODE_LENGTH = 4
const MAX_POSTCODE_LENGTH = 8

/** First words of the lines that name whom an address block is for. Blocks below a closing are the writer's. */
export function* addressBlocks(text: FoldedText): Iterable<number> {
  for (let i = 1; i < text.words.length; i++) {
    if (text.words[i]?.hasDigit !== true || !isPlaceNumber(text, i)) continue
    const place = lineAround(text, i)
    const street = place === undefined ? undefined : lineAbove(text, place)
    if (street === undefined || !isStreetLine(text, street)) continue
    const name = lineAbove(text, street)
    if (name === undefined || isBelowClosing(text, street.first)) continue
    yield* nameLines(text, name)
  }
}

/** The line above the street, and those above it while the lower one is a company's or begins with a form of address. */
function* nameLines(text: FoldedText, lowest: Line): Iterable<number> {
  let line = lowest
  for (let between = 0; between <= MAX_LINES_BETWEEN; between++) {
    if (!isNameLine(text, line)) return
    const above = lineAbove(text, line)
    const isOnlyForm =
      above !== undefined &&
      above.first === above.last &&
      formsOfAddress.has(text.words[above.first]?.folded ?? '')
    yield isOnlyForm ? above.first : startOfName(text, line)
    if (above === undefined || isOnlyForm) return
    const beginsWithForm = formsOfAddress.has(text.words[above.first]?.folded ?? '')
    if (!beginsWithForm && !isBetween(text, line)) return
    line = above
  }
}

/** Behind "c/o". */
function startOfName(text: FoldedText, line: Line): number {
  return isCareOf(text, line.first) ? line.first + 2 : line.first
}

/** "c/o": two words of one letter. */
export function isCareOf(text: FoldedText, i: number): boolean {
  return text.words[i]?.folded === 'c' && text.words[i + 1]?.folded === 'o' && signsBehind(text, i) === SLASH
}

/** A line of a company or "c/o …": the person stands above it. */
function isBetween(text: FoldedText, line: Line): boolean {
  return (
    isCareOf(text, line.first) ||
    text.words.slice(line.first, line.last + 1).some((word) => legalForms.has(word.folded))
  )
}

function isPlaceNumber(text: FoldedText, i: number): boolean {
  const length = text.words[i]?.folded.length ?? 0
  return length >= MIN_POSTCODE_LENGTH && length <= MAX_POSTCODE_LENGTH
}

function isStreetLine(text: FoldedText, line: Line): boolean {
  const words = text.words.slice(line.first, line.last + 1)
  const last = words.at(-1)
  const isNumbered =
    last?.hasDigit === true ||
    (last !== undefined && last.end - last.start === 1 && words.at(-2)?.hasDigit === true)
  return words.some((word) => !word.hasDigit) && (isNumbered || words[0]?.hasDigit === true)
}

function isNameLine(text: FoldedText, line: Line): boolean {
  for (let i = line.first; i <= line.last; i++) {
    if (text.words[i]?.hasDigit === true || (i < line.last && (signsBehind(text, i) & COLON) !== 0))
      return false
  }
  return true
}

function isBelowClosing(text: FoldedText, i: number): boolean {
  for (let at = i - 1; at >= 0 && at >= i - MAX_CLOSING_DISTANCE; at--) {
    if (closingWords.has(text.words[at]?.folded ?? '')) return true
  }
  return false
}

/** @returns undefined if the line is longer than a line of an address */
function lineAround(text: FoldedText, i: number): Line | undefined {
  let first = i
  while (first > 0 && i - first <= MAX_LINE_WORDS && (signsBehind(text, first - 1) & (BREAK | FAR)) === 0)
    first -= 1
  let last = i
  while (
    last + 1 < text.words.length &&
    last - first <= MAX_LINE_WORDS &&
    (signsBehind(text, last) & (BREAK | FAR)) === 0
  )
    last += 1
  return last - first < MAX_LINE_WORDS ? { first, last } : undefined
}

/** The line directly above, without an empty one between. */
function lineAbove(text: FoldedText, line: Line): Line | undefined {
  const signs = signsBehind(text, line.first - 1)
  return (signs & BREAK) === 0 || (signs & (BREAKS | FAR)) !== 0
    ? undefined
    : lineAround(text, line.first - 1)
}
