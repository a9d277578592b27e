/** Takes customers one by one and makes the bytes of an index of them. No value but the customer number is kept. */
import type { CustomerRecord, FactKey, OwnedFact } from '../fact.ts'
import type { RecordHandle } from '../identifier-index.ts'
import { type GatheredKeys, openGatheredKeys } from './gathered-keys.ts'
import { openGrowingTable } from './growing-table.ts'
import {
  type HashedRecord,
  hashOwnedFact,
  hashRecord,
  readHashedFact,
  readHashedRecord,
} from './hashed-record.ts'
import { writeIndex } from './index-writer.ts'
import { KIND_ASKED, kindOfKey } from './key-kind.ts'
import { type IndexKey, openKeyedHash, WORDS_OF_A_HASH } from './keyed-hash.ts'
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
  /** One more fact of these records, which may be records of another index. */
  addOwner(key: FactKey, handles: readonly RecordHandle[]): void
  /** Who has a fact so far. */
  owners(key: FactKey): readonly RecordHandle[]
  /**
   * The bytes for `openIndex`. The builder can go on taking records afterwards.
   *
   * @throws RangeError if two values look the same under this key, see `putEntry`
   */
  finish(): Uint8Array
}

/**
 * @param firstHandle the handle of the first record, if those below belong to another index
 * @limit while it builds: 16 bytes for each key at a fill of a half to three quarters, 8 for each owner of a shared key;
 *   the bytes it makes come on top
 */
export function openIndexBuilder(key: IndexKey, firstHandle: RecordHandle = 0): IndexBuilder {
  const hash = openKeyedHash(key)
  const gathered = openGatheredKeys()
  const roles = openGrowingTable()
  const columns = openRecordColumns()
  let unlistedOwners = 0

  /** @param first the first key that is the record's own */
  const addRead = (customerNumber: string, read: HashedRecord, first: number): RecordHandle => {
    const handle = firstHandle + columns.add(customerNumber, read)
    const { kinds, hashes } = read
    for (let i = first; i < kinds.length; i++) {
      const kind = kinds[i] ?? 0
      if (kind !== KIND_ASKED) gathered.add({ hashes, at: i * WORDS_OF_A_HASH, kind }, handle)
    }
    for (const [word, bits] of read.roles.entries()) {
      const slot = roles.slotOf(hashes, (kinds.length + word) * WORDS_OF_A_HASH)
      roles.setPayload(slot, roles.payloadAt(slot) | bits)
    }
    return handle
  }
  const addHashed = (customerNumber: string, hashed: Uint8Array) =>
    addRead(customerNumber, readHashedRecord(hashed, hash), 0)
  const addHashedFact = (owner: string, hashed: Uint8Array) => {
    const read = readHashedFact(hashed, hash)
    const [kind] = read.kinds
    if (kind === undefined) return
    const known = knownOwners(read, gathered)
    if (known.length === 0) unlistedOwners += 1
    const all = known.length > 0 ? known : [addRead(owner, read, 1)]
    for (const handle of all) gathered.add({ hashes: read.hashes, at: 0, kind }, handle)
  }

  return {
    addRecord: (record) => addHashed(record.customerNumber, hashRecord(record, hash)),
    addHashed,
    addOwnedFact: (fact) => addHashedFact(fact.owner, hashOwnedFact(fact, hash)),
    addHashedFact,
    addOwner(factKey, handles) {
      const hashes = hash.hashesOf([factKey])
      for (const handle of handles) gathered.add({ hashes, at: 0, kind: kindOfKey(factKey) }, handle)
    },
    owners: (factKey) => gathered.ownersOf(hash.hashesOf([factKey]), 0),
    finish: () => writeIndex({ gathered, roles, columns, unlistedOwners }, hash.keyId),
  }
}

/** The customers with the owner's number; failing that, those whose number a spreadsheet has shortened to it. */
function knownOwners({ kinds, hashes }: HashedRecord, gathered: GatheredKeys): readonly RecordHandle[] {
  if (kinds.length < 2) return []
  const known = gathered.ownersOf(hashes, WORDS_OF_A_HASH)
  return known.length > 0 ? known : gathered.ownersOf(hashes, (kinds.length - 1) * WORDS_OF_A_HASH)
}
