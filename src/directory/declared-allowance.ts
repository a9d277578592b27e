/** What staff have declared to be the organisation's own, as a process judges with it: each entry until its end, and no longer. */
import { type Allowances, allowancesOf, type RawAllowances } from '../exposure/allowance.ts'
import type { Database } from '../store/connection.ts'
import { type AllowanceKind, openValues } from './allowance-entry.ts'
import type { DirectoryKeys } from './directory-keys.ts'

export interface DeclaredAllowance {
  readonly kind: Exclude<AllowanceKind, 'household'>
  readonly values: readonly string[]
  readonly expiresAt: Date
}

export interface Allowed {
  readonly allowances: Allowances
  /** SHA-256 of files, lower case. */
  readonly files: readonly string[]
}

/** What counts at a moment. */
export type AllowedAt = (at: Date) => Allowed

/**
 * Entries that nobody has ended; whoever uses them looks at the clock himself. One that cannot be opened allows nothing.
 *
 * @param onFault told of each entry that cannot be opened
 */
export async function declaredAllowances(
  database: Database,
  keys: DirectoryKeys,
  onFault: (error: unknown) => void,
): Promise<readonly DeclaredAllowance[]> {
  const rows = await database
    .selectFrom('schleuse.directory_allowance')
    .select(['id', 'kind', 'sealed', 'expires_at as expiresAt'])
    .where('organisation_id', '=', keys.organisationId)
    .where('ended_at', 'is', null)
    .where('kind', '!=', 'household')
    .execute()
  return rows.flatMap(({ id, kind, sealed, expiresAt }) => {
    if (kind === 'household') return []
    try {
      return [{ kind, values: openValues(sealed, id, keys).values, expiresAt }]
    } catch (error) {
      onFault(error)
      return []
    }
  })
}

/** Made anew only when an entry has ended since it was asked last, or the clock was set back. */
export function openAllowed(declared: readonly DeclaredAllowance[]): AllowedAt {
  let last: { readonly from: number; readonly until: number; readonly allowed: Allowed } | undefined
  return (at) => {
    const now = at.getTime()
    if (last === undefined || now < last.from || now >= last.until) {
      const active = declared.filter(({ expiresAt }) => expiresAt > at)
      const until = Math.min(...active.map(({ expiresAt }) => expiresAt.getTime()))
      last = { from: now, until, allowed: allowedBy(active) }
    }
    return last.allowed
  }
}

function allowedBy(active: readonly DeclaredAllowance[]): Allowed {
  const valuesOf = (wanted: DeclaredAllowance['kind']) =>
    active.flatMap(({ kind, values }) => (kind === wanted ? values : []))
  const raw: RawAllowances = {
    domains: valuesOf('domain'),
    addresses: valuesOf('address'),
    lists: valuesOf('list'),
    phrases: valuesOf('phrase'),
    numbers: valuesOf('number'),
  }
  return { allowances: allowancesOf(raw), files: valuesOf('file').map((digest) => digest.toLowerCase()) }
}
