/** Postal addresses as a directory writes them: street with house number, postcode with city. */
import type { FactKey } from '../fact.ts'
import { cleanText, type FoldedText, foldedWordsOf, foldText, joinFolded, plainSpelling } from '../fold.ts'
import { type WordSet, wordMap, wordSet } from './word-set.ts'

/** A street's name, in any language. */
export const MAX_STREET_WORDS = 6
export const MAX_CITY_WORDS = 5

/** Last words of a street's name that are abbreviated. */
export const streetTypes = wordMap<string>([
  ['pl', 'platz'],
  ['st', 'street'],
  ['rd', 'road'],
  ['ave av', 'avenue'],
  ['ln', 'lane'],
  ['sq', 'square'],
  ['cad cd', 'caddesi'],
  ['sok sk sokagi', 'sokak'],
  ['blv', 'bulvari'],
])

/** Words between street and house number that say nothing. */
export const numberWords: WordSet = wordSet(`nr no nummer hausnr hausnummer haus`)
/** Words in front of a street's name that are left out as often as not: Polish "ulica". */
export const leadingWords: WordSet = wordSet('ul ulica')

/** One spelling of a street's name: written as one, "straße" as "str". */
export function streetName(words: readonly string[]): string {
  const named = leadingWords.has(words[0] ?? '') && words.length > 1 ? words.slice(1) : words
  const last = named.at(-1) ?? ''
  const full = streetTypes.get(last)
  const spelled = full === undefined || named.length === 1 ? named : [...named.slice(0, -1), full]
  const name = joinFolded(spelled)
  return name.includes('strasse') ? name.replaceAll('strasse', 'str') : name
}

export function streetKeyOf(name: string, houseNumber: string): FactKey {
  return `street:${name} ${houseNumber}`
}

export interface HouseNumber {
  readonly number: string
  /** The word behind it. */
  readonly next: number
}

/**
 * A house number with its suffix, range or stair, from the word at `at`: `5a`, `5 a` → `5a`, `3 - 5` → `3-5`, `7/3`.
 *
 * @returns undefined if no house number stands there
 */
export function houseNumberAt(text: FoldedText, at: number): HouseNumber | undefined {
  const single = singleHouseNumberAt(text, at)
  if (single === undefined) return undefined
  const joint = jointBetween(text, single.next - 1)
  const second = joint === undefined ? undefined : singleHouseNumberAt(text, single.next)
  return second === undefined
    ? single
    : { number: `${single.number}${joint}${second.number}`, next: second.next }
}

/** As `houseNumberAt`, but the first number of a range only: what follows "5 - " may be a date. */
export function singleHouseNumberAt(text: FoldedText, at: number): HouseNumber | undefined {
  const word = text.words[at]
  if (word === undefined || !isHouseWord(word.folded)) return undefined
  return !word.hasLetter && isSuffix(text, at + 1)
    ? { number: word.folded + (text.words[at + 1]?.folded ?? ''), next: at + 2 }
    : { number: word.folded, next: at + 1 }
}

/** "5 D 50683 Köln": the letter behind the number at `at` can be a country's sign in front of a postcode. */
export function bareHouseNumberAt(text: FoldedText, at: number): HouseNumber | undefined {
  const word = text.words[at]
  const behind = text.words[at + 2]
  if (word === undefined || word.hasLetter || !isHouseWord(word.folded) || !isSuffix(text, at + 1))
    return undefined
  const isPostcode = behind?.hasDigit === true && behind.folded.length >= MIN_POSTCODE_LENGTH
  return isPostcode ? { number: word.folded, next: at + 1 } : undefined
}

const MIN_POSTCODE_LENGTH = 4

/** Up to four digits and at most one letter. */
function isHouseWord(folded: string): boolean {
  let digits = 0
  while (digits < folded.length && isDigitUnit(folded.charCodeAt(digits))) digits += 1
  return digits >= 1 && digits <= 4 && folded.length - digits <= 1
}

function isDigitUnit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

