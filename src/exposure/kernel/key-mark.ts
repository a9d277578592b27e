/** One byte for each slot of a table: a small picture of it, by which nearly every lookup in vain ends before the table is touched. */
import { type KeyTable, NO_PAYLOAD, SLOTS_OF_A_BUCKET, WORDS_OF_A_SLOT } from './key-table.ts'

/** A mark is 1 … 255; 0 is an empty slot. `mayHave` in `assembly/scan/filter.ts` makes the same of a place. */
const MARKS = 255

/** Bytes of the marks of a table. */
export function markBytes(table: KeyTable): number {
  return table.slots.length / WORDS_OF_A_SLOT
}

export function bucketCount(table: KeyTable): number {
  return markBytes(table) / SLOTS_OF_A_BUCKET
}

/** @param marks `markBytes` of them */
export function writeMarks({ slots }: KeyTable, marks: Uint8Array): void {
  for (let slot = 0, word = 0; word < slots.length; slot++, word += WORDS_OF_A_SLOT) {
    marks[slot] = slots[word + 1] === NO_PAYLOAD ? 0 : ((slots[word] ?? 0) % MARKS) + 1
  }
}
