/** Dates of birth. */
import type { FactKey } from '../fact.ts'
import { foldText } from '../fold.ts'

/** Month names and their abbreviations, folded. German (with the Austrian Jänner) and English. */
export const months: ReadonlyMap<string, number> = new Map(
  [
    'januar january janner jan',
    'februar february feb',
    'marz march mar mrz',
    'april apr',
    'mai may',
    'juni june jun juno',
    'juli july jul julei',
    'august aug',
    'september sep sept',
    'oktober october okt oct',
    'november nov',
    'dezember december dez dec',
  ].flatMap((names, i) => names.split(' ').map((name) => [name, i + 1] as const)),
)

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
