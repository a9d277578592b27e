/** The text of schleuse.yaml as plain values that know their places. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type YAMLError,
} from 'yaml'
import { Fault, type FilePosition, fault, type Problem } from '../std/fault.ts'

/** A piece of the document; `offset` is where it begins in the text. */
export type SettingsNode = { readonly offset: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly SettingsNode[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, SettingsEntry> }
)

export interface SettingsEntry {
  readonly keyOffset: number
  readonly node: SettingsNode
}

export interface SettingsDocument {
  readonly root: SettingsNode
  readonly positionOf: (offset: number) => FilePosition
}

/** @limit sections, lists and their entries reach depth six; what is deeper is no settings file */
const depthMax = 12

/** @limit what is wrong with the form of a file is corrected from the top; the rest mostly follows from it */
const syntaxProblemsMax = 10

/**
 * Every value stays the text that is written: 0361 is no number and "no" is no answer until its setting says so.
 * References (`*name`), tags and keys that are no text are refused: they make a value stand where nobody reads it.
 *
 * @throws Fault SCH_CONFIG_SYNTAX, SCH_CONFIG_KEY_TWICE, SCH_CONFIG_REFERENCE, SCH_CONFIG_DEPTH with line and column
 */
export function parseSettings(text: string, file: string): SettingsDocument {
  const lines = new LineCounter()
  const positionOf = (offset: number): FilePosition => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', logLevel: 'error' })
  const errors = [...document.errors, ...document.warnings]
  const [first, ...others] = errors
    // One slip is often told twice, once by each pass over the text.
    .filter(({ pos: [at] }, index) => errors.findIndex(({ pos: [other] }) => other === at) === index)
    .slice(0, syntaxProblemsMax)
    .map((error) => syntaxProblem(error, positionOf))
  if (first !== undefined) throw new Fault([first, ...others])
  const root = document.contents
  if (root === null) return { root: { kind: 'map', entries: new Map(), offset: 0 }, positionOf }
  return { root: nodeOf(root, 0, positionOf), positionOf }
}

function syntaxProblem({ code, pos }: YAMLError, positionOf: (offset: number) => FilePosition): Problem {
  const at = positionOf(pos[0])
  if (code === 'DUPLICATE_KEY') return { code: 'SCH_CONFIG_KEY_TWICE', at }
  if (code === 'RESOURCE_EXHAUSTION') return { code: 'SCH_CONFIG_DEPTH', at, params: { max: depthMax } }
  return { code: code === 'TAG_RESOLVE_FAILED' ? 'SCH_CONFIG_REFERENCE' : 'SCH_CONFIG_SYNTAX', at }
}

function nodeOf(
  node: ParsedNode | null,
  depth: number,
  positionOf: (offset: number) => FilePosition,
): SettingsNode {
  const offset = node?.range[0] ?? 0
  const refuse = (code: 'SCH_CONFIG_REFERENCE' | 'SCH_CONFIG_SYNTAX') =>
    fault(code, { at: positionOf(offset) })
  if (depth > depthMax) throw fault('SCH_CONFIG_DEPTH', { at: positionOf(offset), params: { max: depthMax } })
  if (node === null || isAlias(node)) throw refuse('SCH_CONFIG_REFERENCE')
  if (node.anchor !== undefined || (node.tag !== undefined && !isPlainTag(node.tag)))
    throw refuse('SCH_CONFIG_REFERENCE')
  if (isScalar(node)) return { kind: 'text', text: String(node.value), offset }
  if (isSeq(node)) {
    return { kind: 'list', items: node.items.map((item) => nodeOf(item, depth + 1, positionOf)), offset }
  }
  if (!isMap(node)) throw refuse('SCH_CONFIG_SYNTAX')
  const entries = new Map<string, SettingsEntry>()
  for (const { key, value } of node.items) {
    if (!isScalar(key) || typeof key.value !== 'string') throw refuse('SCH_CONFIG_SYNTAX')
    const keyOffset = key.range[0]
    const empty: SettingsNode = { kind: 'text', text: '', offset: keyOffset }
    entries.set(key.value, { keyOffset, node: value === null ? empty : nodeOf(value, depth + 1, positionOf) })
  }
  return { kind: 'map', entries, offset }
}

/** Tags that the schema itself gives. */
function isPlainTag(tag: string): boolean {
  return /^tag:yaml\.org,2002:(?:str|map|seq)$/.test(tag)
}
