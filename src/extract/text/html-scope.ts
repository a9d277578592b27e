/** Elements whose end matters, found again without keeping every element that is open. */

export type ScopeKind = 'verbatim' | 'block' | 'reversed' | 'hidden'

export interface Scopes {
  /** An element opens; `kind` if its end matters. */
  open(name: string, kind: ScopeKind | undefined): void
  /** @returns what ends with this element */
  close(name: string): ScopeKind | undefined
  readonly verbatim: number
}

interface Names {
  depth: number
  readonly open: { readonly depth: number; readonly kind: ScopeKind }[]
}

/** Only elements that share their name with one whose end matters are counted. */
export function openScopes(): Scopes {
  const names = new Map<string, Names>()
  const scopes = {
    verbatim: 0,
    open(name: string, kind: ScopeKind | undefined) {
      if (kind === undefined && names.size === 0) return
      let same = names.get(name)
      if (same === undefined) {
        if (kind === undefined) return
        same = { depth: 0, open: [] }
        names.set(name, same)
      }
      same.depth++
      if (kind === undefined) return
      same.open.push({ depth: same.depth, kind })
      if (kind === 'verbatim') scopes.verbatim++
    },
    close(name: string) {
      const same = names.get(name)
      if (same === undefined) return undefined
      const last = same.open.at(-1)
      same.depth--
      if (last === undefined || last.depth <= same.depth) return undefined
      same.open.pop()
      if (same.open.length === 0) names.delete(name)
      if (last.kind === 'verbatim') scopes.verbatim--
      return last.kind
    },
  }
  return scopes
}
