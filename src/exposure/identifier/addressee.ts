/** Whom a text speaks to: the one position in which a name alone says whose data it is. */
import type { FactKey } from '../fact.ts'
import { type FoldedText, joinFolded } from '../fold.ts'
import { type IdentifierIndex, NAME_FAMILY, NAME_GIVEN } from '../identifier-index.ts'
import { addressBlocks, isCareOf } from './address-block.ts'
import { labels, type Salutation, salutations, secondHalves } from './address-word.ts'
import { headings } from './column.ts'
import { companiesAt, fullName } from './full-name.ts'
import {
  AMPERSAND,
  ASSIGNMENT,
  BREAK,
  BREAKS,
  COLON,
  COMMA,
  DOT,
  FAR,
  HYPHEN,
  PAREN,
  QUOTE,
  SLASH,
  SPACE,
  signsBehind,
  TAB,
  UNDERSCORE,
} from './gap.ts'
import { surnameKey } from './name.ts'
import { joints, keysOfPhrase, keysOfReversed, type NamePhrase, namePhraseAt } from './name-phrase.ts'
import { formsOfAddress, particles, titles } from './name-word.ts'
import { wordSet } from './word-set.ts'

export interface AddresseeMention {
  /** `full-name:` or `surname:` keys of one person, most specific first; nobody need have them. */
  readonly keys: readonly FactKey[]
  /** Half-open range in `FoldedText.text`. */
  readonly start: number
  readonly end: number
}

/**
 * Finds salutations, labelled persons and address blocks.
 *
 * A surname alone is a mention only behind a form of address ("Frau Müller") or a label that names a customer; a given
 * name alone never is. Several words are a full name, which does not fall back to its surname.
 *
 * @param position `addressee`: the whole text is the name of somebody, or of a file for somebody
 */
export function findAddressees(
  text: FoldedText,
  index: IdentifierIndex,
  position?: 'addressee',
): Iterable<AddresseeMention> {
  const search: Search = { text, index, found: [] }
  if (position === 'addressee') addWhole(search)
  const headingAt = headings(text)
  for (let i = 0; i < text.words.length; i++) {
    const word = text.words[i]
    if (word === undefined || word.hasDigit) continue
    const salutation = salutations.get(word.folded)
    if (salutation !== undefined) addSalutation(search, i, salutation)
    const label = labels.get(word.folded)
    if (label !== undefined) addLabelled(search, i, label)
    else if (formsOfAddress.has(word.folded)) addFormLine(search, i)
    else if (isCareOf(text, i)) addNameAt(search, i + 2, 'person')
    if (text.cells.length > 0 && isCellStart(text, i) && isCustomerHeading(headingAt(word.start)))
      addNameAt(search, i, 'customer')
  }
  for (const line of addressBlocks(text)) addNameAt(search, line, 'block')
  return search.found
}

interface Search {
  readonly text: FoldedText
  readonly index: IdentifierIndex
  readonly found: AddresseeMention[]
}

function add({ text, found }: Search, keys: readonly FactKey[], first: number, last: number): void {
  const start = text.words[first]?.start
  const end = text.words[last]?.end
  if (keys.length > 0 && start !== undefined && end !== undefined) found.push({ keys, start, end })
}

/** What stands in front of the name. */
type Standing = 'salutation' | 'person' | 'customer' | 'block'

/** Adds the person or company that is named from word `i` on; "Müller, Anna" as well. */
function addNameAt(search: Search, i: number, standing: Standing): NamePhrase | undefined {
  const { text, index } = search
  for (const company of companiesAt(text, index, i))
    search.found.push({ keys: [company.key], start: company.start, end: company.end })
  const phrase = namePhraseAt(text, i, index)
  if (phrase === undefined) return undefined
  if (standing !== 'salutation' && !phrase.hasForm && (phrase.signs & ~SPACE) === COMMA) {
    const given = namePhraseAt(text, phrase.last + 1, index)
    if (given !== undefined && !given.hasForm) {
      add(search, keysOfReversed(phrase, given), phrase.first, given.last)
      if (phrase.elements.length === 1) return given
    }
  }
  add(
    search,
    keysOfPhrase(phrase, phrase.hasForm || (standing === 'customer' && isOnlySurname(search, phrase))),
    phrase.first,
    phrase.last,
  )
  return phrase
}

/** A word that is a given name for somebody is none: "Kunde: Martin". */
function isOnlySurname({ index }: Search, phrase: NamePhrase): boolean {
  const roles = index.nameRoles(phrase.elements[0]?.bare ?? '')
  return phrase.elements.length === 1 && (roles & NAME_FAMILY) !== 0 && (roles & NAME_GIVEN) === 0
}

const SALUTATION_SIGNS = PAREN | SPACE | COMMA | BREAK | QUOTE | TAB
/** Persons one salutation names at most. */
const MAX_PERSONS = 6

