/** One file becomes a template: what its name says, its head between two lines `---`, and its body. */
import type { FaultCode, Problem } from '../../std/fault.ts'
import { nearestWord } from '../../std/nearest-word.ts'
import {
  extensionOfEngine,
  type Template,
  type TemplateEngine,
  type TemplatePart,
  templateEngines,
} from './template.ts'

export type ReadTemplate =
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }

export interface TemplateName {
  readonly noticeType: string
  readonly language: string
  readonly engine: TemplateEngine
}

/** Keys of the head; each is needed, so that nothing is left to a default that nobody has read. */
const headKeys = ['to', 'subject', 'format'] as const
type HeadKey = (typeof headKeys)[number]

const formats = ['text', 'html'] as const

/** @limit lines of a head; three are needed, the rest may be empty */
const headLinesMax = 20

/** `<notice>.<language>.<extension>`: the notice in the spelling of Koha's codes too, the language as BCP 47 has it. */
const namePattern = /^([A-Za-z0-9][A-Za-z0-9_-]{0,63})\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\.([a-z]+)$/

/** @returns undefined if this is no name of a template */
export function templateNameOf(fileName: string): TemplateName | undefined {
  const [, noticeType, language, extension] = namePattern.exec(fileName) ?? []
  const engine = engineOfExtension(extension)
  if (noticeType === undefined || language === undefined || engine === undefined) return undefined
  return { noticeType, language, engine }
}

export function engineOfExtension(extension: string | undefined): TemplateEngine | undefined {
  return templateEngines.find((engine) => extensionOfEngine[engine] === extension)
}

interface HeadEntry {
  readonly value: string
  readonly line: number
  readonly column: number
}

/** @param file as problems name it */
export function readTemplate(name: TemplateName, file: string, text: string): ReadTemplate {
  const problemAt = (code: FaultCode, line: number, params?: Problem['params']): Problem => ({
    code,
    at: { file, line, column: 1 },
    ...(params && { params }),
  })
  const lines = linesOf(text)
  if (lines[0]?.text !== '---')
    return { kind: 'problems', problems: [problemAt('SCH_TEMPLATE_HEAD_MISSING', 1)] }
  const end = lines.findIndex((line, at) => at > 0 && at <= headLinesMax && line.text === '---')
  if (end < 0) return { kind: 'problems', problems: [problemAt('SCH_TEMPLATE_HEAD_OPEN', 1)] }

  const { entries, problems } = readHead(
    lines.slice(1, end).map((line) => line.text),
    problemAt,
  )
  const format = formats.find((word) => word === entries.get('format')?.value)
  const to = entries.get('to')
  const subject = entries.get('subject')
  if (problems.length > 0 || format === undefined || to === undefined || subject === undefined) {
    return { kind: 'problems', problems }
  }
  const body: TemplatePart = {
    name: format,
    source: text.slice(lines[end]?.end ?? text.length),
    firstLine: end + 2,
    firstColumn: 1,
  }
  return {
    kind: 'template',
    template: { ...name, file, parts: [partOf('to', to), partOf('subject', subject), body] },
  }
}

function partOf(name: 'to' | 'subject', { value, line, column }: HeadEntry): TemplatePart {
  return { name, source: value, firstLine: line, firstColumn: column }
}

function readHead(
  lines: readonly string[],
  problemAt: (code: FaultCode, line: number, params?: Problem['params']) => Problem,
): { readonly entries: ReadonlyMap<HeadKey, HeadEntry>; readonly problems: readonly Problem[] } {
  const entries = new Map<HeadKey, HeadEntry>()
  const problems: Problem[] = []
  for (const [at, text] of lines.entries()) {
    const line = at + 2
    if (text.trim() === '') continue
    const [, written, gap = '', value = ''] = /^([A-Za-z_-]+):([ \t]*)(.*?)[ \t]*$/.exec(text) ?? []
    if (written === undefined) {
      problems.push(problemAt('SCH_TEMPLATE_HEAD_LINE', line))
      continue
    }
    const key = headKeys.find((known) => known === written)
    if (key === undefined) problems.push(unknownKey(written, line, problemAt))
    else if (entries.has(key)) problems.push(problemAt('SCH_TEMPLATE_HEAD_TWICE', line, { key }))
    else entries.set(key, { value, line, column: written.length + gap.length + 2 })
  }
  for (const key of headKeys) {
    const entry = entries.get(key)
    if (entry === undefined) problems.push(problemAt('SCH_TEMPLATE_HEAD_LACKS', 1, { key }))
    else if (entry.value === '') problems.push(problemAt('SCH_TEMPLATE_HEAD_LACKS', entry.line, { key }))
  }
  const format = entries.get('format')
  if (format !== undefined && format.value !== '' && !formats.some((word) => word === format.value)) {
    problems.push(problemAt('SCH_TEMPLATE_FORMAT', format.line))
  }
  return { entries, problems }
}

function unknownKey(
  key: string,
  line: number,
  problemAt: (code: FaultCode, line: number, params?: Problem['params']) => Problem,
): Problem {
  const near = nearestWord(key, headKeys)
  return near === undefined
    ? problemAt('SCH_TEMPLATE_HEAD_KEY', line, { key, known: headKeys.join(', ') })
    : problemAt('SCH_TEMPLATE_HEAD_KEY_NEAR', line, { key, near })
}

interface Line {
  /** Without its end. */
  readonly text: string
  /** Where the next line begins. */
  readonly end: number
}

/** The first lines, as many as a head may have. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  let start = 0
  while (start < text.length && lines.length <= headLinesMax) {
    const stop = text.indexOf('\n', start)
    const end = stop < 0 ? text.length : stop + 1
    const line = text.slice(start, stop < 0 ? end : stop)
    lines.push({ text: line.endsWith('\r') ? line.slice(0, -1) : line, end })
    start = end
  }
  return lines
}
