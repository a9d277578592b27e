/**
 * Customers and owned facts as keyed hashes: all that an index needs of them but the customer number, which whoever keeps
 * these bytes keeps apart. An index is built of them again without the source.
 */
import {
  factKeysOf,
  householdOf,
  keyOfOwnedFact,
  keysOfOwner,
  nameRolesOf,
  unlistedRecord,
} from '../customer-facts.ts'
import type { CustomerRecord, FactKey, OwnedFact } from '../fact.ts'
import { KIND_ASKED, kindOfKey } from './key-kind.ts'
import { type KeyedHash, WORDS_OF_A_HASH } from './keyed-hash.ts'

/** Raised with every change of what the bytes mean, canonical spellings of keys included: older ones are made anew. */
export const HASHED_RECORD_VERSION = 1

/** Bytes of a place and a tag. */
export const HASH_BYTES = WORDS_OF_A_HASH * 4
/** Bytes of a household's hash: a place, because households are only compared. */
const HOUSEHOLD_BYTES = 8

/**
 * Places in the bytes; numbers stand little end first. Behind the head: household, kinds, roles, hashes,
 * and what the filter in front of an index keeps of the customer: nothing so far. */
const AT_VERSION = 0
const AT_FLAGS = 1
const AT_KEYS = 2
const AT_WORDS = 4
const AT_SIEVE_BYTES = 6
/** First word of the key's id, so that hashes under different keys are not taken for one another. */
const AT_KEY_MARK = 8
const HEAD_BYTES = 12

const PROTECTED = 1
const HAS_HOUSEHOLD = 2
const IS_FACT = 4

/** Not a class of facts, so that no key can be the same text. */
const HOUSEHOLD = 'household:'
/** @limit keys and words of one record: 16 bits count them; a field of a customer list holds fewer */
const MAX_COUNTED = 0xffff

/**
 * @param earlierNumbers customer numbers that were his: he is found by them as by the one he has
 * @throws RangeError for a record of more than 65,535 keys
 */
export function hashRecord(
  record: CustomerRecord,
  hash: KeyedHash,
  earlierNumbers: readonly string[] = [],
): Uint8Array {
  const keys = factKeysOf(record, earlierNumbers)
  const roles = new Map<string, number>()
  for (const [word, bits] of nameRolesOf(record)) roles.set(word, (roles.get(word) ?? 0) | bits)
  const household = householdOf(record)
  return written(
    {
      keys,
      kinds: keys.map(kindOfKey),
      roles,
      flags: record.isProtected ? PROTECTED : 0,
      ...(household === undefined ? {} : { household }),
    },
    hash,
  )
}

/**
 * The fact's key first, then what its owner is found by: his number, and last his number as a spreadsheet may have
 * shortened another one to it. If the customer list does not name him, he becomes a record himself, and these keys but the
 * last are his. A fact without letter and digit has no key at all.
 */
export function hashOwnedFact(fact: OwnedFact, hash: KeyedHash): Uint8Array {
  const key = keyOfOwnedFact(fact)
  const own = key === undefined ? [] : factKeysOf(unlistedRecord(fact.owner))
  const asked = key === undefined ? [] : keysOfOwner(fact.owner).filter((one) => !own.includes(one))
  const keys = key === undefined ? [] : [key, ...own, ...asked]
  const kinds = keys.map((one) => (asked.includes(one) ? KIND_ASKED : kindOfKey(one)))
  return written({ keys, kinds, roles: new Map(), flags: IS_FACT }, hash)
}

interface Content {
  readonly keys: readonly FactKey[]
  readonly kinds: readonly number[]
  readonly roles: ReadonlyMap<string, number>
  readonly flags: number
  readonly household?: string
}

