/** A directory small enough to read, so that each kind of identifier can be tested without the engine around it. */
import type { Candidate, Recogniser } from '../../src/exposure/candidate.ts'
import { factKeysOf, keyOfOwnedFact, nameRolesOf } from '../../src/exposure/customer-facts.ts'
import type { CustomerRecord, FactKey } from '../../src/exposure/fact.ts'
import { foldText } from '../../src/exposure/fold.ts'
import type { IdentifierIndex } from '../../src/exposure/identifier-index.ts'

/** A record with only the fields a test speaks of. */
export function customer(fields: Partial<CustomerRecord>): CustomerRecord {
  return { customerNumber: 'K0', emails: [], phones: [], ibans: [], isProtected: false, ...fields }
}

/** @param ownedValues numbers that belong to the first record */
export function smallIndex(
  records: readonly CustomerRecord[],
  ownedValues: readonly string[] = [],
): IdentifierIndex {
  const owners = new Map<FactKey, number[]>()
  const roles = new Map<string, number>()
  const numberLengths = new Set<number>()
  const add = (key: FactKey, handle: number) => {
    owners.set(key, [...(owners.get(key) ?? []), handle])
    const [kind = '', value = ''] = key.split(':')
    if (kind === 'customer-number' || kind === 'owned-fact') numberLengths.add(value.length)
  }
  records.forEach((record, handle) => {
    for (const key of factKeysOf(record)) add(key, handle)
    for (const [word, bits] of nameRolesOf(record)) roles.set(word, (roles.get(word) ?? 0) | bits)
  })
  for (const value of ownedValues) {
    const key = keyOfOwnedFact({ kind: 'barcode', value, owner: records[0]?.customerNumber ?? '' })
    if (key !== undefined) add(key, 0)
  }
  return {
    size: records.length,
    owners: (key) => owners.get(key) ?? [],
    record: (handle) => ({ customerNumber: records[handle]?.customerNumber ?? '', isProtected: false }),
    nameRoles: (word) => roles.get(word) ?? 0,
    isStrongAlone: () => true,
    numberLengths,
  }
}

/** Every candidate in a text or a row. */
export function candidatesIn(
  recogniser: Recogniser,
  index: IdentifierIndex,
  passage: string | { readonly text: string; readonly labels?: readonly string[]; readonly row?: number },
): readonly Candidate[] {
  return [...recogniser.find(foldText(typeof passage === 'string' ? { text: passage } : passage), index)]
}

/** The keys found, each once, in alphabetical order. */
export function keysIn(...args: Parameters<typeof candidatesIn>): readonly string[] {
  return [...new Set(candidatesIn(...args).map(({ key }) => key))].sort()
}
