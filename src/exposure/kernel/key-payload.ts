/** Whose a key is: a key with one owner holds him itself; only shared keys have a list. */
import type { Handles, RecordHandle } from '../identifier-index.ts'

/**
 * A payload with this bit is the place of a list, else it is a handle plus one: 0 stays free for "nobody".
 *
 * @limit 2^31 - 1 records, 2^31 words of lists
 */
const LIST = 0x8000_0000
const VALUE = 0x7fff_ffff

function isList(payload: number): boolean {
  return (payload & LIST) !== 0
}

/** Of shorter lists an array is quicker to make, and to go through, than a view. */
const LONG = 16

/**
 * The owners that a payload stands for.
 *
 * @param lists each as its length and its handles
 */
export function ownersAt(lists: Uint32Array, payload: number): Handles {
  if (!isList(payload)) return [payload - 1]
  const at = payload & VALUE
  const first = at + 1
  const length = lists[at] ?? 0
  if (length >= LONG) return lists.subarray(first, first + length)
  const owners = new Array<RecordHandle>(length)
  for (let i = 0; i < length; i++) owners[i] = lists[first + i] ?? 0
  return owners
}
