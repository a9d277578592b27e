/** What makes a file untidy: size, names, exports and words that have no place in it. */
import { posix } from 'node:path'
import ts from 'typescript'
import { isGenerated, isTest, type SourceFile } from './source-file.ts'

const fileLinesMax = 400
const functionLinesMax = 60

/** Drawers: names that say nothing of what is inside. */
const drawers = /^(utils?|helpers?|commons?|misc|shared|services?|managers?|data|info|index)$/

const bannedText: readonly [RegExp, string][] = [
  [/\b(TODO|FIXME|XXX|HACK)\b/, 'an open point is an issue or a decision record'],
  [/@ts-(ignore|nocheck|expect-error)/, 'the compiler is not silenced'],
  [/biome-ignore/, 'the linter is not silenced'],
  [/\b(test|it|describe)\.(only|skip)\(/, 'tests run or do not exist'],
]

/** Only in production code: what goes to a terminal or a log goes through the command line's own writer. */
const bannedInProduction: readonly [RegExp, string][] = [
  [/\bconsole\.(log|error|warn|info|debug)\(/, 'nothing is logged past the writer'],
  [/^export default\b/m, 'exports have names'],
]

/** Sentences, one per fault. */
export function tidyFaults(file: SourceFile): readonly string[] {
  if (isGenerated(file.path)) return []
  const production = file.path.startsWith('src/') && !isTest(file.path)
  const rules = production ? [...bannedText, ...bannedInProduction] : bannedText
  return [
    ...nameFaults(file),
    ...(production ? sizeFaults(file) : []),
    ...rules.flatMap(([pattern, why]) =>
      pattern.test(file.text) ? [`${file.path}: ${pattern.source}: ${why}`] : [],
    ),
  ]
}

function nameFaults({ path }: SourceFile): readonly string[] {
  const parts = path.split('/').slice(1)
  const stem = posix.basename(path).replace(/(\.test)?\.tsx?$/, '')
  const faults: string[] = []
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(stem)) faults.push(`${path}: file names are kebab case`)
  for (const part of [...parts.slice(0, -1), stem]) {
    if (drawers.test(part)) faults.push(`${path}: "${part}" names a drawer, not a thing`)
  }
  return faults
}

function sizeFaults(file: SourceFile): readonly string[] {
  const lines = file.text.split('\n').length - 1
  const faults = lines > fileLinesMax ? [`${file.path}: ${lines} lines, at most ${fileLinesMax}`] : []
  return [...faults, ...longFunctions(file)]
}

function longFunctions(file: SourceFile): readonly string[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2024, true)
  const faults: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line
      const lines = last - first + 1
      if (lines > functionLinesMax) {
        faults.push(`${file.path}:${first + 1}: a function of ${lines} lines, at most ${functionLinesMax}`)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return faults
}
