import { open } from 'node:fs/promises'
import type { MessageSource } from './piece.ts'

/** A message's file cannot be read at all: gone, forbidden, no file. The caller knows its path. */
export class SourceUnreadable extends Error {
  /** Code of the system: `ENOENT`, `EACCES`, `EISDIR` … */
  readonly code: string
  constructor(code: string, options?: ErrorOptions) {
    super(`message source unreadable: ${code}`, options)
    this.code = code
  }
}

export interface MessageBytes {
  readonly bytes: Buffer
  /** There is more than was read. */
  readonly isCut: boolean
}

/**
 * Reads the bytes of a message; those of a message in an mbox are freed of its quoting.
 *
 * @throws SourceUnreadable
 */
export async function loadMessage(source: MessageSource, messageBytes: number): Promise<MessageBytes> {
  try {
    const loaded = await loadRange(source, messageBytes)
    return source.format === 'mbox-message' ? { ...loaded, bytes: unquoted(loaded.bytes) } : loaded
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
      throw new SourceUnreadable(error.code, { cause: error })
    }
    throw error
  }
}

async function loadRange(
  { path, pathBase64, start = 0, end }: MessageSource,
  messageBytes: number,
): Promise<MessageBytes> {
  const handle = await open(pathBase64 === undefined ? path : Buffer.from(pathBase64, 'base64'), 'r')
  try {
    const stop = end ?? (await handle.stat()).size
    const wanted = Math.max(0, stop - start)
    // One byte more than the file had a moment ago shows that it is growing.
    const buffer = Buffer.allocUnsafe(Math.min(wanted, messageBytes) + (end === undefined ? 1 : 0))
    let filled = 0
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    const size = Math.min(filled, messageBytes)
    return { bytes: buffer.subarray(0, size), isCut: wanted > size || filled > messageBytes }
  } finally {
    await handle.close()
  }
}

const lineFeed = 0x0a
const greater = 0x3e

/**
 * Takes one `>` off every line that begins with any number of them and `From `.
 *
 * @source mboxrd, as described for qmail; the inverse of what the writer did
 */
function unquoted(bytes: Buffer): Buffer {
  const out: Buffer[] = []
  let from = 0
  let at = bytes[0] === greater ? 0 : nextQuoted(bytes, 0)
  while (at !== -1) {
    let text = at
    while (bytes[text] === greater) text++
    if (bytes.toString('latin1', text, text + 5) === 'From ') {
      out.push(bytes.subarray(from, at))
      from = at + 1
    }
    at = nextQuoted(bytes, text)
  }
  if (from === 0) return bytes
  out.push(bytes.subarray(from))
  return Buffer.concat(out)
}

function nextQuoted(bytes: Buffer, from: number): number {
  const found = bytes.indexOf('\n>', from, 'latin1')
  return found === -1 ? -1 : found + 1
}

/** Brings a message to lines that end in LF and bytes that contain ASCII: saved as UTF-16, or with the old CR alone. */
export function normalised(found: Uint8Array): Buffer {
  const bytes = Buffer.from(found.buffer, found.byteOffset, found.byteLength)
  const text = utf16Text(bytes)
  const plain = text === undefined ? withoutMark(bytes) : Buffer.from(text, 'utf8')
  return hasBareReturns(plain) ? withLineFeeds(plain) : plain
}

function utf16Text(bytes: Buffer): string | undefined {
  const [a, b, c, d] = bytes
  const little = (a === 0xff && b === 0xfe) || (b === 0 && d === 0 && isLetter(a) && isLetter(c))
  const big = (a === 0xfe && b === 0xff) || (a === 0 && c === 0 && isLetter(b) && isLetter(d))
  if (!little && !big) return undefined
  const even = bytes.subarray(0, bytes.length & ~1)
  const text = little ? even.toString('utf16le') : Buffer.from(even).swap16().toString('utf16le')
  return text.replace(/^\ufeff/, '')
}

function isLetter(code: number | undefined): boolean {
  return code !== undefined && ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a))
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}

/** A first line that ends in CR alone, or a delimiter after CR alone: then CR alone ends lines in this message. */
function hasBareReturns(bytes: Buffer): boolean {
  const first = bytes.indexOf(0x0d)
  if (first === -1) return false
  const lf = bytes.indexOf(lineFeed)
  if (lf === -1 || (first < lf && !isReturnsThenFeed(bytes, first, lf))) return true
  return bytes.includes('\r--', 0, 'latin1')
}

function isReturnsThenFeed(bytes: Buffer, first: number, lf: number): boolean {
  for (let at = first; at < lf; at++) if (bytes[at] !== 0x0d) return false
  return true
}

function withLineFeeds(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1')
  return Buffer.from(
    text.replace(/\r+\n?/g, (run) => (run.endsWith('\n') ? run : '\n'.repeat(run.length))),
    'latin1',
  )
}
