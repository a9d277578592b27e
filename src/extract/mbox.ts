import { open } from 'node:fs/promises'
import { SourceUnreadable } from './message-bytes.ts'

/** Where one message lies in an mbox file, without its From_ line and the empty line before the next one; half-open. */
export interface MessageRange {
  readonly start: number
  readonly end: number
}

/** Bytes read at a time: memory stays the same whatever the file's size. */
const chunkBytes = 1024 * 1024
/** A From_ line is an address and a date; longer lines are text. */
const fromLineBytes = 1_024
/** Kept from one chunk to the next: a From_ line and the line break before the empty line before it. */
const keptBytes = fromLineBytes + 8

/**
 * A line that begins a message: `From `, an address, and a date as `asctime` writes it. A sentence that begins with
 * "From now on" has no such date.
 *
 * @source RFC 4155, appendix A; with a zone, a comma or without seconds as old programs wrote it
 */
const fromLine =
  /^From [^\n]*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? {1,2}(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b[^\n]*\d{1,2}:\d{2}/

const lineFeed = 0x0a
const carriageReturn = 0x0d

interface FromLine {
  /** End of the message before: without the empty line that separates them. */
  readonly before: number
  /** Start of the message that follows. */
  readonly after: number
}

/**
 * Finds the messages of an mbox, streaming. What stands before the first From_ line is a message of its own, so that a
 * file that lacks the line is read all the same.
 *
 * @throws SourceUnreadable
 */
export async function* mboxMessages(path: string | Buffer): AsyncGenerator<MessageRange> {
  const handle = await openFile(path)
  try {
    const buffer = Buffer.allocUnsafe(keptBytes + chunkBytes)
    let offset = 0
    let kept = 0
    let start = 0
    let searchedTo = 0
    for (;;) {
      const { bytesRead } = await handle.read(buffer, kept, chunkBytes, offset + kept)
      const bytes = buffer.subarray(0, kept + bytesRead)
      const isLast = bytesRead === 0
      for (const line of fromLines(bytes, { offset, from: searchedTo, isLast })) {
        if (line.before > start) yield { start, end: line.before }
        start = line.after
      }
      const size = offset + bytes.length
      if (isLast) {
        if (size > start) yield { start, end: size }
        return
      }
      searchedTo = Math.max(searchedTo, size - fromLineBytes)
      kept = Math.min(bytes.length, keptBytes)
      buffer.copy(buffer, 0, bytes.length - kept, bytes.length)
      offset = size - kept
    }
  } finally {
    await handle.close()
  }
}

/** @param window `from`: absolute position before which lines were found already */
function* fromLines(
  bytes: Buffer,
  window: { readonly offset: number; readonly from: number; readonly isLast: boolean },
): Iterable<FromLine> {
  const { offset } = window
  const stop = window.isLast ? bytes.length : bytes.length - fromLineBytes
  const first = offset === 0 && window.from === 0 ? 0 : -1
  let at =
    first === 0 && bytes.toString('latin1', 0, 5) === 'From ' ? 0 : next(bytes, window.from - offset - 1)
  while (at !== -1 && at < stop) {
    const line = bytes.toString('latin1', at, at + fromLineBytes)
    if (fromLine.test(line)) {
      const found = bytes.indexOf(lineFeed, at)
      const after = found === -1 ? bytes.length : found + 1
      yield { before: offset + beforeEmptyLine(bytes, at), after: offset + after }
    }
    at = next(bytes, at)
  }
}

function next(bytes: Buffer, from: number): number {
  const found = bytes.indexOf('\nFrom ', Math.max(0, from), 'latin1')
  return found === -1 ? -1 : found + 1
}

/** Takes the empty line before a From_ line off. */
function beforeEmptyLine(bytes: Buffer, at: number): number {
  if (bytes[at - 1] !== lineFeed) return at
  const end = bytes[at - 2] === carriageReturn ? at - 2 : at - 1
  return end === 0 || bytes[end - 1] === lineFeed ? end : at
}

async function openFile(path: string | Buffer) {
  try {
    return await open(path, 'r')
  } catch (error) {
    const hasCode = error instanceof Error && 'code' in error && typeof error.code === 'string'
    throw new SourceUnreadable(hasCode ? String(error.code) : 'EIO', { cause: error })
  }
}
