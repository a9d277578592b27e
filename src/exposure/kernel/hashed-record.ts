/**
 * Customers and owned facts as keyed hashes: all that an index needs of them but the customer number, which whoever keeps
 * these bytes keeps apart. An index is built of them again without the source.
 */
import {
  factKeysOf,
  householdOf,
  keyOfOwnedFact,
  keysOfOwner,
  recordFactsOf,
  unlistedRecord,
} from '../customer-facts.ts'
import type { CustomerRecord, FactKey, OwnedFact } from '../fact.ts'
import { KIND_ASKED, KIND_PLAIN, kindOfKey } from './key-kind.ts'
import { HASH_BYTES, type KeyedHash, type KeyId, WORDS_OF_A_HASH } from './keyed-hash.ts'

/** Raised with every change of what the bytes mean, canonical spellings of keys included: older ones are made anew. */
export const HASHED_RECORD_VERSION = 1

/** Bytes of a household's hash: a place, because households are only compared. */
const HOUSEHOLD_BYTES = 8

/**
 * Places in the bytes; numbers stand little end first. Behind the head: household, kinds, roles, hashes. */
const AT_VERSION = 0
const AT_FLAGS = 1
const AT_KEYS = 2
const AT_WORDS = 4
/** Nothing so far: a reader that does not know what stands there refuses it. */
const AT_RESERVED = 6
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
  const { keys, roles } = recordFactsOf(record, earlierNumbers)
  const words: string[] = []
  const bitsOfWords: number[] = []
  for (const [word, bits] of roles) {
    const known = words.indexOf(word)
    if (known < 0) bitsOfWords[words.push(word) - 1] = bits
    else bitsOfWords[known] = (bitsOfWords[known] ?? 0) | bits
  }
  const flags = record.isProtected ? PROTECTED : 0
  return written(
    { keys, kinds: keys.map(kindOfKey), words, bitsOfWords, flags, household: householdOf(record) },
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
  return written({ keys, kinds, words: [], bitsOfWords: [], flags: IS_FACT, household: undefined }, hash)
}

interface Content {
  readonly keys: readonly FactKey[]
  readonly kinds: readonly number[]
  readonly words: readonly string[]
  readonly bitsOfWords: readonly number[]
  readonly flags: number
  readonly household: string | undefined
}

function written(content: Content, hash: KeyedHash): Uint8Array {
  const { keys, kinds, words, bitsOfWords, flags, household } = content
  if (Math.max(keys.length, words.length) > MAX_COUNTED) {
    throw new RangeError('a customer has more facts than can be counted')
  }
  const hashed = keys.length + words.length
  const texts: string[] = [...keys, ...words]
  if (household !== undefined) texts.push(HOUSEHOLD + household)
  const hashes = hash.hashBytesOf(texts)
  const kindsAt = HEAD_BYTES + (household === undefined ? 0 : HOUSEHOLD_BYTES)
  const hashesAt = kindsAt + hashed
  const bytes = new Uint8Array(hashesAt + hashed * HASH_BYTES)
  bytes[AT_VERSION] = HASHED_RECORD_VERSION
  bytes[AT_FLAGS] = flags | (household === undefined ? 0 : HAS_HOUSEHOLD)
  putHalf(bytes, AT_KEYS, keys.length)
  putHalf(bytes, AT_WORDS, words.length)
  putHalf(bytes, AT_KEY_MARK, hash.keyId[0])
  putHalf(bytes, AT_KEY_MARK + 2, hash.keyId[0] >>> 16)
  for (let i = 0; i < keys.length; i++) bytes[kindsAt + i] = kinds[i] ?? KIND_PLAIN
  for (let i = 0; i < words.length; i++) bytes[kindsAt + keys.length + i] = bitsOfWords[i] ?? 0
  bytes.set(hashes.subarray(0, hashed * HASH_BYTES), hashesAt)
  if (household !== undefined) {
    const at = hashed * HASH_BYTES
    bytes.set(hashes.subarray(at, at + HOUSEHOLD_BYTES), HEAD_BYTES)
  }
  return bytes
}

function putHalf(bytes: Uint8Array, at: number, half: number): void {
  bytes[at] = half & 0xff
  bytes[at + 1] = (half >>> 8) & 0xff
}

/** What the head of hashed bytes says, and where the rest is. */
export interface HashedRecord {
  readonly bytes: Uint8Array
  readonly isProtected: boolean
  /** Place of the household, where there is one. */
  readonly householdAt: number | undefined
  readonly keyCount: number
  readonly wordCount: number
  /** A byte for each key, then one for each word: `key-kind.ts`, and bits NAME_*. */
  readonly kindsAt: number
  /** `HASH_BYTES` for each key, then for each word. */
  readonly hashesAt: number
}

/**
 * Reads what `hashRecord` wrote.
 *
 * @throws RangeError if it is something else, of another version, or made under another key: nothing may be left out of
 *   an index because it was not understood
 */
export function readHashedRecord(bytes: Uint8Array, keyId: KeyId): HashedRecord {
  return readAs(0, bytes, keyId)
}

/** As `readHashedRecord`, of what `hashOwnedFact` wrote. */
export function readHashedFact(bytes: Uint8Array, keyId: KeyId): HashedRecord {
  return readAs(IS_FACT, bytes, keyId)
}

function readAs(isFact: 0 | typeof IS_FACT, bytes: Uint8Array, keyId: KeyId): HashedRecord {
  if (bytes.length < HEAD_BYTES || bytes[AT_VERSION] !== HASHED_RECORD_VERSION) {
    throw new RangeError('the hashes of a customer are of another version: load him from the source anew')
  }
  if (wordAt(bytes, AT_KEY_MARK) !== keyId[0]) {
    throw new RangeError('the hashes of a customer were made under another key')
  }
  const flags = bytes[AT_FLAGS] ?? 0
  if ((flags & IS_FACT) !== isFact) {
    throw new RangeError('hashes of a customer and of a fact were taken for one another')
  }
  const keyCount = halfAt(bytes, AT_KEYS)
  const wordCount = halfAt(bytes, AT_WORDS)
  const hasHousehold = (flags & HAS_HOUSEHOLD) !== 0
  const kindsAt = HEAD_BYTES + (hasHousehold ? HOUSEHOLD_BYTES : 0)
  const hashesAt = kindsAt + keyCount + wordCount
  if (bytes.length !== hashesAt + (keyCount + wordCount) * HASH_BYTES || halfAt(bytes, AT_RESERVED) !== 0) {
    throw new RangeError('the hashes of a customer are damaged')
  }
  return {
    bytes,
    isProtected: (flags & PROTECTED) !== 0,
    householdAt: hasHousehold ? HEAD_BYTES : undefined,
    keyCount,
    wordCount,
    kindsAt,
    hashesAt,
  }
}

/** The words of a key's hash. */
export function hashAt({ bytes, hashesAt }: HashedRecord, ordinal: number): Uint32Array {
  const at = hashesAt + ordinal * HASH_BYTES
  return Uint32Array.from({ length: WORDS_OF_A_HASH }, (_, word) => wordAt(bytes, at + word * 4))
}

function halfAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
}

/** The word at a place, little end first. */
export function wordAt(bytes: Uint8Array, at: number): number {
  return (halfAt(bytes, at) | (halfAt(bytes, at + 2) << 16)) >>> 0
}
