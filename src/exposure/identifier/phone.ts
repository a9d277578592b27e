/** Telephone numbers: key is the number of ITU-T E.164 without plus. */
import type { Candidate, Recogniser } from '../candidate.ts'
import type { FactKey } from '../fact.ts'
import { cleanText, type FoldedText, type Word } from '../fold.ts'
import type { IdentifierIndex } from '../identifier-index.ts'
import { headingHas, headings } from './column.ts'
import { ASSIGNMENT, BREAK, COLON, DOT, HYPHEN, PAREN, QUOTE, SLASH, SPACE, signsBehind, TAB } from './gap.ts'
import { type WordSet, wordSet } from './word-set.ts'

/** A number without country code is German. */
const HOME_COUNTRY = '49'
/** @source ITU-T E.164 section 6.2.1 */
export const MAX_DIGITS = 15
/**
 * Shortest number with country code, as in +49 30 12345. Anything shorter is a local number without area code: it can
 * be everybody's, so it has no key.
 */
export const MIN_DIGITS = 9

/** Keys of a cell that may hold several numbers, separated by `;`. */
export function phoneKeys(written: string): readonly FactKey[] {
  if (/^\+?[0-9]+$/.test(written)) return readings(written, 'labelled')
  return cleanText(written)
    .split(/[;,\n]/)
    .flatMap((one) => readings(digitsAndPlus(one), 'labelled'))
}

/**
 * What a dialled string can mean.
 *
 * @param dialled digits, `+` in front of a country code, `(0)` left as `0` marked by `o`
 * @param standing `labelled`: it is known to be a telephone number, so that a missing trunk zero is forgiven
 */
export function readings(dialled: string, standing: 'labelled' | 'alone'): readonly FactKey[] {
  const numbers: string[] = []
  if (dialled.startsWith('+')) numbers.push(international(dialled.slice(1)))
  else if (dialled.startsWith('00')) numbers.push(international(dialled.slice(2)))
  else if (dialled.startsWith('0') || dialled.startsWith('o')) numbers.push(HOME_COUNTRY + dialled.slice(1))
  else if (standing === 'labelled') {
    numbers.push(HOME_COUNTRY + dialled)
    if (dialled.startsWith(HOME_COUNTRY)) numbers.push(international(dialled))
  }
  return numbers
    .map((number) => number.replace('o', '0'))
    .filter((number) => number.length >= MIN_DIGITS && number.length <= MAX_DIGITS)
    .map((number): FactKey => `phone:${number}`)
}

/** A trunk zero behind the country code is not dialled: +49 (0)151 for any country, +49 0151 only where it is known. */
function international(digits: string): string {
  const zero = digits.indexOf('o')
  if (zero > 0 && zero <= 3) return digits.slice(0, zero) + digits.slice(zero + 1)
  return digits.startsWith(`${HOME_COUNTRY}0`) ? HOME_COUNTRY + digits.slice(3) : digits
}

/** `+49 (0)151 23` as `+49o15123`. */
function digitsAndPlus(written: string): string {
  const signs = written.replaceAll(/[^0-9+()]/g, '')
  const digits = signs.replaceAll('(0)', 'o').replaceAll(/[^0-9o]/g, '')
  return signs.startsWith('+') || signs.startsWith('(+') ? `+${digits}` : digits
}

/** Groups of a written number. */
const MAX_GROUPS = 9
const GROUP_SIGNS = SPACE | HYPHEN | SLASH | PAREN | DOT | BREAK
/** An extension behind a hyphen; more digits there make it another number. */
const MAX_EXTENSION = 4
const LABEL_SIGNS = SPACE | DOT | COLON | TAB | ASSIGNMENT | QUOTE | HYPHEN | SLASH | PAREN | BREAK

/** Words that say that a telephone number follows, so that it counts without its leading zero. */
export const phoneLabels: WordSet =
  wordSet(`tel telefon telefonnummer telefonnr phone phonenumber telephone mobil mobile mobilnummer mobilfunk mobiltelefon handy handynummer handynr
  fax telefax ruf rufnummer fon call cell cellphone festnetz telefono numer gsm cep`)

