/** Full names in running text and tables: given name and surname together, in any order, and companies. */
import type { Candidate, Recogniser } from '../candidate.ts'
import type { FactKey } from '../fact.ts'
import type { FoldedText } from '../fold.ts'
import {
  type IdentifierIndex,
  NAME_COMPANY,
  NAME_FAMILY,
  NAME_GIVEN,
  NAME_NONE,
} from '../identifier-index.ts'
import {
  AMPERSAND,
  APOSTROPHE,
  ASSIGNMENT,
  BREAK,
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
import { companyKey, fullNameKey, isLegalForm, MAX_COMPANY_WORDS, singleNameKey } from './name.ts'
import { addUnitsAt, isCapital, type NameUnit } from './name-unit.ts'
import { companyJoints, formsOfAddress, particles, titles } from './name-word.ts'
import { type WordSet, wordSet } from './word-set.ts'

/** Names of persons and companies whose every word the index knows. */
export const fullName: Recogniser = {
  find(text, index) {
    const search: Search = { text, index, found: [] }
    const units: NameUnit[] = []
    for (let i = 0; i < text.words.length; i++) {
      const word = text.words[i]
      if (word === undefined) continue
      const roles = word.hasDigit ? NAME_NONE : index.nameRoles(word.folded)
      addUnitsAt(text, i, roles, index, units)
      if ((roles & NAME_COMPANY) !== 0) addCompanies(search, i)
    }
    addPairs(search, units)
    if (text.cells.length > 0) addColumns(search, units)
    return search.found
  },
}

/** Companies that are named from word `i` on, the longest last. */
export function companiesAt(text: FoldedText, index: IdentifierIndex, i: number): readonly Candidate[] {
  const search: Search = { text, index, found: [] }
  addCompanies(search, companyTitles.has(text.words[i]?.folded ?? '') ? i + 1 : i)
  return search.found
}

interface Search {
  readonly text: FoldedText
  readonly index: IdentifierIndex
  readonly found: Candidate[]
}

function offer(
  { text, index, found }: Search,
  key: FactKey,
  at: { readonly first: number; readonly last: number },
): void {
  if (index.owners(key).length === 0) return
  const start = text.words[at.first]?.start ?? 0
  found.push({ key, start, end: text.words[at.last]?.end ?? start, isLabelled: false })
}

function addPairs(search: Search, units: readonly NameUnit[]): void {
  for (let u = 0; u < units.length; u++) {
    const unit = units[u]
    if (unit === undefined) continue
    if (isAddressed(search.text, unit)) offer(search, singleNameKey(unit.folded), unit)
    const reach = reachOf(search, unit)
    for (let v = u + 1; v < units.length; v++) {
      const other = units[v]
      if (other === undefined || other.first > reach) break
      if (other.first > unit.last) offerPair(search, unit, other)
    }
  }
}

function offerPair(search: Search, unit: NameUnit, other: NameUnit): void {
  const isInOrder = (unit.roles & NAME_GIVEN) !== 0 && (other.roles & NAME_FAMILY) !== 0
  const isReversed = (unit.roles & NAME_FAMILY) !== 0 && (other.roles & NAME_GIVEN) !== 0
  if (!isInOrder && !isReversed) return
  const signs = signsBehind(search.text, unit.last)
  // "Müller, Anna" but not "Anna, Müller"; and two names of a list are not mixed.
  if ((signs & COMMA) !== 0 && !isReversed && !isNameLabel(search.text, unit.last + 1)) return
  if ((signs & (COMMA | BREAK | LISTING)) !== 0 && isBetweenNames(search, unit, other)) return
  offer(search, fullNameKey(unit.folded, other.folded), { first: unit.first, last: other.last })
}

/** "Anna Schmidt, Peter Müller": what stands at the comma belongs to two persons. */
function isBetweenNames({ text, index }: Search, unit: NameUnit, other: NameUnit): boolean {
  const before = text.words[unit.first - 1]
  const behind = text.words[other.last + 1]
  if (before === undefined || behind === undefined) return false
  if (signsBehind(text, unit.first - 1) !== SPACE || signsBehind(text, other.last) !== SPACE) return false
  return (
    (index.nameRoles(before.folded) & NAME_GIVEN) !== 0 &&
    (index.nameRoles(behind.folded) & NAME_FAMILY) !== 0
  )
}

/** Words that may stand between the two halves of a name without being counted. */
const MAX_SKIPPED = 5
const NAME_SIGNS = SPACE | BREAK | APOSTROPHE | TAB | UNDERSCORE | QUOTE
const LABEL_SIGNS = NAME_SIGNS | COLON | ASSIGNMENT | COMMA | LISTING | PAREN | DOT | HYPHEN | SLASH

const nameLabels: WordSet = wordSet(
  `vorname nachname name familienname rufname firstname lastname givenname familyname surname
  forename first last given family ad soyad soyadi imie nazwisko prenom nom nombre apellido
  apellidos geb geborene ne nee titel title anrede`,
)

/**
 * Last word at which the other half of a name can begin: next to it, behind any titles, particles, initials and
 * labels, and behind one middle name.
 */
function reachOf({ text, index }: Search, unit: NameUnit): number {
  const { words } = text
  let middleNames = 1
  let at = unit.last
  for (let skipped = 0; skipped <= MAX_SKIPPED; skipped++) {
    if (!isNameGap(text, at)) return at
    at += 1
    const word = words[at]
    if (word === undefined) return at - 1
    const isFree =
      word.end - word.start === 1 ||
      particles.has(word.folded) ||
      titles.has(word.folded) ||
      isNameLabel(text, at) ||
      formsOfAddress.has(word.folded)
    if (isFree) continue
    if (middleNames === 0 || word.hasDigit) return at
    const isName = isCapital(text, word) || (index.nameRoles(word.folded) & (NAME_GIVEN | NAME_FAMILY)) !== 0
    if (!isName) return at
    middleNames -= 1
  }
  return at
}

function isNameLabel(text: FoldedText, i: number): boolean {
  return nameLabels.has(text.words[i]?.folded ?? '')
}

/** Signs that may stand inside a name; a full stop only behind an abbreviation or without a space ("anna.mueller"). */
function isNameGap(text: FoldedText, i: number): boolean {
  const signs = signsBehind(text, i)
  if (signs === HYPHEN || signs === DOT) return true
  if ((signs & ~NAME_SIGNS) === 0) return true
  if ((signs & ~(NAME_SIGNS | HYPHEN)) === 0) return (signs & BREAK) !== 0
  if ((signs & ~(NAME_SIGNS | COMMA)) === 0) return true
  const word = text.words[i]
  const isShort =
    word !== undefined &&
    (word.end - word.start === 1 || titles.has(word.folded) || particles.has(word.folded))
  if (isShort && (signs & ~(NAME_SIGNS | DOT | HYPHEN | COMMA)) === 0) return true
  const isLabelled = isNameLabel(text, i) || isNameLabel(text, i + 1)
  return isLabelled && (signs & ~LABEL_SIGNS) === 0
}

/** "Frau Sukarno": someone with one name only is meant where a form of address stands. */
function isAddressed(text: FoldedText, unit: NameUnit): boolean {
  const before = text.words[unit.first - 1]
  return (
    before !== undefined &&
    formsOfAddress.has(before.folded) &&
    (signsBehind(text, unit.first - 1) & ~(SPACE | BREAK)) === 0
  )
}

const COMPANY_SIGNS =
  SPACE | BREAK | HYPHEN | DOT | AMPERSAND | APOSTROPHE | QUOTE | LISTING | PAREN | COMMA | SLASH
const companyTitles: WordSet = wordSet(`firma fa unternehmen company verein firm`)

/**
 * Companies that start with word `i`. A company of one word ("Sommer GmbH") is a name only with its legal form or
 * "Firma": otherwise every sentence with that word would name it.
 */
function addCompanies(search: Search, i: number): void {
  const { text, index } = search
  const core: string[] = []
  const folded = text.words.slice(i, i + MAX_COMPANY_WORDS + 4).map((word) => word.folded)
  let last = i
  for (let k = 0; k < folded.length && core.length < MAX_COMPANY_WORDS; k++) {
    if (k > 0 && (signsBehind(text, i + k - 1) & ~COMPANY_SIGNS) !== 0) break
    const word = folded[k] ?? ''
    const isForm = k > 0 && isLegalForm(folded, k)
    if (isForm && core.length === 1) offer(search, companyKey(core), { first: i, last: i + k })
    if (k > 0 && (isForm || companyJoints.has(word))) continue
    if ((index.nameRoles(word) & NAME_COMPANY) === 0) break
    core.push(word)
    last = i + k
    if (core.length > 1) offer(search, companyKey(core), { first: i, last })
  }
  const before = text.words[i - 1]?.folded ?? ''
  const hasTitle =
    companyTitles.has(before) && (signsBehind(text, i - 1) & ~(SPACE | BREAK | COLON | QUOTE | DOT)) === 0
  const first = core[0]
  if (hasTitle && first !== undefined) offer(search, companyKey([first]), { first: i, last: i })
}

const givenHeadings: WordSet = wordSet('vorname vornamen firstname first given rufname forename')
const familyHeadings: WordSet = wordSet('nachname familienname lastname last surname family zuname')
/** A cell with more words than a name has is no name. */
const MAX_CELL_UNITS = 8

/** Given name and surname in two columns that do not stand side by side. */
function addColumns(search: Search, units: readonly NameUnit[]): void {
  const given = unitsUnder(search.text, units, givenHeadings)
  const family = unitsUnder(search.text, units, familyHeadings)
  for (const one of given) {
    for (const other of family) {
      const [first, last] = one.first < other.first ? [one.first, other.last] : [other.first, one.last]
      offer(search, fullNameKey(one.folded, other.folded), { first, last })
    }
  }
}

function unitsUnder(text: FoldedText, units: readonly NameUnit[], headings: WordSet): readonly NameUnit[] {
  const c = text.cells.findIndex(({ label }) => label.split(' ').some((word) => headings.has(word)))
  const cell = text.cells[c]
  if (cell === undefined) return []
  const end = text.cells[c + 1]?.start ?? Number.POSITIVE_INFINITY
  return units
    .filter((unit) => {
      const start = text.words[unit.first]?.start ?? 0
      return start >= cell.start && start < end
    })
    .slice(0, MAX_CELL_UNITS)
}
