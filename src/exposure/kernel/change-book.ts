/**
 * Changes over an index that cannot be changed: customers who are new, different or gone. The index of each commit is
 * immutable, so that a message that is being judged sees one state from its first passage to its verdict.
 */
import { keyOfOwnedFact, keysOfOwner, unlistedRecord } from '../customer-facts.ts'
import type { CustomerRecord, FactKey, OwnedFact } from '../fact.ts'
import type { IdentifierIndex, RecordHandle } from '../identifier-index.ts'
import { openNumberTally } from '../number-census.ts'
import { changedIndex } from './changed-index.ts'
import { type CompactIndex, openIndex } from './compact-index.ts'
import { openIndexBuilder } from './index-builder.ts'
import { isSealedUnder } from './index-image.ts'
import { type IndexKey, openKeyedHash } from './keyed-hash.ts'

export interface ChangeBook {
  /**
   * A customer as he is now, in place of whoever is known by his number. Owned facts stay his.
   *
   * A new number is another customer: the old one is to be removed, and his owned facts to be told anew.
   */
  put(record: CustomerRecord): void
  /**
   * A customer who is gone, with his owned facts.
   *
   * @returns false if nobody has this number
   */
  remove(customerNumber: string): boolean
  /** After its owner; one whom nobody has told of becomes a record himself, as in a whole index. */
  addOwnedFact(fact: OwnedFact): void
  /** Records put and removed so far: whoever holds the book decides at how many the whole index is built anew. */
  readonly changes: number
  /** The index with all changes so far; later ones leave it as it is. */
  commit(): IdentifierIndex
}

/**
 * @throws RangeError if the index is under another key: hashes of households could not be compared
 * @limit a commit costs time and memory for all changes so far, not only for those since the last one
 */
export function openChangeBook(base: CompactIndex, key: IndexKey): ChangeBook {
  if (!isSealedUnder(base.bytes, openKeyedHash(key).keyId))
    throw new RangeError('changes are booked under the key of their index')
  const builder = openIndexBuilder(key, base.size)
  const numbers = openNumberTally(base.numberCounts)
  const gone = new Map<RecordHandle, RecordHandle | undefined>()
  let changes = 0

  const ownersOf = (factKey: FactKey) =>
    [...base.owners(factKey), ...builder.owners(factKey)].filter((handle) => !gone.has(handle))
  const put = (record: CustomerRecord): RecordHandle => {
    const [numberKey] = keysOfOwner(record.customerNumber)
    const before = numberKey === undefined ? [] : ownersOf(numberKey)
    if (numberKey !== undefined && before.length === 0) numbers.add(numberKey)
    const handle = builder.addRecord(record)
    for (const old of before) gone.set(old, handle)
    changes += 1
    return handle
  }

  return {
    put: (record) => void put(record),
    remove(customerNumber) {
      const [numberKey] = keysOfOwner(customerNumber)
      const before = numberKey === undefined ? [] : ownersOf(numberKey)
      if (numberKey === undefined || before.length === 0) return false
      numbers.drop(numberKey)
      for (const old of before) gone.set(old, undefined)
      changes += 1
      return true
    },
    addOwnedFact(fact) {
      const factKey = keyOfOwnedFact(fact)
      if (factKey === undefined) return
      const known = ownersOfNumber(fact.owner, ownersOf)
      if (base.owners(factKey).length === 0 && builder.owners(factKey).length === 0) numbers.add(factKey)
      builder.addOwner(factKey, known.length > 0 ? known : [put(unlistedRecord(fact.owner))])
    },
    get changes() {
      return changes
    },
    commit() {
      const opened = openIndex(builder.finish(), key)
      if (opened.kind === 'refused') throw new Error(`an index just built is refused: ${opened.reason}`)
      return changedIndex({
        base,
        added: opened.index,
        successors: latest(gone),
        numberCounts: numbers.counts(),
      })
    },
  }
}

/** The customers with this number; failing that, those whose number a spreadsheet has shortened to it. */
function ownersOfNumber(
  customerNumber: string,
  ownersOf: (key: FactKey) => readonly RecordHandle[],
): readonly RecordHandle[] {
  for (const key of keysOfOwner(customerNumber)) {
    const known = ownersOf(key)
    if (known.length > 0) return known
  }
  return []
}

/** Each record that is gone with the last one that stands in its place, if there is one. */
function latest(
  gone: ReadonlyMap<RecordHandle, RecordHandle | undefined>,
): ReadonlyMap<RecordHandle, RecordHandle | undefined> {
  const found = new Map<RecordHandle, RecordHandle | undefined>()
  // Later records come later: whoever stands in for a record is settled before it.
  for (const [handle, next] of [...gone].sort(([a], [b]) => b - a)) {
    found.set(handle, next !== undefined && found.has(next) ? found.get(next) : next)
  }
  return found
}
