/** A folder of templates, as a repository or an operator's disk has it. Everything in it is read, passed over by name, or refused. */
import { isUtf8 } from 'node:buffer'
import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault, type FaultCode, fault, type Problem } from '../../std/fault.ts'
import { nearestWord } from '../../std/nearest-word.ts'
import {
  extensionOfEngine,
  type Partial,
  type Partials,
  type Template,
  type TemplateEngine,
  templateEngines,
} from './template.ts'
import { engineOfExtension, readTemplate, type TemplateName, templateNameOf } from './template-file.ts'

export interface TemplateFolder {
  /** In the order of their files' names. */
  readonly templates: readonly Template[]
  /** Each engine's own. */
  readonly partials: Readonly<Record<TemplateEngine, Partials>>
  /** Names in the folder that are no templates by their kind: hidden ones, notes, settings. */
  readonly passedOver: readonly string[]
}

/** @limit the notices of a large library system in ten languages stay far below it */
const filesMax = 4_000

/** @limit a newsletter with its pictures inside has about 200 KB */
const fileBytesMax = 1_000_000

/** @limit of all files together: they are held in memory */
const folderBytesMax = 64_000_000

/** @limit more would not be corrected in one go; the rest is counted */
const problemsListedMax = 20

const partialsFolder = 'partials'
const partialName = /^([A-Za-z0-9_][A-Za-z0-9_.-]{0,63})\.([a-z]+)$/

/** What repositories of templates hold beside them. */
const otherFiles = /^\.|\.(md|txt|ya?ml|json)$/i

/**
 * @param path as given by the operator
 * @throws Fault SCH_PATH_*, SCH_TEMPLATE*, SCH_FILE_*, with every problem found
 */
export function readTemplateFolder(path: string): TemplateFolder {
  const reader = openReader()
  const templates: Template[] = []
  const passedOver: string[] = []
  const partials: Record<TemplateEngine, Map<string, Partial>> = {
    liquid: new Map(),
    handlebars: new Map(),
    mustache: new Map(),
    koha: new Map(),
    'template-toolkit': new Map(),
  }
  for (const entry of entriesOf(path)) {
    if (entry.name === partialsFolder && entry.isDirectory())
      readPartials(join(path, entry.name), reader, partials)
    else if (otherFiles.test(entry.name)) passedOver.push(entry.name)
    else readEntry(path, entry, reader, templates)
  }
  reader.problems.push(...twins(templates))
  reader.throwIfAny()
  if (templates.length === 0) throw fault('SCH_TEMPLATES_MISSING', { at: { file: path } })
  return { templates, partials, passedOver }
}

function readEntry(path: string, entry: Dirent, reader: Reader, templates: Template[]): void {
  const file = join(path, entry.name)
  const name = templateNameOf(entry.name)
  if (entry.isSymbolicLink()) reader.refuse('SCH_TEMPLATE_NO_FILE', file)
  else if (entry.isDirectory()) reader.refuse('SCH_TEMPLATE_FOLDER', file)
  else if (name === undefined) reader.refuseName(file, entry.name)
  else readNamed(name, file, reader, templates)
}

function readNamed(name: TemplateName, file: string, reader: Reader, templates: Template[]): void {
  const text = reader.read(file)
  if (text === undefined) return
  const read = readTemplate(name, file, text)
  if (read.kind === 'template') templates.push(read.template)
  else reader.problems.push(...read.problems)
}

function readPartials(
  path: string,
  reader: Reader,
  partials: Readonly<Record<TemplateEngine, Map<string, Partial>>>,
): void {
  for (const entry of entriesOf(path)) {
    if (otherFiles.test(entry.name)) continue
    const file = join(path, entry.name)
    const [, name, extension] = partialName.exec(entry.name) ?? []
    const engine = engineOfExtension(extension)
    if (entry.isSymbolicLink()) reader.refuse('SCH_TEMPLATE_NO_FILE', file)
    else if (entry.isDirectory()) reader.refuse('SCH_TEMPLATE_FOLDER', file)
    else if (name === undefined || engine === undefined) reader.refuseName(file, entry.name)
    else {
      const source = reader.read(file)
      if (source !== undefined) partials[engine].set(name, { file, source })
    }
  }
}

