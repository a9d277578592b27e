/** Renders Koha's own notice syntax as its `C4::Letters` does, but for what that leaves out in silence: a field that is missing is an error. */
import type { RenderContext, RenderValue } from '../../notice/renderer.ts'
import { type BranchSite, firstBranchIds } from '../../notice/template/branch.ts'
import { EngineError } from '../engine/engine-error.ts'
import type { Compiled } from '../engine/engine-work.ts'
import type { EngineTemplate } from '../engine/exchange.ts'
import type { Meter } from '../engine/meter.ts'
import { positionOf } from '../engine/text-position.ts'
import { type DateOrder, writtenDate } from './date-format.ts'
import { type KohaNode, parseKoha } from './parse.ts'

/** Names that a template can see, the innermost first. */
interface Scope {
  readonly names: { readonly [name: string]: RenderValue }
  /** The block's own name, under which its row can be named too. */
  readonly row?: string
  readonly outer?: Scope
}

interface Part {
  readonly index: number
  readonly text: string
  readonly nodes: readonly KohaNode[]
  readonly firsts: ReadonlyMap<KohaNode, number>
}

/** @throws EngineError */
export function compileKoha({ language, parts, partials }: EngineTemplate): Compiled {
  const order: DateOrder = language.startsWith('de') ? 'dotted' : 'slashed'
  const read = parts.map(({ source }, index): Part & { sites: readonly BranchSite[] } => {
    const nodes = parseKoha(source, index)
    const blocks = blocksOf(nodes)
    const sites = blocks.map(({ offset }): BranchSite => ({ kind: 'loop', ...positionOf(source, offset) }))
    const firsts = firstBranchIds(index, sites)
    return {
      index,
      text: source,
      nodes,
      sites,
      firsts: new Map(blocks.map((block, at) => [block, firsts[at] ?? 0])),
    }
  })
  return {
    // Koha's syntax includes nothing.
    sites: [...read.map(({ sites }) => sites), ...partials.map(() => [])],
    render: (context, meter) => read.map((part) => renderPart(part, context, { meter, order })),
    failureOf: () => undefined,
  }
}

function blocksOf(nodes: readonly KohaNode[]): readonly Extract<KohaNode, { kind: 'block' }>[] {
  return nodes.flatMap((node) => (node.kind === 'block' ? [node, ...blocksOf(node.body)] : []))
}

interface Rendering {
  readonly meter: Meter
  readonly order: DateOrder
}

function renderPart(part: Part, context: RenderContext, rendering: Rendering): string {
  rendering.meter.source = part.index
  return renderNodes(part, part.nodes, { names: context }, rendering)
}

function renderNodes(part: Part, nodes: readonly KohaNode[], scope: Scope, rendering: Rendering): string {
  let text = ''
  for (const node of nodes) {
    rendering.meter.step()
    if (node.kind === 'text') text += node.text
    else if (node.kind === 'field') text += fieldText(part, node, scope, rendering)
    else text += blockText(part, node, scope, rendering)
  }
  rendering.meter.grow(text.length)
  return text
}

function fieldText(
  part: Part,
  { path, isDateOnly, offset }: Extract<KohaNode, { kind: 'field' }>,
  scope: Scope,
  { order }: Rendering,
): string {
  const value = valueAt(scope, path)
  if (value === undefined) throw missing(part, path, offset)
  if (value === null) return ''
  if (typeof value === 'object') throw failure(part, path, offset, 'value')
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'string' ? writtenDate(value, { order, isDateOnly }) : String(value)
}

/** Koha puts a line's end between the rows. */
function blockText(
  part: Part,
  block: Extract<KohaNode, { kind: 'block' }>,
  scope: Scope,
  rendering: Rendering,
): string {
  const rows = valueAt(scope, [block.name])
  if (rows === undefined) throw missing(part, [block.name], block.offset)
  if (!Array.isArray(rows)) throw failure(part, [block.name], block.offset, 'value')
  rendering.meter.visitTurns(part.firsts.get(block) ?? 0, rows.length)
  let text = ''
  for (const [at, row] of rows.entries()) {
    if (!isRecord(row)) throw failure(part, [block.name], block.offset, 'value')
    text +=
      (at > 0 ? '\n' : '') +
      renderNodes(part, block.body, { names: row, row: block.name, outer: scope }, rendering)
    rendering.meter.grow(text.length)
  }
  return text
}

/** Looks in the row of the block first, then in what is around it; only what values themselves have. */
function valueAt(scope: Scope | undefined, path: readonly string[]): RenderValue | undefined {
  if (scope === undefined) return undefined
  const [first = '', ...rest] = path
  if (first === scope.row && rest.length > 0 && !Object.hasOwn(scope.names, first))
    return follow(scope.names, rest)
  return Object.hasOwn(scope.names, first) ? follow(scope.names, path) : valueAt(scope.outer, path)
}

function follow(from: RenderValue, path: readonly string[]): RenderValue | undefined {
  let value: RenderValue = from
  for (const name of path) {
    const inner: RenderValue | undefined =
      isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
    if (inner === undefined) return undefined
    value = inner
  }
  return value
}

function isRecord(value: RenderValue): value is { readonly [name: string]: RenderValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function missing(part: Part, path: readonly string[], offset: number): EngineError {
  return failure(part, path, offset, 'missing-field')
}

function failure(
  { index, text }: Part,
  path: readonly string[],
  offset: number,
  reason: 'missing-field' | 'value',
): EngineError {
  return new EngineError({ reason, source: index, ...positionOf(text, offset), field: path.join('.') })
}
