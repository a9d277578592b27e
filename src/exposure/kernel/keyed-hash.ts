/** Places and tags of texts under a secret key: all that an index keeps of a fact. */
import { type KeyHashModule, openKeyHashModule } from './key-hash-module.ts'
import { MAX_BYTES_OF_A_UNIT, writeText } from './text-bytes.ts'

/** Bytes of the key for places (SipHash-2-4) and of the one for tags (keyed BLAKE2s), so that a tag says something that the place does not. */
const PLACE_KEY_BYTES = 16
const TAG_KEY_BYTES = 16
export const INDEX_KEY_BYTES = PLACE_KEY_BYTES + TAG_KEY_BYTES

/** BLAKE2s-256 is made, and cut to its first word: what that gives stands at `MAX_BUCKETS_SEARCHED` in `key-table.ts`. */
const WHOLE_TAG_BYTES = 32
export const TAG_BITS = 32

/** Lower and upper half of a place, and the tag: 32 bits each. */
export const WORDS_OF_A_HASH = 3
export const HASH_BYTES = WORDS_OF_A_HASH * 4

/** Whoever has it can try values against an index; without it an index tells of no value. */
export type IndexKey = Uint8Array

/** Tells two keys apart without telling either: the hash of a fixed text under both halves. */
export type KeyId = readonly [number, number, number, number]

/** What looking a text up needs. */
export interface LookupHash {
  /**
   * Hashes a text.
   *
   * @returns the 64 bits that say where it stands; the same array each time
   */
  placeOf(text: string): Uint32Array
  /** The confirming tag of the text that `placeOf` was last asked about. */
  tagOfLast(): number
}

export interface KeyedHash extends LookupHash {
  readonly keyId: KeyId
  /** Place and tag of one text, to keep. */
  hashOf(text: string): Uint32Array
  /**
   * Hashes many texts at once, which costs each of them a third.
   *
   * @returns `WORDS_OF_A_HASH` words for each, little end first; valid until the next call
   */
  hashBytesOf(texts: readonly string[]): Uint8Array
}

const KEY_ID_TEXT = 'schleuse index key'
/** The module loads a little more than a text, and leaves it out again. */
const SLACK_BYTES = 16
const PAGE_BYTES = 65_536

/** @throws RangeError for a key of another length */
export function openKeyedHash(key: IndexKey): KeyedHash {
  if (key.length !== INDEX_KEY_BYTES) throw new RangeError(`an index key has ${INDEX_KEY_BYTES} bytes`)
  const module = openKeyHashModule()
  const [textsAt, maxTexts] = [module.textsAt.value, module.MAX_TEXTS.value]
  let views = viewsOf(module)
  views.bytes.set(key, module.keyAt.value)
  module.setKey(TAG_KEY_BYTES, WHOLE_TAG_BYTES)

  const makeRoom = (units: number, from: number) => {
    const missing = from + units * MAX_BYTES_OF_A_UNIT + SLACK_BYTES - views.bytes.length
    if (missing <= 0) return
    module.memory.grow(Math.ceil(missing / PAGE_BYTES))
    views = viewsOf(module)
  }
  let lastLength = 0
  const placeOf = (text: string) => {
    makeRoom(text.length, textsAt)
    lastLength = writeText(text, views.bytes, textsAt) - textsAt
    module.placeOf(lastLength)
    return views.place
  }
  const hashFew = (texts: readonly string[]) => {
    let end = textsAt
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i] ?? ''
      makeRoom(text.length, end)
      end = writeText(text, views.bytes, end)
      views.ends[i] = end - textsAt
    }
    module.hashTexts(texts.length)
    return views.results
  }
  const tagOfLast = () => module.tagOf(lastLength) >>> 0
  const [first = 0, second = 0] = placeOf(KEY_ID_TEXT)
  return {
    keyId: [first, second, tagOfLast(), module.wordOfLast(1) >>> 0],
    placeOf,
    tagOfLast,
    hashOf: (text) => Uint32Array.of(...placeOf(text), tagOfLast()),
    hashBytesOf: (texts) => (texts.length <= maxTexts ? hashFew(texts) : hashParts(texts, maxTexts, hashFew)),
  }
}

function hashParts(
  texts: readonly string[],
  maxTexts: number,
  hashFew: (few: readonly string[]) => Uint8Array,
): Uint8Array {
  const all = new Uint8Array(texts.length * HASH_BYTES)
  for (let first = 0; first < texts.length; first += maxTexts) {
    const few = texts.slice(first, first + maxTexts)
    all.set(hashFew(few).subarray(0, few.length * HASH_BYTES), first * HASH_BYTES)
  }
  return all
}

/** Views of a module's memory; another set after it has grown. */
function viewsOf(module: KeyHashModule) {
  const { buffer } = module.memory
  const [maxTexts, resultsAt] = [module.MAX_TEXTS.value, module.resultsAt.value]
  return {
    bytes: new Uint8Array(buffer),
    ends: new Uint32Array(buffer, module.endsAt.value, maxTexts),
    results: new Uint8Array(buffer, resultsAt, maxTexts * HASH_BYTES),
    place: new Uint32Array(buffer, resultsAt, 2),
  }
}
