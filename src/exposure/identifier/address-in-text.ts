/** Streets with house number and postcodes with city in running text and tables. */
import type { Candidate, Recogniser } from '../candidate.ts'
import type { FactKey } from '../fact.ts'
import { type FoldedText, joinFolded, type Word } from '../fold.ts'
import type { IdentifierIndex } from '../identifier-index.ts'
import {
  APOSTROPHE,
  BREAK,
  COLON,
  COMMA,
  DOT,
  HYPHEN,
  PAREN,
  QUOTE,
  SLASH,
  SPACE,
  signsBehind,
  TAB,
} from './gap.ts'
import { isCapital } from './name-unit.ts'
import {
  bareHouseNumberAt,
  type HouseNumber,
  houseNumberAt,
  MAX_CITY_WORDS,
  MAX_STREET_WORDS,
  numberWords,
  placeKeyOf,
  postcodeKey,
  singleHouseNumberAt,
  streetKeyOf,
  streetName,
} from './postal-address.ts'
import { type WordSet, wordSet } from './word-set.ts'

/** Addresses are looked for around their numbers; only what the index knows is returned. */
export const postalAddress: Recogniser = {
  find(text, index) {
    const search: Search = { text, index, found: [] }
    for (let i = 0; i < text.words.length; i++) {
      if (text.words[i]?.hasDigit !== true) continue
      addStreets(search, i)
      addPlaces(search, i)
    }
    return search.found
  },
}

interface Search {
  readonly text: FoldedText
  readonly index: IdentifierIndex
  readonly found: Candidate[]
}

/** @returns whether somebody has it */
function offer({ text, index, found }: Search, key: FactKey, first: number, last: number): boolean {
  if (index.owners(key).length === 0) return false
  const start = text.words[first]?.start ?? 0
  found.push({ key, start, end: text.words[last]?.end ?? start, isLabelled: false })
  return true
}

const STREET_SIGNS = SPACE | HYPHEN | DOT | BREAK | APOSTROPHE | QUOTE | SLASH
const HOUSE_SIGNS = SPACE | DOT | COMMA | BREAK | COLON | TAB

function addStreets(search: Search, i: number): void {
  const { text, found } = search
  const whole = houseNumberAt(text, i)
  if (whole === undefined) return
  const before = found.length
  addStreet(search, i, whole)
  if (found.length > before) return
  const single = singleHouseNumberAt(text, i)
  // "Hauptstraße 5 - 25.3.1980": set off by spaces, the second number need not belong to the house.
  if (single !== undefined && single.next < whole.next && (signsBehind(text, single.next - 1) & SPACE) !== 0)
    addStreet(search, i, single)
  const bare = bareHouseNumberAt(text, i)
  if (found.length === before && bare !== undefined) addStreet(search, i, bare)
}

function addStreet(search: Search, i: number, house: HouseNumber): void {
  const { text } = search
  // "5.000" is an amount.
  if (signsBehind(text, house.next - 1) === DOT && text.words[house.next]?.hasDigit === true) return
  addStreetBefore(search, i, house)
  addStreetBehind(search, i, house)
}

/**
 * "Hauptstraße 5": the words in front, from one to as many as a street's name has. The longest name that is somebody's
 * street is the street: "Große Bergstraße 1" is not Bergstraße 1.
 */
function addStreetBefore(search: Search, i: number, house: HouseNumber): void {
  const { text, found } = search
  let shorter: number | undefined
  let end = i
  while (end > 0 && end > i - 2 && numberWords.has(text.words[end - 1]?.folded ?? '')) end -= 1
  if (((signsBehind(text, i - 1) | signsBehind(text, end - 1)) & ~HOUSE_SIGNS) !== 0) return
  const nearest = text.words[end - 1]
  if (nearest === undefined || nearest.hasDigit || titleless.has(nearest.folded)) return
  const isLowerCase = !isCapital(text, nearest)
  const names: string[] = []
  for (let first = end - 1; first >= 0 && names.length < MAX_STREET_WORDS; first--) {
    const word = text.words[first]
    if (word === undefined || (first < end - 1 && (signsBehind(text, first) & ~STREET_SIGNS) !== 0)) break
    names.unshift(word.folded)
    // Where capitals are used, a street's name begins with one, or with a preposition.
    if (!isLowerCase && !isCapital(text, word) && !firstWords.has(word.folded)) continue
    if (!offer(search, streetKeyOf(streetName(names), house.number), first, house.next - 1)) continue
    if (shorter !== undefined) found.splice(shorter, 1)
    shorter = found.length - 1
  }
}

/** Small words that a street's name can begin with inside a sentence ("wohnt am Alten Markt 3"). */
export const firstWords: WordSet = wordSet(
  'am an auf im in zum zur zu unter hinter vor bei beim der die das den ul ulica rue via alte alter neue',
)
/** Words that no street's name ends with, though numbers follow them more often than any other. */
export const titleless: WordSet = wordSet(
  'am um ab bis vom von zum seit und oder im in ca nr no uhr euro eur tel seite',
)

