/** Templates of Handlebars as neutral programs, by way of the engine's own parser. */
import Handlebars from 'handlebars'
import type {
  CallRule,
  Expression,
  LoopFigures,
  PartialCall,
  Program,
  ProgramNode,
  ReadSource,
  TemplateSyntax,
} from '../../notice/proof/syntax.ts'
import type { Position } from '../../notice/template/template.ts'
import { branchBlocksOf } from './branch-sites.ts'
import { syntaxFailure } from './syntax-failure.ts'

/** Of the engine's helpers all but `lookup` are blocks, which stand in the program itself. */
const calls: ReadonlyMap<string, CallRule> = new Map([['lookup', { reads: 'entry' }]])

export const handlebarsSyntax: TemplateSyntax = { engine: 'handlebars', calls, read }

const dataNames = ['index', 'key', 'first', 'last']
const loopFigures: readonly LoopFigures[] = dataNames.map((name) => ({ name: `@${name}` }))

/** Names that blocks around have given (`as |loan|`), the innermost first. */
type BlockNames = readonly string[]

function read(source: string): ReadSource {
  try {
    const program = Handlebars.parse(source)
    const sites = branchBlocksOf(program).map(({ site }) => site)
    return { kind: 'program', body: programOf(program, []), sites }
  } catch (error) {
    const { line = 1, column = 1, words = '' } = syntaxFailure(error, source, 0)
    return { kind: 'unreadable', line, column, words }
  }
}

function programOf(program: hbs.AST.Program | undefined, names: BlockNames): Program {
  return (program?.body ?? []).flatMap((statement) => nodesOf(statement, names))
}

function nodesOf(statement: hbs.AST.Statement, names: BlockNames): readonly ProgramNode[] {
  const at = placeOf(statement)
  if (isContent(statement)) return [{ kind: 'text', text: statement.value, at }]
  if (statement.type === 'CommentStatement') return []
  if (isMustache(statement)) return [{ kind: 'output', value: callOrPath(statement, names), at }]
  if (isBlock(statement)) return [blockNode(statement, names)]
  if (isPartial(statement)) return [partialNode(statement, names)]
  if (isPartialBlock(statement) && (statement.program.blockParams ?? []).length === 0)
    return [{ ...partialNode(statement, names), block: programOf(statement.program, names) }]
  const inline = inlineNode(statement, names)
  return [inline ?? { kind: 'opaque', reason: 'unknown-tag', name: statement.type, at }]
}

function blockNode(block: hbs.AST.BlockStatement, names: BlockNames): ProgramNode {
  const at = placeOf(block)
  const { path, params, hash } = block
  const [element, figure] = block.program?.blockParams ?? []
  const inner = [...(block.program?.blockParams ?? []), ...names]
  const body = programOf(block.program, inner)
  const otherwise = programOf(block.inverse, names)
  const named = element === undefined ? {} : { element }
  const figures = figure === undefined ? loopFigures : [...loopFigures, { name: figure }]
  const [first] = params
  const helper = isSimple(path) && !names.includes(path.original) ? path.original : undefined
  if (first !== undefined && helper !== undefined && params.length === 1) {
    const value = expressionOf(first, names)
    const bounds = (hash?.pairs ?? []).map((pair) => expressionOf(pair.value, names))
    switch (helper) {
      case 'if':
      case 'unless':
        return {
          kind: 'choice',
          alternatives: [{ conditions: [value, ...bounds], body }],
          otherwise,
          isCumulative: false,
          at,
        }
      case 'each':
        return {
          kind: 'loop',
          over: value,
          ...named,
          figures,
          entersElement: true,
          bounds,
          body,
          otherwise,
          at,
        }
      case 'with':
        return { kind: 'section', value, turns: 'once', ...named, figures: [], body, otherwise, at }
    }
  }
  const isHelper =
    params.length > 0 || (hash?.pairs ?? []).length > 0 || (helper !== undefined && helperNames.has(helper))
  if (isHelper) return { kind: 'opaque', reason: 'unknown-call', name: String(path.original), at }
  return {
    kind: 'section',
    value: pathOf(path, names),
    turns: 'each',
    ...named,
    figures,
    body,
    otherwise,
    at,
  }
}

const helperNames: ReadonlySet<string> = new Set([
  'if',
  'unless',
  'each',
  'with',
  'lookup',
  'log',
  'helperMissing',
  'blockHelperMissing',
])

/** `{{#*inline "name"}}`: the one decorator there is. */
function inlineNode(statement: hbs.AST.Statement, names: BlockNames): ProgramNode | undefined {
  if (!isDecoratorBlock(statement) || statement.path.original !== 'inline') return undefined
  const [name, ...others] = statement.params
  const isNamed = name?.type === 'StringLiteral' && others.length === 0
  const { program } = statement
  if (!isNamed || (program.blockParams ?? []).length > 0) return undefined
  const body = programOf(program, names)
  return { kind: 'definition', name: String(Reflect.get(name, 'value')), body, at: placeOf(statement) }
}