function addSalutation(search: Search, at: number, salutation: Salutation): void {
  const { text, index } = search
  const first = secondHalves.get(text.words[at]?.folded ?? '')
  const isWhole = first === undefined || first.has(text.words[at - 1]?.folded ?? '')
  const i = behindEnding(text, at)
  if (!isWhole || (signsBehind(text, i) & ~SALUTATION_SIGNS) !== 0 || (signsBehind(text, i) & BREAKS) !== 0)
    return
  const phrase = namePhraseAt(text, i + 1, index)
  if (phrase === undefined) {
    addPersonsBehind(search, undefined, i)
    return
  }
  const begins = isLineStart(text, first === undefined ? at : at - 1) && (signsBehind(text, i) & COMMA) === 0
  // "ich liebe Anna Müller" is no salutation; "…, liebe Anna Müller!" is one.
  const isClear = begins || (phrase.hasForm && (signsBehind(text, i) & BREAK) === 0)
  if (salutation === 'open' && !isClear && !endsSalutation(text, phrase.last)) return
  addPersonsBehind(search, addNameAt(search, i + 1, 'salutation'), i)
}

/** "geehrte/r", "Liebe(r)": the other ending is no word. */
function behindEnding(text: FoldedText, i: number): number {
  const isEnding =
    text.words[i + 1]?.folded === 'r' &&
    (signsBehind(text, i) & ~(SLASH | PAREN | HYPHEN | ASSIGNMENT | COLON)) === 0
  return isEnding ? i + 1 : i
}

/** "Frau A und Herr B", "Anna und Peter Müller". */
function addPersonsBehind(search: Search, named: NamePhrase | undefined, i: number): void {
  const { text } = search
  let last = named?.last ?? skipForm(text, i)
  let alone = named !== undefined && !named.hasForm && named.elements.length === 1 ? named : undefined
  for (let person = 0; person < MAX_PERSONS; person++) {
    const signs = signsBehind(text, last)
    const hasWord = joints.has(text.words[last + 1]?.folded ?? '') && (signs & ~(SPACE | BREAK)) === 0
    const isJoint = hasWord || ((signs & ~(SPACE | AMPERSAND)) === 0 && (signs & AMPERSAND) !== 0)
    if (!isJoint) return
    const next = addNameAt(search, last + (hasWord ? 2 : 1), 'salutation')
    if (next === undefined) return
    const family = next.elements.slice(-1)
    if (alone !== undefined && next.elements.length > 1) {
      const shared = { ...alone, elements: [...alone.elements, ...family] }
      // Where the given name stands alone: the other one bears the name that is written out.
      add(search, keysOfPhrase(shared, false), alone.first, alone.last)
    }
    alone = next.elements.length === 1 && !next.hasForm ? next : undefined
    last = next.last
  }
}

/** "Sehr geehrte Frau und Herr Müller": the form of address has no name of its own. */
function skipForm(text: FoldedText, i: number): number {
  return formsOfAddress.has(text.words[i + 1]?.folded ?? '') ? i + 1 : i
}

/** Whether word `i` begins a line, or the text. */
function isLineStart(text: FoldedText, i: number): boolean {
  return i <= 0 || (signsBehind(text, i - 1) & (BREAK | TAB | FAR)) !== 0
}

/** A comma, an exclamation mark or the end of the line. */
function endsSalutation(text: FoldedText, last: number): boolean {
  const signs = signsBehind(text, last)
  const sign = text.text[text.words[last]?.end ?? 0]
  return sign === ',' || sign === '!' || sign === undefined || (signs & BREAK) !== 0
}

const LABEL_SIGNS = COLON | SPACE | TAB | BREAK | QUOTE | ASSIGNMENT | PAREN | DOT
/** "z. Hd." needs no colon. */
const shortLabels = wordSet('zhd hd')

function addLabelled(search: Search, i: number, standing: 'person' | 'customer'): void {
  const { text } = search
  const signs = signsBehind(text, i)
  const folded = text.words[i]?.folded ?? ''
  const before = text.words[i - 1]?.folded
  const isShort = shortLabels.has(folded) && (folded !== 'hd' || before === 'z' || before === 'zu')
  if ((signs & ~LABEL_SIGNS) !== 0 || (signs & BREAKS) !== 0) return
  if (!isShort && (signs & (COLON | TAB | ASSIGNMENT)) === 0) return
  if ((signs & TAB) !== 0 && (text.cells.length > 0 || isSurnameInCell(search, i))) return
  addNameAt(search, i + 1, standing)
}

/** "Bernd Kunde" in a column beside another one. */
function isSurnameInCell({ text, index }: Search, i: number): boolean {
  const before = text.words[i - 1]
  if (before === undefined || signsBehind(text, i - 1) !== SPACE) return false
  return (index.nameRoles(before.folded) & NAME_GIVEN) !== 0
}