/** Telephone numbers in German and international spellings. */
export const phone: Recogniser = {
  find(text, index) {
    const found: Candidate[] = []
    const { words } = text
    const headingAt = headings(text)
    let labelled = -1
    for (let i = 0; i < words.length; i++) {
      const word = words[i]
      if (word === undefined) continue
      if (!word.hasDigit) {
        if (phoneLabels.has(word.folded)) labelled = i
        continue
      }
      if (word.hasLetter) continue
      const isKnown =
        headingHas(headingAt(word.start), phoneLabels) || (labelled >= 0 && isLabelled(text, labelled, i))
      const standing = isKnown ? 'labelled' : 'alone'
      const prefix = prefixOf(text, word)
      if (prefix === undefined && standing === 'alone' && word.folded.charCodeAt(0) !== ZERO) continue
      if (prefix === undefined && isInsideRun(text, i)) continue
      i = addFrom({ text, index, found, standing }, i, prefix ?? '')
    }
    return found
  },
}

const ZERO = 0x30

/** `+` directly in front, or in front of a bracket: `+49`, `(+49`, `+(49)`. */
function prefixOf(text: FoldedText, word: Word): '+' | undefined {
  let at = word.start - 1
  while (at >= 0 && at >= word.start - 2 && (text.text[at] === '(' || text.text[at] === ' ')) at -= 1
  return text.text[at] === '+' ? '+' : undefined
}

function isLabelled(text: FoldedText, label: number, i: number): boolean {
  if (label === i - 1) return (signsBehind(text, label) & ~LABEL_SIGNS) === 0
  // "Telefon-Nr. 361 …", "Tel. privat: 361 …"
  return label === i - 2 && ((signsBehind(text, label) | signsBehind(text, label + 1)) & ~LABEL_SIGNS) === 0
}

/** Digits tied to the left ("978-0-306…") make it a piece of a longer number; a slash may list a second one. */
function isInsideRun(text: FoldedText, i: number): boolean {
  const before = text.words[i - 1]
  if (before === undefined || !before.hasDigit) return false
  const signs = signsBehind(text, i - 1)
  if (signs === SLASH) return (text.words[i]?.folded.length ?? 0) < 3
  return signs === HYPHEN || signs === DOT || signs === 0
}

interface Search {
  readonly text: FoldedText
  readonly index: IdentifierIndex
  readonly found: Candidate[]
  readonly standing: 'labelled' | 'alone'
}

/**
 * Offers the longest run of groups that somebody has.
 *
 * @returns the last word of the number, or `i`
 */
function addFrom({ text, index, found, standing }: Search, i: number, prefix: string): number {
  const { words } = text
  const ends: { readonly last: number; readonly dialled: string }[] = []
  let dialled = prefix
  for (let last = i; last < words.length && last < i + MAX_GROUPS; last++) {
    const word = words[last]
    if (word === undefined || word.hasLetter) break
    if (last > i && ((signsBehind(text, last - 1) & ~GROUP_SIGNS) !== 0 || text.text[word.start - 1] === '+'))
      break
    if (dialled.length + word.folded.length > MAX_DIGITS + MAX_TRUNK) break
    dialled += isTrunkZero(text, word) ? 'o' : word.folded
    if (!goesOn(text, last)) ends.push({ last, dialled })
  }
  for (const end of ends.reverse()) {
    for (const key of readings(end.dialled, standing)) {
      if (index.owners(key).length === 0) continue
      found.push({
        key,
        start: words[i]?.start ?? 0,
        end: words[end.last]?.end ?? 0,
        isLabelled: standing === 'labelled',
      })
      return end.last
    }
  }
  return i
}

/** Signs and zeros in front of a number that are no digits of E.164: `+`, `00`, `(0)`. */
const MAX_TRUNK = 3

function isTrunkZero(text: FoldedText, word: Word): boolean {
  return word.folded === '0' && text.text[word.start - 1] === '(' && text.text[word.end] === ')'
}

/** Whether the next digits are tied so tightly that the number cannot end here. */
function goesOn(text: FoldedText, i: number): boolean {
  const next = text.words[i + 1]
  if (next === undefined || !next.hasDigit) return false
  const signs = signsBehind(text, i)
  if (signs === HYPHEN) return next.folded.length > MAX_EXTENSION
  return signs === DOT || signs === 0
}
