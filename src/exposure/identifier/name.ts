/** Names of persons and companies, as a directory writes them. */
import type { CustomerRecord, FactKey } from '../fact.ts'
import { foldedWordsOf, joinFolded } from '../fold.ts'
import { companyJoints, formsOfAddress, legalForms, particles, splitLegalForms, titles } from './name-word.ts'

/** More words than any name has; a longer field is cut, so that pairs of words stay few. */
const MAX_NAME_WORDS = 6
export const MAX_COMPANY_WORDS = 8

/** The words a person can be called by. */
export interface PersonName {
  /** Each given name, neighbours written as one, and all as one. */
  readonly given: readonly string[]
  /** Each part of the surname, with and without particles, neighbours as one, and all as one. */
  readonly family: readonly string[]
}

/** Key of a full name; the order of given name and surname does not matter. */
export function fullNameKey(given: string, family: string): FactKey {
  return given < family ? `full-name:${given}|${family}` : `full-name:${family}|${given}`
}

/** Key of a person who has one name only. */
export function singleNameKey(name: string): FactKey {
  return `full-name:|${name}`
}

export function surnameKey(family: string): FactKey {
  return `surname:${family}`
}

/** @param words folded, without legal form, in order: see `RecordNames` */
export function companyKey(words: readonly string[]): FactKey {
  return `full-name:${words.join(' ')}`
}

type Names = Pick<CustomerRecord, 'firstName' | 'lastName' | 'company'>

/** What a record is called. */
export interface RecordNames {
  /** Undefined if the record names no person. */
  readonly person: PersonName | undefined
  /** Words of the company's name without legal form and joints; all words if nothing else is left; empty for none. */
  readonly company: readonly string[]
}

/**
 * How a record's person and company can be called. Someone with one field holding several words ("Anna Müller" as surname)
 * can be called by any two of them, so every word is both. A surname with a legal form and without given name is a company
 * that the directory had no other column for.
 */
export function namesOf(record: Names): RecordNames {
  const first = fieldWords(record.firstName)
  const last = fieldWords(record.lastName)
  const isCompany = first.length === 0 && last.length > 1 && last.some((_, i) => isLegalForm(last, i))
  return {
    person: isCompany ? undefined : personOf(first, last),
    company: companyWords(
      record.company === undefined ? (isCompany ? last : []) : fieldWords(record.company),
    ),
  }
}

/** @param last the words of the surname's field, `first` those of the given name's */
function personOf(first: readonly string[], last: readonly string[]): PersonName | undefined {
  const given = nameWords(first)
  const family = nameWords(last)
  if (given.length === 0 && family.length === 0) return undefined
  if (given.length > 0 && family.length > 0) {
    const all = spellings(family)
    // "Herr-Dornhagen": what is left out above belongs to the surname where the whole is written.
    const whole = joinFolded(last.slice(0, MAX_NAME_WORDS))
    return { given: spellings(given), family: all.includes(whole) ? all : [...all, whole] }
  }
  const only = spellings(given.length > 0 ? given : family)
  return { given: only, family: only }
}

/** Full-name keys of a person, without repetition: every given name with every spelling of the surname. */
export function fullNameKeys(name: PersonName): readonly FactKey[] {
  const { given: givenNames, family: familyNames } = name
  const isOneField = givenNames === familyNames
  if (givenNames.length === 1 && isOneField) return familyNames.map(singleNameKey)
  const keys: FactKey[] = []
  for (const given of givenNames) {
    for (const family of familyNames) {
      if (isOneField && given === family) continue
      const key = fullNameKey(given, family)
      // Names that are both given name and surname are met in both orders.
      if (!keys.includes(key)) keys.push(key)
    }
  }
  return keys
}

function companyWords(words: readonly string[]): readonly string[] {
  if (words.length === 0) return words
  const core = words.filter((word, i) => !isLegalForm(words, i) && !companyJoints.has(word))
  return (core.length > 0 ? core : words).slice(0, MAX_COMPANY_WORDS)
}

const noWords: readonly string[] = []

function fieldWords(field: string | undefined): readonly string[] {
  if (field === undefined) return noWords
  const words = foldedWordsOf(field)
  return words.includes('') ? words.filter((word) => word !== '') : words
}

/** Whether the word at `i`, alone or with its neighbour ("e", "v"), is a legal form. */
export function isLegalForm(words: readonly string[], i: number): boolean {
  const word = words[i] ?? ''
  if (legalForms.has(word)) return true
  if (word.length !== 1) return false
  return splitLegalForms.has(word + (words[i + 1] ?? '')) || splitLegalForms.has((words[i - 1] ?? '') + word)
}

/** The words of a name field without titles, forms of address and initials, unless nothing else is left. */
function nameWords(words: readonly string[]): readonly string[] {
  const core = words.filter((word) => !titles.has(word) && !formsOfAddress.has(word))
  return (core.length > 0 ? core : words).slice(0, MAX_NAME_WORDS)
}

/** Every way to write the words of one field. */
function spellings(words: readonly string[]): readonly string[] {
  const [only = ''] = words
  // A folded word is folded already: nothing can be joined to it.
  if (words.length === 1) return only.length > 1 ? [only] : []
  const core = words.filter((word) => word.length > 1 && !particles.has(word))
  const parts = core.length > 0 ? core : words
  const found = new Set<string>(parts)
  found.add(joinFolded(words))
  found.add(joinFolded(parts))
  for (let i = 0; i + 1 < words.length; i++) found.add(joinFolded(words.slice(i, i + 2)))
  // A particle glued to what follows it: "von der Heide" as "Vonderheide".
  for (let i = 0; i < words.length; i++) {
    let end = i
    while (end < words.length && particles.has(words[end] ?? '')) end += 1
    if (end > i) found.add(joinFolded(words.slice(i, end + 1)))
  }
  return [...found].filter((spelling) => spelling.length > 1 && !isParticles(spelling, words))
}

/** "von" and "vonder" are no spellings of "von der Heide". */
function isParticles(spelling: string, words: readonly string[]): boolean {
  const leading = words.filter((word) => particles.has(word))
  if (leading.length === 0 || leading.length === words.length) return false
  return leading.includes(spelling) || joinFolded(leading.slice(0, 2)) === spelling
}
