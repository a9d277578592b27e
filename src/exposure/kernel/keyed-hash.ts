/** Places and tags of texts under a secret key: all that an index keeps of a fact. */
import { SIP_KEY_BYTES, sipHash, sipKeyOf } from './sip-hash.ts'
import { MAX_BYTES_OF_A_UNIT, writeText } from './text-bytes.ts'

/** Bytes of a key: one half for places, the other for tags, so that a tag says something that the place does not. */
export const INDEX_KEY_BYTES = 2 * SIP_KEY_BYTES

/** Whoever has it can try values against an index; without it an index tells of no value. */
export type IndexKey = Uint8Array

export interface KeyedHash {
  /**
   * Hashes a text.
   *
   * @returns the 64 bits that say where it stands; the same array each time
   */
  placeOf(text: string): Uint32Array
  /** The confirming tag of the text that `placeOf` was last asked about. */
  tagOfLast(): number
}

/** @limit bits of a confirming tag; what they give stands at `MAX_BUCKETS_SEARCHED` in `key-table.ts` */
export const TAG_BITS = 16

/** Longer texts get a longer scratch pad; nearly all keys are shorter. */
const USUAL_TEXT_LENGTH = 256

/** @throws RangeError for a key of another length */
export function openKeyedHash(key: IndexKey): KeyedHash {
  refuseWrongKey(key)
  const placeKey = sipKeyOf(key, 0)
  const tagKey = sipKeyOf(key, SIP_KEY_BYTES)
  const place = new Uint32Array(2)
  const tag = new Uint32Array(2)
  const message = { bytes: new Uint8Array(USUAL_TEXT_LENGTH * MAX_BYTES_OF_A_UNIT), length: 0 }
  return {
    placeOf(text) {
      const needed = text.length * MAX_BYTES_OF_A_UNIT
      if (needed > message.bytes.length) message.bytes = new Uint8Array(needed)
      message.length = writeText(text, message.bytes, 0)
      sipHash(placeKey, message, place)
      return place
    },
    tagOfLast() {
      sipHash(tagKey, message, tag)
      return (tag[0] ?? 0) & (2 ** TAG_BITS - 1)
    },
  }
}

const keyIdText = Uint8Array.from('schleuse index key', (letter) => letter.charCodeAt(0))

/** Tells two keys apart without telling either: the hash of a fixed text under both halves. */
export function keyIdOf(key: IndexKey): readonly [number, number, number, number] {
  refuseWrongKey(key)
  const [place, tag] = [0, SIP_KEY_BYTES].map((offset) => {
    const out = new Uint32Array(2)
    sipHash(sipKeyOf(key, offset), { bytes: keyIdText, length: keyIdText.length }, out)
    return out
  })
  return [place?.[0] ?? 0, place?.[1] ?? 0, tag?.[0] ?? 0, tag?.[1] ?? 0]
}

function refuseWrongKey(key: IndexKey): void {
  if (key.length !== INDEX_KEY_BYTES) throw new RangeError(`an index key has ${INDEX_KEY_BYTES} bytes`)
}
