/** Takes customers one by one and makes the bytes of an index of them. No value but the customer number is kept. */
import type { CustomerRecord, OwnedFact } from '../fact.ts'
import type { RecordHandle } from '../identifier-index.ts'
import { openGatheredKeys } from './gathered-keys.ts'
import { hashOwnedFact, hashRecord, readHashedFact, readHashedRecord } from './hashed-record.ts'
import { type IndexPurpose, writeIndex } from './index-writer.ts'
import { type IndexKey, openKeyedHash } from './keyed-hash.ts'
import { openRecordColumns } from './record-columns.ts'

export interface IndexBuilder {
  /** @returns handles in the order of the records, from the first one on */
  addRecord(record: CustomerRecord): RecordHandle
  /**
   * As `addRecord`, of the bytes that `hashRecord` made under the key of this builder.
   *
   * @throws RangeError if they are not that, see `readHashedRecord`
   */
  addHashed(customerNumber: string, hashed: Uint8Array): RecordHandle
  /** After the records, so that its owner is among them if the list names him; else he becomes a record himself. */
  addOwnedFact(fact: OwnedFact): void
  /** As `addOwnedFact`, of the bytes that `hashOwnedFact` made under the key of this builder. */
  addHashedFact(owner: string, hashed: Uint8Array): void
  /** A fact of these records, which may be records of another index. */
  addFactOf(handles: readonly RecordHandle[], hashed: Uint8Array): void
  /**
   * The bytes for `openIndex`. Afterwards nothing can be added.
   *
   * @throws LookAlikes if two values look the same under this key
   */
  finish(purpose?: IndexPurpose): Uint8Array
}

/**
 * @param firstHandle the handle of the first record, if those below belong to another index
 * @limit while it builds: 16 bytes for each key of each record, 5 for each owner of a shared one, 17 for each customer and
 *   his number; the bytes it makes come on top. See also `MAX_KEYS`.
 */
export function openIndexBuilder(key: IndexKey, firstHandle: RecordHandle = 0): IndexBuilder {
  const hash = openKeyedHash(key)
  const gathered = openGatheredKeys()
  const columns = openRecordColumns()
  let unlistedOwners = 0
  let isFinished = false

  const refuseFinished = () => {
    if (isFinished) throw new Error('an index that is finished takes nothing more')
  }
  const addHashed = (customerNumber: string, hashed: Uint8Array): RecordHandle => {
    refuseFinished()
    const read = readHashedRecord(hashed, hash.keyId)
    const handle = firstHandle + columns.add(customerNumber, read)
    gathered.addRecord(read, 0, handle)
    return handle
  }
  const addFactOf = (handles: readonly RecordHandle[], hashed: Uint8Array) => {
    refuseFinished()
    const fact = readHashedFact(hashed, hash.keyId)
    if (fact.keyCount > 0) for (const handle of handles) gathered.addFact(fact, handle)
  }
  const addHashedFact = (owner: string, hashed: Uint8Array) => {
    refuseFinished()
    const fact = readHashedFact(hashed, hash.keyId)
    if (fact.keyCount === 0) return
    let owners: readonly RecordHandle[] = []
    // His number, then his number as a spreadsheet may have shortened another one to it.
    if (fact.keyCount > 1) owners = gathered.ownersOf(fact, 1)
    if (fact.keyCount > 1 && owners.length === 0) owners = gathered.ownersOf(fact, fact.keyCount - 1)
    if (owners.length === 0) {
      unlistedOwners += 1
      owners = [firstHandle + columns.add(owner, fact)]
      for (const handle of owners) gathered.addRecord(fact, 1, handle)
    }
    addFactOf(owners, hashed)
  }
  return {
    addRecord: (record) => addHashed(record.customerNumber, hashRecord(record, hash)),
    addHashed,
    addOwnedFact: (fact) => addHashedFact(fact.owner, hashOwnedFact(fact, hash)),
    addHashedFact,
    addFactOf,
    finish(purpose = {}) {
      refuseFinished()
      isFinished = true
      return writeIndex({ grouped: gathered.group(), columns, unlistedOwners }, hash, purpose)
    },
  }
}
