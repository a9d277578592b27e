/** The keys of an index that is being built, with their owners, and the words of names. Kept by WebAssembly. */
import type { RecordHandle } from '../identifier-index.ts'
import type { NumberCount } from '../number-census.ts'
import type { HashedRecord } from './hashed-record.ts'
import { type IndexBuildModule, openIndexBuildModule } from './index-build-module.ts'
import { formOfKind, KINDS } from './key-kind.ts'
import { type KeyEntry, SLOTS_OF_A_BUCKET, WORDS_OF_A_BUCKET } from './key-table.ts'
import { HASH_BYTES } from './keyed-hash.ts'

/** Memory of WebAssembly ends at 4 GB: 16 bytes for each, up to 5 for its place in a list, and what is looked at at a time. */
const MAX_KEYS = 180_000_000

export interface GatheredKeys {
  /**
   * Adds keys of a record from the `first` on, and the words of his names.
   *
   * @throws RangeError beyond `MAX_KEYS`
   */
  addRecord(record: HashedRecord, first: number, handle: RecordHandle): void
  /** Adds the first key of a fact. */
  addFact(fact: HashedRecord, handle: RecordHandle): void
  /** Who has key `ordinal` of a fact, if that is a customer number; ascending, without repetition. */
  ownersOf(fact: HashedRecord, ordinal: number): readonly RecordHandle[]
  /** Makes one key of equal ones. Nothing can be added any more. */
  group(): GroupedKeys
}

export interface GroupedKeys {
  /** Different ones. */
  readonly keys: number
  readonly numberCounts: readonly NumberCount[]
  /** Lists of owners, each as its length and its handles. */
  lists(): Uint32Array
  readonly listWords: number
  readonly sharedEmails: number
  readonly words: number
  wordEntries(): Iterable<KeyEntry>
  /**
   * Fills the slots of a table as far as keys find room in their own buckets.
   *
   * @returns undefined if two keys look the same
   */
  fill(table: { readonly slots: Uint32Array; readonly tags: Uint32Array }): Filled | undefined
}

/** What is left to be done when a table is filled. */
export interface Filled {
  /** Keys that found no room in their buckets. */
  left(): Iterable<KeyEntry>
  /** Payloads of the e-mail addresses that several customers have. */
  readonly sharedEmails: Uint32Array
}

export function openGatheredKeys(): GatheredKeys {
  const module = openIndexBuildModule()
  let keys = 0
  let bytes = new Uint8Array(module.memory.buffer)
  /** Hands bytes in; memory may have grown meanwhile. */
  const put = (hashed: Uint8Array): number => {
    const at = module.input(hashed.length) >>> 0
    if (bytes.buffer !== module.memory.buffer) bytes = new Uint8Array(module.memory.buffer)
    bytes.set(hashed, at)
    return at
  }
  const count = (more: number) => {
    keys += more
    if (keys > MAX_KEYS) throw new RangeError(`an index cannot be built of more than ${MAX_KEYS} keys`)
  }
  return {
    addRecord({ bytes: hashed, keyCount, wordCount, kindsAt, hashesAt }, first, handle) {
      count(keyCount)
      const at = put(hashed)
      module.addKeys(at + kindsAt, at + hashesAt, first, keyCount, handle)
      if (wordCount > 0) {
        module.addWords(at + kindsAt + keyCount, at + hashesAt + keyCount * HASH_BYTES, wordCount)
      }
    },
    addFact({ bytes: hashed, kindsAt, hashesAt }, handle) {
      count(1)
      const at = put(hashed)
      module.addKey(at + hashesAt, hashed[kindsAt] ?? 0, handle)
    },
    ownersOf({ bytes: hashed, hashesAt }, ordinal) {
      const found = module.findOwners(put(hashed) + hashesAt + ordinal * HASH_BYTES)
      const handles = [...wordsAt(module, module.foundAt(), found)]
      return [...new Set(handles)].sort((a, b) => a - b)
    },
    group() {
      module.group()
      return groupedIn(module)
    },
  }
}

function groupedIn(module: IndexBuildModule): GroupedKeys {
  const [keys, listWords, sharedEmails] = [module.distinctKeys, module.listWords, module.sharedOfKind]
  return {
    keys: keys.value,
    numberCounts: numberCountsOf(wordsAt(module, module.countsByKind.value, KINDS)),
    lists: () => wordsAt(module, module.listsAt.value, listWords.value),
    listWords: listWords.value,
    sharedEmails: sharedEmails.value,
    words: module.wordCount(),
    wordEntries: () =>
      entriesIn(wordsAt(module, module.wordsAt(), ((module.wordsEnd() - module.wordsAt()) >>> 0) / 4)),
    fill: (table) => filledBy(module, table),
  }
}

function filledBy(
  module: IndexBuildModule,
  { slots, tags }: { readonly slots: Uint32Array; readonly tags: Uint32Array },
): Filled | undefined {
  module.openTable(slots.length / WORDS_OF_A_BUCKET)
  for (let partition = 0; partition < module.PARTITIONS.value; partition++) {
    if (module.fill(partition) === 0) continue
    const [first, buckets] = [module.firstBucket.value, module.bucketCount.value]
    slots.set(wordsAt(module, module.slotsAt.value, buckets * WORDS_OF_A_BUCKET), first * WORDS_OF_A_BUCKET)
    tags.set(wordsAt(module, module.tagsAt.value, buckets * SLOTS_OF_A_BUCKET), first * SLOTS_OF_A_BUCKET)
  }
  if (module.hasLookAlikes.value !== 0) return undefined
  return {
    left: () => entriesIn(wordsAt(module, module.leftAt.value, module.leftKeys.value * WORDS_OF_AN_ENTRY)),
    sharedEmails: wordsAt(module, module.toldAt.value, module.toldKeys.value).slice(),
  }
}

/** Place, tag and payload; without payload nobody has the place. */
const WORDS_OF_AN_ENTRY = 4

function* entriesIn(words: Uint32Array): Generator<KeyEntry> {
  for (let at = 0; at < words.length; at += WORDS_OF_AN_ENTRY) {
    const payload = words[at + 3] ?? 0
    if (payload === 0) continue
    yield { placeLow: words[at] ?? 0, placeHigh: words[at + 1] ?? 0, tag: words[at + 2] ?? 0, payload }
  }
}

function numberCountsOf(countsByKind: Uint32Array): readonly NumberCount[] {
  return [...countsByKind].flatMap((count, kind) => {
    const form = formOfKind(kind)
    return count === 0 || form === undefined ? [] : [{ ...form, count }]
  })
}

/** Valid until memory grows. */
function wordsAt(module: IndexBuildModule, at: number, words: number): Uint32Array {
  return new Uint32Array(module.memory.buffer, at >>> 0, words)
}
