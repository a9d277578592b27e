/** The slow and obvious index: a map from every key to the records that have it. A faster index must equal it. */
import { factKeysOf, keyOfOwnedFact, nameRolesOf } from './customer-facts.ts'
import type { CustomerRecord, FactKey, OwnedFact } from './fact.ts'
import { numberKeys } from './identifier/customer-number.ts'
import type { IdentifierIndex, IndexedRecord, RecordHandle } from './identifier-index.ts'
import { NAME_NONE } from './identifier-index.ts'
import { isDense, type NumberForm, numberFormOf } from './number-form.ts'

export interface NumberCount extends NumberForm {
  /** Distinct values of this form in the directory. */
  readonly count: number
}

export interface ReferenceIndex extends IdentifierIndex {
  /** Every key that somebody has, each once, in no promised order. */
  keys(): Iterable<FactKey>
  readonly numberCounts: readonly NumberCount[]
  /** Owners of owned facts whom the customer list does not name: data subjects all the same, known by number only. */
  readonly unlistedOwners: number
}

export interface DirectoryInput {
  readonly records: Iterable<CustomerRecord>
  /** `from` and `to` are not judged: a former owner stays one, and to him the value stays his own. */
  readonly ownedFacts?: Iterable<OwnedFact>
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
    const all = known.length > 0 ? known : [addRecord(bareRecord(fact.owner))]
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
  const household = record.household?.trim() ?? ''
  if (isProtected || household === '') return { customerNumber, isProtected }
  // One string for each household, so that comparing two of them compares addresses.
  const known = households.get(household)
  if (known === undefined) households.set(household, household)
  return { customerNumber, household: known ?? household, isProtected }
}

/** The customers with this number; failing that, those whose number a spreadsheet has shortened to it. */
function ownersOfNumber(owners: Owners, customerNumber: string): readonly RecordHandle[] {
  const plain = numberKeys('customer-number', customerNumber)[0]
  if (plain === undefined) return []
  const shortened: FactKey = `customer-number:~${plain.slice('customer-number:'.length)}`
  const known = owners.get(plain) ?? owners.get(shortened) ?? []
  return typeof known === 'number' ? [known] : known
}

function bareRecord(customerNumber: string): CustomerRecord {
  return { customerNumber, emails: [], phones: [], ibans: [], isProtected: false }
}

const NOBODY: readonly RecordHandle[] = []

function openIndex(content: {
  readonly records: readonly IndexedRecord[]
  readonly owners: Owners
  readonly roles: ReadonlyMap<string, number>
  readonly unlistedOwners: number
}): ReferenceIndex {
  const { records, owners, roles, unlistedOwners } = content
  const counts = countForms(owners.keys())
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
    isStrongAlone(key) {
      const form = numberFormOf(key)
      return form !== undefined && !isDense(form, counts.get(formName(form))?.count ?? 0)
    },
    numberLengths: new Set([...counts.values()].map((form) => form.length)),
    keys: () => owners.keys(),
    numberCounts: [...counts.values()],
    unlistedOwners,
  }
}

function countForms(keys: Iterable<FactKey>): ReadonlyMap<string, NumberCount> {
  const counts = new Map<string, NumberForm & { count: number }>()
  for (const key of keys) {
    const form = numberFormOf(key)
    if (form === undefined) continue
    const name = formName(form)
    const known = counts.get(name)
    if (known === undefined) counts.set(name, { ...form, count: 1 })
    else known.count += 1
  }
  return counts
}

function formName(form: NumberForm): string {
  return `${form.factClass} ${form.alphabet} ${form.length}`
}
