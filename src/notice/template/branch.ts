/** The ways a template can go, numbered so that a renderer and a proof mean the same one by the same number. */
import type { Partials, Position, Template } from './template.ts'

export type BranchKind = 'if' | 'else' | 'loop-0' | 'loop-1' | 'loop-n'

export interface Branch extends Position {
  readonly id: number
  /** Name of the part, or `partials/` and the name of the partial. Line and column are those of the file. */
  readonly source: string
  readonly kind: BranchKind
}

/**
 * Where a template can go one way or another: a decision has a branch for each alternative and one for none of them; a loop
 * and a section (which shows once or for each, as its value is) have three, for no turn, one, and more.
 */
export type BranchSite = Position &
  (
    | { readonly kind: 'decision'; readonly alternatives: number }
    | { readonly kind: 'loop' }
    | { readonly kind: 'section' }
  )

/** @limit branches of one source; numbers of the next source begin behind them */
export const branchesPerSource = 10_000

const loopKinds: readonly BranchKind[] = ['loop-0', 'loop-1', 'loop-n']

/** Names of everything a template is made of, in the order in which branches are numbered. */
export function sourcesOf(template: Template, partials: Partials): readonly string[] {
  return [
    ...template.parts.map(({ name }) => name),
    ...[...partials.keys()].toSorted().map((name) => `partials/${name}`),
  ]
}

/** The number of a site's first branch: sites of one source come in the order of their opening tags. */
export function firstBranchIds(sourceIndex: number, sites: readonly BranchSite[]): readonly number[] {
  let next = sourceIndex * branchesPerSource
  return sites.map((site) => {
    const first = next
    next += kindsOf(site).length
    return first
  })
}

/** @param sites by name of the source, positions in the file */
export function numberBranches(
  sources: readonly string[],
  sites: ReadonlyMap<string, readonly BranchSite[]>,
): readonly Branch[] {
  return sources.flatMap((source, sourceIndex) => {
    const own = sites.get(source) ?? []
    const firsts = firstBranchIds(sourceIndex, own)
    return own.flatMap((site, at) =>
      kindsOf(site).map(
        (kind, offset): Branch => ({
          id: (firsts[at] ?? 0) + offset,
          source,
          line: site.line,
          column: site.column,
          kind,
        }),
      ),
    )
  })
}

function kindsOf(site: BranchSite): readonly BranchKind[] {
  if (site.kind !== 'decision') return loopKinds
  return [...Array.from({ length: site.alternatives }, (): BranchKind => 'if'), 'else']
}
