/** What an index keeps of each record beside its keys, while it is built. */
import { householdOf } from '../customer-facts.ts'
import type { CustomerRecord } from '../fact.ts'
import type { RecordHandle } from '../identifier-index.ts'
import type { IndexImage } from './index-image.ts'
import type { KeyedHash } from './keyed-hash.ts'
import { openTextPool } from './text-pool.ts'
import { openWordList } from './word-list.ts'

export interface RecordColumns {
  readonly records: number
  readonly numberBytes: number
  add(record: CustomerRecord): RecordHandle
  writeTo(image: IndexImage): void
}

/** Not a class of facts, so that no key can be the same text. */
const HOUSEHOLD = 'household:'

export function openRecordColumns(hash: KeyedHash): RecordColumns {
  const households = openWordList()
  const protection = openWordList()
  const customerNumbers = openTextPool()
  let records = 0
  return {
    get records() {
      return records
    },
    get numberBytes() {
      return customerNumbers.sizeBytes
    },
    add(record) {
      const handle = records++
      const word = handle >>> 5
      if (word === protection.length) protection.push(0)
      if (record.isProtected) protection.set(word, protection.get(word) | (1 << (handle & 31)))
      const household = householdOf(record)
      const place = household === undefined ? [0, 0] : hash.placeOf(HOUSEHOLD + household)
      for (const half of place) households.push(half)
      customerNumbers.add(record.customerNumber)
      return handle
    },
    writeTo(image) {
      image.households.set(households.words())
      image.protection.set(protection.words())
      image.numberStarts.set(customerNumbers.starts())
      image.numbers.set(customerNumbers.bytes())
    },
  }
}
