/** The file for `--allow`: what the organisation declares to be its own, and so exposes nobody. */
import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml'
import { z } from 'zod'
import type { RawAllowances } from '../exposure/allowance.ts'
import { Fault, type FilePosition, fault, type Problem } from '../std/fault.ts'
import { nearestWord } from '../std/nearest-word.ts'
import { readWholeFile } from './whole-file.ts'

/** What the file says; every entry is there, empty if the file does not have it. */
export interface AllowFile extends Required<RawAllowances> {
  /** SHA-256 of files that are the organisation's own, lower case. */
  readonly files: readonly string[]
}

export const emptyAllowFile: AllowFile = {
  domains: [],
  addresses: [],
  lists: [],
  phrases: [],
  numbers: [],
  files: [],
}

/** @limit a list of digests of all images of an organisation stays far below it */
const fileBytesMax = 4_000_000

/** @limit references (`*name`) resolved; a list of one's own addresses needs none */
const aliasesMax = 100

const texts = z
  .array(z.string().min(1))
  .nullish()
  .transform((list) => list ?? [])
const digests = z
  .array(z.string().regex(/^[0-9a-fA-F]{64}$/))
  .nullish()
  .transform((list) => (list ?? []).map((digest) => digest.toLowerCase()))

const schema = z.object({
  domains: texts,
  addresses: texts,
  lists: texts,
  phrases: texts,
  numbers: texts,
  files: digests,
})

const knownKeys = Object.keys(schema.shape)

export interface ReadAllowFile {
  readonly allowed: AllowFile
  /** Where an entry such as `addresses[2]` stands, for whoever finds out later that it can never match. */
  readonly positionOf: (entry: string) => FilePosition
}

/**
 * @param path as given by the operator, relative to the working folder
 * @throws Fault SCH_FILE_*, SCH_ALLOW_* with line and column
 */
export function readAllowFile(path: string): ReadAllowFile {
  const text = readWholeFile(path, fileBytesMax).toString('utf8')
  const lines = new LineCounter()
  const position = (offset: number | undefined): FilePosition => {
    const { line, col } = lines.linePos(offset ?? 0)
    return { file: path, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  // Under this schema every scalar stays the text that is written: 0361 is no number, "no" is no boolean.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', strict: true })
  const [syntaxError] = document.errors
  if (syntaxError) {
    const code = syntaxError.code === 'DUPLICATE_KEY' ? 'SCH_ALLOW_KEY_TWICE' : 'SCH_ALLOW_SYNTAX'
    throw fault(code, { at: position(syntaxError.pos[0]) })
  }
  const root = document.contents
  if (isScalar(root) && root.value === '') return { allowed: emptyAllowFile, positionOf: () => position(0) }
  if (root !== null && !isMap(root)) throw fault('SCH_ALLOW_NO_ENTRIES', { at: position(root.range?.[0]) })
  const unknown = (isMap(root) ? root.items : []).flatMap((pair) => unknownKey(pair, position))
  const [first, ...others] = unknown
  if (first) throw new Fault([first, ...others])

  const positionOf = (entry: string) => {
    const [, key = '', index] = /^(\w+)(?:\[(\d+)\])?$/.exec(entry) ?? []
    const keys = index === undefined ? [key] : [key, Number(index)]
    return position(offsetOf(document.getIn(keys, true)) ?? offsetOf(document.getIn([key], true)))
  }
  const parsed = schema.safeParse(emptiesAsLists(plainValue(document, position)))
  if (parsed.success) return { allowed: parsed.data, positionOf }
  throw valueFault(parsed.error.issues, positionOf)
}

/** @throws Fault SCH_ALLOW_SYNTAX for references that grow without end or lead nowhere */
function plainValue(
  document: ReturnType<typeof parseDocument>,
  position: (offset: number | undefined) => FilePosition,
): Readonly<Record<string, unknown>> {
  try {
    return document.toJS({ maxAliasCount: aliasesMax }) ?? {}
  } catch (error) {
    throw fault('SCH_ALLOW_SYNTAX', { at: position(0), cause: error })
  }
}

function unknownKey(pair: Pair, position: (offset: number | undefined) => FilePosition): readonly Problem[] {
  const key = isScalar(pair.key) ? String(pair.key.value) : ''
  if (knownKeys.includes(key)) return []
  const at = position(offsetOf(pair.key))
  const near = nearestWord(key, knownKeys)
  if (near !== undefined) return [{ code: 'SCH_ALLOW_KEY_UNKNOWN_NEAR', at, params: { key, near } }]
  return [{ code: 'SCH_ALLOW_KEY_UNKNOWN', at, params: { key, known: knownKeys.join(', ') } }]
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined
}

/** `domains:` with nothing behind it is an empty list. */
function emptiesAsLists(root: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, value === '' ? [] : value]))
}

function valueFault(
  issues: readonly { readonly path: readonly PropertyKey[] }[],
  positionOf: (entry: string) => FilePosition,
): Fault {
  const problems = issues.map(({ path: [key, index] }): Problem => {
    const name = String(key)
    const entry = typeof index === 'number' ? `${name}[${index}]` : name
    return { code: 'SCH_ALLOW_VALUE', at: positionOf(entry), params: { key: name } }
  })
  const [first, ...others] = problems
  return first ? new Fault([first, ...others]) : fault('SCH_ALLOW_SYNTAX')
}
