/** Gathers the keys of customers and makes the parts of an index of them: see `gathered-keys.ts` for the order of calls. */
import {
  bucketCount,
  fillRegion,
  firstBucket,
  hasLookAlikes,
  leftAt,
  leftKeys,
  openRegions,
  slotsAt,
  tagsAt,
  toldAt,
  toldKeys,
} from './part/bucket-region.ts'
import {
  countsByKind,
  distinctKeys,
  groupKeys,
  listsAt,
  listWords,
  openGroups,
  sharedOfKind,
} from './part/key-groups.ts'
import { appendKey, keysIn, PARTITIONS } from './part/key-log.ts'
import { addNumber, hasNumbers, openNumbers, ownersOfNumber } from './part/number-owners.ts'
import { giveBack, roomTop, takeRoom } from './part/room.ts'
import { addRoles, wordCount, wordsAt, wordsEnd } from './part/word-roles.ts'

/** Kinds of keys: see `key-kind.ts`. */
const EMAIL: u32 = 1
const SHORT_NUMBER: u32 = 2
const ASKED: u32 = 3
const FIRST_NUMBER: u32 = 4
const LAST_NUMBER: u32 = 123

const HASH_BYTES: usize = 12

/** Room for the hashes that are handed in; longer ones get other room. */
const USUAL_INPUT_BYTES: u32 = 65536
let inputAt: usize = 0
let inputBytes: u32 = 0

/** Where `sizeBytes` can be handed in. */
export function input(sizeBytes: u32): usize {
  if (sizeBytes <= inputBytes) return inputAt
  inputBytes = max(sizeBytes, USUAL_INPUT_BYTES)
  inputAt = takeRoom(inputBytes)
  return inputAt
}

/** Keys from `first` on, of one owner: their kinds at `kindsAt`, their hashes at `hashesAt`. */
export function addKeys(kindsAt: usize, hashesAt: usize, first: u32, count: u32, owner: u32): void {
  for (let i = first; i < count; i++) {
    const kind = <u32>load<u8>(kindsAt + i)
    if (kind !== ASKED) addKey(hashesAt + <usize>i * HASH_BYTES, kind, owner)
  }
}

export function addKey(hashAt: usize, kind: u32, owner: u32): void {
  appendKey(hashAt, kind, owner)
  if (hasNumbers() && isNumber(kind)) addNumber(hashAt, owner)
}

function isNumber(kind: u32): bool {
  return (kind >= FIRST_NUMBER && kind <= LAST_NUMBER) || kind === SHORT_NUMBER
}

export function addWords(rolesAt: usize, hashesAt: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) addRoles(hashesAt + <usize>i * HASH_BYTES, <u32>load<u8>(rolesAt + i))
}

/** Owners of a customer number so far, in no order, at `foundAt()` until something is added. */
export function findOwners(hashAt: usize): u32 {
  if (!hasNumbers()) openNumbers(FIRST_NUMBER, LAST_NUMBER, SHORT_NUMBER)
  return ownersOfNumber(hashAt)
}

export function foundAt(): usize {
  return takeRoom(0)
}

/** Makes one key of equal ones. Afterwards nothing can be added. */
export function group(): void {
  let most: u32 = 0
  for (let partition: u32 = 0; partition < PARTITIONS; partition++) most = max(most, keysIn(partition))
  openGroups(most)
  for (let partition: u32 = 0; partition < PARTITIONS; partition++) groupKeys(partition, EMAIL)
  filledFrom = roomTop()
}

/** What filling a table needs comes from here on, and is given back when another one is filled. */
let filledFrom: usize = 0

/** Begins to fill a table of so many buckets. */
export function openTable(buckets: u32): void {
  giveBack(filledFrom)
  openRegions(buckets, sharedOfKind)
}

/** @returns how many keys the partition has: without any there is nothing to take over */
export function fill(partition: u32): u32 {
  const keys = keysIn(partition)
  if (keys > 0) fillRegion(partition, EMAIL)
  return keys
}

export {
  bucketCount,
  countsByKind,
  distinctKeys,
  firstBucket,
  hasLookAlikes,
  leftAt,
  leftKeys,
  listsAt,
  listWords,
  PARTITIONS,
  sharedOfKind,
  slotsAt,
  tagsAt,
  toldAt,
  toldKeys,
  wordCount,
  wordsAt,
  wordsEnd,
}
