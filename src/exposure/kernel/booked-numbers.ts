/** The customer numbers of a book of changes: who has them, and how many of each form there are now. */
import type { RecordHandle } from '../identifier-index.ts'
import { type NumberCount, openNumberTally } from '../number-census.ts'
import type { NumberForm } from '../number-form.ts'
import type { CompactIndex } from './compact-index.ts'
import { type HashedRecord, hashAt } from './hashed-record.ts'
import { formOfKind, KIND_SHORT_NUMBER } from './key-kind.ts'

export interface BookedNumbers {
  /** Everyone who has or had the number with this hash, in the index or in the book. */
  ownersOf(hash: Uint32Array): readonly RecordHandle[]
  /** The numbers among the keys of a record in the book. */
  add(record: HashedRecord, handle: RecordHandle): void
  /** The first key of a fact. */
  addFact(fact: HashedRecord): void
  /** Nobody has this number any more. Other numbers that he had still count, until the index is built anew. */
  drop(hash: Uint32Array, form: NumberForm): void
  counts(): readonly NumberCount[]
}

export function openBookedNumbers(base: CompactIndex): BookedNumbers {
  const tally = openNumberTally(base.numberCounts)
  const booked = new Map<string, readonly RecordHandle[]>()
  const counted = new Set<string>()
  const dropped = new Set<string>()

  const count = (hash: Uint32Array, form: NumberForm) => {
    const name = hash.join()
    if (dropped.delete(name)) tally.add(form)
    else if (!counted.has(name) && base.ownersOfHash(hash).length === 0) tally.add(form)
    counted.add(name)
  }
  return {
    ownersOf: (hash) => [...base.ownersOfHash(hash), ...(booked.get(hash.join()) ?? [])],
    add(record, handle) {
      for (let ordinal = 0; ordinal < record.keyCount; ordinal++) {
        const kind = record.bytes[record.kindsAt + ordinal] ?? 0
        const form = formOfKind(kind)
        if (form === undefined && kind !== KIND_SHORT_NUMBER) continue
        const hash = hashAt(record, ordinal)
        const name = hash.join()
        booked.set(name, [...(booked.get(name) ?? []), handle])
        if (form !== undefined) count(hash, form)
      }
    },
    addFact(fact) {
      const form = formOfKind(fact.bytes[fact.kindsAt] ?? 0)
      if (form !== undefined) count(hashAt(fact, 0), form)
    },
    drop(hash, form) {
      dropped.add(hash.join())
      tally.drop(form)
    },
    counts: tally.counts,
  }
}
