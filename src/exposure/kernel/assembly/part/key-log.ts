/**
 * Keys in the order in which they come, each with its owner. The first bits of a place choose the partition, which is a
 * chain of chunks: nothing is ever moved when there are more.
 */
import { takeRoom } from './room.ts'

/** As many as ten bits tell apart. */
export const PARTITIONS: u32 = 1024
/** The other bits of the lower half of a place; above them stands the kind of key. */
export const LOW_BITS = 22
export const LOW_MASK: u32 = 0x3fffff

/** Rest of the place's lower half with the kind, upper half, tag, owner. */
export const ENTRY_BYTES: usize = 16

/** Next chunk, and where its entries end. */
const CHUNK_HEAD_BYTES: usize = 16
/** A partition's chunks double from the first size to the last: few customers take little room. */
const FIRST_CHUNK_BYTES: usize = 128
const LAST_CHUNK_BYTES: usize = 65536

/** For each partition its first and last chunk, where the next entry goes, and how many there are. */
const DIRECTORY_BYTES: usize = 16
const directory = memory.data(16384, 16)

/** Puts a key behind those of its partition. */
export function appendKey(hashAt: usize, kind: u32, owner: u32): void {
  const low = load<u32>(hashAt)
  const entry = directory + <usize>(low >> LOW_BITS) * DIRECTORY_BYTES
  let at = <usize>load<u32>(entry, 8)
  const last = <usize>load<u32>(entry, 4)
  if (last === 0 || at === <usize>load<u32>(last, 4)) at = addChunk(entry, last)
  store<u32>(at, (low & LOW_MASK) | (kind << LOW_BITS))
  store<u64>(at, load<u64>(hashAt, 4), 4)
  store<u32>(at, owner, 12)
  store<u32>(entry, <u32>(at + ENTRY_BYTES), 8)
  store<u32>(entry, load<u32>(entry, 12) + 1, 12)
}

function addChunk(entry: usize, last: usize): usize {
  let size = FIRST_CHUNK_BYTES
  if (last !== 0) size = min((<usize>load<u32>(last, 4) - last) * 2, LAST_CHUNK_BYTES)
  const chunk = takeRoom(size)
  store<u32>(chunk, 0)
  store<u32>(chunk, <u32>(chunk + size), 4)
  if (last === 0) store<u32>(entry, <u32>chunk)
  else store<u32>(last, <u32>chunk)
  store<u32>(entry, <u32>chunk, 4)
  return chunk + CHUNK_HEAD_BYTES
}

/** How many keys a partition has. */
export function keysIn(partition: u32): u32 {
  return load<u32>(directory + <usize>partition * DIRECTORY_BYTES, 12)
}

/** Keeps only the first keys of a partition. */
export function cutTo(partition: u32, count: u32): void {
  store<u32>(directory + <usize>partition * DIRECTORY_BYTES, count, 12)
}

/** Where the first key of a partition is, which has one. */
export function firstKey(partition: u32): usize {
  const chunk = <usize>load<u32>(directory + <usize>partition * DIRECTORY_BYTES)
  current = chunk
  return chunk + CHUNK_HEAD_BYTES
}

/** The chunk that is being gone through. */
let current: usize = 0

/** Where the key behind the one at `at` is, if there is another one. */
export function nextKey(at: usize): usize {
  const next = at + ENTRY_BYTES
  if (next !== <usize>load<u32>(current, 4)) return next
  current = <usize>load<u32>(current)
  return current + CHUNK_HEAD_BYTES
}
