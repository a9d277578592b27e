/** What words of names are, by the hash of the word: a table that grows. Of millions of names the words are few. */
import { takeRoom } from './room.ts'

/** Place, tag and roles; no roles: nobody has the slot. */
const SLOT_BYTES: usize = 16
const FIRST_SLOTS: u32 = 256

let slots: u32 = 0
let slotsAt: usize = 0
let words: u32 = 0

export function addRoles(hashAt: usize, roles: u32): void {
  // A word that is nothing would look like an empty slot.
  if (roles === 0) return
  // Three of four slots are used at most.
  if ((words + 1) * 4 > slots * 3) growWords()
  const at = slotOf(load<u64>(hashAt), load<u32>(hashAt, 8))
  if (load<u32>(at, 12) === 0) words++
  store<u64>(at, load<u64>(hashAt))
  store<u32>(at, load<u32>(hashAt, 8), 8)
  store<u32>(at, load<u32>(at, 12) | roles, 12)
}

export function wordCount(): u32 {
  return words
}

/** Where the slots are, empty ones among them, and where they end. */
export function wordsAt(): usize {
  return slotsAt
}

export function wordsEnd(): usize {
  return slotsAt + <usize>slots * SLOT_BYTES
}

function growWords(): void {
  const from = slotsAt
  const end = wordsEnd()
  slots = slots === 0 ? FIRST_SLOTS : slots * 2
  slotsAt = takeRoom(<usize>slots * SLOT_BYTES)
  memory.fill(slotsAt, 0, <usize>slots * SLOT_BYTES)
  for (let at = from; at < end; at += SLOT_BYTES) {
    if (load<u32>(at, 12) !== 0) memory.copy(slotOf(load<u64>(at), load<u32>(at, 8)), at, SLOT_BYTES)
  }
}

/** Where a hash is, or would be. */
function slotOf(place: u64, tag: u32): usize {
  let slot = <u32>place & (slots - 1)
  let at = slotsAt + <usize>slot * SLOT_BYTES
  while (load<u32>(at, 12) !== 0 && (load<u64>(at) !== place || load<u32>(at, 8) !== tag)) {
    slot = (slot + 1) & (slots - 1)
    at = slotsAt + <usize>slot * SLOT_BYTES
  }
  return at
}