function written({ keys, kinds, roles, flags, household }: Content, hash: KeyedHash): Uint8Array {
  if (Math.max(keys.length, roles.size) > MAX_COUNTED) {
    throw new RangeError('a customer has more facts than can be counted')
  }
  const hashed = keys.length + roles.size
  const hasHousehold = household !== undefined
  const hashes = hash.hashesOf([...keys, ...roles.keys(), ...(hasHousehold ? [HOUSEHOLD + household] : [])])
  const kindsAt = HEAD_BYTES + (hasHousehold ? HOUSEHOLD_BYTES : 0)
  const hashesAt = kindsAt + hashed
  const bytes = new Uint8Array(hashesAt + hashed * HASH_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint8(AT_VERSION, HASHED_RECORD_VERSION)
  view.setUint8(AT_FLAGS, flags | (hasHousehold ? HAS_HOUSEHOLD : 0))
  view.setUint16(AT_KEYS, keys.length, true)
  view.setUint16(AT_WORDS, roles.size, true)
  view.setUint16(AT_SIEVE_BYTES, 0, true)
  view.setUint32(AT_KEY_MARK, hash.keyId[0], true)
  bytes.set(kinds, kindsAt)
  bytes.set([...roles.values()], kindsAt + keys.length)
  for (let i = 0; i < hashed * WORDS_OF_A_HASH; i++) view.setUint32(hashesAt + i * 4, hashes[i] ?? 0, true)
  for (let half = 0; hasHousehold && half < 2; half++) {
    view.setUint32(HEAD_BYTES + half * 4, hashes[hashed * WORDS_OF_A_HASH + half] ?? 0, true)
  }
  return bytes
}

/** A record or fact read from its bytes. */
export interface HashedRecord {
  readonly isProtected: boolean
  /** Both 0 for none. */
  readonly household: readonly [low: number, high: number]
  /** One for each key: `key-kind.ts`. */
  readonly kinds: Uint8Array
  /** One for each word of a name: bits NAME_*. */
  readonly roles: Uint8Array
  /** `WORDS_OF_A_HASH` for each key, then for each word. */
  readonly hashes: Uint32Array
  readonly sieve: Uint8Array
}

/**
 * Reads what `hashRecord` wrote.
 *
 * @throws RangeError if it is something else, of another version, or made under another key: nothing may be left out of
 *   an index because it was not understood
 */
export function readHashedRecord(bytes: Uint8Array, hash: KeyedHash): HashedRecord {
  return readAs('customer', bytes, hash)
}

/** As `readHashedRecord`, of what `hashOwnedFact` wrote. */
export function readHashedFact(bytes: Uint8Array, hash: KeyedHash): HashedRecord {
  return readAs('fact', bytes, hash)
}

function readAs(what: 'customer' | 'fact', bytes: Uint8Array, hash: KeyedHash): HashedRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (bytes.length < HEAD_BYTES || bytes[AT_VERSION] !== HASHED_RECORD_VERSION) {
    throw new RangeError('the hashes of a customer are of another version: load him from the source anew')
  }
  if (view.getUint32(AT_KEY_MARK, true) !== hash.keyId[0]) {
    throw new RangeError('the hashes of a customer were made under another key')
  }
  const flags = bytes[AT_FLAGS] ?? 0
  const keys = view.getUint16(AT_KEYS, true)
  const hashed = keys + view.getUint16(AT_WORDS, true)
  const hasHousehold = (flags & HAS_HOUSEHOLD) !== 0
  const kindsAt = HEAD_BYTES + (hasHousehold ? HOUSEHOLD_BYTES : 0)
  const hashesAt = kindsAt + hashed
  const sieveAt = hashesAt + hashed * HASH_BYTES
  if (((flags & IS_FACT) !== 0) !== (what === 'fact')) {
    throw new RangeError('hashes of a customer and of a fact were taken for one another')
  }
  if (bytes.length !== sieveAt + view.getUint16(AT_SIEVE_BYTES, true)) {
    throw new RangeError('the hashes of a customer are damaged')
  }
  const hashes = new Uint32Array(hashed * WORDS_OF_A_HASH)
  for (let i = 0; i < hashes.length; i++) hashes[i] = view.getUint32(hashesAt + i * 4, true)
  return {
    isProtected: (flags & PROTECTED) !== 0,
    household: hasHousehold
      ? [view.getUint32(HEAD_BYTES, true), view.getUint32(HEAD_BYTES + 4, true)]
      : [0, 0],
    kinds: bytes.subarray(kindsAt, kindsAt + keys),
    roles: bytes.subarray(kindsAt + keys, hashesAt),
    hashes,
    sieve: bytes.subarray(sieveAt),
  }
}