function partialNode(
  partial: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement,
  names: BlockNames,
): PartialCall & { readonly at: Position } {
  const at = placeOf(partial)
  const { name, params, hash } = partial
  const [enters] = params
  return {
    kind: 'partial',
    name:
      isPath(name) || !isSubExpression(name)
        ? { kind: 'literal', value: String(name.original), at }
        : callOrPath(name, names),
    sees: 'context',
    arguments: (hash?.pairs ?? []).map((pair) => ({
      name: pair.key,
      value: expressionOf(pair.value, names),
    })),
    ...(enters && { enters: expressionOf(enters, names) }),
    at,
  }
}

/** What stands alone in braces: with arguments, or by its name, it is a helper; else it is looked up. */
function callOrPath(
  { path, params, hash, loc, type }: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
  names: BlockNames,
): Expression {
  const at = startOf(loc)
  if (!isPath(path)) return entry({ kind: 'entered', up: 0, at }, String(Reflect.get(path, 'original')), at)
  const isNamed = isSimple(path) && !names.includes(path.original)
  const isHelper =
    type === 'SubExpression' ||
    params.length > 0 ||
    (hash?.pairs ?? []).length > 0 ||
    (isNamed && helperNames.has(path.original))
  if (!isHelper) return pathOf(path, names)
  if (!isNamed) return { kind: 'opaque', reason: 'unknown-call', name: path.original, at }
  const given = params.map((param) => expressionOf(param, names))
  return { kind: 'call', name: path.original, arguments: given, at }
}

function expressionOf(expression: hbs.AST.Expression, names: BlockNames): Expression {
  const at = placeOf(expression)
  if (isPath(expression)) return pathOf(expression, names)
  if (isSubExpression(expression)) return callOrPath(expression, names)
  const value: unknown = Reflect.get(expression, 'value')
  const isLiteral = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return { kind: 'literal', value: isLiteral ? value : null, at }
}

function pathOf(path: hbs.AST.PathExpression, names: BlockNames): Expression {
  const at = placeOf(path)
  const [first, ...rest] = path.parts
  if (path.data) {
    if (first === 'root') return entries({ kind: 'roots', at }, rest, at)
    return first !== undefined && dataNames.includes(first)
      ? entries({ kind: 'name', name: `@${first}`, outer: path.depth, at }, rest, at)
      : { kind: 'opaque', reason: 'unknown-tag', name: path.original, at }
  }
  const isScoped = /^\.|this\b/.test(path.original)
  if (first !== undefined && path.depth === 0 && !isScoped && names.includes(first))
    return entries({ kind: 'name', name: first, at }, rest, at)
  return entries({ kind: 'entered', up: path.depth, at }, path.parts, at)
}

function entries(of: Expression, words: readonly string[], at: Position): Expression {
  return words.reduce<Expression>((value, word) => entry(value, word, at), of)
}

function entry(of: Expression, word: string, at: Position): Expression {
  return { kind: 'field', of, name: { kind: 'literal', value: word, at }, at }
}

/** One plain name: what a helper may be called by. */
function isSimple(path: hbs.AST.PathExpression): boolean {
  return Handlebars.AST.helpers.simpleId(path) && !path.data
}

function placeOf({ loc }: hbs.AST.Node): Position {
  return startOf(loc)
}

function startOf({ start }: hbs.AST.SourceLocation): Position {
  return { line: start.line, column: start.column + 1 }
}

function isContent(node: hbs.AST.Node): node is hbs.AST.ContentStatement {
  return node.type === 'ContentStatement'
}

function isMustache(node: hbs.AST.Node): node is hbs.AST.MustacheStatement {
  return node.type === 'MustacheStatement'
}

function isBlock(node: hbs.AST.Node): node is hbs.AST.BlockStatement {
  return node.type === 'BlockStatement'
}

function isPartial(node: hbs.AST.Node): node is hbs.AST.PartialStatement {
  return node.type === 'PartialStatement'
}

function isPartialBlock(node: hbs.AST.Node): node is hbs.AST.PartialBlockStatement {
  return node.type === 'PartialBlockStatement'
}

function isDecoratorBlock(node: hbs.AST.Node): node is hbs.AST.DecoratorBlock {
  return node.type === 'DecoratorBlock'
}

function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === 'PathExpression'
}

function isSubExpression(node: hbs.AST.Node): node is hbs.AST.SubExpression {
  return node.type === 'SubExpression'
}
