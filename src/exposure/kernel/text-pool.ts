/** Texts one behind the other in one array of bytes, while an index is built. */
import { MAX_BYTES_OF_A_UNIT, writeText } from './text-bytes.ts'
import { openWordList } from './word-list.ts'

export interface TextPool {
  add(text: string): void
  readonly sizeBytes: number
  /** Where each text begins, and where the last one ends. */
  starts(): Uint32Array
  bytes(): Uint8Array
}

const FIRST_BYTES = 4096
const GROWTH = 1.5

/** @limit 4 GB of texts: beyond that a start is no 32-bit number */
export function openTextPool(): TextPool {
  let bytes = new Uint8Array(FIRST_BYTES)
  let end = 0
  const starts = openWordList()
  starts.push(0)
  return {
    add(text) {
      const needed = end + text.length * MAX_BYTES_OF_A_UNIT
      if (needed > bytes.length) {
        const longer = new Uint8Array(Math.ceil(needed * GROWTH))
        longer.set(bytes)
        bytes = longer
      }
      end = writeText(text, bytes, end)
      if (end >= 2 ** 32) throw new RangeError('customer numbers are longer than an index can hold')
      starts.push(end)
    },
    get sizeBytes() {
      return end
    },
    starts: () => starts.words(),
    bytes: () => bytes.subarray(0, end),
  }
}
