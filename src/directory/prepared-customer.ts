/** A customer as the tables keep him: hashes of what he is found by, and what of him is to be sealed. */

import { HASHED_RECORD_VERSION, hashRecord } from '../exposure/kernel/hashed-record.ts'
import type { KeyedHash } from '../exposure/kernel/keyed-hash.ts'
import { type Contact, contactOf } from './contact.ts'
import { figureBits, figuresOf } from './fact-figure.ts'
import type { ValueHash } from './number-hash.ts'
import type { CustomerRecord, SourceRecord } from './source.ts'

/** An earlier number with its hash. */
export interface EarlierMark {
  readonly number: string
  readonly hash: Buffer
}

/** What a row is recognised by, before anything costly is made of it. */
export interface CustomerMarks {
  readonly numberHash: Buffer
  readonly earlier: readonly EarlierMark[]
  readonly lastingHash: Buffer | undefined
  /** Of everything the source says of him: equal means that nothing has changed. */
  readonly recordHash: Buffer
}

export interface PreparedCustomer {
  readonly householdHash: Buffer | undefined
  readonly isProtected: boolean
  readonly kinds: number
  readonly hashed: Uint8Array
  readonly contact: Contact
}

/** @returns undefined if the customer number is none */
export function marksOf(customer: SourceRecord, hash: ValueHash): CustomerMarks | undefined {
  const { record, earlierNumbers, lastingId } = customer
  const numberHash = hash.ofNumber(record.customerNumber)
  if (numberHash === undefined) return undefined
  const earlier = new Map<string, EarlierMark>()
  for (const number of earlierNumbers) {
    const one = hash.ofNumber(number)
    if (one !== undefined && !one.equals(numberHash))
      earlier.set(one.toString('latin1'), { number, hash: one })
  }
  return {
    numberHash,
    earlier: [...earlier.values()],
    lastingHash: lastingId === undefined ? undefined : hash.ofLastingId(lastingId),
    // What the bytes of hashes mean is part of it: a program that makes other bytes makes all of them anew.
    recordHash: hash.of(`record ${HASHED_RECORD_VERSION}`, spellingOf(customer)),
  }
}

export interface PreparingTools {
  readonly hash: ValueHash
  readonly keyedHash: KeyedHash
  /** His number is another's: he is known by everything else. */
  readonly isContested: boolean
  /** Those of his earlier numbers that are taken for his. */
  readonly earlierNumbers: readonly string[]
}

export function preparedFrom(customer: SourceRecord, tools: PreparingTools): PreparedCustomer {
  const { hash, keyedHash, isContested, earlierNumbers } = tools
  const { record } = customer
  const household = record.household?.trim() ?? ''
  return {
    householdHash: household === '' ? undefined : hash.ofHousehold(household),
    isProtected: record.isProtected,
    kinds: figuresOf(record) | (isContested ? figureBits.contested : 0),
    hashed: hashRecord(
      { ...record, customerNumber: isContested ? '' : record.customerNumber },
      keyedHash,
      earlierNumbers,
    ),
    contact: contactOf({ ...customer, earlierNumbers }),
  }
}

/** One spelling per content: lists in the order of the source, every field in its place. */
function spellingOf({ record, earlierNumbers, lastingId }: SourceRecord): string {
  return JSON.stringify([
    ...recordFields.map((field) => record[field] ?? null),
    earlierNumbers.toSorted(),
    lastingId ?? null,
  ])
}

const recordFields = [
  'customerNumber',
  'title',
  'firstName',
  'lastName',
  'company',
  'emails',
  'phones',
  'street',
  'postcode',
  'city',
  'birthDate',
  'ibans',
  'household',
  'isProtected',
] as const satisfies readonly (keyof CustomerRecord)[]
