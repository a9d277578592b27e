/** Templates of Liquid in LiquidJS. */
import { IncludeTag, LayoutTag, LiquidError, RenderTag, type Template, type Token } from 'liquidjs'
import { EngineError } from '../engine/engine-error.ts'
import type { Compiled } from '../engine/engine-work.ts'
import type { EngineFailure, EngineSource, EngineTemplate } from '../engine/exchange.ts'
import type { Meter } from '../engine/meter.ts'
import { markBranches, templatesIn } from './branch-marks.ts'
import { openSteadyEngine } from './steady-engine.ts'

/** @throws EngineError */
export function compileLiquid({ language, parts, partials }: EngineTemplate): Compiled {
  let current: Meter | undefined
  const meter = () => {
    if (current === undefined) throw new TypeError('nothing is rendered without a meter')
    return current
  }
  const prepared = new Map<string, Template[]>()
  const { liquid, prepare } = openSteadyEngine(language, meter, prepared)
  const sources = [...parts, ...partials]
  const read = sources.map(({ source }, index) => {
    try {
      return liquid.parse(source)
    } catch (error) {
      throw new EngineError(failureOf(error, index, sources) ?? { reason: 'syntax', source: index })
    }
  })
  for (const [at, { name }] of partials.entries()) prepared.set(name, read[parts.length + at] ?? [])
  const sites = read.map((templates, index) => {
    meterPartials(templates, index, new Set(prepared.keys()), meter)
    prepare(templates)
    return markBranches(templates, index, meter)
  })
  const constants = parts.map((_, at) => constantOf(read[at] ?? []))
  return {
    sites,
    render(context, ofThisMail) {
      current = ofThisMail
      return parts.map((_, at) => {
        ofThisMail.source = at
        // The engine's counters are kept in the outermost scope, which is each part's own.
        return constants[at] ?? liquid.renderSync(read[at] ?? [], { ...context })
      })
    },
    failureOf: (error, { source }) => failureOf(error, source, sources),
  }
}

/** Counts how deep partials are, and refuses those that are not given, as far as they are called by a plain name. */
function meterPartials(
  templates: readonly Template[],
  source: number,
  known: ReadonlySet<string>,
  meter: () => Meter,
): void {
  for (const template of templatesIn(templates)) {
    if (!(template instanceof RenderTag || template instanceof IncludeTag || template instanceof LayoutTag))
      continue
    const name: unknown = Reflect.get(template, 'file')
    if (typeof name === 'string' && !known.has(name)) {
      throw new EngineError({ reason: 'forbidden', source, ...placeOf(template.token), field: name })
    }
    const own = template.render.bind(template)
    template.render = function* (context, emitter) {
      meter().enter()
      const html: unknown = yield own(context, emitter)
      meter().leave()
      return html
    }
  }
}

/** The text of a part that says the same to everybody, as many subjects do. */
function constantOf(templates: readonly Template[]): string | undefined {
  const texts = templates.map((template): unknown => Reflect.get(template, 'str'))
  return texts.every((text) => typeof text === 'string') ? texts.join('') : undefined
}

function placeOf(token: Token): { readonly line: number; readonly column: number } {
  const [line = 1, column = 1] = token.getPosition()
  return { line, column }
}

function failureOf(
  error: unknown,
  part: number,
  sources: readonly EngineSource[],
): EngineFailure | undefined {
  if (!(error instanceof Error)) return undefined
  const original: unknown = Reflect.get(error, 'originalError')
  if (!LiquidError.is(error)) return undefined
  const token: Token | undefined = Reflect.get(error, 'token')
  // Some tokens know their text, but not whose it is.
  const named = sources.findIndex(({ source }) => source === token?.input)
  const at = { source: named < 0 ? part : named, ...(token && placeOf(token)) }
  const words =
    original instanceof Error
      ? original.message
      : error.message.replace(/(, file:[^,]*)?, line:\d+, col:\d+$/, '')
  switch (error.name) {
    case 'UndefinedVariableError':
      return { reason: 'missing-field', ...at, ...(token && { field: token.getText() }) }
    case 'RenderError':
      return { ...reasonOfRendering(words), ...at }
    default: {
      const [, unknown] = /^undefined filter: (.*)$/.exec(words) ?? []
      return unknown === undefined
        ? { reason: 'syntax', ...at, words }
        : { reason: 'forbidden', ...at, field: unknown }
    }
  }
}

function reasonOfRendering(words: string): Pick<EngineFailure, 'reason' | 'field'> {
  if (/limit exceeded$/.test(words)) return { reason: 'memory' }
  const [, partial] = /^ENOENT: Failed to lookup "(.*)" in ".*"$/s.exec(words) ?? []
  if (partial !== undefined) return { reason: 'forbidden' }
  const [, filter] = /^undefined filter: (.*)$/.exec(words) ?? []
  return filter === undefined ? { reason: 'value' } : { reason: 'forbidden', field: filter }
}