/** A single letter behind a space, which is not the beginning of something hyphenated ("5 E-Mail", "5 D-99084"). */
function isSuffix(text: FoldedText, at: number): boolean {
  const word = text.words[at]
  const before = text.words[at - 1]
  if (word === undefined || before === undefined || word.end - word.start !== 1 || word.hasDigit) return false
  if (word.start - before.end !== 1 || text.text[before.end] !== ' ') return false
  const behind = text.text[word.end]
  return behind !== '-' && behind !== '.' && behind !== "'" && behind !== '@' && behind !== '/'
}

/** `-` or `/` between two numbers, with or without spaces. */
function jointBetween(text: FoldedText, at: number): '-' | '/' | undefined {
  const left = text.words[at]
  const right = text.words[at + 1]
  if (left === undefined || right === undefined || right.start - left.end > 3) return undefined
  const between = text.text.slice(left.end, right.start).trim()
  return between === '-' || between === '/' ? between : undefined
}

/**
 * Key of a street with house number as one field holds it, the number behind ("Hauptstr. 5a") or in front ("12 High
 * Street").
 *
 * @returns undefined without a house number: a street alone is no fact about one person
 */
export function streetKey(written: string): FactKey | undefined {
  const text = foldText({ text: written })
  const leading = houseNumberAt(text, 0)
  if (
    leading !== undefined &&
    leading.next < text.words.length &&
    !text.words.slice(leading.next).some((word) => word.hasDigit)
  ) {
    return keyFrom(text, leading.next, text.words.length, leading.number)
  }
  let first: FactKey | undefined
  for (let i = 1; i < text.words.length; i++) {
    const house = houseNumberAt(text, i)
    if (house === undefined) continue
    const key = keyFrom(text, 0, i, house.number)
    // "Straße des 17. Juni 135": a number at the end is the house's.
    if (house.next >= text.words.length) return key
    first ??= key
    i = house.next - 1
  }
  return first
}

function keyFrom(text: FoldedText, start: number, end: number, houseNumber: string): FactKey | undefined {
  const words = text.words.slice(start, end).map((word) => word.folded)
  while (words.length > 1 && numberWords.has(words.at(-1) ?? '')) words.pop()
  const name = streetName(words)
  return name === '' ? undefined : streetKeyOf(name, houseNumber)
}

/** First words of a city's name that do not tell one city from another. */
const weakCityWords: WordSet = wordSet(
  `bad st sankt neu alt gross klein ober unter am an im in la le los las san santa santo den the new
  ville stadt markt`,
)

export function placeKeyOf(postcode: string, city: string): FactKey {
  return `place:${postcode} ${city}`
}

/** Key of a postcode by itself. It tells where a city need not be looked for; it is evidence of nothing and never a candidate. */
export function postcodeKey(postcode: string): FactKey {
  return `place:${postcode}`
}

/**
 * Keys of a postcode with a city (and of the postcode by itself): the whole name, and its beginning, since "Frankfurt am Main" is also written
 * "Frankfurt/M." and "Erfurt" also "Erfurt-Altstadt".
 */
export function placeKeys(postcode: string | undefined, city: string | undefined): readonly FactKey[] {
  if (postcode === undefined || city === undefined) return []
  const code = postcodeOf(postcode)
  const words = foldedWordsOf(city)
  if (code === '' || words.length === 0) return []
  const strong = words.findIndex((word) => !weakCityWords.has(word) && word.length > 1)
  const beginning = joinFolded(words.slice(0, strong < 0 ? words.length : strong + 1))
  const whole = joinFolded(words.slice(0, MAX_CITY_WORDS))
  const place = placeKeyOf(code, whole)
  return whole === beginning
    ? [postcodeKey(code), place]
    : [postcodeKey(code), place, placeKeyOf(code, beginning)]
}

/** Letters and digits; a country's sign in front (D-, DE-, A-) is dropped. */
function postcodeOf(written: string): string {
  if (/^[0-9]+$/.test(written)) return written
  return plainSpelling(cleanText(written).replace(/^\s*[A-Za-z]{1,3}\s*-\s*(?=[0-9])/, ''))
}
