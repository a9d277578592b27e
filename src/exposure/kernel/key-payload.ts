/** Whose a key is: a key with one owner holds him itself; only shared keys have a list. */
import type { RecordHandle } from '../identifier-index.ts'

/**
 * A payload with this bit is the place of a list, else it is a handle plus one: 0 stays free for "nobody".
 *
 * @limit 2^31 - 1 records, 2^31 words of lists
 */
const LIST = 0x8000_0000
const VALUE = 0x7fff_ffff

export function isList(payload: number): boolean {
  return (payload & LIST) !== 0
}

/** The list that a payload stands for. */
export function listOf(payload: number): number {
  return payload & VALUE
}

/** The handle that a payload stands for. */
export function handleOf(payload: number): RecordHandle {
  return payload - 1
}
