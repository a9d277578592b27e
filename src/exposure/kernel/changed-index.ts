/** An index and the customers who have changed since it was built, seen as one. */
import type { FactKey } from '../fact.ts'
import { hasHandle } from '../handle-join.ts'
import type { Handles, IdentifierIndex, RecordHandle } from '../identifier-index.ts'
import { type NumberCount, numberCensusOf } from '../number-census.ts'
import type { Sieve } from '../sieve.ts'
import type { CompactIndex } from './compact-index.ts'
import { openOwnerMemory } from './owner-memory.ts'

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
  const memory = openOwnerMemory()
  const joined = (old: Handles, fresh: Handles): Handles => {
    const [left, right] = [livingOf(old, successors), livingOf(fresh, successors)]
    if (right.length === 0) return left
    return left.length === 0 ? right : handlesOf([...left, ...right])
  }
  const standIns = (owners: Handles): readonly RecordHandle[] =>
    [...owners].flatMap((owner) => (successors.has(owner) ? (successors.get(owner) ?? []) : owner))
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
      if (old.length + fresh.length < LONG) return joined(old, fresh)
      return memory.ownersOf(key, () => joined(old, fresh))
    },
    record: (handle) => (handle < base.size ? base.record(handle) : added.record(handle - base.size)),
    nameRoles: (foldedWord) => base.nameRoles(foldedWord) | added.nameRoles(foldedWord),
    ...numberCensusOf(numberCounts),
  }
}

/** Whoever of them still counts; the same list if all do. */
function livingOf(owners: Handles, gone: Changes['successors']): Handles {
  if (!hasOneOf(owners, gone)) return owners
  return handlesOf([...owners].filter((owner) => !gone.has(owner)))
}

/** Long lists in half the memory. */
function handlesOf(owners: readonly RecordHandle[]): Handles {
  return owners.length < LONG ? owners : Uint32Array.from(owners)
}

/** At the cost of whichever is less. */
function hasOneOf(owners: Handles, gone: Changes['successors']): boolean {
  if (owners.length > gone.size * LONG) {
    for (const handle of gone.keys()) if (hasHandle(owners, handle)) return true
    return false
  }
  for (const owner of owners) if (gone.has(owner)) return true
  return false
}

function ascending(handles: readonly RecordHandle[]): readonly RecordHandle[] {
  return [...new Set(handles)].sort((a, b) => a - b)
}