/** Two templates of one notice in one language, whatever their engines: nobody could say which one is sent. */
function twins(templates: readonly Template[]): readonly Problem[] {
  const first = new Map<string, string>()
  return templates.flatMap(({ noticeType, language, file }): readonly Problem[] => {
    const key = `${noticeType}.${language}`
    const other = first.get(key)
    if (other === undefined) first.set(key, file)
    return other === undefined ? [] : [{ code: 'SCH_TEMPLATE_TWICE', at: { file }, params: { other } }]
  })
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true })
    if (entries.length > filesMax)
      throw fault('SCH_TEMPLATES_MANY', { at: { file: path }, params: { max: filesMax } })
    return entries.toSorted((left, right) => (left.name < right.name ? -1 : 1))
  } catch (error) {
    if (error instanceof Fault) throw error
    const reason = reasonOf(error)
    const code = reason === 'ENOENT' ? 'SCH_PATH_MISSING' : 'SCH_PATH_UNREADABLE'
    throw fault(code, { at: { file: path }, params: { reason }, cause: error })
  }
}

interface Reader {
  readonly problems: Problem[]
  /** @returns undefined if it cannot be used; the problem is noted */
  read(file: string): string | undefined
  refuse(code: FaultCode, file: string, params?: Problem['params']): void
  refuseName(file: string, name: string): void
  throwIfAny(): void
}

function openReader(): Reader {
  const problems: Problem[] = []
  let bytesLeft = folderBytesMax
  const refuse: Reader['refuse'] = (code, file, params) => {
    problems.push({ code, at: { file }, ...(params && { params }) })
  }
  return {
    problems,
    refuse,
    refuseName(file, name) {
      const known = templateEngines.map((engine) => extensionOfEngine[engine])
      const extension = /\.([^.]*)$/.exec(name)?.[1] ?? ''
      const near = known.includes(extension) ? undefined : nearestWord(extension, known)
      if (near === undefined) refuse('SCH_TEMPLATE_NAME', file, { known: known.join(', ') })
      else refuse('SCH_TEMPLATE_NAME_NEAR', file, { near })
    },
    read(file) {
      const bytes = readRegular(file)
      if ('code' in bytes) {
        problems.push(bytes)
        return undefined
      }
      bytesLeft -= bytes.length
      if (bytesLeft < 0) throw fault('SCH_TEMPLATES_LARGE', { at: { file }, params: { max: folderBytesMax } })
      if (bytes.includes(0) || !isUtf8(bytes)) {
        refuse('SCH_TEMPLATE_ENCODING', file)
        return undefined
      }
      // The mark is no text; left in, the head would not begin at the first line.
      return new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes)
    },
    throwIfAny() {
      const [one, ...others] = problems.slice(0, problemsListedMax)
      if (one !== undefined)
        throw new Fault([one, ...others], { further: Math.max(0, problems.length - problemsListedMax) })
    },
  }
}

/** Never through a link: what it points to would be rendered and shown. */
function readRegular(file: string): Uint8Array | Problem {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const status = fstatSync(descriptor)
      if (!status.isFile()) return { code: 'SCH_TEMPLATE_NO_FILE', at: { file } }
      if (status.size > fileBytesMax)
        return { code: 'SCH_TEMPLATE_LARGE', at: { file }, params: { max: fileBytesMax } }
      return readFileSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === 'ELOOP' || reason === 'ENXIO') return { code: 'SCH_TEMPLATE_NO_FILE', at: { file } }
    return { code: 'SCH_FILE_UNREADABLE', at: { file }, params: { reason } }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
