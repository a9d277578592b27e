/** A name as it stands in a line: from its first word to its last, whoever bears it. */
import type { FactKey } from '../fact.ts'
import { type FoldedText, joinFolded, type Word } from '../fold.ts'
import { type IdentifierIndex, NAME_FAMILY, NAME_GIVEN } from '../identifier-index.ts'
import { readerWords, sentenceWords } from './address-word.ts'
import { APOSTROPHE, BREAK, COMMA, DOT, FAR, HYPHEN, QUOTE, SPACE, signsBehind, TAB } from './gap.ts'
import { fullNameKey, surnameKey } from './name.ts'
import { isCapital } from './name-unit.ts'
import { formsOfAddress, particles, titles } from './name-word.ts'
import { type WordSet, wordSet } from './word-set.ts'

/** One word of a name, with its particles and what a hyphen ties to it. */
interface NameElement {
  /** Everything as one: `vonderheide`, `annalena`. */
  readonly whole: string
  /** Without particles. */
  readonly bare: string
  /** What the hyphens divide; one part if there is none. */
  readonly parts: readonly string[]
}

export interface NamePhrase {
  readonly elements: readonly NameElement[]
  /** "Frau", "Mr" … stood in front. */
  readonly hasForm: boolean
  /** First and last word, form of address included. */
  readonly first: number
  readonly last: number
  /** Signs behind the last word. */
  readonly signs: number
}

/** No name has more words. */
const MAX_ELEMENTS = 6
/** Titles, particles and forms of address around them. */
const MAX_WORDS = 16
const INNER_SIGNS = SPACE | APOSTROPHE | QUOTE | TAB
const SHORT_SIGNS = INNER_SIGNS | DOT | HYPHEN

/**
 * Reads the name that begins with word `i`, as far as its words look like one.
 *
 * @returns undefined if no name stands there
 */
export function namePhraseAt(text: FoldedText, i: number, index: IdentifierIndex): NamePhrase | undefined {
  const { words } = text
  const elements: NameElement[] = []
  let pending: string[] = []
  let hasForm = false
  let title: number | undefined
  let pendingLast = i
  let last = i - 1
  for (let at = i; at < words.length && at < i + MAX_WORDS && elements.length < MAX_ELEMENTS; at++) {
    const word = words[at]
    if (word === undefined || word.hasDigit) break
    const role = roleOf(text, at, index, { isFirst: elements.length + pending.length === 0, hasForm })
    if (role === 'end') break
    if (role === 'form') hasForm = true
    else if (role === 'title') title = at
    else if (role === 'particle') {
      pending.push(word.folded)
      pendingLast = at
    } else if (role === 'name') {
      const element = elementAt(text, at, pending)
      elements.push(element.element)
      pending = []
      at = element.last
      last = at
    }
    if (!goesOn(text, at, index, elements.length)) break
  }
  // "Linh Lê": what is a particle elsewhere, with a capital and at the end, is the surname.
  if (pending.length > 0 && isSurnameHere(text, pendingLast, index)) {
    const name = joinFolded(pending)
    elements.push({ whole: name, bare: name, parts: [name] })
    last = pendingLast
  }
  // "Frau Graf", "Werner Graf": what is a title elsewhere is the surname here.
  if (
    title !== undefined &&
    title > last &&
    (elements.length === 0 ? hasForm : isSurnameHere(text, title, index))
  ) {
    const name = words[title]?.folded ?? ''
    elements.push({ whole: name, bare: name, parts: [name] })
    last = title
  }
  return elements.length === 0
    ? undefined
    : { elements, hasForm, first: i, last, signs: signsBehind(text, last) }
}

type Role = 'form' | 'title' | 'particle' | 'reader' | 'name' | 'end'

/** What the word at `i` is in a name of which so much has been read. */
function roleOf(
  text: FoldedText,
  i: number,
  index: IdentifierIndex,
  read: { readonly isFirst: boolean; readonly hasForm: boolean },
): Role {
  const word = text.words[i]
  if (word === undefined) return 'end'
  const { folded } = word
  if (formsOfAddress.has(folded)) {
    if (read.isFirst && !(read.hasForm && endsHere(text, i))) return 'form'
    // "Anna Bay" and "Frau Herr" are names, "Anna Herr Müller" is two.
    const next = text.words[i + 1]
    if (next !== undefined && (signsBehind(text, i) & ~(SPACE | DOT)) === 0 && isCapital(text, next))
      return 'end'
  }
  if (read.isFirst && !read.hasForm && readerWords.has(folded)) return 'reader'
  if (titles.has(folded)) return 'title'
  if (
    particles.has(folded) &&
    !(read.isFirst && isGivenParticle(text, i, index)) &&
    !(beginsSentence(text, word) && sentenceWords.has(folded)) &&
    !(read.isFirst && joints.has(folded))
  ) {
    return joints.has(folded) && !particles.has(text.words[i - 1]?.folded ?? '') ? 'end' : 'particle'
  }
  return isNameWord(text, i, index) ? 'name' : 'end'
}

/** Whether a comma, an exclamation mark or the end of the line stands behind word `i`. */
function endsHere(text: FoldedText, i: number): boolean {
  return (signsBehind(text, i) & (COMMA | BREAK | FAR)) !== 0 || text.text[text.words[i]?.end ?? 0] === '!'
}

