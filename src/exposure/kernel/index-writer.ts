/** Makes the bytes of an index of what its builder has gathered. */
import type { NumberCount } from '../number-census.ts'
import { alphabets, numberClasses } from '../number-form.ts'
import type { GroupedKeys } from './gathered-keys.ts'
import { emptyImage, type ImageCounts, type IndexImage, type IndexOrigin, sealImage } from './index-image.ts'
import { bucketsFor, type KeyEntry, type KeyTable, LookAlikes, moreBuckets, putEntry } from './key-table.ts'
import type { KeyedHash } from './keyed-hash.ts'
import type { RecordColumns } from './record-columns.ts'

export interface IndexContent {
  readonly grouped: GroupedKeys
  readonly columns: RecordColumns
  readonly unlistedOwners: number
}

/** Where the bytes of an index go, and what they say of themselves. */
export interface IndexPurpose {
  /** Gives room for them, cleared: memory that threads share, for example. */
  readonly memory?: (sizeBytes: number) => Uint8Array
  readonly origin?: IndexOrigin
}

/**
 * @throws LookAlikes if two values look the same under this key: build with another one
 */
export function writeIndex(
  { grouped, columns, unlistedOwners }: IndexContent,
  hash: KeyedHash,
  { memory = (sizeBytes) => new Uint8Array(sizeBytes), origin }: IndexPurpose,
): Uint8Array {
  const { numberCounts } = grouped
  const counts = {
    records: columns.records,
    keys: grouped.keys,
    ownerWords: grouped.listWords,
    numberBytes: columns.numberBytes,
    numberForms: numberCounts.length,
    sharedEmails: grouped.sharedEmails,
    unlistedOwners,
  }
  const image = imageWithTables(counts, grouped, memory)
  columns.writeTo(image)
  image.owners.set(grouped.lists())
  image.forms.set(numberCounts.flatMap(wordsOfForm))
  sealImage(image, hash, origin)
  return image.bytes
}

/** An image whose tables hold all entries; wider ones, as long as one does not find room near its place. */
function imageWithTables(
  counts: Omit<ImageCounts, 'keyBuckets' | 'roleBuckets'>,
  grouped: GroupedKeys,
  memory: (sizeBytes: number) => Uint8Array,
): IndexImage {
  let keyBuckets = bucketsFor(grouped.keys)
  let roleBuckets = bucketsFor(grouped.words)
  for (;;) {
    const image = emptyImage({ ...counts, keyBuckets, roleBuckets }, memory)
    const filled = grouped.fill({ slots: image.keySlots, tags: image.keyTags })
    if (filled === undefined) throw new LookAlikes()
    const hasKeys = putAll({ slots: image.keySlots, tags: image.keyTags }, filled.left())
    const hasRoles = putAll({ slots: image.roleSlots, tags: image.roleTags }, grouped.wordEntries())
    image.sharedEmails.set(filled.sharedEmails)
    if (hasKeys && hasRoles) return image
    if (!hasKeys) keyBuckets = moreBuckets(keyBuckets)
    if (!hasRoles) roleBuckets = moreBuckets(roleBuckets)
  }
}

function putAll(table: KeyTable, entries: Iterable<KeyEntry>): boolean {
  for (const entry of entries) if (!putEntry(table, entry)) return false
  return true
}

function wordsOfForm({ factClass, alphabet, length, count }: NumberCount): readonly number[] {
  return [numberClasses.indexOf(factClass), alphabets.indexOf(alphabet), length, count]
}
