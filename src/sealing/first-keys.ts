/**
 * The first keys of a folder: all of them or none, whoever is killed on the way, and the same for all who begin at once.
 *
 * Everything happens inside the folder, which may be a mount, or hold what others have put there. A whole set is written aside and takes
 * the name `first-keys` in one step, which decides: from then on whoever comes moves its files up, the root last. A set that takes the
 * name later, when the first one has been moved up already, finds a root there and is thrown away.
 */
import { mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isLiving } from '../std/living-process.ts'
import { type KeyFile, keyFileName, keyNamesIn, syncFolder, writeKeyFile } from './key-file.ts'

const decidedName = 'first-keys'

/** Puts these keys forward; the keys of another process may have been first. */
export function proposeFirstKeys(folder: string, keys: readonly KeyFile[]): void {
  removeUnfinished(folder)
  const proposal = mkdtempSync(join(folder, `${decidedName}.${process.pid}.unfinished-`))
  try {
    for (const key of keys) writeKeyFile(join(proposal, keyFileName(key)), key)
    renameSync(proposal, join(folder, decidedName))
  } catch (error) {
    rmSync(proposal, { recursive: true, force: true })
    if (!isNotEmpty(error)) throw error
  }
  syncFolder(folder)
}

/**
 * Moves up what has been decided, also where a killed process has begun with it.
 *
 * @returns whether it was this call that made the set whole: exactly one may say so
 */
export function settleFirstKeys(folder: string): boolean {
  const decided = join(folder, decidedName)
  // Before looking for a root: whoever lists a later set finds the earlier root without fail.
  const names = filesIn(decided)
  if (names === undefined) return false
  let isWhole = false
  if (keyNamesIn(folder).some(isRoot)) {
    for (const name of names) rmSync(join(decided, name), { force: true })
  } else {
    for (const name of names.filter((one) => !isRoot(one))) moveUp(name, decided, folder)
    syncFolder(folder)
    isWhole = names
      .filter(isRoot)
      .map((name) => moveUp(name, decided, folder))
      .includes(true)
  }
  removeEmpty(decided)
  syncFolder(folder)
  return isWhole
}

const isRoot = (name: string): boolean => name.startsWith('root-')

function filesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** @returns false if another process has done so meanwhile */
function moveUp(name: string, from: string, to: string): boolean {
  try {
    renameSync(join(from, name), join(to, name))
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

/** Another process may have removed it, or put a set of its own there, which is then thrown away by whoever comes next. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && !isNotEmpty(error)) throw error
  }
}

/** What killed processes have left. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    const maker = /^first-keys\.(\d+)\.unfinished-/.exec(name)?.[1]
    if (maker === undefined || isLiving(Number(maker))) continue
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** @source rename(2), rmdir(2): either is said of a folder that is not empty */
function isNotEmpty(error: unknown): boolean {
  return codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST'
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
