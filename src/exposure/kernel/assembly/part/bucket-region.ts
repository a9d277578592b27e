/**
 * The buckets of the final table that a partition's keys belong to, filled as far as each key finds room in its own
 * bucket; the others are told apart. As partitions are ranges of places, their buckets follow one another.
 */
import { firstKey, keysIn, LOW_BITS, LOW_MASK, nextKey, PARTITIONS } from './key-log.ts'
import { reachTo, takeRoom } from './room.ts'

/** As in `key-table.ts`: eight slots of fingerprint and payload, and a tag for each. */
const SLOTS: usize = 8
const SLOT_BYTES: usize = 8
const BUCKET_BYTES: usize = 64
const BUCKET_TAG_BYTES: usize = 32

const LIST: u32 = 0x80000000

/** A key that found no room: place, tag and payload. */
const LEFT_BYTES: usize = 16

let buckets: u32 = 0
/** The region being filled: its buckets, their tags. */
export let slotsAt: usize = 0
export let tagsAt: usize = 0
/** First bucket of the region, and how many it has. */
export let firstBucket: u32 = 0
export let bucketCount: u32 = 0
/** A bucket can belong to the keys of two partitions: the last one of the region before. */
let sharedBucket: u32 = 0
const sharedSlots = memory.data(64, 16)
const sharedTags = memory.data(32, 16)

/** Keys that found no room, and shared keys of the one kind that is told of: payloads. */
export let leftAt: usize = 0
export let leftKeys: u32 = 0
export let toldAt: usize = 0
export let toldKeys: u32 = 0
/** Whether two keys look the same in a bucket. */
export let hasLookAlikes: u32 = 0

/** @param told how many shared keys of the told kind there are */
export function openRegions(bucketsOfAll: u32, told: u32): void {
  buckets = bucketsOfAll
  // Partitions divide the places evenly: one bucket more for each end.
  const most = <usize>(buckets / PARTITIONS) + 2
  slotsAt = takeRoom(most * BUCKET_BYTES)
  tagsAt = takeRoom(most * BUCKET_TAG_BYTES)
  toldAt = takeRoom(<usize>told * 4)
  toldKeys = 0
  leftAt = takeRoom(0)
  leftKeys = 0
  hasLookAlikes = 0
  sharedBucket = buckets
}

export function fillRegion(partition: u32, toldKind: u32): void {
  const keys = keysIn(partition)
  const low = partition << LOW_BITS
  firstBucket = bucketOf(low)
  bucketCount = bucketOf(low | LOW_MASK) - firstBucket + 1
  memory.fill(slotsAt, 0, <usize>bucketCount * BUCKET_BYTES)
  memory.fill(tagsAt, 0, <usize>bucketCount * BUCKET_TAG_BYTES)
  if (firstBucket === sharedBucket) {
    memory.copy(slotsAt, sharedSlots, BUCKET_BYTES)
    memory.copy(tagsAt, sharedTags, BUCKET_TAG_BYTES)
  }
  let at: usize = 0
  for (let i: u32 = 0; i < keys; i++) {
    at = i === 0 ? firstKey(partition) : nextKey(at)
    const word = load<u32>(at)
    const placeLow = (word & LOW_MASK) | low
    const payload = load<u32>(at, 12)
    if (word >> LOW_BITS === toldKind && (payload & LIST) !== 0) {
      store<u32>(toldAt + <usize>toldKeys * 4, payload)
      toldKeys++
    }
    if (!putInto(bucketOf(placeLow) - firstBucket, at)) leaveOut(placeLow, at)
  }
  sharedBucket = firstBucket + bucketCount - 1
  memory.copy(sharedSlots, slotsAt + <usize>(bucketCount - 1) * BUCKET_BYTES, BUCKET_BYTES)
  memory.copy(sharedTags, tagsAt + <usize>(bucketCount - 1) * BUCKET_TAG_BYTES, BUCKET_TAG_BYTES)
}

/** The bucket of a place; `key-table.ts` finds the same one. */
function bucketOf(placeLow: u32): u32 {
  return <u32>((<u64>placeLow * <u64>buckets) >> 32)
}

function putInto(bucket: u32, keyAt: usize): bool {
  const slots = slotsAt + <usize>bucket * BUCKET_BYTES
  const tags = tagsAt + <usize>bucket * BUCKET_TAG_BYTES
  const fingerprint = load<u32>(keyAt, 4)
  const tag = load<u32>(keyAt, 8)
  for (let slot: usize = 0; slot < SLOTS; slot++) {
    const at = slots + slot * SLOT_BYTES
    if (load<u32>(at, 4) === 0) {
      store<u32>(at, fingerprint)
      store<u32>(at, load<u32>(keyAt, 12), 4)
      store<u32>(tags + slot * 4, tag)
      return true
    }
    if (load<u32>(at) === fingerprint && load<u32>(tags + slot * 4) === tag) hasLookAlikes = 1
  }
  return false
}

function leaveOut(placeLow: u32, keyAt: usize): void {
  const at = leftAt + <usize>leftKeys * LEFT_BYTES
  reachTo(at + LEFT_BYTES)
  store<u32>(at, placeLow)
  store<u64>(at, load<u64>(keyAt, 4), 4)
  store<u32>(at, load<u32>(keyAt, 12), 12)
  leftKeys++
}
