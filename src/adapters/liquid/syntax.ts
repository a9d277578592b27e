/** Templates of LiquidJS as neutral programs, by way of the engine's own parser. */
import {
  AssignTag,
  BreakTag,
  CaptureTag,
  CaseTag,
  CommentTag,
  ContinueTag,
  CycleTag,
  EchoTag,
  ForTag,
  Hash,
  IfTag,
  IncludeTag,
  InlineCommentTag,
  Liquid,
  LiquidError,
  LiquidTag,
  Output,
  RawTag,
  RenderTag,
  TablerowTag,
  type Tag,
  type Template,
  type Token,
  TypeGuards,
  UnlessTag,
  Value,
} from 'liquidjs'
import type {
  Expression,
  LoopFigures,
  PartialCall,
  Program,
  ProgramNode,
  ReadSource,
  TemplateSyntax,
} from '../../notice/proof/syntax.ts'
import type { Position } from '../../notice/template/template.ts'
import { branchSitesIn } from './branch-marks.ts'
import { type PlaceOf, tokenExpression, valueExpression } from './expression.ts'
import { filterRules } from './filter-rules.ts'

export const liquidSyntax: TemplateSyntax = { engine: 'liquid', calls: filterRules, read }

/** @limit characters of one source that are parsed, as when it is rendered */
const parsedCharsMax = 4_000_000

const loopFigures = ['name', 'length', 'index', 'index0', 'first', 'last', 'rindex', 'rindex0']
const rowFigures = [...loopFigures, 'row', 'col', 'col0', 'col_first', 'col_last']

function read(source: string): ReadSource {
  // Filters are looked up by the proof, which says where an unknown one stands.
  const liquid = new Liquid({ strictFilters: false, relativeReference: false, parseLimit: parsedCharsMax })
  try {
    const templates = liquid.parse(source)
    return { kind: 'program', body: programOf(templates, placesIn(source)), sites: branchSitesIn(templates) }
  } catch (error) {
    if (!LiquidError.is(error)) throw error
    const token: unknown = Reflect.get(error, 'token')
    const begin: unknown = typeof token === 'object' && token !== null ? Reflect.get(token, 'begin') : 0
    const original: unknown = Reflect.get(error, 'originalError')
    const words = original instanceof Error ? original.message : error.message
    const at = placesIn(source)({ begin: typeof begin === 'number' ? begin : 0 })
    return { kind: 'unreadable', words: words.replace(/, line:\d+, col:\d+$/, ''), ...at }
  }
}

function placesIn(source: string): PlaceOf {
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return ({ begin }) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= begin) low = middle
      else high = middle
    }
    return { line: low + 1, column: begin - (starts[low] ?? 0) + 1 }
  }
}

function programOf(templates: readonly Template[], placeOf: PlaceOf): Program {
  return templates.flatMap((template) => nodesOf(template, placeOf))
}

function nodesOf(template: Template, placeOf: PlaceOf): readonly ProgramNode[] {
  const at = placeOf(template.token)
  const text: unknown = Reflect.get(template, 'str')
  if (typeof text === 'string') return [{ kind: 'text', text, at }]
  if (template instanceof Output || template instanceof EchoTag) {
    const value: unknown = Reflect.get(template, 'value')
    return value instanceof Value ? [{ kind: 'output', value: valueExpression(value, placeOf, at), at }] : []
  }
  if (template instanceof CommentTag || template instanceof InlineCommentTag) return []
  if (template instanceof RawTag) return [{ kind: 'text', text: rawText(template), at }]
  if (template instanceof LiquidTag) return programOf(template.templates, placeOf)
  if (template instanceof BreakTag || template instanceof ContinueTag) return [{ kind: 'leave-loop', at }]
  return [tagNode(template, placeOf, at)]
}

function rawText(tag: Tag): string {
  const tokens: readonly Token[] = Reflect.get(tag, 'tokens')
  return tokens.map((token) => token.getText()).join('')
}

function tagNode(tag: Template, placeOf: PlaceOf, at: Position): ProgramNode {
  if (tag instanceof IfTag || tag instanceof UnlessTag) {
    const alternatives = tag.branches.map(({ value, templates }) => ({
      conditions: [valueExpression(value, placeOf, at)],
      body: programOf(templates, placeOf),
    }))
    const otherwise = programOf(tag.elseTemplates ?? [], placeOf)
    return { kind: 'choice', alternatives, otherwise, isCumulative: false, at }
  }
  if (tag instanceof CaseTag) return caseNode(tag, placeOf, at)
  if (tag instanceof ForTag || tag instanceof TablerowTag) return loopNode(tag, placeOf, at)
  if (tag instanceof AssignTag) return assignmentNode(tag, placeOf, at)
  if (tag instanceof CaptureTag)
    return { kind: 'capture', name: tag.variable, body: programOf(tag.templates, placeOf), at }
  if (tag instanceof CycleTag) return cycleNode(tag, placeOf, at)
  if (tag instanceof IncludeTag || tag instanceof RenderTag) return partialNode(tag, placeOf, at)
  // Counters write into what they count, layouts and blocks render each other in turn: nothing is proven of them.
  const name: unknown = Reflect.get(tag, 'name')
  return { kind: 'opaque', reason: 'unknown-tag', name: String(name), at }
}

