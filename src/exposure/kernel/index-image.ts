/** The bytes of an index: a header and the sections behind it, in memory as in a file. */
import { checksumOf } from './checksum.ts'
import { SLOTS_OF_A_BUCKET, WORDS_OF_A_BUCKET } from './key-table.ts'
import { type KeyedHash, WORDS_OF_A_HASH } from './keyed-hash.ts'

/** "SCHLIDX" and a line end, as little-endian words: a machine of the other byte order does not know it again. */
const MAGIC = [0x4c484353, 0x0a584449] as const
/** Raised with every change of what the bytes mean, canonical spellings of keys included. */
const VERSION = 3

/** Whose an index is, and of which state of his directory. */
export interface IndexOrigin {
  /** The organisation's id; the index holds its hash. */
  readonly organisation: string
  /** Counts up with each index that is built for the organisation. */
  readonly generation: number
  /** Milliseconds since 1970: when the customers were read that it is built of. */
  readonly readAtMs: number
}

/** Places in the header. */
const AT_VERSION = 2
const AT_TOTAL = 3
const AT_CHECKSUM = 4
const AT_KEY_ID = 5
const KEY_ID_WORDS = 4
const AT_COUNTS = AT_KEY_ID + KEY_ID_WORDS
/** Hash of the organisation, 0 for none. */
const AT_ORGANISATION = 18
/** Two words each. */
const AT_GENERATION = AT_ORGANISATION + WORDS_OF_A_HASH
const AT_READ_AT = AT_GENERATION + 2
/** Two cache lines, so that buckets lie in one each. */
const HEADER_WORDS = 32

/** How much of everything an index has; the sizes of all sections follow. */
export const countNames = [
  'records',
  'keys',
  'keyBuckets',
  'roleBuckets',
  'ownerWords',
  'numberBytes',
  'numberForms',
  'sharedEmails',
  'unlistedOwners',
] as const
export type ImageCounts = Readonly<Record<(typeof countNames)[number], number>>

/** Words of a household's hash; both 0 for none. */
export const WORDS_OF_A_HOUSEHOLD = 2
/** Class, alphabet, length and count. */
export const WORDS_OF_A_FORM = 4

export interface IndexImage {
  readonly bytes: Uint8Array
  readonly counts: ImageCounts
  readonly keySlots: Uint32Array
  readonly keyTags: Uint32Array
  readonly roleSlots: Uint32Array
  readonly roleTags: Uint32Array
  /** Each list as its length and its handles. */
  readonly owners: Uint32Array
  readonly households: Uint32Array
  /** One bit for each record. */
  readonly protection: Uint32Array
  /** Where each record's customer number begins in `numbers`, and where the last one ends. */
  readonly numberStarts: Uint32Array
  /** Customer numbers in clear: they are what a verdict names. */
  readonly numbers: Uint8Array
  readonly forms: Uint32Array
  /** Payloads of the e-mail addresses that several customers share. */
  readonly sharedEmails: Uint32Array
}

/**
 * An index without content, to be filled and then sealed.
 *
 * @param memory gives room for it, cleared
 * @limit 2^32 words, 16 GB
 */
export function emptyImage(counts: ImageCounts, memory: (sizeBytes: number) => Uint8Array): IndexImage {
  return viewsOf(memory(totalWords(counts) * 4), counts)
}

/** Writes the header, once all sections are filled. */
export function sealImage(image: IndexImage, hash: KeyedHash, origin?: IndexOrigin): void {
  const words = wordsOf(image.bytes)
  const { keyId } = hash
  words.set(MAGIC)
  words[AT_VERSION] = VERSION
  words[AT_TOTAL] = words.length
  words.set(keyId, AT_KEY_ID)
  words.set(
    countNames.map((name) => image.counts[name]),
    AT_COUNTS,
  )
  if (origin !== undefined) {
    words.set(organisationHash(origin.organisation, hash), AT_ORGANISATION)
    words.set(halvesOf(origin.generation), AT_GENERATION)
    words.set(halvesOf(origin.readAtMs), AT_READ_AT)
  }
  words[AT_CHECKSUM] = checksumOf(words.subarray(AT_CHECKSUM + 1))
}

/** Not a class of facts, so that no key can be the same text. */
function organisationHash(organisation: string, hash: KeyedHash): Uint32Array {
  return hash.hashOf(`organisation:${organisation}`)
}

/** Lower and upper half of a whole number. */
function halvesOf(whole: number): readonly [number, number] {
  if (!(Number.isSafeInteger(whole) && whole >= 0))
    throw new RangeError('an index counts in whole numbers from 0')
  return [whole >>> 0, Math.floor(whole / 2 ** 32)]
}

/** Why bytes are no index that can be used. Nothing may be judged with half an index. */
export type ImageRefusal =
  | 'not-an-index'
  | 'other-version'
  | 'truncated'
  | 'damaged'
  | 'other-key'
  | 'other-organisation'
  | 'stale'

/** Which index is wanted. */
export interface WantedIndex {
  readonly organisation?: string
  /** The generation that is known to have been built; an older one was put back. */
  readonly generationFrom?: number
  /** Milliseconds since 1970: an older state of the customers is not judged with. */
  readonly readFromMs?: number
}

