/** Two halves of a person's name that stand together in a text. */
import type { FactKey } from '../fact.ts'
import type { FoldedText, Word } from '../fold.ts'
import { type IdentifierIndex, NAME_FAMILY, NAME_GIVEN, NAME_NONE } from '../identifier-index.ts'
import {
  APOSTROPHE,
  ASSIGNMENT,
  BREAK,
  COLON,
  COMMA,
  DOT,
  FAR,
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
import { fullNameKey } from './name.ts'
import { isCapital, type NameUnit } from './name-unit.ts'
import { formsOfAddress, companyJoints as joints, particles, titles } from './name-word.ts'
import { type WordSet, wordSet } from './word-set.ts'

interface Search {
  readonly text: FoldedText
  readonly index: IdentifierIndex
}

/** Two units that are a name somebody has. */
export interface NamePair {
  readonly key: FactKey
  readonly first: number
  readonly last: number
  /** Words of both units; those between them do not count. */
  readonly covered: number
  /** Position of the surname's unit. */
  readonly family: number
}

function pairsOf(search: Search, units: readonly NameUnit[]): NamePair[] {
  const pairs: NamePair[] = []
  for (let u = 0; u < units.length; u++) {
    const unit = units[u]
    if (unit === undefined) continue
    const reach = reachOf(search, unit)
    for (let v = u + 1; v < units.length; v++) {
      const other = units[v]
      if (other === undefined || other.first > reach) break
      const pair = other.first > unit.last ? pairOf(search, unit, other) : undefined
      if (pair !== undefined) pairs.push(pair)
    }
  }
  return pairs
}

/**
 * The names that units make, without those that another one stands above: "Anna Lena Berg" is Anna Lena Berg rather
 * than Anna Berg, and two given names are nobody's full name where the surname follows.
 *
 * @param units in the order of their first words
 */
export function namePairs(
  text: FoldedText,
  index: IdentifierIndex,
  units: readonly NameUnit[],
): readonly NamePair[] {
  const pairs = pairsOf({ text, index }, units)
  if (pairs.length > 1) pairs.sort((a, b) => a.first - b.first || b.last - a.last || b.covered - a.covered)
  let open: NamePair[] = []
  return pairs.filter((pair) => {
    if (open.length > 0) open = open.filter((other) => other.last >= pair.first)
    const isBelow = open.some((other) => standsAbove(other, pair))
    open.push(pair)
    return !isBelow
  })
}

function standsAbove(outer: NamePair, inner: NamePair): boolean {
  if (outer.first > inner.first || outer.last < inner.last) return false
  if (outer.covered > inner.covered) return true
  const isLonger = outer.last - outer.first > inner.last - inner.first
  return isLonger && (outer.family < inner.first || outer.family > inner.last)
}

function pairOf(search: Search, unit: NameUnit, other: NameUnit): NamePair | undefined {
  const isInOrder = (unit.roles & NAME_GIVEN) !== 0 && (other.roles & NAME_FAMILY) !== 0
  const isReversed = (unit.roles & NAME_FAMILY) !== 0 && (other.roles & NAME_GIVEN) !== 0
  if (!isInOrder && !isReversed) return undefined
  if (!canStandTogether(search, unit, other, isReversed)) return undefined
  const key = fullNameKey(unit.folded, other.folded)
  if (search.index.owners(key).length === 0) return undefined
  return {
    key,
    first: unit.first,
    last: other.last,
    covered: unit.last - unit.first + other.last - other.first + 2,
    family: isInOrder ? other.first : unit.first,
  }
}

function canStandTogether(search: Search, unit: NameUnit, other: NameUnit, isReversed: boolean): boolean {
  const signs = signsBehind(search.text, unit.last)
  // "Müller, Anna" but not "Anna, Müller"; and two names of a list are not mixed.
  if ((signs & COMMA) !== 0 && !isReversed && !isNameLabel(search.text, unit.last + 1)) return false
  if ((signs & (COMMA | BREAK | LISTING)) !== 0 && isBetweenNames(search, unit, other)) return false
  // "Herr Michael Henning" is nobody called Herr.
  if ((signs & COMMA) === 0 && isFormOfAddress(search.text, unit, other)) return false
  if (isSetApart(search.text, unit, other) && hasOtherHalf(search, unit, other, isReversed)) return false
  return !isAcrossColumns(search, unit, other)
}

/** A comma at the end of a line, or a label, stands between: "Sehr geehrter Herr Berg,\nName: Anna Klein". */
function isSetApart(text: FoldedText, unit: NameUnit, other: NameUnit): boolean {
  for (let i = unit.last; i < other.first; i++) {
    const signs = signsBehind(text, i)
    if ((signs & BREAK) !== 0 && (signs & COMMA) !== 0) return true
    if (i > unit.last && isNameLabel(text, i)) return true
  }
  return false
}

/** Words that are looked at for the other half: middle names stand before a surname. */
const MAX_OTHER_HALF = 3

/** Whether one of the halves has its complement on its other side, on the same line. */
function hasOtherHalf(search: Search, unit: NameUnit, other: NameUnit, isReversed: boolean): boolean {
  const [outside, inside] = isReversed ? [NAME_GIVEN, NAME_FAMILY] : [NAME_FAMILY, NAME_GIVEN]
  return hasRoleNearby(search, unit.first, -1, outside) || hasRoleNearby(search, other.last, 1, inside)
}

function hasRoleNearby({ text, index }: Search, from: number, step: 1 | -1, role: number): boolean {
  for (let k = 1; k <= MAX_OTHER_HALF; k++) {
    const i = from + k * step
    const word = text.words[i]
    const signs = signsBehind(text, Math.min(i, i - step))
    // "Ute-Angela Berg": the other half of Ute stands behind a hyphen and Angela.
    if (word === undefined || (signs !== SPACE && signs !== HYPHEN)) return false
    const roles = index.nameRoles(word.folded) & (NAME_GIVEN | NAME_FAMILY)
    if ((roles & role) !== 0) return true
    if (roles === NAME_NONE) return false
  }
  return false
}

/** Whether the name goes on behind a form of address and one word; "Herr Eva" may well be Eva Herr. */
function isFormOfAddress(text: FoldedText, unit: NameUnit, other: NameUnit): boolean {
  if (unit.first !== unit.last || !formsOfAddress.has(text.words[unit.first]?.folded ?? '')) return false
  const next = text.words[other.last + 1]
  if (next === undefined || (signsBehind(text, other.last) & ~(SPACE | BREAK | HYPHEN)) !== 0) return false
  return isCapital(text, next) || (isFree(text, other.last + 1) && !joints.has(next.folded))
}

/**
 * Whether a column ends between two units of which one has its other half in its own column: "Anna Berg  Peter Pan".
 * Given name and surname each in a column of their own are a name ("Berg  Anna").
 */
function isAcrossColumns({ text, index }: Search, unit: NameUnit, other: NameUnit): boolean {
  let border = unit.last
  while (border < other.first && !isColumnGap(text, border)) border += 1
  if (border === other.first) return false
  for (let i = unit.last + 1; i < other.first; i++) if (!isFree(text, i)) return true
  const isTab = (signsBehind(text, border) & TAB) !== 0
  return (
    belongsElsewhere(text, unit.first - 1, unit.first - 1, { unit, isTab, index }) ||
    belongsElsewhere(text, other.last + 1, other.last, { unit: other, isTab, index })
  )
}

/** A tab, or two spaces and more, without a line break. */
function isColumnGap(text: FoldedText, i: number): boolean {
  const signs = signsBehind(text, i)
  if ((signs & (BREAK | FAR)) !== 0) return false
  return (signs & TAB) !== 0 || text.text.slice(text.words[i]?.end, text.words[i + 1]?.start).includes('  ')
}

/** Whether the word beside a unit, in the same column, shows that the unit is only a part of what stands there. */
function belongsElsewhere(
  text: FoldedText,
  neighbour: number,
  gap: number,
  {
    unit,
    isTab,
    index,
  }: { readonly unit: NameUnit; readonly isTab: boolean; readonly index: IdentifierIndex },
): boolean {
  const word = text.words[neighbour]
  if (word === undefined || (signsBehind(text, gap) & ~(SPACE | COMMA)) !== 0 || isColumnGap(text, gap))
    return false
  if (isFree(text, neighbour)) return false
  const roles = word.hasDigit ? NAME_NONE : index.nameRoles(word.folded) & (NAME_GIVEN | NAME_FAMILY)
  // In a table the cell of a given name or surname holds nothing else.
  if (roles === NAME_NONE) return isTab
  return (roles & ~unit.roles) !== 0 || unit.roles === (NAME_GIVEN | NAME_FAMILY)
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

export const nameLabels: WordSet = wordSet(
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
    if (isFree(text, at)) continue
    if (middleNames === 0 || word.hasDigit || !isMiddleName(text, index, word)) return at
    middleNames -= 1
  }
  return at
}

/** Title, particle, initial, label or form of address. */
function isFree(text: FoldedText, i: number): boolean {
  const word = text.words[i]
  return (
    word !== undefined &&
    (word.end - word.start === 1 ||
      particles.has(word.folded) ||
      titles.has(word.folded) ||
      isNameLabel(text, i) ||
      formsOfAddress.has(word.folded))
  )
}

/** A given name, or a word with a capital that is nobody's name; never a surname, with which the name is complete. */
function isMiddleName(text: FoldedText, index: IdentifierIndex, word: Word): boolean {
  const roles = index.nameRoles(word.folded) & (NAME_GIVEN | NAME_FAMILY)
  if (roles === NAME_NONE) return isCapital(text, word)
  return (roles & NAME_GIVEN) !== 0
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
