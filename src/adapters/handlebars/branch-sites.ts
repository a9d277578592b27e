/** Where a Handlebars template can go one way or another, and what it calls. */
import Handlebars from 'handlebars'
import type { BranchSite } from '../../notice/template/branch.ts'

type Node = hbs.AST.Node
type Block = hbs.AST.BlockStatement

/** A block at which the template branches. */
export interface BranchBlock {
  readonly site: BranchSite
  /** The block itself, then those that are chained to it with `{{else if …}}`. */
  readonly links: readonly Block[]
}

/** In the order of their opening tags. */
export function branchBlocksOf(program: hbs.AST.Program): readonly BranchBlock[] {
  const blocks = nodesOf(program).filter(isBlock)
  const chained = new Set(blocks.flatMap((block) => chainOf(block).slice(1)))
  return blocks
    .filter((block) => !chained.has(block))
    .map((block): BranchBlock => {
      const { line, column } = block.loc.start
      const at = { line, column: column + 1 }
      const links = chainOf(block)
      if (isDecision(block)) return { site: { ...at, kind: 'decision', alternatives: links.length }, links }
      return { site: { ...at, kind: nameOf(block) === 'each' ? 'loop' : 'section' }, links }
    })
    .toSorted((left, right) => left.site.line - right.site.line || left.site.column - right.site.column)
}

/** Partials that are called by a plain name; `inline` ones of the template itself are told apart. */
export function partialsCalledIn(
  program: hbs.AST.Program,
): readonly { readonly name: string; readonly node: Node }[] {
  return nodesOf(program).flatMap((node) => {
    // A partial block has its own text for a partial that is not there.
    if (node.type !== 'PartialStatement') return []
    const name: unknown = Reflect.get(Reflect.get(node, 'name'), 'original')
    return typeof name === 'string' || typeof name === 'number' ? [{ name: String(name), node }] : []
  })
}

export function inlinePartialsOf(program: hbs.AST.Program): readonly string[] {
  return nodesOf(program).flatMap((node) => {
    if (node.type !== 'DecoratorBlock') return []
    const [name]: readonly { readonly value?: unknown }[] = Reflect.get(node, 'params')
    return [String(name?.value)]
  })
}

/** The paths of a template by where they stand. */
export function pathsOf(program: hbs.AST.Program): readonly hbs.AST.PathExpression[] {
  return nodesOf(program).filter((node): node is hbs.AST.PathExpression => node.type === 'PathExpression')
}

/** Helpers take so many values; the engine would find out only when it runs, and not say where. */
const valuesOfHelper: Readonly<Record<string, number>> = { if: 1, unless: 1, each: 1, with: 1, lookup: 2 }

/** The first call of a helper with more or fewer values than it takes. */
export function wrongCallIn(
  program: hbs.AST.Program,
): { readonly name: string; readonly node: Node } | undefined {
  for (const node of nodesOf(program)) {
    if (!['BlockStatement', 'MustacheStatement', 'SubExpression'].includes(node.type)) continue
    const name: unknown = Reflect.get(Reflect.get(node, 'path'), 'original')
    const values =
      typeof name === 'string' && Object.hasOwn(valuesOfHelper, name) ? valuesOfHelper[name] : undefined
    const { length }: readonly unknown[] = Reflect.get(node, 'params')
    if (values !== undefined && length !== values) return { name: String(name), node }
  }
  return undefined
}

/** An `if` or `unless`, and the `if`s and `unless`es that stand alone in the other way of the one before. */
function chainOf(block: Block): readonly Block[] {
  if (!isDecision(block)) return [block]
  const [next, ...others] = block.inverse?.body ?? []
  const isChained = Boolean(block.inverse && Reflect.get(block.inverse, 'chained')) && others.length === 0
  return isChained && next !== undefined && isBlock(next) && isDecision(next)
    ? [block, ...chainOf(next)]
    : [block]
}

function isDecision(block: Block): boolean {
  return ['if', 'unless'].includes(nameOf(block))
}

function nameOf({ path }: Block): string {
  return path.data || path.depth > 0 ? '' : path.original
}

function isBlock(node: Node): node is Block {
  return node.type === 'BlockStatement'
}

class Collector extends Handlebars.Visitor {
  readonly nodes: Node[] = []

  override accept(node: Node): void {
    // Literals such as `true` stand in the tree where the engine has rewritten it.
    if (node) this.nodes.push(node)
    super.accept(node)
  }
}

function nodesOf(program: hbs.AST.Program): readonly Node[] {
  const collector = new Collector()
  collector.accept(program)
  return collector.nodes
}