/**
 * Opens the bytes of a sealed image where they lie; they are copied only if they do not begin at a whole word.
 *
 * @param bytes must not change while the index is in use
 */
export function openImage(
  bytes: Uint8Array,
  hash: KeyedHash,
  wanted: WantedIndex = {},
): IndexImage | ImageRefusal {
  if (bytes.length < HEADER_WORDS * 4) return startsRight(bytes) ? 'truncated' : 'not-an-index'
  if (!startsRight(bytes)) return 'not-an-index'
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const words = wordsOf(aligned)
  if (words[AT_VERSION] !== VERSION) return 'other-version'
  const sizeBytes = (words[AT_TOTAL] ?? 0) * 4
  if (bytes.length < sizeBytes) return 'truncated'
  if (bytes.length > sizeBytes) return 'damaged'
  if (words[AT_CHECKSUM] !== checksumOf(words.subarray(AT_CHECKSUM + 1))) return 'damaged'
  if (!isSealedUnder(aligned, hash)) return 'other-key'
  const counts = countsIn(words)
  if (totalWords(counts) !== words.length) return 'damaged'
  return refusalOf(words, hash, wanted) ?? viewsOf(aligned, counts)
}

function refusalOf(words: Uint32Array, hash: KeyedHash, wanted: WantedIndex): ImageRefusal | undefined {
  const { organisation, generationFrom = 0, readFromMs = 0 } = wanted
  if (organisation !== undefined) {
    const isTheirs = organisationHash(organisation, hash).every(
      (word, i) => words[AT_ORGANISATION + i] === word,
    )
    if (!isTheirs) return 'other-organisation'
  }
  const isOlder = wholeAt(words, AT_GENERATION) < generationFrom || wholeAt(words, AT_READ_AT) < readFromMs
  return isOlder ? 'stale' : undefined
}

function wholeAt(words: Uint32Array, at: number): number {
  return (words[at] ?? 0) + (words[at + 1] ?? 0) * 2 ** 32
}

/** Whether the bytes of an image were sealed under this key. */
export function isSealedUnder(bytes: Uint8Array, { keyId }: KeyedHash): boolean {
  const words = wordsOf(bytes)
  return keyId.every((word, i) => words[AT_KEY_ID + i] === word)
}

function startsRight(bytes: Uint8Array): boolean {
  const magic = new Uint8Array(Uint32Array.from(MAGIC).buffer)
  return magic.subarray(0, bytes.length).every((byte, i) => bytes[i] === byte)
}

function countsIn(words: Uint32Array): ImageCounts {
  const count = (name: (typeof countNames)[number]) => words[AT_COUNTS + countNames.indexOf(name)] ?? 0
  return {
    records: count('records'),
    keys: count('keys'),
    keyBuckets: count('keyBuckets'),
    roleBuckets: count('roleBuckets'),
    ownerWords: count('ownerWords'),
    numberBytes: count('numberBytes'),
    numberForms: count('numberForms'),
    sharedEmails: count('sharedEmails'),
    unlistedOwners: count('unlistedOwners'),
  }
}

/** Words of each section. */
function sectionsOf(counts: ImageCounts) {
  const { records } = counts
  return {
    keySlots: counts.keyBuckets * WORDS_OF_A_BUCKET,
    roleSlots: counts.roleBuckets * WORDS_OF_A_BUCKET,
    keyTags: counts.keyBuckets * SLOTS_OF_A_BUCKET,
    roleTags: counts.roleBuckets * SLOTS_OF_A_BUCKET,
    owners: counts.ownerWords,
    households: records * WORDS_OF_A_HOUSEHOLD,
    protection: Math.ceil(records / 32),
    numberStarts: records + 1,
    forms: counts.numberForms * WORDS_OF_A_FORM,
    sharedEmails: counts.sharedEmails,
    numbers: Math.ceil(counts.numberBytes / 4),
  }
}

function totalWords(counts: ImageCounts): number {
  return Object.values(sectionsOf(counts)).reduce((sum, words) => sum + words, HEADER_WORDS)
}

function viewsOf(bytes: Uint8Array, counts: ImageCounts): IndexImage {
  const { buffer } = bytes
  const sections = sectionsOf(counts)
  let next = bytes.byteOffset + HEADER_WORDS * 4
  const take = (sizeWords: number): number => {
    const start = next
    next += sizeWords * 4
    return start
  }
  const words = (sizeWords: number) => new Uint32Array(buffer, take(sizeWords), sizeWords)
  return {
    bytes,
    counts,
    keySlots: words(sections.keySlots),
    roleSlots: words(sections.roleSlots),
    keyTags: words(sections.keyTags),
    roleTags: words(sections.roleTags),
    owners: words(sections.owners),
    households: words(sections.households),
    protection: words(sections.protection),
    numberStarts: words(sections.numberStarts),
    forms: words(sections.forms),
    sharedEmails: words(sections.sharedEmails),
    numbers: new Uint8Array(buffer, take(sections.numbers), counts.numberBytes),
  }
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
}
