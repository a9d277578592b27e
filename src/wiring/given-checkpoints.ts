/** Signed heads that are kept elsewhere: single files, and the folders of witnesses. */
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readCheckpoint, type SignedCheckpoint } from '../audit/checkpoint.ts'
import { fault } from '../std/fault.ts'
import { readGiven } from './given-file.ts'

export interface GivenCheckpoints {
  readonly checkpoints: readonly SignedCheckpoint[]
  /** Files in a folder that should be signed heads of this installation and are not. */
  readonly bad: readonly { readonly file: string; readonly why: string }[]
  /** Signed heads of other installations that share a folder. */
  readonly foreign: number
}

interface Meant {
  readonly rootFingerprint: string
  readonly organisationId: string
}

/** A signed head has one kilobyte. */
const headBytesMax = 64 * 1024

/** @throws SCH_SIGNED_FILE for a single file that is no genuine head; SCH_FILE_* for a path that cannot be read */
export function readCheckpoints(paths: readonly string[], meant: Meant): GivenCheckpoints {
  const checkpoints: SignedCheckpoint[] = []
  const bad: { file: string; why: string }[] = []
  let foreign = 0
  for (const path of paths) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      checkpoints.push(readOne(path, meant))
      continue
    }
    for (const file of headFiles(path)) {
      const check = readCheckpoint(contentOf(file), meant.rootFingerprint)
      if (check.kind === 'genuine') checkpoints.push(check.checkpoint)
      else if (check.kind === 'other-root') foreign++
      else bad.push({ file, why: check.kind })
    }
  }
  return { checkpoints, bad, foreign }
}

/** A single file was chosen by a person, for this organisation; a folder holds what a witness was given. */
function readOne(file: string, meant: Meant): SignedCheckpoint {
  const check = readCheckpoint(readGiven(file), meant.rootFingerprint)
  const isOurs = check.kind === 'genuine' && check.checkpoint.organisationId === meant.organisationId
  if (isOurs) return check.checkpoint
  const why = check.kind === 'genuine' ? 'other-organisation' : check.kind
  throw fault('SCH_SIGNED_FILE', { at: { file }, params: { why } })
}

/** What witnesses write: `.json`; a file that a kill has left unfinished has another name. */
function headFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
    .sort()
}

/** Nothing for what is no file of a head's size: links, devices and large files are not followed, and count as bad. */
function contentOf(file: string): string {
  const status = lstatSync(file)
  return status.isFile() && status.size <= headBytesMax ? readFileSync(file, 'utf8') : ''
}
