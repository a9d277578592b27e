/** The text of a list in pieces: a list of any size needs the memory of one piece. */
import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import { Fault, fault } from '../../std/fault.ts'
import { byteOrderMarkLength, lineOfByte, refuseWideCharacters } from './encoding.ts'

const pieceBytes = 1 << 20

export interface ListFile {
  readonly modifiedAt: Date
  readonly sizeBytes: number
  /** May be asked for once. */
  text(): Generator<string>
  close(): void
}

/**
 * Reads the file twice: once to see that it is UTF-8 as a whole (else it is windows-1252), once for its text.
 *
 * @param path as given by the operator
 * @throws Fault SCH_FILE_MISSING, SCH_FILE_UNREADABLE; while it is read SCH_TABLE_UTF16, SCH_TABLE_NUL,
 *   SCH_TABLE_CHANGED if somebody writes it meanwhile
 */
export function openListFile(path: string): ListFile {
  const file = opened(path)
  let isOpen = true
  const before = fstatSync(file)
  return {
    modifiedAt: before.mtime,
    sizeBytes: before.size,
    *text() {
      const encoding = encodingOf(file, path)
      const decoder = new TextDecoder(encoding)
      let isFirst = true
      for (const piece of piecesOf(file, path)) {
        // A mark at the start promises UTF-8; where the rest breaks the promise, the mark is still no text.
        yield decoder.decode(piece.subarray(isFirst ? byteOrderMarkLength(piece) : 0), { stream: true })
        isFirst = false
      }
      yield decoder.decode()
      if (hasChanged(before, fstatSync(file))) throw fault('SCH_TABLE_CHANGED', { at: { file: path } })
    },
    close() {
      if (isOpen) closeSync(file)
      isOpen = false
    },
  }
}

function opened(path: string): number {
  const at = { file: path }
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    // A pipe can be read only once, and a device may give bytes without end.
    if (!fstatSync(file).isFile()) throw fault('SCH_FILE_UNREADABLE', { at, params: { reason: 'ESPIPE' } })
    return file
  } catch (error) {
    if (file !== undefined) closeSync(file)
    throw fileFault(error, path)
  }
}

function fileFault(error: unknown, path: string): unknown {
  if (error instanceof Fault) return error
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const code = reason === 'ENOENT' ? 'SCH_FILE_MISSING' : 'SCH_FILE_UNREADABLE'
  return fault(code, { at: { file: path }, params: { reason }, cause: error })
}

function encodingOf(file: number, path: string): 'utf-8' | 'windows-1252' {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  let isUtf8 = true
  let isFirst = true
  for (const piece of piecesOf(file, path)) {
    if (isFirst) refuseWideCharacters(piece, path)
    isFirst = false
    const nul = piece.indexOf(0)
    if (nul >= 0)
      throw fault('SCH_TABLE_NUL', { at: { file: path, line: line + lineOfByte(piece, nul) - 1 } })
    line += lineOfByte(piece, piece.length) - 1
    if (isUtf8) isUtf8 = isValid(() => decoder.decode(piece, { stream: true }))
  }
  return isUtf8 && isValid(() => decoder.decode()) ? 'utf-8' : 'windows-1252'
}

function isValid(decode: () => string): boolean {
  try {
    decode()
    return true
  } catch {
    return false
  }
}

/** From the start, whatever was read before. */
function* piecesOf(file: number, path: string): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(pieceBytes)
  for (let position = 0; ; ) {
    const count = read(file, buffer, position, path)
    if (count === 0) return
    position += count
    yield buffer.subarray(0, count)
  }
}

function read(file: number, buffer: Buffer, position: number, path: string): number {
  try {
    return readSync(file, buffer, 0, buffer.length, position)
  } catch (error) {
    throw fileFault(error, path)
  }
}

function hasChanged(before: Stats, after: Stats): boolean {
  return before.size !== after.size || before.mtimeMs !== after.mtimeMs
}
