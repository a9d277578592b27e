/** Which mails there are to check, and in which order. */
import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { compareBytes } from '../std/byte-order.ts'
import { fault } from '../std/fault.ts'

export type MailFormat = 'eml' | 'mbox' | 'msg'

export type Walked =
  | { readonly kind: 'mail'; readonly label: string; readonly path: string; readonly format: MailFormat }
  /** Something that should hold mails and cannot be opened. */
  | { readonly kind: 'unreadable'; readonly label: string; readonly reason: string }
  /** A file that is no mail, or a link to a folder: neither is read. */
  | { readonly kind: 'passed-over'; readonly label: string; readonly isLink: boolean }

/** `label` is the PATH as given joined with the path below it; `path` is what can be opened. */
interface Named {
  readonly label: string
  readonly path: string
}

/**
 * Everything below the given paths, each path by itself in the bytewise order of what lies in it.
 *
 * Links to files are read, links to folders are not followed: a loop would never end, and a folder that is read by two
 * names would be counted twice.
 *
 * @param workingFolder relative paths start here
 */
export function* walk(paths: readonly string[], workingFolder: string): Generator<Walked> {
  for (const label of paths) {
    const named = { label, path: absolute(label, workingFolder) }
    const stats = statOrError(named.path)
    if (stats instanceof Error) yield { kind: 'unreadable', label, reason: errorCode(stats) }
    else if (stats.isDirectory()) yield* walkFolder({ ...named, label: withoutSlashes(label) })
    else yield { kind: 'mail', ...named, format: formatOf(named.path) ?? 'eml' }
  }
}

/**
 * Refuses, before anything is judged, what cannot be what the caller means.
 *
 * @throws Fault SCH_PATH_MISSING, SCH_PATH_UNREADABLE, SCH_PATH_NO_MAIL, SCH_MAILS_MISSING for the first such path
 */
export function refuseWrongPaths(paths: readonly string[], workingFolder: string): void {
  for (const label of paths) {
    const path = absolute(label, workingFolder)
    const at = { file: label }
    const stats = statOrFault(path, label)
    if (stats.isFile()) {
      if (formatOf(path) === undefined) throw fault('SCH_PATH_NO_MAIL', { at })
    } else if (!stats.isDirectory()) {
      throw fault('SCH_PATH_NO_MAIL', { at })
    } else {
      const names = namesIn({ label, path })
      if (names instanceof Error) throw unreadable(label, names)
      if (!hasMail({ label, path })) throw fault('SCH_MAILS_MISSING', { at })
    }
  }
}

function statOrFault(path: string, label: string): Stats {
  try {
    return statSync(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw fault('SCH_PATH_MISSING', { at: { file: label }, cause: error })
    throw unreadable(label, error)
  }
}

function unreadable(label: string, cause: unknown) {
  return fault('SCH_PATH_UNREADABLE', { at: { file: label }, params: { reason: errorCode(cause) }, cause })
}

/** What cannot be opened counts as mail here: whether it holds one is not known. */
function hasMail(folder: Named): boolean {
  for (const walked of walkFolder(folder)) if (walked.kind !== 'passed-over') return true
  return false
}

function* walkFolder(folder: Named): Generator<Walked> {
  const entries = namesIn(folder)
  if (entries instanceof Error) {
    yield { kind: 'unreadable', label: folder.label, reason: errorCode(entries) }
    return
  }
  const isMailFolder = isMaildirPart(folder.path)
  for (const entry of entries) {
    const named = { label: `${folder.label}/${entry.name}`, path: join(folder.path, entry.name) }
    if (entry.isDirectory()) yield* walkFolder(named)
    else yield walkFile(named, entry, isMailFolder)
  }
}

function walkFile(named: Named, entry: Dirent, isMailFolder: boolean): Walked {
  const isMail = isMailFolder ? !entry.name.startsWith('.') : extensionFormat(entry.name) !== undefined
  if (entry.isSymbolicLink()) {
    const target = statOrError(named.path)
    if (target instanceof Error) {
      if (isMail) return { kind: 'unreadable', label: named.label, reason: errorCode(target) }
      return { kind: 'passed-over', label: named.label, isLink: false }
    }
    if (target.isDirectory()) return { kind: 'passed-over', label: named.label, isLink: true }
    if (!target.isFile()) return { kind: 'passed-over', label: named.label, isLink: false }
  } else if (!entry.isFile()) {
    return { kind: 'passed-over', label: named.label, isLink: false }
  }
  if (!isMail) return { kind: 'passed-over', label: named.label, isLink: false }
  return { kind: 'mail', ...named, format: extensionFormat(entry.name) ?? 'eml' }
}

function extensionFormat(name: string): MailFormat | undefined {
  const [, ending] = /\.(eml|mbox|msg)$/i.exec(name) ?? []
  if (ending === undefined) return undefined
  const lower = ending.toLowerCase()
  return lower === 'eml' || lower === 'mbox' ? lower : 'msg'
}

function formatOf(path: string): MailFormat | undefined {
  return extensionFormat(path) ?? (isMaildirPart(dirname(path)) ? 'eml' : undefined)
}

/**
 * Whether a folder is the `cur` or `new` of a Maildir: one of its two neighbours stands beside it. Every file in it is
 * a mail, whatever its name.
 *
 * @source maildir(5): a Maildir has the folders tmp, new and cur
 */
function isMaildirPart(path: string): boolean {
  const name = basename(path)
  if (name !== 'cur' && name !== 'new') return false
  const neighbours = ['cur', 'new', 'tmp'].filter((neighbour) => neighbour !== name)
  return neighbours.some((neighbour) => {
    const stats = statOrError(join(dirname(path), neighbour))
    return !(stats instanceof Error) && stats.isDirectory()
  })
}

/** A folder sorts as if its name ended in a slash, because that is how the paths below it sort. */
function namesIn(folder: Named): readonly Dirent[] | Error {
  try {
    const sortName = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name)
    return readdirSync(folder.path, { withFileTypes: true }).sort((left, right) =>
      compareBytes(sortName(left), sortName(right)),
    )
  } catch (error) {
    return error instanceof Error ? error : new Error('unknown')
  }
}

function statOrError(path: string): Stats | Error {
  try {
    return statSync(path)
  } catch (error) {
    return error instanceof Error ? error : new Error('unknown')
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

function absolute(label: string, workingFolder: string): string {
  return label.startsWith('/') ? label : join(workingFolder, label)
}

function withoutSlashes(label: string): string {
  return label.replace(/\/+$/, '')
}
