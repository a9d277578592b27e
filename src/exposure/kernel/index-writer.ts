/** Makes the bytes of an index of what its builder has gathered. */
import { alphabets, numberClasses } from '../number-form.ts'
import type { GatheredKeys } from './gathered-keys.ts'
import type { GrowingTable } from './growing-table.ts'
import { emptyImage, type ImageCounts, type IndexImage, sealImage } from './index-image.ts'
import { bucketsFor, type KeyTable, moreBuckets, putEntry } from './key-table.ts'
import type { KeyId } from './keyed-hash.ts'
import { isList, listOf, payloadOfList } from './owner-lists.ts'
import type { RecordColumns } from './record-columns.ts'

export interface IndexContent {
  readonly gathered: GatheredKeys
  /** Words of names with what they are. */
  readonly roles: GrowingTable
  readonly columns: RecordColumns
  readonly unlistedOwners: number
}

/** @throws RangeError if two values look the same under this key, see `putEntry` */
export function writeIndex(
  { gathered, roles, columns, unlistedOwners }: IndexContent,
  keyId: KeyId,
): Uint8Array {
  const { keys, sharedEmails } = gathered
  const numberCounts = gathered.numberCounts()
  const lists = gathered.owners.written()
  const finalPayload = (payload: number) =>
    isList(payload) ? payloadOfList(lists.starts[listOf(payload)] ?? 0) : payload
  const counts = {
    records: columns.records,
    keys: keys.size,
    ownerWords: lists.words.length,
    numberBytes: columns.numberBytes,
    numberForms: numberCounts.length,
    sharedEmails: sharedEmails.size,
    unlistedOwners,
  }
  const image = imageWithTables(counts, { keys, roles, finalPayload })
  columns.writeTo(image)
  image.owners.set(lists.words)
  image.sharedEmails.set([...sharedEmails].map(finalPayload))
  image.forms.set(
    numberCounts.flatMap(({ factClass, alphabet, length, count }) => [
      numberClasses.indexOf(factClass),
      alphabets.indexOf(alphabet),
      length,
      count,
    ]),
  )
  sealImage(image, keyId)
  return image.bytes
}

interface Tables {
  readonly keys: GrowingTable
  readonly roles: GrowingTable
  readonly finalPayload: (payload: number) => number
}

/** An image whose tables hold all entries; wider ones, as long as one does not find room near its place. */
function imageWithTables(
  counts: Omit<ImageCounts, 'keyBuckets' | 'roleBuckets'>,
  { keys, roles, finalPayload }: Tables,
): IndexImage {
  let keyBuckets = bucketsFor(keys.size)
  let roleBuckets = bucketsFor(roles.size)
  for (;;) {
    const image = emptyImage({ ...counts, keyBuckets, roleBuckets })
    const hasKeys = fill({ slots: image.keySlots, tags: image.keyTags }, keys, finalPayload)
    const hasRoles = fill({ slots: image.roleSlots, tags: image.roleTags }, roles, (bits) => bits)
    if (hasKeys && hasRoles) return image
    if (!hasKeys) keyBuckets = moreBuckets(keyBuckets)
    if (!hasRoles) roleBuckets = moreBuckets(roleBuckets)
  }
}

function fill(table: KeyTable, source: GrowingTable, finalPayload: (payload: number) => number): boolean {
  for (const entry of source.entries()) {
    if (!putEntry(table, { ...entry, payload: finalPayload(entry.payload) })) return false
  }
  return true
}
