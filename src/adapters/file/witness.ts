/** A witness that is a folder, best on a volume that the database's administrator cannot write to. */
import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { access, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Kept, Witness, WitnessedHead } from '../../audit/witness.ts'

export interface FileWitnessPlace {
  readonly name: string
  /** Must exist: a folder made in the place of a volume that is not mounted would be no witness. */
  readonly folder: string
  /** Where the program's own state lies; a witness beside it burns in the same fire. */
  readonly stateFolder: string
}

/** One file per head: `ORGANISATION/DAY/ENTRIES-TIME.json`, written whole, on the disk before it counts, never overwritten. */
export function fileWitness({ name, folder, stateFolder }: FileWitnessPlace): Witness {
  return {
    name,
    pace: { kind: 'each' },
    keep: (head) => keepIn(folder, head),
    weakness: () => (isSameDevice(folder, stateFolder) ? 'same-device' : undefined),
  }
}

async function keepIn(folder: string, head: WitnessedHead): Promise<Kept> {
  const file = join(folder, placeOf(head))
  try {
    await access(folder)
    await makeFolder(folder, dirname(file))
    const unfinished = join(folder, `.unfinished-${randomBytes(8).toString('hex')}`)
    try {
      await writeThrough(unfinished, head.file)
      const isFree = await moveTo(file, unfinished)
      if (!isFree && (await readFile(file, 'utf8')) !== head.file) return { kind: 'failed', why: 'occupied' }
    } finally {
      await rm(unfinished, { force: true })
    }
    await syncFolder(dirname(file))
    return { kind: 'kept' }
  } catch {
    // Whatever the file system says, it comes to this: the head is not kept, and somebody has to look at the folder.
    return { kind: 'failed', why: 'unwritable' }
  }
}

/** Sorts as the heads do; a folder per day stays small enough to list. */
function placeOf({ organisationId, seq, signedAt }: WitnessedHead): string {
  const moment = signedAt.toISOString()
  const file = `${String(seq).padStart(15, '0')}-${moment.slice(11, 23).replaceAll(/[:.]/g, '')}.json`
  return join(organisationId, moment.slice(0, 10), file)
}

async function makeFolder(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let one = folder; one.length >= root.length; one = dirname(one)) await syncFolder(one)
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o644)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** @returns false if something is there already */
async function moveTo(file: string, unfinished: string): Promise<boolean> {
  try {
    await link(unfinished, file)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EEXIST') return false
    // File systems without hard links, as on a memory stick or a share.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error
    if (await exists(file)) return false
    await rename(unfinished, file)
    return true
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isSameDevice(one: string, other: string): boolean {
  const [a, b] = [one, other].map((folder) => statSync(folder, { throwIfNoEntry: false })?.dev)
  return a !== undefined && a === b
}
