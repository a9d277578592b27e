/** Full names in running text and tables: given name and surname together, in any order, and companies. */
import type { Candidate, Recogniser } from '../candidate.ts'
import type { FactKey } from '../fact.ts'
import type { FoldedText } from '../fold.ts'
import { type IdentifierIndex, NAME_COMPANY, NAME_NONE } from '../identifier-index.ts'
import {
  AMPERSAND,
  APOSTROPHE,
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
} from './gap.ts'
import { companyKey, fullNameKey, isLegalForm, MAX_COMPANY_WORDS, singleNameKey } from './name.ts'
import { namePairs } from './name-pair.ts'
import { addUnitsAt, type NameUnit } from './name-unit.ts'
import { companyJoints, formsOfAddress } from './name-word.ts'
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
    for (const unit of units) if (isAddressed(text, unit)) offer(search, singleNameKey(unit.folded), unit)
    for (const pair of namePairs(text, index, units)) offer(search, pair.key, pair)
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
export const companyTitles: WordSet = wordSet(`firma fa unternehmen company verein firm`)

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

export const givenHeadings: WordSet = wordSet('vorname vornamen firstname first given rufname forename')
export const familyHeadings: WordSet = wordSet('nachname familienname lastname last surname family zuname')
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
