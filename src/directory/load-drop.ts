/** Whether a load is one that a person should look at first: much has gone, or much has become one household. */
import { type FigureKind, figureKinds } from './fact-figure.ts'

/** How many customers have each kind of fact, how many there are, facts by the source's own kinds, and the largest household. */
export interface LoadFigures {
  readonly customers: number
  readonly kinds: Readonly<Record<FigureKind, number>>
  readonly facts: Readonly<Record<string, number>>
  readonly largestHousehold: number
}

export interface LoadDrop {
  /** `fewer`: of customers or of one kind of fact; `household`: one household has become implausibly large. */
  readonly kind: 'fewer' | 'household'
  /** `customers`, a kind of fact, or `fact:` with the source's own kind. */
  readonly what: string
  readonly before: number
  readonly after: number
}

/** A source that loses this share at once is more likely broken than right. */
const dropShare = 0.4

/**
 * @limit of fewer facts of one kind it is no sign when some go: the kind is rare here. Customers and protected ones are
 *   always worth a question, since a customer who is not known is not guarded.
 */
const fewMax = 10
const alwaysAsked: ReadonlySet<string> = new Set(['customers', 'protected'])

/**
 * @limit whoever is of one household may see each other's data. No family is as large; a column of zeros or a
 *   constant would make everybody one, and nothing would be found any more.
 */
const householdMax = 30

/** @returns in the order of what they say; empty if nothing has to be asked */
export function dropsOf(before: LoadFigures, after: LoadFigures): readonly LoadDrop[] {
  const factKinds = [...new Set([...Object.keys(before.facts), ...Object.keys(after.facts)])].sort()
  const counted: readonly (readonly [string, number, number])[] = [
    ['customers', before.customers, after.customers],
    ...figureKinds
      .filter((kind) => kind !== 'contested')
      .map((kind) => [kind, before.kinds[kind], after.kinds[kind]] as const),
    ...factKinds.map((kind) => [`fact:${kind}`, before.facts[kind] ?? 0, after.facts[kind] ?? 0] as const),
  ]
  const fewer = counted
    .filter(([what, was]) => alwaysAsked.has(what) || was >= fewMax)
    .filter(([, was, is]) => was > 0 && was - is >= was * dropShare)
    .map(([what, was, is]): LoadDrop => ({ kind: 'fewer', what, before: was, after: is }))
  const { largestHousehold: was } = before
  const { largestHousehold: is } = after
  const isOne = is > householdMax && is > was
  return isOne ? [...fewer, { kind: 'household', what: 'household', before: was, after: is }] : fewer
}
