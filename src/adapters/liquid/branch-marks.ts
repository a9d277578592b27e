/** Finds where a Liquid template can go one way or another, and puts marks into its ways that tell when they are taken. */
import {
  CaseTag,
  type Context,
  type Emitter,
  ForTag,
  IfTag,
  TablerowTag,
  type Template,
  UnlessTag,
} from 'liquidjs'
import { type BranchSite, firstBranchIds } from '../../notice/template/branch.ts'
import type { Position } from '../../notice/template/template.ts'
import type { Meter } from '../engine/meter.ts'

interface Branching {
  readonly template: Template
  readonly site: BranchSite
}

/** @returns the sites in the order of their tags */
export function markBranches(
  templates: readonly Template[],
  source: number,
  meter: () => Meter,
): readonly BranchSite[] {
  const branchings = branchingsIn(templates)
  const sites = branchings.map(({ site }) => site)
  const firsts = firstBranchIds(source, sites)
  for (const [at, { template, site }] of branchings.entries()) {
    if (site.kind === 'decision') markDecision(template, firsts[at] ?? 0, meter)
    else markLoop(template, firsts[at] ?? 0, meter)
  }
  return sites
}

/** Where a template can go one way or another, in the order of its tags. */
export function branchSitesIn(templates: readonly Template[]): readonly BranchSite[] {
  return branchingsIn(templates).map(({ site }) => site)
}

function branchingsIn(templates: readonly Template[]): readonly Branching[] {
  return templatesIn(templates)
    .flatMap(branchingOf)
    .toSorted((left, right) => left.site.line - right.site.line || left.site.column - right.site.column)
}

/** Everything a template is made of, whatever stands inside what. */
export function templatesIn(templates: readonly Template[]): readonly Template[] {
  return templates.flatMap((template) => [template, ...templatesIn(waysOf(template).flat())])
}

function branchingOf(template: Template): readonly Branching[] {
  if (template instanceof IfTag || template instanceof UnlessTag || template instanceof CaseTag) {
    const alternatives = branchesOf(template).length
    return [{ template, site: { ...placeOf(template), kind: 'decision', alternatives } }]
  }
  if (template instanceof ForTag || template instanceof TablerowTag)
    return [{ template, site: { ...placeOf(template), kind: 'loop' } }]
  return []
}

/** The engine counts lines from the beginning each time. */
function placeOf({ token }: Template): Position {
  const [line = 1, column = 1] = token.getPosition()
  return { line, column }
}

/** The engine keeps the ways of a tag in these fields, whatever the tag. */
function waysOf(template: Template): readonly Template[][] {
  const inner = Reflect.get(template, 'templates')
  const other = Reflect.get(template, 'elseTemplates')
  const ways = branchesOf(template).map(({ templates }) => templates)
  return [...ways, ...[inner, other].filter((way) => Array.isArray(way))]
}

function branchesOf(template: Template): readonly { readonly templates: Template[] }[] {
  return Reflect.get(template, 'branches') ?? []
}

function markDecision(template: Template, first: number, meter: () => Meter): void {
  const mark = (branch: number): Template => ({ token: template.token, render: () => meter().visit(branch) })
  const branches = branchesOf(template)
  for (const [at, { templates }] of branches.entries()) templates.unshift(mark(first + at))
  const other: unknown = Reflect.get(template, 'elseTemplates')
  if (Array.isArray(other)) other.unshift(mark(first + branches.length))
  else Reflect.set(template, 'elseTemplates', [mark(first + branches.length)])
}

/** Turns are counted by a mark that stands first in each of them; loops within loops keep counts of their own. */
function markLoop(template: Template, first: number, meter: () => Meter): void {
  let turns = 0
  const inner: Template[] = Reflect.get(template, 'templates')
  inner.unshift({
    token: template.token,
    render() {
      turns += 1
    },
  })
  const own = template.render.bind(template)
  template.render = function* (context: Context, emitter: Emitter) {
    const outer = turns
    turns = 0
    const html: unknown = yield own(context, emitter)
    meter().visitTurns(first, turns)
    turns = outer
    return html
  }
}
