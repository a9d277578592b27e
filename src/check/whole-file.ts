/** Reads a list that the operator names: a file, or a pipe such as a shell puts in the place of one. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { Fault, fault } from '../std/fault.ts'

/** @limit a pipe does not say how much it will give; it is read in pieces, and no further than is allowed */
const pieceBytes = 1 << 20

/**
 * @param path as given by the operator
 * @throws Fault SCH_FILE_MISSING, SCH_FILE_UNREADABLE, SCH_FILE_TOO_LARGE
 */
export function readWholeFile(path: string, bytesMax: number): Buffer {
  const at = { file: path }
  try {
    const file = openSync(path, 'r')
    try {
      const stats = fstatSync(file)
      if (stats.isFile() && stats.size > bytesMax) throw fault('SCH_FILE_TOO_LARGE', { at })
      if (stats.isFile()) return readFileSync(file)
      // A device may give bytes without end, or wait for a key to be pressed.
      if (!stats.isFIFO() && !stats.isDirectory()) {
        throw fault('SCH_FILE_UNREADABLE', { at, params: { reason: 'ENODEV' } })
      }
      const bytes = readPipe(file, bytesMax)
      if (bytes === undefined) throw fault('SCH_FILE_TOO_LARGE', { at })
      return bytes
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const code = reason === 'ENOENT' ? 'SCH_FILE_MISSING' : 'SCH_FILE_UNREADABLE'
    throw fault(code, { at, params: { reason }, cause: error })
  }
}

/** @returns undefined if it gives more than is allowed */
function readPipe(file: number, bytesMax: number): Buffer | undefined {
  const pieces: Buffer[] = []
  let length = 0
  for (;;) {
    const piece = Buffer.allocUnsafe(pieceBytes)
    const count = readSync(file, piece)
    if (count === 0) return Buffer.concat(pieces, length)
    length += count
    if (length > bytesMax) return undefined
    // A pipe gives some kilobytes at a time; a piece as long as that is kept, not the room it was read into.
    pieces.push(Buffer.from(piece.subarray(0, count)))
  }
}
