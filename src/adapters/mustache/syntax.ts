/** Templates of Mustache as neutral programs, by way of the engine's own parser. */
import Mustache from 'mustache'
import type {
  Expression,
  Program,
  ProgramNode,
  ReadSource,
  TemplateSyntax,
} from '../../notice/proof/syntax.ts'
import type { BranchSite } from '../../notice/template/branch.ts'
import type { Position } from '../../notice/template/template.ts'
import { positionOf } from '../engine/text-position.ts'

/** The language has no filters, and contexts hold no functions. */
export const mustacheSyntax: TemplateSyntax = { engine: 'mustache', calls: new Map(), read }

/** Kind, name, begin, end, then for a section its tokens. */
type Token = readonly unknown[]

function read(source: string): ReadSource {
  const placeOf = (token: Token): Position => positionOf(source, Number(token[2] ?? 0))
  try {
    const tokens: readonly Token[] = new Mustache.Writer().parse(source)
    return { kind: 'program', body: programOf(tokens, placeOf), sites: sitesOf(tokens, placeOf) }
  } catch (error) {
    const words = error instanceof Error ? error.message : ''
    const offset = Number(/ at (\d+)$/.exec(words)?.[1] ?? 0)
    return { kind: 'unreadable', ...positionOf(source, offset), words: words.replace(/ at \d+$/, '') }
  }
}

function programOf(tokens: readonly Token[], placeOf: (token: Token) => Position): Program {
  return tokens.flatMap((token): readonly ProgramNode[] => {
    const at = placeOf(token)
    const name = String(token[1])
    const value = nameExpression(name, at)
    switch (token[0]) {
      case 'text':
        return [{ kind: 'text', text: name, at }]
      case 'name':
      case '&':
        return [{ kind: 'output', value, at }]
      case '#': {
        const body = programOf(innerOf(token), placeOf)
        return [{ kind: 'section', value, turns: 'each', figures: [], body, otherwise: [], at }]
      }
      case '^': {
        const body = programOf(innerOf(token), placeOf)
        return [
          {
            kind: 'choice',
            alternatives: [{ conditions: [value], body }],
            otherwise: [],
            isCumulative: false,
            at,
          },
        ]
      }
      case '>':
        return [
          { kind: 'partial', name: { kind: 'literal', value: name, at }, sees: 'around', arguments: [], at },
        ]
      default:
        // Comments and changes of the braces show nothing.
        return token[0] === '!' || token[0] === '='
          ? []
          : [{ kind: 'opaque', reason: 'unknown-tag', name: String(token[0]), at }]
    }
  })
}

function nameExpression(name: string, at: Position): Expression {
  return name === '.' ? { kind: 'entered', up: 0, at } : { kind: 'search', path: name.split('.'), at }
}

function sitesOf(tokens: readonly Token[], placeOf: (token: Token) => Position): readonly BranchSite[] {
  return tokens.flatMap((token): readonly BranchSite[] => {
    const inner = () => sitesOf(innerOf(token), placeOf)
    if (token[0] === '#') return [{ ...placeOf(token), kind: 'section' }, ...inner()]
    return token[0] === '^' ? [{ ...placeOf(token), kind: 'decision', alternatives: 1 }, ...inner()] : []
  })
}

function innerOf(token: Token): readonly Token[] {
  const inner = token[4]
  return Array.isArray(inner) ? inner : []
}
