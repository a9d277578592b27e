/** Remembers long lists of owners that cost time to put together: one message asks for the same place again and again. */
import type { FactKey } from '../fact.ts'
import type { Handles } from '../identifier-index.ts'

/** @limit handles that are remembered, at four to eight bytes each; beyond that the oldest list is forgotten */
const MAX_REMEMBERED = 1 << 22

export interface OwnerMemory {
  /** @param find owners of a fact, always the same */
  ownersOf(key: FactKey, find: () => Handles): Handles
}

export function openOwnerMemory(): OwnerMemory {
  const remembered = new Map<FactKey, Handles>()
  let handles = 0
  return {
    ownersOf(key, find) {
      const known = remembered.get(key)
      if (known !== undefined) return known
      const owners = find()
      handles += owners.length
      for (const [oldest, forgotten] of remembered) {
        if (handles <= MAX_REMEMBERED) break
        remembered.delete(oldest)
        handles -= forgotten.length
      }
      remembered.set(key, owners)
      return owners
    },
  }
}
