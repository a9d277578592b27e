/** A file that has its name only when it is complete and on the disk, and that never takes the place of another one. */
import { closeSync, existsSync, fsyncSync, openSync, statSync } from 'node:fs'
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fault } from '../std/fault.ts'
import { lockFile, type ProcessLock } from '../store/postgres/process-lock.ts'

export interface NewFile {
  write(bytes: Uint8Array): Promise<void>
  /** Waits until everything is on the disk. */
  settle(): Promise<void>
  /** Gives it its name. @throws SCH_FILE_EXISTS */
  publish(): Promise<void>
  /** Takes away what has not been published. Idempotent. */
  close(): Promise<void>
}

/** @throws SCH_FILE_EXISTS, SCH_FILE_UNWRITABLE, SCH_BACKUP_BEING_WRITTEN */
export async function openNewFile(file: string): Promise<NewFile> {
  if (existsSync(file)) throw fault('SCH_FILE_EXISTS', { at: { file } })
  const unfinished = `${file}.unfinished`
  const handle = await open(unfinished, 'a', 0o600).catch((error) => {
    throw unwritable(file, error)
  })
  const lock = await lockOf(unfinished, handle).catch(async (error) => {
    await handle.close()
    throw error
  })
  await handle.truncate(0)
  let isPublished = false
  let closing: Promise<void> | undefined
  return {
    write: (bytes) => writeAll(handle, bytes, file),
    settle: () =>
      handle.sync().catch((error) => {
        throw unwritable(file, error)
      }),
    async publish() {
      await giveName(unfinished, file)
      isPublished = true
      syncFolder(dirname(file))
    },
    close() {
      closing ??= closeAll(handle, lock, isPublished ? undefined : unfinished)
      return closing
    },
  }
}

/** What a killed call has left is taken up; what a living one writes is not. */
async function lockOf(unfinished: string, handle: FileHandle): Promise<ProcessLock> {
  const lock = await lockFile(unfinished, { mode: 'exclusive', waitMs: 0 })
  const isOurs = lock && existsSync(unfinished) && statSync(unfinished).ino === (await handle.stat()).ino
  if (isOurs) return lock
  await lock?.close()
  throw fault('SCH_BACKUP_BEING_WRITTEN', { at: { file: unfinished } })
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, file: string): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten
  } catch (error) {
    throw unwritable(file, error)
  }
}

/** A second name, which the system refuses if there is one; where it knows no second names, a look and a step. */
async function giveName(unfinished: string, file: string): Promise<void> {
  try {
    await link(unfinished, file)
    await rm(unfinished)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST' || existsSync(file)) throw fault('SCH_FILE_EXISTS', { at: { file }, cause: error })
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code)) throw unwritable(file, error)
    await rename(unfinished, file)
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

async function closeAll(handle: FileHandle, lock: ProcessLock, leftover: string | undefined): Promise<void> {
  await handle.close()
  if (leftover !== undefined) await rm(leftover, { force: true })
  await lock.close()
}

function unwritable(file: string, error: unknown): Error {
  return fault('SCH_FILE_UNWRITABLE', { at: { file }, params: { reason: codeOf(error) }, cause: error })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
