/** Dates of birth. */
import type { Candidate, Recogniser } from '../candidate.ts'
import type { FactKey } from '../fact.ts'
import { type FoldedText, foldText } from '../fold.ts'
import { headingHas, headings } from './column.ts'
import { BREAK, COMMA, DOT, HYPHEN, SLASH, SPACE, signsBehind } from './gap.ts'
import { type WordSet, wordMap, wordSet } from './word-set.ts'

/** Month names and their abbreviations, folded. German (with the Austrian Jänner) and English. */
export const months = wordMap<number>([
  ['januar january janner jan', 1],
  ['februar february feb', 2],
  ['marz march mar mrz', 3],
  ['april apr', 4],
  ['mai may', 5],
  ['juni june jun juno', 6],
  ['juli july jul', 7],
  ['august aug', 8],
  ['september sep sept', 9],
  ['oktober october okt oct', 10],
  ['november nov', 11],
  ['dezember december dez dec', 12],
])

/** Nobody alive was born earlier. */
const FIRST_YEAR = 1890
const LAST_YEAR = 2100

/** @param written an ISO 8601 date, or a German one (1.2.1980, 1. Februar 1980) */
export function birthDateKey(written: string): FactKey | undefined {
  const [first, second, third] = foldText({ text: written }).words
  if (first === undefined || second === undefined || third === undefined) return undefined
  if (first.folded.length === 4)
    return dateKey(Number(first.folded), monthOf(second.folded), Number(third.folded))
  return dateKey(Number(third.folded), monthOf(second.folded), Number(first.folded))
}

/** @returns undefined if the calendar has no such day, or nobody can have been born on it */
export function dateKey(year: number, month: number, day: number): FactKey | undefined {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1)) return undefined
  if (!(day <= daysInMonth(year, month))) return undefined
  return `birth-date:${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function monthOf(folded: string): number {
  return months.get(folded) ?? Number(folded)
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Words that say that a date is a birthday. */
export const birthLabels: WordSet =
  wordSet(`geboren geborene geb geburtsdatum geburtstag geburt gebdatum gebdat born birth birthdate birthday dob dateofbirth bday dogum urodzony
  urodzona urodzenia nacimiento naissance ne nee`)
/** Words between the label and the date: "geboren am", "date of birth (dd/mm/yyyy)". */
const MAX_LABEL_DISTANCE = 5
const DATE_SIGNS = SPACE | DOT | COMMA | HYPHEN | SLASH | BREAK
/** A two-digit year up to here can be one of this century; both are tried. */
const CENTURIES = [1900, 2000]

/** Dates that can be a birthday: of a customer's, since only those are looked up. */
export const birthDate: Recogniser = {
  find(text, index) {
    const found: Candidate[] = []
    const { words } = text
    let label = Number.NEGATIVE_INFINITY
    const headingAt = headings(text)
    for (let i = 0; i < words.length; i++) {
      const word = words[i]
      if (word === undefined) continue
      if (birthLabels.has(word.folded)) label = i
      if (!word.hasDigit && months.get(word.folded) === undefined) continue
      const isLabelled = i - label <= MAX_LABEL_DISTANCE || headingHas(headingAt(word.start), birthLabels)
      for (const { key, last } of datesAt(text, i, isLabelled)) {
        if (key === undefined || index.owners(key).length === 0) continue
        found.push({ key, start: word.start, end: words[last]?.end ?? word.end, isLabelled })
      }
    }
    return found
  },
}

interface Reading {
  readonly key: FactKey | undefined
  readonly last: number
}

/** Every date that can be read from word `i` on. */
function datesAt(text: FoldedText, i: number, isLabelled: boolean): readonly Reading[] {
  const [a, b, c] = [text.words[i], text.words[i + 1], text.words[i + 2]]
  if (a === undefined) return []
  if (isLabelled && a.folded.length === 8 && !a.hasLetter) return compactDates(a.folded, i)
  if (b === undefined || c === undefined) return []
  const before = signsBehind(text, i)
  const behind = signsBehind(text, i + 1)
  if (((before | behind) & ~DATE_SIGNS) !== 0 || isInsideRun(text, i)) return []
  const last = i + 2
  const [first, third] = [ordinal(a.folded), ordinal(c.folded)]
  if (!a.hasDigit) return [{ key: dateKey(third, months.get(a.folded) ?? 0, ordinal(b.folded)), last }]
  if (!b.hasDigit)
    return yearsOf(c.folded, isLabelled).map((year) => ({
      key: dateKey(year, months.get(b.folded) ?? 0, first),
      last,
    }))
  if (before !== behind && (before & ~SPACE) !== (behind & ~SPACE)) return []
  const second = ordinal(b.folded)
  if (a.folded.length === 4) return [{ key: dateKey(first, second, third), last }]
  return yearsOf(c.folded, isLabelled).flatMap((year) => {
    const dayFirst = { key: dateKey(year, second, first), last }
    return isLabelled && before === SLASH
      ? [dayFirst, { key: dateKey(year, first, second), last }]
      : [dayFirst]
  })
}

/** 19800201 and 01021980. */
function compactDates(digits: string, last: number): readonly Reading[] {
  const part = (start: number, end: number) => Number(digits.slice(start, end))
  return [
    { key: dateKey(part(0, 4), part(4, 6), part(6, 8)), last },
    { key: dateKey(part(4, 8), part(2, 4), part(0, 2)), last },
  ]
}

/** A year has four digits; two are enough where the date is known to be a birthday. */
function yearsOf(folded: string, isLabelled: boolean): readonly number[] {
  const year = ordinal(folded)
  if (folded.length >= 4) return [year]
  return isLabelled && folded.length === 2 ? CENTURIES.map((century) => century + year) : []
}

/** Leading digits: 1, 1st, 01 of the timestamp 01T00. */
function ordinal(folded: string): number {
  return Number.parseInt(folded, 10)
}

/** More of the same to the left, as in a version or a section number. */
function isInsideRun(text: FoldedText, i: number): boolean {
  const signs = signsBehind(text, i - 1)
  return text.words[i - 1]?.hasDigit === true && (signs === DOT || signs === HYPHEN || signs === SLASH)
}
