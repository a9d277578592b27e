/** The one definition of what a record is found by. Every index is filled with these keys, so that all agree. */
import type { CustomerRecord, FactKey, OwnedFact } from './fact.ts'
import { birthDateKey } from './identifier/birth-date.ts'
import { numberKeys } from './identifier/customer-number.ts'
import { emailKey } from './identifier/email.ts'
import { ibanKey } from './identifier/iban.ts'
import { companyKey, fullNameKeys, namesOf, surnameKey } from './identifier/name.ts'
import { phoneKeys } from './identifier/phone.ts'
import { placeKeys, streetKey } from './identifier/postal-address.ts'
import { NAME_COMPANY, NAME_FAMILY, NAME_GIVEN } from './identifier-index.ts'

/** What a record is found by. */
export interface RecordFacts {
  /** All keys, without repetition, the customer number's first. */
  readonly keys: readonly FactKey[]
  /** What each word of the record's names is there: bits NAME_*. A word may come more than once; its bits add up. */
  readonly roles: readonly (readonly [foldedWord: string, roles: number])[]
}

/**
 * All that a record is found by. A name has one key for each way to write it, so that a viewer's own name is his own in
 * every spelling; surname and given-name keys count only where the addressee stands.
 *
 * @param earlierNumbers customer numbers that were his and stay known
 */
export function recordFactsOf(record: CustomerRecord, earlierNumbers: readonly string[] = []): RecordFacts {
  const keys: FactKey[] = [...numberKeys('customer-number', record.customerNumber)]
  const roles: (readonly [string, number])[] = []
  const add = (key: FactKey | undefined) => {
    if (key !== undefined && !keys.includes(key)) keys.push(key)
  }
  for (const number of earlierNumbers) for (const key of numberKeys('customer-number', number)) add(key)
  const { person, company } = namesOf(record)
  if (person !== undefined) {
    // Different in class or spelling from all keys so far, and from one another.
    for (const key of fullNameKeys(person)) keys.push(key)
    for (const family of person.family) keys.push(surnameKey(family))
    for (const given of person.given) keys.push(`given-name:${given}`)
    for (const given of person.given) roles.push([given, NAME_GIVEN])
    for (const family of person.family) roles.push([family, NAME_FAMILY])
  }
  if (company.length > 0) keys.push(companyKey(company))
  for (const word of company) roles.push([word, NAME_COMPANY])
  for (const email of record.emails) add(emailKey(email))
  for (const phone of record.phones) for (const key of phoneKeys(phone)) add(key)
  for (const iban of record.ibans) add(ibanKey(iban))
  if (record.street !== undefined) add(streetKey(record.street))
  for (const key of placeKeys(record.postcode, record.city)) keys.push(key)
  if (record.birthDate !== undefined) add(birthDateKey(record.birthDate))
  return { keys, roles }
}

/** The keys alone. */
export function factKeysOf(
  record: CustomerRecord,
  earlierNumbers: readonly string[] = [],
): readonly FactKey[] {
  return recordFactsOf(record, earlierNumbers).keys
}

/** The words of names alone. */
export function nameRolesOf(record: CustomerRecord): RecordFacts['roles'] {
  return recordFactsOf(record).roles
}

/** @returns undefined if the value has neither letter nor digit, or is too long to be a number */
export function keyOfOwnedFact(fact: OwnedFact): FactKey | undefined {
  return numberKeys('owned-fact', fact.value)[0]
}

/** Keys under which the owner of a fact is looked for, until somebody is found: his number, then as a spreadsheet shortens it. */
export function keysOfOwner(customerNumber: string): readonly FactKey[] {
  const plain = numberKeys('customer-number', customerNumber)[0]
  if (plain === undefined) return []
  return [plain, `customer-number:~${plain.slice('customer-number:'.length)}`]
}

/** The record of an owner whom the customer list does not name. */
export function unlistedRecord(customerNumber: string): CustomerRecord {
  return { customerNumber, emails: [], phones: [], ibans: [], isProtected: false }
}

/** @returns undefined also for a protected customer: he is covered by no household */
export function householdOf(record: CustomerRecord): string | undefined {
  const household = record.household?.trim() ?? ''
  return record.isProtected || household === '' ? undefined : household
}
