/** Equal keys of a partition become one, with all its owners. */

import { sortAscending } from './ascending.ts'
import { cutTo, firstKey, keysIn, LOW_BITS, nextKey } from './key-log.ts'
import { reachTo, takeRoom } from './room.ts'

/** A payload with this bit is the place of a list, else it is an owner plus one: see `key-payload.ts`. */
const LIST: u32 = 0x80000000
const KINDS = 256

/** A key as in the log, its last owner, how many it has, and where the next one is written in its list. */
const GROUP_BYTES: usize = 32
const AT_OWNER: usize = 12
const AT_COUNT: usize = 16
const AT_NEXT: usize = 20
const AT_DISORDER: usize = 24

/** How many different keys of each kind there are. */
export const countsByKind = memory.data(1024, 16)

/** Where groups, the table that finds them, and the group of each key are while a partition is looked at. */
let groupsAt: usize = 0
let tableAt: usize = 0
let groupOfAt: usize = 0

/** Lists of owners, each as its length and its owners, end to end. */
export let listsAt: usize = 0
export let listWords: u32 = 0

/** Keys of all partitions so far, and how many of them are of the one kind whose shared keys are told of. */
export let distinctKeys: u32 = 0
export let sharedOfKind: u32 = 0

/** @param most keys that any partition has */
export function openGroups(most: u32): void {
  const count = <usize>most
  groupsAt = takeRoom(count * GROUP_BYTES)
  groupOfAt = takeRoom(count * 4)
  tableAt = takeRoom(<usize>tableSlots(most) * 4)
  memory.fill(countsByKind, 0, KINDS * 4)
  listsAt = takeRoom(0)
  listWords = 0
  distinctKeys = 0
  sharedOfKind = 0
}

/**
 * Puts a partition's different keys where its keys are, each with a payload in place of the owner.
 *
 * @param toldKind shared keys of this kind are counted
 */
export function groupKeys(partition: u32, toldKind: u32): void {
  const keys = keysIn(partition)
  if (keys === 0) return
  const groups = findGroups(partition, keys)
  const isDisordered = openLists(groups, toldKind)
  fillLists(partition, keys)
  if (isDisordered) orderLists(groups)
  distinctKeys += groups
  let at: usize = 0
  for (let i: u32 = 0; i < groups; i++) {
    at = i === 0 ? firstKey(partition) : nextKey(at)
    v128.store(at, v128.load(groupsAt + <usize>i * GROUP_BYTES))
  }
  cutTo(partition, groups)
}

/** The least power of two of which half is enough. */
function tableSlots(keys: u32): u32 {
  return (<u32>1) << (33 - clz(keys | 1))
}

/** Finds for each key of the partition its group, and counts the owners of each group. */
function findGroups(partition: u32, keys: u32): u32 {
  const mask = tableSlots(keys) - 1
  memory.fill(tableAt, 0, (<usize>mask + 1) * 4)
  let groups: u32 = 0
  let at: usize = 0
  for (let i: u32 = 0; i < keys; i++) {
    at = i === 0 ? firstKey(partition) : nextKey(at)
    const start = load<u64>(at)
    const tag = load<u32>(at, 8)
    let slot = <u32>(start >> 32) & mask
    let known: u32 = 0
    for (; ; slot = (slot + 1) & mask) {
      known = load<u32>(tableAt + <usize>slot * 4)
      if (known === 0) break
      const group = groupsAt + <usize>(known - 1) * GROUP_BYTES
      if (load<u64>(group) === start && load<u32>(group, 8) === tag) break
    }
    if (known === 0) {
      openGroup(groups, at)
      known = ++groups
      store<u32>(tableAt + <usize>slot * 4, known)
    } else addOwner(groupsAt + <usize>(known - 1) * GROUP_BYTES, load<u32>(at, AT_OWNER))
    store<u32>(groupOfAt + <usize>i * 4, known - 1)
  }
  return groups
}

function openGroup(ordinal: u32, keyAt: usize): void {
  const group = groupsAt + <usize>ordinal * GROUP_BYTES
  v128.store(group, v128.load(keyAt))
  store<u64>(group, 1, AT_COUNT)
  store<u32>(group, 0, AT_DISORDER)
}

/** Owners come in ascending order; only those of facts can come out of order, and more than once. */
function addOwner(group: usize, owner: u32): void {
  const last = load<u32>(group, AT_OWNER)
  if (owner === last) return
  if (owner < last) store<u32>(group, 1, AT_DISORDER)
  store<u32>(group, owner, AT_OWNER)
  store<u32>(group, load<u32>(group, AT_COUNT) + 1, AT_COUNT)
}

/**
 * Makes room for the owners of each key that has several, and puts its payload in place of the last owner.
 *
 * @returns whether the owners of some key are out of order
 */
function openLists(groups: u32, toldKind: u32): bool {
  let isDisordered = false
  for (let i: u32 = 0; i < groups; i++) {
    const group = groupsAt + <usize>i * GROUP_BYTES
    const kind = load<u32>(group) >> LOW_BITS
    const count = load<u32>(group, AT_COUNT)
    const counted = countsByKind + <usize>kind * 4
    store<u32>(counted, load<u32>(counted) + 1)
    if (count === 1) {
      store<u32>(group, load<u32>(group, AT_OWNER) + 1, AT_OWNER)
      continue
    }
    if (kind === toldKind) sharedOfKind++
    if (load<u32>(group, AT_DISORDER) !== 0) isDisordered = true
    const list = listsAt + <usize>listWords * 4
    reachTo(list + (<usize>count + 1) * 4)
    store<u32>(list, count)
    store<u32>(group, LIST | listWords, AT_OWNER)
    store<u32>(group, <u32>(list + 4), AT_NEXT)
    listWords += count + 1
  }
  return isDisordered
}

function fillLists(partition: u32, keys: u32): void {
  let at: usize = 0
  for (let i: u32 = 0; i < keys; i++) {
    at = i === 0 ? firstKey(partition) : nextKey(at)
    const group = groupsAt + <usize>load<u32>(groupOfAt + <usize>i * 4) * GROUP_BYTES
    const payload = load<u32>(group, AT_OWNER)
    if ((payload & LIST) === 0) continue
    const next = <usize>load<u32>(group, AT_NEXT)
    const list = listsAt + <usize>(payload & ~LIST) * 4
    const owner = load<u32>(at, AT_OWNER)
    if (next !== list + 4 && load<u32>(next - 4) === owner) continue
    store<u32>(next, owner)
    store<u32>(group, <u32>(next + 4), AT_NEXT)
  }
}

/** Sorts the lists that are out of order, leaves repetitions out, and moves all together again. */
function orderLists(groups: u32): void {
  let end: usize = 0
  for (let i: u32 = 0; i < groups; i++) {
    const group = groupsAt + <usize>i * GROUP_BYTES
    const payload = load<u32>(group, AT_OWNER)
    if ((payload & LIST) === 0) continue
    const list = listsAt + <usize>(payload & ~LIST) * 4
    if (end === 0) end = list
    let count = load<u32>(list)
    if (load<u32>(group, AT_DISORDER) !== 0) count = sortAscending(list + 4, count)
    store<u32>(list, count)
    memory.copy(end, list, (<usize>count + 1) * 4)
    store<u32>(group, LIST | <u32>((end - listsAt) >> 2), AT_OWNER)
    end += (<usize>count + 1) * 4
  }
  listWords = <u32>((end - listsAt) >> 2)
}
