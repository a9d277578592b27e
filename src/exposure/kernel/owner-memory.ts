/** Lists of owners as arrays. Long ones are remembered, because one message asks for the same place again and again. */
import type { RecordHandle } from '../identifier-index.ts'

/** Shorter lists are made anew faster than they are found. */
const LONG = 16
/** @limit handles that are remembered, at eight bytes each; beyond that the oldest list is forgotten */
const MAX_REMEMBERED = 1 << 22

export interface OwnerMemory {
  /** The list at a place: the same array as long as it is remembered. */
  ownersAt(at: number): readonly RecordHandle[]
}

/** @param words lists, each as its length and its handles */
export function openOwnerMemory(words: Uint32Array): OwnerMemory {
  const remembered = new Map<number, readonly RecordHandle[]>()
  let handles = 0
  const remember = (at: number, owners: readonly RecordHandle[]) => {
    handles += owners.length
    for (const [oldest, forgotten] of remembered) {
      if (handles <= MAX_REMEMBERED) break
      remembered.delete(oldest)
      handles -= forgotten.length
    }
    remembered.set(at, owners)
  }
  return {
    ownersAt(at) {
      const length = words[at] ?? 0
      if (length < LONG) return listAt(words, at)
      const known = remembered.get(at)
      if (known !== undefined) return known
      const owners = listAt(words, at)
      remember(at, owners)
      return owners
    },
  }
}

function listAt(words: Uint32Array, at: number): readonly RecordHandle[] {
  const handles = words.subarray(at + 1, at + 1 + (words[at] ?? 0))
  const owners = new Array<RecordHandle>(handles.length)
  for (let i = 0; i < handles.length; i++) owners[i] = handles[i] ?? 0
  return owners
}