function caseNode(tag: CaseTag, placeOf: PlaceOf, at: Position): ProgramNode {
  const subject = valueExpression(tag.value, placeOf, at)
  const alternatives = tag.branches.map(({ values, templates }) => ({
    conditions: values.map(
      (value): Expression => ({
        kind: 'operation',
        operands: [subject, tokenExpression(value, placeOf, at)],
        at: subject.at,
      }),
    ),
    body: programOf(templates, placeOf),
  }))
  return {
    kind: 'choice',
    alternatives,
    otherwise: programOf(tag.elseTemplates, placeOf),
    isCumulative: true,
    at,
  }
}

function loopNode(tag: ForTag | TablerowTag, placeOf: PlaceOf, at: Position): ProgramNode {
  const isRow = tag instanceof TablerowTag
  return {
    kind: 'loop',
    over: tokenExpression(tag.collection, placeOf, at),
    element: tag.variable,
    figures: [isRow ? { name: 'tablerowloop', fields: rowFigures } : figuresOfLoop],
    entersElement: false,
    bounds: hashOf(isRow ? tag.args : tag.hash, placeOf, at)
      // `offset: continue` is where the loop over the same list ended before.
      .map(({ value }) => value)
      .filter((value) => value.kind !== 'name' || value.name !== 'continue'),
    body: programOf(tag.templates, placeOf),
    otherwise: isRow ? [] : programOf(tag.elseTemplates, placeOf),
    at,
  }
}

const figuresOfLoop: LoopFigures = { name: 'forloop', fields: loopFigures }

function assignmentNode(tag: AssignTag, placeOf: PlaceOf, at: Position): ProgramNode {
  const value: unknown = Reflect.get(tag, 'value')
  const name: unknown = Reflect.get(tag, 'key')
  if (!(value instanceof Value) || typeof name !== 'string')
    return { kind: 'opaque', reason: 'unknown-tag', name: 'assign', at }
  return { kind: 'assignment', name, value: valueExpression(value, placeOf, at), at }
}

/** Shows its candidates in turn: which one is a matter of how often it was passed. */
function cycleNode(tag: CycleTag, placeOf: PlaceOf, at: Position): ProgramNode {
  const candidates: readonly Token[] = Reflect.get(tag, 'candidates')
  const group: Token | undefined = Reflect.get(tag, 'group')
  const operands = [...candidates, ...(group ? [group] : [])].map((token) =>
    tokenExpression(token, placeOf, at),
  )
  return { kind: 'output', value: { kind: 'operation', operands, at }, at }
}

function partialNode(tag: IncludeTag | RenderTag, placeOf: PlaceOf, at: Position): ProgramNode {
  const file: unknown = Reflect.get(tag, 'file')
  const name: Expression =
    typeof file === 'string'
      ? { kind: 'literal', value: file, at }
      : { kind: 'opaque', reason: 'dynamic', name: String(Reflect.get(tag, 'name')), at }
  const hash: unknown = Reflect.get(tag, 'hash')
  const given = hash instanceof Hash ? hashOf(hash, placeOf, at) : []
  const bound = (key: string, as: string | undefined, token: unknown) =>
    isToken(token) ? [{ name: as ?? key, value: tokenExpression(token, placeOf, at) }] : []
  const fileName = typeof file === 'string' ? file : ''
  if (tag instanceof IncludeTag) {
    const more = bound(fileName, undefined, Reflect.get(tag, 'withVar'))
    return { kind: 'partial', name, sees: 'around', arguments: [...given, ...more], at }
  }
  const withValue = bindingOf(tag, 'with')
  const forEach = bindingOf(tag, 'forBinding')
  const more = withValue === undefined ? [] : bound(fileName, withValue.alias, withValue.value)
  return {
    kind: 'partial',
    name,
    sees: 'alone',
    arguments: [...given, ...more],
    ...(forEach && { forEach: eachOf(forEach, placeOf, at) }),
    at,
  }
}

interface Binding {
  readonly value: Token
  readonly alias: string | undefined
}

function eachOf(
  { value, alias }: Binding,
  placeOf: PlaceOf,
  at: Position,
): NonNullable<PartialCall['forEach']> {
  // Without `as` the engine itself knows no name for it.
  return {
    over: tokenExpression(value, placeOf, at),
    element: alias ?? 'undefined',
    figures: [figuresOfLoop],
  }
}

function bindingOf(tag: RenderTag, key: 'with' | 'forBinding'): Binding | undefined {
  const binding: unknown = Reflect.get(tag, key)
  if (typeof binding !== 'object' || binding === null) return undefined
  const value: unknown = Reflect.get(binding, 'value')
  const alias: unknown = Reflect.get(binding, 'alias')
  return isToken(value) ? { value, alias: typeof alias === 'string' ? alias : undefined } : undefined
}

function isToken(value: unknown): value is Token {
  // The engine's own test takes nothing at all for a value.
  return typeof value === 'object' && value !== null && TypeGuards.isValueToken(value)
}

function hashOf(
  { hash }: Hash,
  placeOf: PlaceOf,
  at: Position,
): readonly { name: string; value: Expression }[] {
  return Object.entries(hash).map(([name, token]) => ({
    name,
    value: token === undefined ? { kind: 'literal', value: true, at } : tokenExpression(token, placeOf, at),
  }))
}
