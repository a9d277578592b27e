/**
 * What a customer can see, as plain text with places. Everything that wants to be judged becomes a `View` first.
 */

/** Where a text or an unread part stands: `header:Subject`, `text/html`, `attachment#2:pdf`, nested with `/`. Never a file or sheet name. */
export type Place = string

/** SHA-256 as 64 lower-case hexadecimal digits. */
export type Sha256 = string & { readonly sha256: true }

/**
 * A piece of text a person can come to read.
 *
 * A passage of running text has no `row`. A passage that is one row of a table has a `row` that is unique within its
 * part, its cells are separated by `\t` in `text`, and `labels` names the columns where the table has a header.
 */
export interface Passage {
  readonly place: Place
  /** Scope of corroboration: two facts of one record support each other only within one part (and one row, if both stand in rows). */
  readonly part: number
  readonly row?: number
  readonly text: string
  /** Column headings of the cells of a row, in order; an empty string where a column has none. */
  readonly labels?: readonly string[]
  /** `addressee`: whatever name stands here names the person the message is for (To display name, attachment name). */
  readonly position?: 'addressee'
}

/** Why a part could not be read. The list is closed: it is part of the published contract of `schleuse check`. */
export const uncheckedReasons = [
  'encrypted',
  'broken',
  'unknown-charset',
  'unknown-format',
  'image',
  'too-large',
  'too-deep',
  'too-many-parts',
  'ratio',
  'timeout',
  'memory',
] as const
export type UncheckedReason = (typeof uncheckedReasons)[number]

/** A part nobody has read: it can hold anything, so it is never silently dropped. */
export interface Unchecked {
  readonly place: Place
  readonly reason: UncheckedReason
}

/** One thing a customer can see as a whole: a message, a letter, a published list. */
export interface View {
  readonly passages: readonly Passage[]
  readonly unchecked: readonly Unchecked[]
  /** Digest of the bytes the view was made from; delivery compares it with the bytes it sends; null if they were not read to the end. */
  readonly digest: Sha256 | null
}
