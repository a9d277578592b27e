/**
 * Changes over an index that cannot be changed: customers who are new, different or gone. The index of each commit is
 * immutable, so that a message that is being judged sees one state from its first passage to its verdict.
 */
import { keysOfOwner, unlistedRecord } from '../customer-facts.ts'
import type { CustomerRecord, OwnedFact } from '../fact.ts'
import type { IdentifierIndex, RecordHandle } from '../identifier-index.ts'
import { numberFormOf } from '../number-form.ts'
import { openBookedNumbers } from './booked-numbers.ts'
import { changedIndex } from './changed-index.ts'
import { type CompactIndex, openIndex } from './compact-index.ts'
import {
  type HashedRecord,
  hashAt,
  hashOwnedFact,
  hashRecord,
  readHashedFact,
  readHashedRecord,
} from './hashed-record.ts'
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
  /** As `put`, of the bytes that `hashRecord` made. If his number is not among his keys, he stands in nobody's place. */
  putHashed(customerNumber: string, hashed: Uint8Array): void
  /**
   * A customer who is gone, with his owned facts.
   *
   * @returns false if nobody has this number
   */
  remove(customerNumber: string): boolean
  /** After its owner; one whom nobody has told of becomes a record himself, as in a whole index. */
  addOwnedFact(fact: OwnedFact): void
  /** As `addOwnedFact`, of the bytes that `hashOwnedFact` made. */
  addHashedFact(owner: string, hashed: Uint8Array): void
  /** Records put and removed so far: whoever holds the book decides at how many the whole index is built anew. */
  readonly changes: number
  /** The index with all changes so far; later ones leave it as it is. */
  commit(): IdentifierIndex
}

/**
 * @throws RangeError if the index is under another key: hashes could not be compared
 * @limit a commit costs time and memory for all changes so far, not only for those since the last one
 */
export function openChangeBook(base: CompactIndex, key: IndexKey): ChangeBook {
  const hash = openKeyedHash(key)
  if (!isSealedUnder(base.bytes, hash))
    throw new RangeError('changes are booked under the key of their index')
  const records: BookedRecord[] = []
  const facts: BookedFact[] = []
  const numbers = openBookedNumbers(base)
  const gone = new Map<RecordHandle, RecordHandle | undefined>()
  let changes = 0

  const living = (number: Uint32Array | undefined) =>
    number === undefined ? [] : numbers.ownersOf(number).filter((handle) => !gone.has(handle))
  const putHashed = (customerNumber: string, hashed: Uint8Array): RecordHandle => {
    const read = readHashedRecord(hashed, hash.keyId)
    const [plain] = keysOfOwner(customerNumber)
    const number = plain === undefined ? undefined : hash.hashOf(plain)
    const isKnownByIt = read.keyCount > 0 && hashAt(read, 0).join() === number?.join()
    const before = isKnownByIt ? living(number) : []
    const handle = base.size + records.length
    records.push({ customerNumber, hashed })
    numbers.add(read, handle)
    for (const old of before) gone.set(old, handle)
    changes += 1
    return handle
  }
  const addHashedFact = (owner: string, hashed: Uint8Array) => {
    const read = readHashedFact(hashed, hash.keyId)
    if (read.keyCount === 0) return
    numbers.addFact(read)
    const known = ownersOfFact(read, living)
    const handles = known.length > 0 ? known : [putHashed(owner, hashRecord(unlistedRecord(owner), hash))]
    facts.push({ handles, hashed })
  }
  return {
    put: (record) => void putHashed(record.customerNumber, hashRecord(record, hash)),
    putHashed: (customerNumber, hashed) => void putHashed(customerNumber, hashed),
    remove(customerNumber) {
      const [plain] = keysOfOwner(customerNumber)
      const form = plain === undefined ? undefined : numberFormOf(plain)
      if (plain === undefined || form === undefined) return false
      const number = hash.hashOf(plain)
      const before = living(number)
      if (before.length === 0) return false
      numbers.drop(number, form)
      for (const old of before) gone.set(old, undefined)
      changes += 1
      return true
    },
    addOwnedFact: (fact) => addHashedFact(fact.owner, hashOwnedFact(fact, hash)),
    addHashedFact,
    get changes() {
      return changes
    },
    commit() {
      const added = indexOf({ records, facts }, key, base.size)
      const successors = latest(gone)
      return changedIndex({ base, added, successors, numberCounts: numbers.counts() })
    },
  }
}

/** Whoever has the owner's number; failing that, those whose number a spreadsheet has shortened to it. */
function ownersOfFact(
  fact: HashedRecord,
  living: (number: Uint32Array) => readonly RecordHandle[],
): readonly RecordHandle[] {
  if (fact.keyCount < 2) return []
  const known = living(hashAt(fact, 1))
  return known.length > 0 ? known : living(hashAt(fact, fact.keyCount - 1))
}

interface BookedRecord {
  readonly customerNumber: string
  readonly hashed: Uint8Array
}

interface BookedFact {
  readonly handles: readonly RecordHandle[]
  readonly hashed: Uint8Array
}

function indexOf(
  booked: { readonly records: readonly BookedRecord[]; readonly facts: readonly BookedFact[] },
  key: IndexKey,
  firstHandle: RecordHandle,
): CompactIndex {
  const builder = openIndexBuilder(key, firstHandle)
  for (const { customerNumber, hashed } of booked.records) builder.addHashed(customerNumber, hashed)
  for (const { handles, hashed } of booked.facts) builder.addFactOf(handles, hashed)
  const opened = openIndex(builder.finish(), key)
  if (opened.kind === 'refused') throw new Error(`an index just built is refused: ${opened.reason}`)
  return opened.index
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
