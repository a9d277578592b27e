/** Koha's own notice syntax as neutral programs. */
import type { Program, ProgramNode, ReadSource, TemplateSyntax } from '../../notice/proof/syntax.ts'
import type { BranchSite } from '../../notice/template/branch.ts'
import { EngineError } from '../engine/engine-error.ts'
import { positionOf } from '../engine/text-position.ts'
import { type KohaNode, parseKoha } from './parse.ts'

/** Its one filter, `dateonly`, is part of the field. */
export const kohaSyntax: TemplateSyntax = { engine: 'koha', calls: new Map(), read }

function read(source: string): ReadSource {
  try {
    const nodes = parseKoha(source, 0)
    return { kind: 'program', body: programOf(nodes, source), sites: sitesOf(nodes, source) }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    const { line = 1, column = 1, words = '' } = error.failure
    return { kind: 'unreadable', line, column, words }
  }
}

function programOf(nodes: readonly KohaNode[], source: string): Program {
  return nodes.map((node): ProgramNode => {
    if (node.kind === 'text') return { kind: 'text', text: node.text, at: { line: 1, column: 1 } }
    const at = positionOf(source, node.offset)
    if (node.kind === 'field') return { kind: 'output', value: { kind: 'search', path: node.path, at }, at }
    return {
      kind: 'loop',
      over: { kind: 'search', path: [node.name], at },
      // A row is named by its block, and its entries by themselves.
      element: node.name,
      figures: [],
      entersElement: true,
      bounds: [],
      body: programOf(node.body, source),
      otherwise: [],
      at,
    }
  })
}

function sitesOf(nodes: readonly KohaNode[], source: string): readonly BranchSite[] {
  return nodes.flatMap((node) =>
    node.kind === 'block'
      ? [{ kind: 'loop' as const, ...positionOf(source, node.offset) }, ...sitesOf(node.body, source)]
      : [],
  )
}
