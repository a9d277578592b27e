/** Counts the numbers of a directory by form, and says which of them are evidence alone. */
import type { FactKey } from './fact.ts'
import { isDense, type NumberForm, numberFormOf } from './number-form.ts'

export interface NumberCount extends NumberForm {
  /** Distinct values of this form in the directory. */
  readonly count: number
}

export interface NumberTally {
  /** Counts a number that was not there before. */
  add(form: NumberForm): void
  /** Takes back a number that nobody has any more. */
  drop(form: NumberForm): void
  counts(): readonly NumberCount[]
}

/** @param first what is counted already */
export function openNumberTally(first: readonly NumberCount[] = []): NumberTally {
  const counts = new Map(first.map((form) => [formName(form), { ...form }]))
  const change = (form: NumberForm, by: number) => {
    const known = counts.get(formName(form))
    if (known === undefined) counts.set(formName(form), { ...form, count: by })
    else known.count += by
  }
  return {
    add: (form) => change(form, 1),
    drop: (form) => change(form, -1),
    counts: () => [...counts.values()].filter(({ count }) => count > 0).map((form) => ({ ...form })),
  }
}

export interface NumberCensus {
  /** As `IdentifierIndex` promises it. */
  isStrongAlone(key: FactKey): boolean
  readonly numberLengths: ReadonlySet<number>
}

export function numberCensusOf(counts: readonly NumberCount[]): NumberCensus {
  const byName = new Map(counts.map((form) => [formName(form), form.count]))
  return {
    isStrongAlone(key) {
      const form = numberFormOf(key)
      return form !== undefined && !isDense(form, byName.get(formName(form)) ?? 0)
    },
    numberLengths: new Set(counts.map((form) => form.length)),
  }
}

function formName(form: NumberForm): string {
  return `${form.factClass} ${form.alphabet} ${form.length}`
}