/** Whether a particle or title is a surname here and written as one: "Lê", "Graf", not "von". */
function isSurnameHere(text: FoldedText, i: number, index: IdentifierIndex): boolean {
  const word = text.words[i]
  return word !== undefined && isCapital(text, word) && (index.nameRoles(word.folded) & NAME_FAMILY) !== 0
}

/** Whether the word begins with a capital and is not written in capitals: "Von" is, "VON" is not. */
function beginsSentence(text: FoldedText, word: Word): boolean {
  if (!isCapital(text, word)) return false
  const rest = text.text.slice(word.start + 1, word.end)
  return rest === '' || rest !== rest.toUpperCase()
}

/** "Ben Berger": what is a particle elsewhere, with a capital in front of another name, is the given name. */
function isGivenParticle(text: FoldedText, i: number, index: IdentifierIndex): boolean {
  const [word, next] = [text.words[i], text.words[i + 1]]
  if (word === undefined || next === undefined || !isCapital(text, word)) return false
  const isFollowed = isCapital(text, next) && (signsBehind(text, i) & ~SPACE) === 0
  return isFollowed && (index.nameRoles(word.folded) & NAME_GIVEN) !== 0
}

/** Words that join two persons; inside one name only between particles ("von und zu"). */
export const joints: WordSet = wordSet('und and u y e et ve i')

/** A word with a capital, or one that is a name here, and no beginning of a sentence. */
function isNameWord(text: FoldedText, i: number, index: IdentifierIndex): boolean {
  const word = text.words[i]
  if (word === undefined || word.folded === '' || sentenceWords.has(word.folded)) return false
  return isCapital(text, word) || (index.nameRoles(word.folded) & (NAME_GIVEN | NAME_FAMILY)) !== 0
}

/** The word at `i` with everything that a hyphen, an apostrophe or a hyphen at the line's end ties to it. */
function elementAt(
  text: FoldedText,
  i: number,
  before: readonly string[],
): { readonly element: NameElement; readonly last: number } {
  const parts = [text.words[i]?.folded ?? '']
  let last = i
  while (parts.length < MAX_ELEMENTS) {
    const signs = signsBehind(text, last)
    const isTied =
      signs === HYPHEN ||
      signs === APOSTROPHE ||
      ((signs & HYPHEN) !== 0 && (signs & ~(HYPHEN | BREAK | SPACE)) === 0 && (signs & BREAK) !== 0)
    const next = text.words[last + 1]
    if (!isTied || next === undefined || next.hasDigit) break
    last += 1
    // "Müller's" is Müller.
    if (signs !== APOSTROPHE || next.folded !== 's') parts.push(next.folded)
  }
  const bare = joinFolded(parts)
  return { element: { whole: joinFolded([...before, ...parts]), bare, parts }, last }
}

/** Whether the name can go on behind word `i`: on the same line, or on the next before the surname has come. */
function goesOn(text: FoldedText, i: number, index: IdentifierIndex, elements: number): boolean {
  const signs = signsBehind(text, i)
  if ((signs & ~INNER_SIGNS) === 0) return true
  const word = text.words[i]
  const isShort =
    word !== undefined &&
    (word.end - word.start === 1 ||
      titles.has(word.folded) ||
      particles.has(word.folded) ||
      formsOfAddress.has(word.folded))
  if (isShort && (signs & ~SHORT_SIGNS) === 0) return true
  if ((signs & ~(INNER_SIGNS | BREAK)) !== 0) return false
  if (elements === 0) return true
  const next = text.words[i + 1]
  const behind = signsBehind(text, i + 1)
  const isEnd = (behind & (COMMA | BREAK | FAR)) !== 0
  return elements === 1 && isEnd && next !== undefined && (index.nameRoles(next.folded) & NAME_FAMILY) !== 0
}

/**
 * Keys of the person a phrase names, most specific first. Several words are a full name and never fall back to the
 * surname; one word is a surname, and only where `mayBeSurname`.
 */
export function keysOfPhrase(phrase: NamePhrase, mayBeSurname: boolean): readonly FactKey[] {
  const elements = phrase.elements.filter((element) => element.whole.length > 1)
  const [only] = elements
  if (only === undefined) return []
  if (elements.length === 1) return mayBeSurname ? [...new Set([only.whole, only.bare])].map(surnameKey) : []
  const keys = new Set<FactKey>()
  for (let split = elements.length - 1; split > 0; split--)
    addPairs(keys, elements.slice(0, split), elements.slice(split))
  // "Müller Anna Maria" as lists have it.
  if (elements.length > 2) addPairs(keys, elements.slice(1), [only])
  if (mayBeSurname) keys.add(surnameKey(joinFolded(elements.map((element) => element.whole))))
  return [...keys]
}

/** Keys of "Müller, Anna": what stands before the comma is the surname. */
export function keysOfReversed(family: NamePhrase, given: NamePhrase): readonly FactKey[] {
  const keys = new Set<FactKey>()
  addPairs(keys, given.elements, family.elements)
  return [...keys]
}

function addPairs(keys: Set<FactKey>, given: readonly NameElement[], family: readonly NameElement[]): void {
  const familyNames = new Set([
    joinFolded(family.map((element) => element.whole)),
    joinFolded(family.map((element) => element.bare)),
  ])
  const givenNames = new Set([joinFolded(given.map((element) => element.whole))])
  for (const element of given) {
    givenNames.add(element.whole).add(element.bare)
    for (const part of element.parts) if (part.length > 1) givenNames.add(part)
  }
  for (const one of givenNames) for (const other of familyNames) keys.add(fullNameKey(one, other))
}
