/** Which mails there are to check, and in which order. */
import { isUtf8 } from 'node:buffer'
import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fault } from '../std/fault.ts'
import { isMaildirName, isMaildirPart, type MailNaming, namingOf, namingOfNamed } from './maildir.ts'

export type MailFormat = 'eml' | 'mbox' | 'msg'

export type Walked =
  | { readonly kind: 'mail'; readonly label: string; readonly path: FilePath; readonly format: MailFormat }
  /** Something that should hold mails and cannot be opened. */
  | { readonly kind: 'unreadable'; readonly label: string; readonly reason: string }
  /** A file that is no mail, or a link to a folder: neither is read. */
  | { readonly kind: 'passed-over'; readonly label: string; readonly isLink: boolean }

/** Bytes where a name is not UTF-8: a string would name another file, or none. */
export type FilePath = string | Buffer

/** `label` is the PATH as given joined with the path below it; `path` is what can be opened. */
interface Named {
  readonly label: string
  readonly path: FilePath
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
    const path = absolute(label, workingFolder)
    const stats = statOrError(path)
    if (stats instanceof Error) yield { kind: 'unreadable', label, reason: errorCode(stats) }
    else if (stats.isDirectory())
      yield* walkFolder({ label: withoutSlashes(label), path }, namingOfNamed(basename(path)))
    else yield { kind: 'mail', label, path, format: formatOf(path) ?? 'eml' }
  }
}

/**
 * Refuses, before anything is judged, what cannot be what the caller means.
 *
 * @param nameOf how a path is called in what is told of it
 * @throws Fault SCH_PATH_MISSING, SCH_PATH_UNREADABLE, SCH_PATH_NO_MAIL, SCH_MAILS_MISSING for the first such path
 */
export function refuseWrongPaths(
  paths: readonly string[],
  workingFolder: string,
  nameOf: (label: string, number: number) => string = (label) => label,
): void {
  for (const [index, label] of paths.entries()) {
    const name = nameOf(label, index + 1)
    const at = { file: name }
    // An empty path would be the working folder; whoever writes one means a variable that is not set.
    if (label === '') throw fault('SCH_PATH_MISSING', { at })
    const path = absolute(label, workingFolder)
    const stats = statOrFault(path, name)
    if (stats.isFile()) {
      if (formatOf(path) === undefined) throw fault('SCH_PATH_NO_MAIL', { at })
    } else if (!stats.isDirectory()) {
      throw fault('SCH_PATH_NO_MAIL', { at })
    } else {
      const names = entriesIn(path)
      if (names instanceof Error) throw unreadable(name, names)
      if (!hasMail({ label, path }, namingOfNamed(basename(path)))) throw fault('SCH_MAILS_MISSING', { at })
    }
  }
}

/** Whether all there is to check is one mail, so that one reader is enough. */
export function isOneMail(paths: readonly string[], workingFolder: string): boolean {
  const [path, ...others] = paths
  if (path === undefined || others.length > 0 || extensionFormat(path) === 'mbox') return false
  const stats = statOrError(absolute(path, workingFolder))
  return !(stats instanceof Error) && stats.isFile()
}

function statOrFault(path: string, name: string): Stats {
  try {
    return statSync(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw fault('SCH_PATH_MISSING', { at: { file: name }, cause: error })
    throw unreadable(name, error)
  }
}

function unreadable(name: string, cause: unknown) {
  return fault('SCH_PATH_UNREADABLE', { at: { file: name }, params: { reason: errorCode(cause) }, cause })
}

/** What cannot be opened counts as mail here: whether it holds one is not known. */
function hasMail(folder: Named, naming: MailNaming): boolean {
  for (const walked of walkFolder(folder, naming)) if (walked.kind !== 'passed-over') return true
  return false
}

function* walkFolder(folder: Named, naming: MailNaming): Generator<Walked> {
  const entries = entriesIn(folder.path)
  if (entries instanceof Error) {
    yield { kind: 'unreadable', label: folder.label, reason: errorCode(entries) }
    return
  }
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name.toString())
  for (const entry of entries) {
    const name = entry.name.toString()
    const named = { label: `${folder.label}/${name}`, path: below(folder.path, entry.name) }
    if (entry.isDirectory()) yield* walkFolder(named, namingOf(name, folders))
    else yield walkFile(named, { entry, name }, naming)
  }
}

function walkFile(
  named: Named,
  { entry, name }: { readonly entry: Dirent<Buffer>; readonly name: string },
  naming: MailNaming,
): Walked {
  const isMail = isMailName(name, naming)
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
  return { kind: 'mail', ...named, format: extensionFormat(name) ?? 'eml' }
}

function isMailName(name: string, naming: MailNaming): boolean {
  if (extensionFormat(name) !== undefined) return true
  if (naming === 'all') return !name.startsWith('.')
  return naming === 'maildir-names' && isMaildirName(name)
}

function extensionFormat(name: string): MailFormat | undefined {
  const [, ending] = /\.(eml|mbox|msg)$/i.exec(name) ?? []
  if (ending === undefined) return undefined
  const lower = ending.toLowerCase()
  return lower === 'eml' || lower === 'mbox' ? lower : 'msg'
}

/** Of a file that is named by itself. */
function formatOf(path: string): MailFormat | undefined {
  const format = extensionFormat(path)
  if (format !== undefined) return format
  const folder = dirname(path)
  const naming = namingOf(basename(folder), neighboursOf(folder))
  return isMailName(basename(path), naming) ? 'eml' : undefined
}

function neighboursOf(folder: string): readonly string[] {
  const entries = isMaildirPart(basename(folder)) ? entriesIn(dirname(folder)) : []
  if (entries instanceof Error) return []
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name.toString())
}

/** In bytewise order; a folder sorts as if its name ended in a slash, because that is how the paths below it sort. */
function entriesIn(path: FilePath): readonly Dirent<Buffer>[] | Error {
  try {
    const sortName = (entry: Dirent<Buffer>) =>
      entry.isDirectory() ? Buffer.concat([entry.name, slash]) : entry.name
    return readdirSync(path, { withFileTypes: true, encoding: 'buffer' })
      .map((entry) => ({ entry, sortName: sortName(entry) }))
      .sort((left, right) => Buffer.compare(left.sortName, right.sortName))
      .map(({ entry }) => entry)
  } catch (error) {
    return error instanceof Error ? error : new Error('unknown')
  }
}

const slash = Buffer.from('/')

function below(path: FilePath, name: Buffer): FilePath {
  if (typeof path === 'string' && isUtf8(name)) return join(path, name.toString())
  return Buffer.concat([Buffer.from(path), slash, name])
}

function statOrError(path: FilePath): Stats | Error {
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
  return resolve(workingFolder, label)
}

function withoutSlashes(label: string): string {
  return label.replace(/\/+$/, '')
}
