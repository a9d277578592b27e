/** A value found in a text that may be somebody's. */
import type { FactKey } from './fact.ts'
import type { FoldedText } from './fold.ts'
import type { IdentifierIndex } from './identifier-index.ts'

export interface Candidate {
  readonly key: FactKey
  /** Half-open range in `FoldedText.text`. */
  readonly start: number
  readonly end: number
  /** A label such as "Kundennummer:" stands in front (or heads the column), so that a number counts at any length. */
  readonly isLabelled: boolean
}

/** One kind of identifier: how it is written down in a directory, and how it is found in a text. */
export interface Recogniser {
  /** Candidates in one passage. Only values the index can know need be returned; order is of no importance. */
  find(text: FoldedText, index: IdentifierIndex): Iterable<Candidate>
}