/** Words that make a street of what stands behind a number: "12 High Street", "12, rue de la Paix". */
export const streetWords: WordSet =
  wordSet(`street st road rd lane ln avenue ave av drive dr close way court ct place square sq terrace gardens hill park crescent row mews boulevard
  blvd rue chemin quai via viale piazza corso calle avenida plaza paseo rua`)

function addStreetBehind(search: Search, i: number, house: HouseNumber): void {
  const { text } = search
  const names: string[] = []
  let hasType = false
  let signs = signsBehind(text, house.next - 1) & ~COMMA
  for (let last = house.next; last < text.words.length && names.length < MAX_STREET_WORDS; last++) {
    const word = text.words[last]
    if (word === undefined || word.hasDigit || (signs & ~STREET_SIGNS) !== 0) return
    names.push(word.folded)
    hasType ||= streetWords.has(word.folded)
    if (hasType) offer(search, streetKeyOf(streetName(names), house.number), i, last)
    signs = signsBehind(text, last)
  }
}

/** Letters and digits of a postcode, and where it ends. */
interface Postcode {
  readonly code: string
  readonly first: number
  readonly last: number
}

const MIN_POSTCODE_LENGTH = 4
const MAX_POSTCODE_LENGTH = 8
const CITY_SIGNS = SPACE | HYPHEN | SLASH | DOT | PAREN | BREAK | APOSTROPHE
const PLACE_SIGNS = SPACE | BREAK | COMMA | TAB | PAREN | HYPHEN

function addPlaces(search: Search, i: number): void {
  for (const postcode of postcodesAt(search.text, i)) {
    if (search.index.owners(postcodeKey(postcode.code)).length === 0) continue
    addCityBehind(search, postcode)
    addCityBefore(search, postcode)
  }
}

/** "99084"; also in two groups: "SW1A 1AA", "1234 AB", "00-950", "110 00". */
function postcodesAt(text: FoldedText, i: number): readonly Postcode[] {
  const word = text.words[i]
  if (word === undefined || word.folded.length > MAX_POSTCODE_LENGTH) return []
  const found: Postcode[] = []
  if (word.folded.length >= MIN_POSTCODE_LENGTH) found.push({ code: word.folded, first: i, last: i })
  const next = text.words[i + 1]
  const signs = signsBehind(text, i)
  if (next === undefined || (signs !== SPACE && signs !== HYPHEN) || word.folded.length > MIN_POSTCODE_LENGTH)
    return found
  const code = word.folded + next.folded
  const isTwoGroups = next.hasDigit || next.folded.length === 2
  if (isTwoGroups && code.length >= MIN_POSTCODE_LENGTH && code.length <= MAX_POSTCODE_LENGTH)
    found.push({ code, first: i, last: i + 1 })
  return found
}

/** "99084 Erfurt-Altstadt": the city's name with each number of words. */
function addCityBehind(search: Search, { code, first, last }: Postcode): void {
  const { text } = search
  const names: string[] = []
  for (let at = last + 1; at < text.words.length && names.length < MAX_CITY_WORDS; at++) {
    const word = text.words[at]
    const signs = signsBehind(text, at - 1)
    if (
      word === undefined ||
      word.hasDigit ||
      (signs & ~(names.length === 0 ? PLACE_SIGNS : CITY_SIGNS)) !== 0
    )
      return
    names.push(word.folded)
    if (isCityWord(text, word, names.length === 1))
      offer(search, placeKeyOf(code, joinFolded(names)), first, at)
  }
}

/** "London SW1A 1AA", "Frankfurt am Main (60311)": from each word in front, each number of words. */
function addCityBefore(search: Search, { code, first, last }: Postcode): void {
  const { text } = search
  if ((signsBehind(text, first - 1) & ~PLACE_SIGNS) !== 0) return
  for (let start = first - 1; start >= 0 && start >= first - MAX_CITY_WORDS; start--) {
    if (text.words[start]?.hasDigit !== false) return
    if (start < first - 1 && (signsBehind(text, start) & ~CITY_SIGNS) !== 0) return
    const begin = text.words[start]
    if (begin === undefined || !isCityWord(text, begin, start === first - 1)) continue
    const names: string[] = []
    for (let end = start; end < first; end++) {
      names.push(text.words[end]?.folded ?? '')
      offer(search, placeKeyOf(code, joinFolded(names)), start, last)
    }
  }
}

/** Whether a city's name can begin or end with the word: with a small letter only next to the postcode, or behind "a." */
function isCityWord(text: FoldedText, word: Word, isNearest: boolean): boolean {
  return isNearest || isCapital(text, word) || word.end - word.start <= MAX_SMALL_CITY_WORD
}

const MAX_SMALL_CITY_WORD = 4
