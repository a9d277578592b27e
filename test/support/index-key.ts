/** A key for indexes in tests; another seed is another key. */
import { INDEX_KEY_BYTES, type IndexKey } from '../../src/exposure/kernel/keyed-hash.ts'

export function indexKey(seed = 1): IndexKey {
  return Uint8Array.from({ length: INDEX_KEY_BYTES }, (_, i) => (i * 7 + seed * 101) & 0xff)
}
