/** Who has which customer number, while an index is built: by it the owners of facts are found. */
import { firstKey, keysIn, LOW_BITS, LOW_MASK, nextKey, PARTITIONS } from './key-log.ts'
import { giveBack, reachTo, takeRoom } from './room.ts'

/** Place, tag, owner and the next node of the chain; 0 ends it. */
const NODE_BYTES: usize = 32
const FIRST_HEADS: u32 = 1024

let isOpen = false
let heads: u32 = 0
let headsAt: usize = 0
let nodes: u32 = 0
/** Chunks of nodes come from anywhere; all nodes are found through the heads. */
const NODES_OF_A_CHUNK: u32 = 512
let freeNode: usize = 0
let freeNodes: u32 = 0

/** Whether numbers must be told to `addNumber`: before the first fact nobody asks. */
export function hasNumbers(): bool {
  return isOpen
}

/**
 * Takes all numbers that are in the log already.
 *
 * @param first kinds from here to `last` are customer numbers, and so is `other`
 */
export function openNumbers(first: u32, last: u32, other: u32): void {
  isOpen = true
  growHeads(FIRST_HEADS)
  const hash = memory.data(16, 16)
  for (let partition: u32 = 0; partition < PARTITIONS; partition++) {
    let left = keysIn(partition)
    for (let at: usize = 0; left > 0; left--) {
      at = at === 0 ? firstKey(partition) : nextKey(at)
      const word = load<u32>(at)
      const kind = word >> LOW_BITS
      if ((kind < first || kind > last) && kind !== other) continue
      store<u32>(hash, (word & LOW_MASK) | (partition << LOW_BITS))
      store<u64>(hash, load<u64>(at, 4), 4)
      addNumber(hash, load<u32>(at, <usize>12))
    }
  }
}

export function addNumber(hashAt: usize, owner: u32): void {
  if (nodes === heads) growHeads(heads * 2)
  if (freeNodes === 0) {
    freeNode = takeRoom(<usize>NODES_OF_A_CHUNK * NODE_BYTES)
    freeNodes = NODES_OF_A_CHUNK
  }
  const node = freeNode
  freeNode += NODE_BYTES
  freeNodes--
  nodes++
  store<u64>(node, load<u64>(hashAt))
  store<u32>(node, load<u32>(hashAt, 8), 8)
  store<u32>(node, owner, 12)
  link(node)
}

/**
 * Writes the owners of a number to the room that is given out next: they are there until then.
 *
 * @returns how many there are, in no order
 */
export function ownersOfNumber(hashAt: usize): u32 {
  const place = load<u64>(hashAt)
  const tag = load<u32>(hashAt, 8)
  const to = takeRoom(0)
  let found: u32 = 0
  let node = <usize>load<u32>(headOf(place))
  for (; node !== 0; node = <usize>load<u32>(node, 16)) {
    if (load<u64>(node) !== place || load<u32>(node, 8) !== tag) continue
    reachTo(to + (<usize>found + 1) * 4)
    store<u32>(to + <usize>found * 4, load<u32>(node, 12))
    found++
  }
  giveBack(to)
  return found
}

function headOf(place: u64): usize {
  return headsAt + <usize>(<u32>place & (heads - 1)) * 4
}

function link(node: usize): void {
  const head = headOf(load<u64>(node))
  store<u32>(node, load<u32>(head), 16)
  store<u32>(head, <u32>node)
}

function growHeads(count: u32): void {
  const from = headsAt
  const before = heads
  heads = count
  headsAt = takeRoom(<usize>count * 4)
  memory.fill(headsAt, 0, <usize>count * 4)
  for (let i: u32 = 0; i < before; i++) {
    let node = <usize>load<u32>(from + <usize>i * 4)
    while (node !== 0) {
      const next = <usize>load<u32>(node, 16)
      link(node)
      node = next
    }
  }
}
