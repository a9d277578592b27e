/** Folding: the spellings of one word or number become one. */

/** A run of letters and digits. */
export interface Word {
  /** Folded: lower case, no accents, ä/ae → a, ß → ss, look-alikes of other scripts → Latin. */
  readonly folded: string
  /** Half-open range in `FoldedText.text`. */
  readonly start: number
  readonly end: number
  readonly hasDigit: boolean
  readonly hasLetter: boolean
}

/**
 * A passage made comparable. `text` has no invisible characters (zero-width, soft hyphen, bidi marks), one kind of
 * space (line breaks and tabs stay), ASCII digits and hyphens; letters keep case and accents. Words are in order.
 */
export interface FoldedText {
  readonly text: string
  readonly words: readonly Word[]
  /** Start of each table cell in `text`, with its column heading (folded words joined by a space); empty for running text. */
  readonly cells: readonly { readonly start: number; readonly label: string }[]
}
