/**
 * The desk a reader works at: where it puts what it reads, and where it asks for more bytes, time or depth.
 * Every reader (`html`, `pdf`, `xlsx` …) is a function of bytes and a desk; it knows nothing of mail.
 */
import type { UncheckedReason } from '../exposure/view.ts'

export interface RowPassage {
  readonly cells: readonly string[]
  /** Column headings, same order as `cells`. */
  readonly labels?: readonly string[]
}

export interface EmbeddedFile {
  /** Media type the container declares, lower case, or undefined. */
  readonly mediaType?: string
  /** File name the container gives; judged as a name in an addressee position, never printed. */
  readonly name?: string
}

export interface Desk {
  /** Running text of this part. May be called many times; pieces of one reader belong to one part. */
  text(text: string): void
  /** One row of a table. Facts in one row corroborate each other, facts in two rows do not. */
  row(row: RowPassage): void
  /** Something here could not be read. */
  unchecked(reason: UncheckedReason): void
  /** A file inside this one: judged by the allow-list of digests, recognised by its bytes, read by the reader of its format, one level deeper. */
  embedded(file: EmbeddedFile, bytes: Uint8Array): Promise<void>
  /**
   * To be called before bytes are allocated or text is made that the file does not hold, with how many. Text and rows
   * handed to the desk are counted there.
   * @throws LimitBroken when the message's budget, the ratio or the deadline is used up; readers let it pass through.
   */
  spend(outputBytes: number, inputBytes?: number): void
}

/** A limit was broken: reading of this part ends here, what was read before stays. */
export class LimitBroken extends Error {
  readonly reason: UncheckedReason
  constructor(reason: UncheckedReason) {
    super(`limit broken: ${reason}`)
    this.reason = reason
  }
}

/** Reads one format. Anything thrown other than LimitBroken becomes `broken`. */
export type Reader = (bytes: Uint8Array, desk: Desk) => void | Promise<void>

/** Reads a format that is text; the character set has been decoded before. */
export type TextReader = (text: string, desk: Desk) => void | Promise<void>
