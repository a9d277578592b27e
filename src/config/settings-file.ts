/** The bytes of schleuse.yaml: which file it is, and whether it may be believed. */
import { isUtf8 } from 'node:buffer'
import { closeSync, existsSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fault } from '../std/fault.ts'

/** Where it is looked for if nobody names one. @source FHS 3.0 section 3.7 (/etc) */
const systemPath = '/etc/schleuse/schleuse.yaml'

/** @limit two hundred sources with their queries stay far below it */
const fileBytesMax = 1_000_000

/** @returns undefined if none is named and the system has none: then every setting has its default */
export function settingsPathOf(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const named = option || environment.SCHLEUSE_CONFIG
  if (named) return resolve(named)
  return existsSync(systemPath) ? systemPath : undefined
}

/** @throws SCH_FILE_MISSING, SCH_FILE_UNREADABLE, SCH_FILE_TOO_LARGE, SCH_CONFIG_OPEN_TO_WRITE, SCH_CONFIG_ENCODING */
export function readSettingsFile(file: string): string {
  const bytes = readOwn(file)
  const [first, second] = bytes
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (isWide || bytes.includes(0) || !isUtf8(bytes)) throw fault('SCH_CONFIG_ENCODING', { at: { file } })
  // The mark is no text; left in, it would belong to the first key.
  return new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes)
}

function readOwn(file: string): Uint8Array {
  const descriptor = open(file)
  try {
    const status = fstatSync(descriptor)
    if (!status.isFile()) throw fault('SCH_FILE_UNREADABLE', { at: { file }, params: { reason: 'EISDIR' } })
    // Whoever can write here names the database, and with it what everybody is shown.
    if ((status.mode & 0o002) !== 0) throw fault('SCH_CONFIG_OPEN_TO_WRITE', { at: { file } })
    if (status.size > fileBytesMax) throw fault('SCH_FILE_TOO_LARGE', { at: { file } })
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function open(file: string): number {
  try {
    return openSync(file, 'r')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (reason === 'ENOENT') throw fault('SCH_FILE_MISSING', { at: { file }, cause: error })
    throw fault('SCH_FILE_UNREADABLE', { at: { file }, params: { reason }, cause: error })
  }
}
