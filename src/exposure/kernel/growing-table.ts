/** The table of an index that is being built: it keeps the whole hash of each key, so that it can grow. */
import { type KeyEntry, NO_PAYLOAD } from './key-table.ts'

/** Two words of place, tag, payload. */
const WORDS_OF_A_SLOT = 4
const PAYLOAD = 3

const FIRST_SLOTS = 1024
/** Share of slots that are used at most. */
const FULL = 0.75
/** Small steps cost little, because the order of slots stays the same. */
const GROWTH = 1.5

export interface GrowingTable {
  readonly size: number
  /**
   * The slot of a hash, made if there is none yet; valid until the next call.
   *
   * @param at where its words begin
   */
  slotOf(hashes: Uint32Array, at: number): number
  /** `NO_PAYLOAD` for a hash that is new. */
  payloadAt(slot: number): number
  setPayload(slot: number, payload: number): void
  /** `NO_PAYLOAD` for a hash that is not there. */
  payloadOf(hashes: Uint32Array, at: number): number
  /** In the order of places, which is the order in which the final table is filled. */
  entries(): Iterable<KeyEntry>
}

/** Whole hashes (64 bits of place, 32 of tag) of two texts are equal at a chance of 2^-96: then they are one. */
export function openGrowingTable(): GrowingTable {
  let slots = new Uint32Array(FIRST_SLOTS * WORDS_OF_A_SLOT)
  let size = 0

  const grow = () => {
    const old = slots
    slots = new Uint32Array(Math.ceil((old.length / WORDS_OF_A_SLOT) * GROWTH) * WORDS_OF_A_SLOT)
    for (let at = 0; at < old.length; at += WORDS_OF_A_SLOT) {
      if (old[at + PAYLOAD] === NO_PAYLOAD) continue
      const to = freeFrom(slots, old[at] ?? 0)
      for (let word = 0; word < WORDS_OF_A_SLOT; word++) slots[to + word] = old[at + word] ?? 0
    }
  }

  return {
    get size() {
      return size
    },
    slotOf(hashes, from) {
      if ((size + 1) * WORDS_OF_A_SLOT > slots.length * FULL) grow()
      const at = find(slots, hashes, from)
      if (slots[at + PAYLOAD] === NO_PAYLOAD) size += 1
      return at
    },
    payloadAt: (slot) => slots[slot + PAYLOAD] ?? NO_PAYLOAD,
    setPayload(slot, payload) {
      slots[slot + PAYLOAD] = payload
    },
    payloadOf: (hashes, from) => slots[find(slots, hashes, from) + PAYLOAD] ?? NO_PAYLOAD,
    *entries() {
      for (let at = 0; at < slots.length; at += WORDS_OF_A_SLOT) {
        const payload = slots[at + PAYLOAD] ?? NO_PAYLOAD
        if (payload === NO_PAYLOAD) continue
        yield { placeLow: slots[at] ?? 0, placeHigh: slots[at + 1] ?? 0, tag: slots[at + 2] ?? 0, payload }
      }
    },
  }
}

/** Where a hash is, or would be; it is written there already. */
function find(slots: Uint32Array, hashes: Uint32Array, from: number): number {
  const low = hashes[from] ?? 0
  const high = hashes[from + 1] ?? 0
  const tag = hashes[from + 2] ?? 0
  let at = firstSlot(slots, low)
  for (; slots[at + PAYLOAD] !== NO_PAYLOAD; at = nextSlot(slots, at)) {
    if (slots[at] === low && slots[at + 1] === high && slots[at + 2] === tag) return at
  }
  slots[at] = low
  slots[at + 1] = high
  slots[at + 2] = tag
  return at
}

function freeFrom(slots: Uint32Array, placeLow: number): number {
  let at = firstSlot(slots, placeLow)
  while (slots[at + PAYLOAD] !== NO_PAYLOAD) at = nextSlot(slots, at)
  return at
}

function firstSlot(slots: Uint32Array, placeLow: number): number {
  return Math.floor((placeLow * (slots.length / WORDS_OF_A_SLOT)) / 2 ** 32) * WORDS_OF_A_SLOT
}

function nextSlot(slots: Uint32Array, at: number): number {
  return at + WORDS_OF_A_SLOT === slots.length ? 0 : at + WORDS_OF_A_SLOT
}
