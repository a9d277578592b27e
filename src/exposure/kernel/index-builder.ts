/** Takes customers one by one and makes the bytes of an index of them. No value but the customer number is kept. */
import { factKeysOf, keyOfOwnedFact, keysOfOwner, nameRolesOf, unlistedRecord } from '../customer-facts.ts'
import type { CustomerRecord, FactKey, OwnedFact } from '../fact.ts'
import type { RecordHandle } from '../identifier-index.ts'
import { openNumberTally } from '../number-census.ts'
import { type GrowingTable, openGrowingTable } from './growing-table.ts'
import { writeIndex } from './index-writer.ts'
import { NO_PAYLOAD } from './key-table.ts'
import { type IndexKey, openKeyedHash } from './keyed-hash.ts'
import { isList, openOwnerLists } from './owner-lists.ts'
import { openRecordColumns } from './record-columns.ts'

export interface IndexBuilder {
  /** @returns handles in the order of the records, from the first one on */
  addRecord(record: CustomerRecord): RecordHandle
  /** After the records, so that its owner is among them if the list names him; else he becomes a record himself. */
  addOwnedFact(fact: OwnedFact): void
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
  const keys = openGrowingTable(hash)
  const roles = openGrowingTable(hash)
  const owners = openOwnerLists()
  const numbers = openNumberTally()
  const columns = openRecordColumns(hash)
  const sharedEmails = new Set<number>()
  let unlistedOwners = 0

  const ownersOf = (factKey: FactKey) => owners.ownersOf(keys.payloadOf(factKey))
  const addOne = (factKey: FactKey, handle: RecordHandle) => {
    const slot = keys.slotOf(factKey)
    const before = keys.payloadAt(slot)
    const after = owners.add(before, handle)
    if (before === NO_PAYLOAD) numbers.add(factKey)
    if (after === before) return
    keys.setPayload(slot, after)
    if (isList(after) && factKey.startsWith('email:')) sharedEmails.add(after)
  }
  const addRecord = (record: CustomerRecord): RecordHandle => {
    const handle = firstHandle + columns.add(record)
    for (const factKey of factKeysOf(record)) addOne(factKey, handle)
    for (const [word, bits] of nameRolesOf(record)) addRole(roles, word, bits)
    return handle
  }

  return {
    addRecord,
    addOwnedFact(fact) {
      const factKey = keyOfOwnedFact(fact)
      if (factKey === undefined) return
      const known = ownersOfNumber(fact.owner, ownersOf)
      if (known.length === 0) unlistedOwners += 1
      const all = known.length > 0 ? known : [addRecord(unlistedRecord(fact.owner))]
      for (const handle of all) addOne(factKey, handle)
    },
    addOwner(factKey, handles) {
      for (const handle of handles) addOne(factKey, handle)
    },
    owners: ownersOf,
    finish: () =>
      writeIndex(
        { keys, roles, owners, columns, numberCounts: numbers.counts(), sharedEmails, unlistedOwners },
        key,
      ),
  }
}

function addRole(roles: GrowingTable, word: string, bits: number): void {
  if (bits === 0) return
  const slot = roles.slotOf(word)
  roles.setPayload(slot, roles.payloadAt(slot) | bits)
}

/** The customers with this number; failing that, those whose number a spreadsheet has shortened to it. */
export function ownersOfNumber(
  customerNumber: string,
  ownersOf: (key: FactKey) => readonly RecordHandle[],
): readonly RecordHandle[] {
  for (const key of keysOfOwner(customerNumber)) {
    const known = ownersOf(key)
    if (known.length > 0) return known
  }
  return []
}
