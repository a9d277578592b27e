/** The table of an index that is being built: it keeps the whole hash of each key, so that it can grow. */
import { type KeyEntry, NO_PAYLOAD } from './key-table.ts'
import type { KeyedHash } from './keyed-hash.ts'

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
  /** The slot of a text, made if there is none yet; valid until the next call. */
  slotOf(text: string): number
  /** `NO_PAYLOAD` for a text that is new. */
  payloadAt(slot: number): number
  setPayload(slot: number, payload: number): void
  /** `NO_PAYLOAD` for a text that is not there. */
  payloadOf(text: string): number
  /** In the order of places, which is the order in which the final table is filled. */
  entries(): Iterable<KeyEntry>
}

/** Whole hashes (64 bits of place, 16 of tag) of two texts are equal at a chance of 2^-80: then they are one. */
export function openGrowingTable(hash: KeyedHash): GrowingTable {
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
    slotOf(text) {
      if ((size + 1) * WORDS_OF_A_SLOT > slots.length * FULL) grow()
      const at = find(slots, hash, text)
      if (slots[at + PAYLOAD] === NO_PAYLOAD) size += 1
      return at
    },
    payloadAt: (slot) => slots[slot + PAYLOAD] ?? NO_PAYLOAD,
    setPayload(slot, payload) {
      slots[slot + PAYLOAD] = payload
    },
    payloadOf: (text) => slots[find(slots, hash, text) + PAYLOAD] ?? NO_PAYLOAD,
    *entries() {
      for (let at = 0; at < slots.length; at += WORDS_OF_A_SLOT) {
        const payload = slots[at + PAYLOAD] ?? NO_PAYLOAD
        if (payload === NO_PAYLOAD) continue
        yield { placeLow: slots[at] ?? 0, placeHigh: slots[at + 1] ?? 0, tag: slots[at + 2] ?? 0, payload }
      }
    },
  }
}

/** Where a text is, or would be; its hash is written there already. */
function find(slots: Uint32Array, hash: KeyedHash, text: string): number {
  const place = hash.placeOf(text)
  const low = place[0] ?? 0
  const high = place[1] ?? 0
  const tag = hash.tagOfLast()
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
