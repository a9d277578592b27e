/** Templates of Handlebars in their own engine. */
import Handlebars from 'handlebars'
import { firstBranchIds } from '../../notice/template/branch.ts'
import { EngineError } from '../engine/engine-error.ts'
import type { Compiled } from '../engine/engine-work.ts'
import type { EngineFailure, EngineTemplate } from '../engine/exchange.ts'
import type { Meter } from '../engine/meter.ts'
import {
  type BranchBlock,
  branchBlocksOf,
  inlinePartialsOf,
  partialsCalledIn,
  pathsOf,
  wrongCallIn,
} from './branch-sites.ts'
import {
  type Branching,
  openStrictEngine,
  type PathPlaces,
  type Renderable,
  type StrictEngine,
} from './strict-engine.ts'
import { syntaxFailure, withoutPlace } from './syntax-failure.ts'

/** @throws EngineError */
export function compileHandlebars({ parts, partials }: EngineTemplate): Compiled {
  const sources = [...parts, ...partials]
  const programs = sources.map(({ source }, index) => parse(source, index))
  const blocks = programs.map(branchBlocksOf)
  const sites = blocks.map((own) => own.map(({ site }) => site))
  const branchings = branchingsOf(blocks)
  for (const [source, program] of programs.entries()) refuseWrongCall(program, source)
  refuseUnknownPartials(programs, new Set(partials.map(({ name }) => name)))
  let meter: Meter | undefined
  const watch = {
    meter: () => {
      if (meter === undefined) throw new TypeError('nothing is rendered without a meter')
      return meter
    },
    branchAt: (location: hbs.AST.SourceLocation) => branchings.get(placeKey(location)),
  }
  /** Compiles the parts of one kind, and the partials that they may call. */
  const compileParts = (isHtml: boolean): readonly (Renderable | undefined)[] => {
    const engine = openStrictEngine(watch, !isHtml)
    const own = parts.map(({ name }) => (name === 'html') === isHtml)
    if (!own.includes(true)) return []
    for (const [at, { name, source }] of partials.entries()) {
      const index = parts.length + at
      engine.addPartial(name, compileSource(engine, parse(source, index), index))
    }
    return parts.map(({ source }, index) =>
      own[index] ? compileSource(engine, parse(source, index), index) : undefined,
    )
  }
  const plain = compileParts(false)
  const html = compileParts(true)
  const renderables = parts.map((_, at) => plain[at] ?? html[at])
  return {
    sites,
    render(context, ofThisMail) {
      meter = ofThisMail
      return renderables.map((renderable, at) => {
        ofThisMail.source = at
        const text = renderable?.(context) ?? ''
        ofThisMail.grow(text.length)
        return text
      })
    },
    failureOf: (error, { source }) => runtimeFailure(error, source),
  }
}

/** Each block that branches, by its place: what its branches are numbered. */
function branchingsOf(blocks: readonly (readonly BranchBlock[])[]): ReadonlyMap<number, Branching> {
  const branchings = new Map<number, Branching>()
  for (const [index, own] of blocks.entries()) {
    const firsts = firstBranchIds(
      index,
      own.map(({ site }) => site),
    )
    for (const [at, { links }] of own.entries()) {
      for (const [alternative, { loc }] of links.entries()) {
        branchings.set(placeKey(loc), {
          first: firsts[at] ?? 0,
          alternative,
          isLast: alternative === links.length - 1,
        })
      }
    }
  }
  return branchings
}

function placeKey({ source, start }: hbs.AST.SourceLocation): number {
  return (Number(source) * 2 ** 20 + start.line) * 2 ** 20 + start.column
}

function parse(text: string, source: number): hbs.AST.Program {
  try {
    return Handlebars.parse(text, { srcName: String(source) })
  } catch (error) {
    throw new EngineError(syntaxFailure(error, text, source))
  }
}

function compileSource(engine: StrictEngine, program: hbs.AST.Program, source: number): Renderable {
  const constant = constantOf(program)
  if (constant !== undefined) return () => constant
  const paths = new Map(pathsOf(program).map((path) => [placeKey(path.loc), path.original]))
  const pathAt: PathPlaces = (location) => {
    if (location === undefined) return { source, line: 1, column: 1, field: undefined }
    const { line, column } = location.start
    return {
      source,
      line,
      column: column + 1,
      field: paths.get(placeKey({ ...location, source: String(source) })),
    }
  }
  try {
    return engine.compile(program, pathAt)
  } catch (error) {
    if (!(error instanceof Handlebars.Exception)) throw error
    const [, helper] = /unknown helper (\S+)/.exec(error.message) ?? []
    const place = { line: error.lineNumber, column: error.column + 1 }
    if (helper !== undefined) throw new EngineError({ reason: 'forbidden', source, ...place, field: helper })
    throw new EngineError({ reason: 'syntax', source, ...place, words: withoutPlace(error.message) })
  }
}

/** The text of a source that says the same to everybody, as many subjects do. */
function constantOf({ body }: hbs.AST.Program): string | undefined {
  const isConstant = body.every(({ type }) => type === 'ContentStatement')
  return isConstant ? body.map((statement) => String(Reflect.get(statement, 'value'))).join('') : undefined
}

function refuseWrongCall(program: hbs.AST.Program, source: number): void {
  const wrong = wrongCallIn(program)
  if (wrong === undefined) return
  const { line, column } = wrong.node.loc.start
  const words = `${wrong.name} takes another number of values`
  throw new EngineError({ reason: 'syntax', source, line, column: column + 1, words })
}

/** A partial by a plain name is there, or the template itself defines it. */
function refuseUnknownPartials(programs: readonly hbs.AST.Program[], given: ReadonlySet<string>): void {
  const known = new Set([...given, ...programs.flatMap(inlinePartialsOf), '@partial-block'])
  for (const [source, program] of programs.entries()) {
    for (const { name, node } of partialsCalledIn(program)) {
      if (known.has(name)) continue
      const { line, column } = node.loc.start
      throw new EngineError({ reason: 'forbidden', source, line, column: column + 1, field: name })
    }
  }
}

function runtimeFailure(error: unknown, source: number): EngineFailure | undefined {
  if (!(error instanceof Error)) return undefined
  const [, partial, decorator] =
    /^The partial (.*) could not be found$|^Missing decorator: "(.*)"$/.exec(error.message) ?? []
  const field = partial ?? decorator
  if (field !== undefined) return { reason: 'forbidden', source, field }
  const isOfTemplate = error instanceof Handlebars.Exception || error instanceof TypeError
  return isOfTemplate ? { reason: 'value', source } : undefined
}
