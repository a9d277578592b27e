/** What one message may cost. Every limit that is broken becomes an unchecked part, never silence. */
export interface Limits {
  /** Bytes of one message that are read; mail systems refuse far smaller ones (common ceilings: 10 to 50 MB). */
  readonly messageBytes: number
  /** Bytes of one header block; real ones stay below 64 KB even after many relays. */
  readonly headerBytes: number
  /** Fields of one header block; real ones stay below 200. */
  readonly headerFields: number
  /** Multiparts, messages and containers inside one another; people forward forwards about ten times. */
  readonly depth: number
  /** Parts of one message, attachments of attachments included; a digest or a source archive has hundreds. */
  readonly parts: number
  /**
   * Bytes that decoding and unpacking may produce for one message. A file that uses them all up must still fit into the
   * memory of a process as bytes and as text, so that what stands at its beginning is read.
   */
  readonly outputBytes: number
  /**
   * Characters of text given to the judge: a mail of 25 MB, which many systems take for the largest, holds no more in
   * base64, and they can be matched within the deadline (5 to 8 million a second).
   */
  readonly textChars: number
  /** Output divided by input of one file; spreadsheets reach 100, bombs start at 1,000. */
  readonly ratio: number
  /** Output below this is never a bomb, whatever the ratio. */
  readonly ratioFloorBytes: number
  /** Wall time from the start of reading; matching goes on meanwhile, and a verdict is owed within 5 s. */
  readonly deadlineMs: number
}

const megabyte = 1024 * 1024

export const defaultLimits: Limits = {
  messageBytes: 64 * megabyte,
  headerBytes: megabyte,
  headerFields: 2_000,
  depth: 64,
  parts: 10_000,
  outputBytes: 96 * megabyte,
  textChars: 20 * megabyte,
  ratio: 200,
  ratioFloorBytes: 16 * megabyte,
  deadlineMs: 4_000,
}

/** Passages are about this long: small enough to stream, long enough that cuts are rare. */
export const passageChars = 256 * 1024
/** The first passage of a text; each further one may be twice as long, so that the judge never waits for long. */
export const firstPassageChars = 16 * 1024
/** What a passage costs the judge however short it is, in characters: a million rows of one letter are not for nothing. */
export const passageCostChars = 16

/** Characters repeated after a cut: longer than any name, address or number with its label. */
export const passageOverlapChars = 400

/** Memory one reader process may hold, the engine of the language included. */
export const processBytes = 512 * megabyte

/** Reading that yields or takes as much at once may take long; what was read before is said first. */
export const longStepBytes = 64 * 1024
/** Nothing that was read waits longer than this to be said, as long as the reader asks for time or bytes at all. */
export const quietMs = 100
