/**
 * An index whose records are named by ids in ascending order, and customers who have changed since: each is taken out by
 * his id and told anew with all that is his. Of those who are gone nothing but the id has to be known.
 */
import type { IdentifierIndex, RecordHandle } from '../identifier-index.ts'
import { openBookedNumbers } from './booked-numbers.ts'
import { changedIndex } from './changed-index.ts'
import { type CompactIndex, openIndex } from './compact-index.ts'
import { readHashedFact, readHashedRecord } from './hashed-record.ts'
import { openIndexBuilder } from './index-builder.ts'
import { type IndexKey, openKeyedHash } from './keyed-hash.ts'

export interface ChangedCustomer {
  readonly id: string
  /** Undefined for one who is gone. */
  readonly hashed?: Uint8Array
  readonly hashedFacts: readonly Uint8Array[]
}

export interface IdIndex {
  readonly index: CompactIndex
  /** So many records stand in the order of their ids; behind them come owners of facts whom nobody names. */
  readonly sortedRecords: number
}

/** @limit costs time and memory for all changes since the index was built, not only for the latest */
export function indexWithChanges(
  base: IdIndex,
  changed: Iterable<ChangedCustomer>,
  key: IndexKey,
): IdentifierIndex {
  const hash = openKeyedHash(key)
  const numbers = openBookedNumbers(base.index)
  const builder = openIndexBuilder(key, base.index.size)
  const successors = new Map<RecordHandle, undefined>()
  for (const { id, hashed, hashedFacts } of changed) {
    for (const handle of handlesOfId(base, id)) successors.set(handle, undefined)
    if (hashed === undefined) continue
    const handle = builder.addHashed(id, hashed)
    numbers.add(readHashedRecord(hashed, hash.keyId), handle)
    for (const fact of hashedFacts) {
      builder.addFactOf([handle], fact)
      numbers.addFact(readHashedFact(fact, hash.keyId))
    }
  }
  const opened = openIndex(builder.finish(), key)
  if (opened.kind === 'refused') throw new Error(`an index just built is refused: ${opened.reason}`)
  return changedIndex({
    base: base.index,
    added: opened.index,
    successors,
    numberCounts: numbers.counts(),
  })
}

function handlesOfId({ index, sortedRecords }: IdIndex, id: string): readonly RecordHandle[] {
  const found: RecordHandle[] = []
  let [low, high] = [0, sortedRecords]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (index.record(middle).customerNumber < id) low = middle + 1
    else high = middle
  }
  if (low < sortedRecords && index.record(low).customerNumber === id) found.push(low)
  for (let handle = sortedRecords; handle < index.size; handle++) {
    if (index.record(handle).customerNumber === id) found.push(handle)
  }
  return found
}
