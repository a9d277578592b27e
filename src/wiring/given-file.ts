/** Files that commands are given, and files they write. */
import { accessSync, constants, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fault } from '../std/fault.ts'

/** @throws SCH_FILE_MISSING, SCH_FILE_UNREADABLE */
export function readGiven(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw fileFault(error, file)
  }
}

/** For a file that is read in pieces later. @throws SCH_FILE_MISSING, SCH_FILE_UNREADABLE */
export function refuseUnreadable(file: string): void {
  try {
    accessSync(file, constants.R_OK)
    if (!statSync(file).isFile()) throw Object.assign(new Error('no regular file'), { code: 'EINVAL' })
  } catch (error) {
    throw fileFault(error, file)
  }
}

/** A checkpoint that could be overwritten would be no witness. @throws SCH_FILE_EXISTS, SCH_FILE_UNWRITABLE */
export function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    const reason = codeOf(error)
    if (reason === 'EEXIST') throw fault('SCH_FILE_EXISTS', { at: { file }, cause: error })
    throw fault('SCH_FILE_UNWRITABLE', { at: { file }, params: { reason }, cause: error })
  }
}

/** What programs read anew after each run takes the place of what the last one left. @throws SCH_FILE_UNWRITABLE */
export function writeOver(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw fault('SCH_FILE_UNWRITABLE', { at: { file }, params: { reason: codeOf(error) }, cause: error })
  }
}

/** @limit a number or an address, and no more */
const standardInputCharsMax = 1_000

/** What is piped into the command. @throws SCH_FILE_TOO_LARGE */
export function readStandardInput(): string {
  const text = readFileSync(0, 'utf8')
  if (text.length > standardInputCharsMax) throw fault('SCH_FILE_TOO_LARGE', { at: { file: '-' } })
  return text
}

export function fileFault(error: unknown, file: string): Error {
  const reason = codeOf(error)
  if (reason === 'ENOENT') return fault('SCH_FILE_MISSING', { at: { file }, cause: error })
  return fault('SCH_FILE_UNREADABLE', { at: { file }, params: { reason }, cause: error })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
