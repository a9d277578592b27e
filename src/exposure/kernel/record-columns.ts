/** What an index keeps of each record beside its keys, while it is built. */
import type { RecordHandle } from '../identifier-index.ts'
import { type HashedRecord, wordAt } from './hashed-record.ts'
import type { IndexImage } from './index-image.ts'
import { openTextPool } from './text-pool.ts'
import { openWordList } from './word-list.ts'

export interface RecordColumns {
  readonly records: number
  readonly numberBytes: number
  add(customerNumber: string, record: HashedRecord): RecordHandle
  writeTo(image: IndexImage): void
}

export function openRecordColumns(): RecordColumns {
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
    add(customerNumber, { bytes, householdAt, isProtected }) {
      const handle = records++
      const word = handle >>> 5
      if (word === protection.length) protection.push(0)
      if (isProtected) protection.set(word, protection.get(word) | (1 << (handle & 31)))
      households.push(householdAt === undefined ? 0 : wordAt(bytes, householdAt))
      households.push(householdAt === undefined ? 0 : wordAt(bytes, householdAt + 4))
      customerNumbers.add(customerNumber)
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
