/** The signer's own memory of what it signed last, outside the database: its owner can delete every checkpoint, but not this. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../std/frame.ts'

export interface HeadMemory {
  /** The signed file of the last head of this organisation; undefined if this machine has signed none. */
  recall(organisationId: string): string | undefined
  /** Returns once it is on the disk. */
  keep(organisationId: string, file: string): void
}

/** One file per organisation in a folder of the state. */
export function headMemoryIn(folder: string): HeadMemory {
  const fileOf = (organisationId: string): string => join(folder, `${organisationId}.json`)
  return {
    recall(organisationId) {
      try {
        return readFileSync(fileOf(organisationId), 'utf8')
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    keep(organisationId, text) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const file = fileOf(organisationId)
      const unfinished = `${file}.unfinished`
      const handle = openSync(unfinished, 'w', 0o600)
      try {
        writeWhole(handle, Buffer.from(text))
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      renameSync(unfinished, file)
    },
  }
}

/** After a backup was put in the database's place: what was signed since is not in it any more, and a person knows why. */
export function forgetHeads(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
