/** Files of trails on a disk: written whole or not at all, read in pieces. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A line is an entry or ten thousand digests; a longer one comes from somewhere else. */
const lineBytesMax = 16 * 1024 * 1024
/** Lines are joined to pieces of about this size before they are written. */
const pieceBytes = 256 * 1024

/**
 * Writes beside the place and waits until it is on the disk; it takes its place by `commit` only.
 *
 * @returns SHA-256 of the file
 */
export async function writeUnfinished(file: string, lines: AsyncIterable<string>): Promise<Buffer> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(unfinishedOf(file), 'w', 0o600)
  try {
    const sha256 = await writeLines(handle, lines)
    await handle.sync()
    return sha256
  } finally {
    await handle.close()
  }
}

/** The name under which a file is written and checked before it takes its place. */
export function unfinishedOf(file: string): string {
  return `${file}.unfinished`
}

export async function commit(file: string): Promise<void> {
  await rename(unfinishedOf(file), file)
  const folder = await open(dirname(file), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

export async function discard(file: string): Promise<void> {
  await rm(unfinishedOf(file), { force: true })
}

/** Writes lines to an open file in large pieces. @returns SHA-256 of them */
export async function writeLines(handle: FileHandle, lines: AsyncIterable<string>): Promise<Buffer> {
  const hash = createHash('sha256')
  let piece = ''
  const flush = async (): Promise<void> => {
    const bytes = Buffer.from(piece, 'utf8')
    hash.update(bytes)
    await handle.writeFile(bytes)
    piece = ''
  }
  for await (const line of lines) {
    piece += line
    if (piece.length >= pieceBytes) await flush()
  }
  await flush()
  return hash.digest()
}

/**
 * The lines of a file without their line breaks, in constant memory. What follows the last line break is a line too.
 *
 * @throws RangeError for a line that is longer than any of ours
 */
export async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  let restBytes = 0
  for await (const chunk of createReadStream(file)) {
    const bytes: Buffer = chunk
    let from = 0
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      yield Buffer.concat([...rest, bytes.subarray(from, at)])
      rest = []
      restBytes = 0
      from = at + 1
    }
    const tail = bytes.subarray(from)
    rest.push(tail)
    restBytes += tail.length
    if (restBytes > lineBytesMax) throw new RangeError('a line is too long for a trail file')
  }
  if (restBytes > 0) yield Buffer.concat(rest)
}

/** SHA-256 of a file. */
export async function sha256Of(file: string): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest()
}
