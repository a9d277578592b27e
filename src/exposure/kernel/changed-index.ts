/** An index and the customers who have changed since it was built, seen as one. */
import type { FactKey } from '../fact.ts'
import type { IdentifierIndex, RecordHandle } from '../identifier-index.ts'
import { type NumberCount, numberCensusOf } from '../number-census.ts'
import type { Sieve } from '../sieve.ts'
import type { CompactIndex } from './compact-index.ts'

/** Of shorter lists it is quicker to look again. */
const LONG = 16

export interface Changes {
  readonly base: CompactIndex
  /** New and changed customers; the handles of its owners begin behind those of `base`. */
  readonly added: CompactIndex
  /** Records that count no more, in `base` and in `added`, with the record that stands in their place, if there is one. */
  readonly successors: ReadonlyMap<RecordHandle, RecordHandle | undefined>
  readonly numberCounts: readonly NumberCount[]
}

/**
 * Equal to an index built anew, but for what only the values of a customer who is gone could tell: words of his name are
 * still names here, and owned facts that were his still count for how dense their numbers lie.
 */
export function changedIndex({ base, added, successors, numberCounts }: Changes): IdentifierIndex {
  /** What is left of long lists, which are the same array each time. */
  const remembered = new WeakMap<readonly RecordHandle[], readonly RecordHandle[]>()
  const living = (owners: readonly RecordHandle[]): readonly RecordHandle[] => {
    if (!owners.some((owner) => successors.has(owner))) return owners
    return owners.filter((owner) => !successors.has(owner))
  }
  const livingOnce = (owners: readonly RecordHandle[]): readonly RecordHandle[] => {
    if (owners.length < LONG) return living(owners)
    const known = remembered.get(owners)
    if (known !== undefined) return known
    const left = living(owners)
    remembered.set(owners, left)
    return left
  }
  const standIns = (owners: readonly RecordHandle[]): readonly RecordHandle[] =>
    owners.flatMap((owner) => (successors.has(owner) ? (successors.get(owner) ?? []) : owner))
  let sieve: Sieve | undefined
  return {
    get sieve() {
      sieve ??= base.sieve.withChanges(added.sievedTables)
      return sieve
    },
    size: base.size + added.size,
    owners(key: FactKey) {
      const [old, fresh] = [base.owners(key), added.owners(key)]
      if (old.length + fresh.length === 0) return old
      // A fact that was told of a customer stays with him when he changes; all else he is told of anew.
      if (key.startsWith('owned-fact:')) return ascending([...standIns(old), ...standIns(fresh)])
      if (fresh.length === 0) return livingOnce(old)
      return [...livingOnce(old), ...living(fresh)]
    },
    record: (handle) => (handle < base.size ? base.record(handle) : added.record(handle - base.size)),
    nameRoles: (foldedWord) => base.nameRoles(foldedWord) | added.nameRoles(foldedWord),
    ...numberCensusOf(numberCounts),
  }
}

function ascending(handles: readonly RecordHandle[]): readonly RecordHandle[] {
  return [...new Set(handles)].sort((a, b) => a - b)
}
