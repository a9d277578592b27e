/** A YAML file as nodes that know where they stand. What is wrong is gathered, so that a person corrects it in one go. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { Fault, type FaultCode, type FilePosition, fault, type Problem } from '../../std/fault.ts'
import { nearestWord } from '../../std/nearest-word.ts'

export interface YamlNode {
  readonly at: FilePosition
  readonly kind: 'text' | 'map' | 'list'
  /** Undefined, and a problem, if it is none. */
  text(): string | undefined
  list(): readonly YamlNode[]
  /** Entries in the order of the file. */
  entries(): ReadonlyMap<string, { readonly keyAt: FilePosition; readonly node: YamlNode }>
  /** The same for a map whose keys are known: any other key is a problem. */
  fields(known: readonly string[]): ReadonlyMap<string, YamlNode>
}

export interface YamlFile {
  readonly root: YamlNode
  readonly report: (code: FaultCode, at: FilePosition, params?: Problem['params']) => void
  /** @throws Fault with everything that was reported */
  finish(): void
}

/** @limit what one person corrects in one go; the rest is counted */
const problemsListedMax = 30

/** @throws Fault SCH_SCHEMA_SYNTAX with line and column */
export function openYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter()
  // Under this schema every scalar stays the text that is written: "no" is no boolean, and 0361 no number.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', strict: true })
  const place = (node: unknown): FilePosition => {
    const offset = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined
    const { line, col } = lines.linePos(offset ?? 0)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const [syntaxError] = document.errors
  if (syntaxError) {
    const { line, col } = lines.linePos(syntaxError.pos[0])
    throw fault('SCH_SCHEMA_SYNTAX', { at: { file, line: Math.max(line, 1), column: Math.max(col, 1) } })
  }
  const problems: Problem[] = []
  let further = 0
  const report: YamlFile['report'] = (code, at, params) => {
    if (problems.length < problemsListedMax) problems.push({ code, at, ...(params ? { params } : {}) })
    else further++
  }
  return {
    root: nodeOf(document.contents, { place, report }),
    report,
    finish() {
      const [first, ...others] = problems
      if (first) throw new Fault([first, ...others], { further })
    },
  }
}

interface Tools {
  readonly place: (node: unknown) => FilePosition
  readonly report: YamlFile['report']
}

function nodeOf(node: unknown, tools: Tools): YamlNode {
  const at = tools.place(node)
  const kind = isMap(node) ? 'map' : isSeq(node) ? 'list' : 'text'
  const wrong = (wanted: 'text' | 'map' | 'list') => tools.report(`SCH_SCHEMA_${words[wanted]}`, at)
  const entries: YamlNode['entries'] = () => {
    if (!isMap(node)) {
      wrong('map')
      return new Map()
    }
    return new Map(
      node.items.map((pair) => {
        const key = isScalar(pair.key) ? String(pair.key.value) : ''
        return [key, { keyAt: tools.place(pair.key), node: nodeOf(pair.value, tools) }]
      }),
    )
  }
  return {
    at,
    kind,
    text() {
      if (isScalar(node) && node.value !== '') return String(node.value)
      wrong('text')
      return undefined
    },
    list() {
      if (isSeq(node)) return node.items.map((item) => nodeOf(item, tools))
      wrong('list')
      return []
    },
    entries,
    fields(known) {
      const found = new Map<string, YamlNode>()
      for (const [key, { keyAt, node: value }] of entries()) {
        if (known.includes(key)) found.set(key, value)
        else reportUnknown(key, keyAt, { known, report: tools.report })
      }
      return found
    },
  }
}

const words = { text: 'NO_TEXT', map: 'NO_MAP', list: 'NO_LIST' } as const

/** With the nearest known word, where one is near. */
export function reportUnknown(
  key: string,
  at: FilePosition,
  { known, report }: { readonly known: readonly string[]; readonly report: YamlFile['report'] },
): void {
  const near = nearestWord(key, known)
  if (near === undefined) report('SCH_SCHEMA_KEY_UNKNOWN', at, { key, known: known.join(', ') })
  else report('SCH_SCHEMA_KEY_UNKNOWN_NEAR', at, { key, near })
}

const truths: Readonly<Record<string, boolean>> = { yes: true, true: true, no: false, false: false }

export function readYes(node: YamlNode | undefined, yaml: YamlFile): boolean {
  if (node === undefined) return false
  const written = node.text() ?? 'no'
  const truth = truths[written]
  if (truth === undefined) yaml.report('SCH_SCHEMA_YES_NO', node.at)
  return truth ?? false
}