/** A line "Herrn Max Müller", or "Frau" with the name on the next line, as letters begin. */
function addFormLine(search: Search, i: number): void {
  const { text, index } = search
  const form = text.words[i]?.folded
  const hasAn = text.words[i - 1]?.folded === 'an' && signsBehind(text, i - 1) === SPACE
  if (!isLineStart(text, hasAn ? i - 1 : i)) return
  const isAlone = (signsBehind(text, i) & BREAK) !== 0 && (signsBehind(text, i) & BREAKS) === 0
  if (!isAlone && form !== 'herrn' && !hasAn) return
  const phrase = namePhraseAt(text, i, index)
  if (phrase === undefined || phrase.elements.length < 2 || (phrase.signs & (BREAK | FAR)) === 0) return
  add(search, keysOfPhrase(phrase, false), phrase.first, phrase.last)
}

function isCellStart(text: FoldedText, i: number): boolean {
  return i === 0 || (signsBehind(text, i - 1) & TAB) !== 0
}

function isCustomerHeading(heading: string): boolean {
  return heading !== '' && heading.split(' ').some((word) => labels.get(word) === 'customer')
}

const FILE_SIGNS = UNDERSCORE | HYPHEN | DOT | SPACE | COMMA

/** Words that say that a name is a document's, and of the kind that is made for one person. */
const documentWords = wordSet(
  `mahnung mahnungen zahlungserinnerung erinnerung rechnung gutschrift quittung beleg brief schreiben anschreiben bescheid vertrag
  kundigung kuendigung bestätigung bestellung angebot auftrag lieferschein vereinbarung antrag ausweis kontoauszug auszug
  gebührenbescheid gebühren vollmacht zeugnis gutachten invoice letter reminder statement contract receipt bill notice offer order
  dunning certificate fatura faktura umowa facture lettre factura carta fattura`,
)

/**
 * `Mahnung Müller 2026.pdf`. Names of files are full of words that are somebody's surname ("Sommer", "Programm Winter"), so a
 * surname alone counts only beside a word for a document that is made for one person, and only if no other word is a name.
 */
function addSurnameOfDocument(search: Search): void {
  const { text, index } = search
  const names: number[] = []
  for (let i = 0; i < text.words.length; i++) {
    const word = text.words[i]
    if (word === undefined || word.hasDigit || documentWords.has(word.folded) || isBeside(text, i)) continue
    const roles = index.nameRoles(word.folded) & (NAME_GIVEN | NAME_FAMILY)
    if (roles === 0) continue
    if (roles !== NAME_FAMILY || (names.length > 0 && !isTied(text, i, names))) return
    names.push(i)
  }
  const [first] = names
  const last = names.at(-1)
  if (first === undefined || last === undefined || !standsByDocument(text, first, last)) return
  const folded = joinFolded(text.words.slice(first, last + 1).map((word) => word.folded))
  add(search, [surnameKey(folded)], first, last)
}

/** Form of address, title or particle. */
function isBeside(text: FoldedText, i: number): boolean {
  const folded = text.words[i]?.folded ?? ''
  return formsOfAddress.has(folded) || titles.has(folded) || particles.has(folded) || folded.length === 1
}

/** "Müller-Lüdenscheidt". */
function isTied(text: FoldedText, i: number, names: readonly number[]): boolean {
  return names.at(-1) === i - 1 && signsBehind(text, i - 1) === HYPHEN
}

function standsByDocument(text: FoldedText, first: number, last: number): boolean {
  let before = first - 1
  while (before >= 0 && isBeside(text, before)) before -= 1
  return [before, last + 1].some((i) => documentWords.has(text.words[i]?.folded ?? ''))
}

/** In a display name or a file's name every full name counts, and a surname behind its form of address. */
function addWhole(search: Search): void {
  const { text, index } = search
  const whole = addNameAt(search, 0, 'person')
  const exact = whole === undefined ? undefined : keysOfPhrase(whole, false)[0]
  // Somebody who is called exactly so is not also whoever is called by a part of it.
  const named =
    exact === undefined || index.owners(exact).length === 0 ? 0 : (text.words[whole?.last ?? 0]?.end ?? 0)
  for (const { key, start, end } of fullName.find(text, index))
    if (end > named) search.found.push({ keys: [key], start, end })
  addSurnameOfDocument(search)
  for (let i = 0; i + 1 < text.words.length; i++) {
    if (!formsOfAddress.has(text.words[i]?.folded ?? '')) continue
    const signs = signsBehind(text, i)
    if (signs === SPACE) addNameAt(search, i, 'person')
    else if ((signs & ~FILE_SIGNS) === 0) addSurnameInFile(search, i + 1)
  }
}

/** `mahnung_frau_mueller.pdf`: a surname, unless the next word makes it half of a full name. */
function addSurnameInFile(search: Search, i: number): void {
  const { text, index } = search
  const name = text.words[i]
  if (name === undefined || name.hasDigit) return
  const next = text.words[i + 1]
  const isHalf =
    next !== undefined &&
    (index.nameRoles(next.folded) & (NAME_GIVEN | NAME_FAMILY)) !== 0 &&
    (signsBehind(text, i) & ~FILE_SIGNS) === 0
  if (!isHalf) add(search, [surnameKey(name.folded)], i, i)
}
