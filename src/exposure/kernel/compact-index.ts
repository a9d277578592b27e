/** The fast index: the port over bytes that hold keyed hashes, and of customers no value but their numbers. */
import type { FactKey } from '../fact.ts'
import type { DirectoryIndex, DirectoryInput, Handles, RecordHandle } from '../identifier-index.ts'
import { type NumberCount, numberCensusOf } from '../number-census.ts'
import { alphabets, numberClasses } from '../number-form.ts'
import { openIndexBuilder } from './index-builder.ts'
import {
  type ImageRefusal,
  type IndexImage,
  openImage,
  type WantedIndex,
  WORDS_OF_A_FORM,
  WORDS_OF_A_HOUSEHOLD,
} from './index-image.ts'
import { ownersAt } from './key-payload.ts'
import { NO_PAYLOAD, payloadOf, payloadOfHash } from './key-table.ts'
import { type IndexKey, type LookupHash, openKeyedHash } from './keyed-hash.ts'
import { readText } from './text-bytes.ts'
import { openTextSieve, type SievedTables, sieveMemoryOf, type TextSieve } from './text-sieve.ts'
import { rememberWords } from './word-memory.ts'

export interface CompactIndex extends DirectoryIndex {
  readonly sieve: TextSieve
  /** For the sieve of an index with changes. */
  readonly sievedTables: SievedTables
  /** The bytes it reads, which `openIndex` opens again. They must not change. */
  readonly bytes: Uint8Array
  /** As `owners`, of a key whose `WORDS_OF_A_HASH` are known. */
  ownersOfHash(hash: Uint32Array): Handles
}

export type OpenedIndex =
  | { readonly kind: 'open'; readonly index: CompactIndex }
  | { readonly kind: 'refused'; readonly reason: ImageRefusal }

/** @throws LookAlikes if two values look the same under this key: build with another one */
export function buildCompactIndex(input: DirectoryInput, key: IndexKey): CompactIndex {
  const builder = openIndexBuilder(key)
  for (const record of input.records) builder.addRecord(record)
  for (const fact of input.ownedFacts ?? []) builder.addOwnedFact(fact)
  const opened = openIndex(builder.finish(), key)
  if (opened.kind === 'refused') throw new Error(`an index just built is refused: ${opened.reason}`)
  return opened.index
}

/**
 * Opens the bytes of an index, in place. They may lie in memory shared with other threads, each of which opens them for
 * itself.
 *
 * @param key the one the index was built with; under another one nothing would be found, so it is refused
 * @param wanted another organisation's index, or an older one, is refused
 */
export function openIndex(bytes: Uint8Array, key: IndexKey, wanted?: WantedIndex): OpenedIndex {
  const hash = openKeyedHash(key)
  const image = openImage(bytes, hash, wanted)
  if (typeof image === 'string') return { kind: 'refused', reason: image }
  return { kind: 'open', index: indexOver(image, hash, key) }
}

const NOBODY: Handles = []

function indexOver(image: IndexImage, hash: LookupHash, key: IndexKey): CompactIndex {
  const keys = { slots: image.keySlots, tags: image.keyTags }
  const roles = { slots: image.roleSlots, tags: image.roleTags }
  const numberCounts = numberCountsIn(image.forms)
  const { records, unlistedOwners } = image.counts
  const ownersOf = (payload: number) => (payload === NO_PAYLOAD ? NOBODY : ownersAt(image.owners, payload))
  const sievedTables = { keys, words: roles, numberCounts }
  let sieve: TextSieve | undefined
  return {
    bytes: image.bytes,
    sievedTables,
    get sieve() {
      sieve ??= openTextSieve(sieveMemoryOf(sievedTables, key), sievedTables)
      return sieve
    },
    size: records,
    owners: (factKey: FactKey) => ownersOf(payloadOf(keys, hash, factKey)),
    ownersOfHash: (known) => ownersOf(payloadOfHash(keys, known)),
    record(handle) {
      if (!(Number.isInteger(handle) && handle >= 0 && handle < records)) {
        throw new RangeError('no record has this handle')
      }
      return recordAt(image, handle)
    },
    nameRoles: rememberWords((foldedWord) => payloadOf(roles, hash, foldedWord)),
    ...numberCensusOf(numberCounts),
    *sharedEmails() {
      for (const payload of image.sharedEmails) yield ownersAt(image.owners, payload)
    },
    numberCounts,
    unlistedOwners,
  }
}

/** The number is made into a string when it is asked for: most records are looked at for their household only. */
function recordAt(image: IndexImage, handle: RecordHandle) {
  const { households, protection } = image
  const low = households[handle * WORDS_OF_A_HOUSEHOLD] ?? 0
  const high = households[handle * WORDS_OF_A_HOUSEHOLD + 1] ?? 0
  const isProtected = (((protection[handle >>> 5] ?? 0) >>> (handle & 31)) & 1) === 1
  if (low === 0 && high === 0) {
    return {
      get customerNumber() {
        return customerNumberAt(image, handle)
      },
      isProtected,
    }
  }
  return {
    get customerNumber() {
      return customerNumberAt(image, handle)
    },
    household: String.fromCharCode(low & 0xffff, low >>> 16, high & 0xffff, high >>> 16),
    isProtected,
  }
}

function customerNumberAt({ numbers, numberStarts }: IndexImage, handle: RecordHandle): string {
  return readText(numbers, numberStarts[handle] ?? 0, numberStarts[handle + 1] ?? 0)
}

function numberCountsIn(forms: Uint32Array): readonly NumberCount[] {
  const counts: NumberCount[] = []
  for (let at = 0; at < forms.length; at += WORDS_OF_A_FORM) {
    counts.push({
      factClass: numberClasses[forms[at] ?? 0] ?? 'customer-number',
      alphabet: alphabets[forms[at + 1] ?? 0] ?? 'digits',
      length: forms[at + 2] ?? 0,
      count: forms[at + 3] ?? 0,
    })
  }
  return counts
}
