/** The slow and obvious index: a map from every key to the records that have it. A faster index must equal it. */
import {
  factKeysOf,
  householdOf,
  keyOfOwnedFact,
  keysOfOwner,
  nameRolesOf,
  unlistedRecord,
} from './customer-facts.ts'
import type { CustomerRecord, FactKey } from './fact.ts'
import type { DirectoryIndex, DirectoryInput, IndexedRecord, RecordHandle } from './identifier-index.ts'
import { NAME_NONE } from './identifier-index.ts'
import { numberCensusOf, openNumberTally } from './number-census.ts'
import { numberFormOf } from './number-form.ts'

export interface ReferenceIndex extends DirectoryIndex {
  /** Every key that somebody has, each once, in no promised order. */
  keys(): Iterable<FactKey>
}

/**
 * Reads everybody in; afterwards only keys and handles are left of the records.
 *
 * @limit 1 KB of memory for a record with six facts and a simple name, up to 2.4 KB with double names, two telephone
 *   numbers and an account (18 keys); while it is being built, about twice that
 */
export function buildReferenceIndex(input: DirectoryInput): ReferenceIndex {
  const records: IndexedRecord[] = []
  const owners: Owners = new Map()
  const roles = new Map<string, number>()
  const households = new Map<string, string>()

  const addRecord = (record: CustomerRecord): RecordHandle => {
    const handle = records.length
    records.push(indexedRecord(record, households))
    for (const key of factKeysOf(record)) addOwner(owners, key, handle)
    for (const [word, bits] of nameRolesOf(record)) roles.set(word, (roles.get(word) ?? NAME_NONE) | bits)
    return handle
  }

  for (const record of input.records) addRecord(record)
  const listed = records.length
  for (const fact of input.ownedFacts ?? []) {
    const key = keyOfOwnedFact(fact)
    if (key === undefined) continue
    const known = ownersOfNumber(owners, fact.owner)
    const all = known.length > 0 ? known : [addRecord(unlistedRecord(fact.owner))]
    for (const handle of all) addOwner(owners, key, handle)
  }
  return openIndex({ records, owners, roles, unlistedOwners: records.length - listed })
}

/** A number alone for the many keys that one record has; an array only where it is shared. */
type Owners = Map<FactKey, RecordHandle | RecordHandle[]>

function addOwner(owners: Owners, key: FactKey, handle: RecordHandle): void {
  const known = owners.get(key)
  if (known === undefined) owners.set(key, handle)
  else if (typeof known !== 'number') insertAscending(known, handle)
  else if (known !== handle) owners.set(key, known < handle ? [known, handle] : [handle, known])
}

/** Records come in ascending order, so that this is a push; only owned facts can come out of order. */
function insertAscending(handles: RecordHandle[], handle: RecordHandle): void {
  let at = handles.length
  while (at > 0 && (handles[at - 1] ?? -1) > handle) at -= 1
  if (handles[at - 1] !== handle) handles.splice(at, 0, handle)
}

function indexedRecord(record: CustomerRecord, households: Map<string, string>): IndexedRecord {
  const { customerNumber, isProtected } = record
  const household = householdOf(record)
  if (household === undefined) return { customerNumber, isProtected }
  // One string for each household, so that comparing two of them compares addresses.
  const known = households.get(household)
  if (known === undefined) households.set(household, household)
  return { customerNumber, household: known ?? household, isProtected }
}

function ownersOfNumber(owners: Owners, customerNumber: string): readonly RecordHandle[] {
  for (const key of keysOfOwner(customerNumber)) {
    const known = owners.get(key)
    if (known !== undefined) return typeof known === 'number' ? [known] : known
  }
  return []
}

const NOBODY: readonly RecordHandle[] = []

function openIndex(content: {
  readonly records: readonly IndexedRecord[]
  readonly owners: Owners
  readonly roles: ReadonlyMap<string, number>
  readonly unlistedOwners: number
}): ReferenceIndex {
  const { records, owners, roles, unlistedOwners } = content
  const numbers = openNumberTally()
  for (const key of owners.keys()) {
    const form = numberFormOf(key)
    if (form !== undefined) numbers.add(form)
  }
  const numberCounts = numbers.counts()
  return {
    size: records.length,
    owners(key) {
      const known = owners.get(key)
      return known === undefined ? NOBODY : typeof known === 'number' ? [known] : known
    },
    record(handle) {
      const record = records[handle]
      if (record === undefined) throw new RangeError('no record has this handle')
      return record
    },
    nameRoles: (foldedWord) => roles.get(foldedWord) ?? NAME_NONE,
    ...numberCensusOf(numberCounts),
    keys: () => owners.keys(),
    *sharedEmails() {
      for (const [key, known] of owners)
        if (key.startsWith('email:') && typeof known !== 'number') yield known
    },
    numberCounts,
    unlistedOwners,
  }
}
