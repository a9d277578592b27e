/** The keys of an index that is being built, with their owners. */
import type { RecordHandle } from '../identifier-index.ts'
import type { NumberCount } from '../number-census.ts'
import { type GrowingTable, openGrowingTable } from './growing-table.ts'
import { formOfKind, KIND_EMAIL, KINDS } from './key-kind.ts'
import { NO_PAYLOAD } from './key-table.ts'
import { isList, type OwnerLists, openOwnerLists } from './owner-lists.ts'

export interface GatheredKeys {
  readonly keys: GrowingTable
  readonly owners: OwnerLists
  /** Payloads of the e-mail addresses that several customers have. */
  readonly sharedEmails: ReadonlySet<number>
  /** @param at where the words of the key's hash begin */
  add(
    key: { readonly hashes: Uint32Array; readonly at: number; readonly kind: number },
    handle: RecordHandle,
  ): void
  ownersOf(hashes: Uint32Array, at: number): readonly RecordHandle[]
  numberCounts(): readonly NumberCount[]
}

export function openGatheredKeys(): GatheredKeys {
  const keys = openGrowingTable()
  const owners = openOwnerLists()
  const countsByKind = new Uint32Array(KINDS)
  const sharedEmails = new Set<number>()
  return {
    keys,
    owners,
    sharedEmails,
    add({ hashes, at, kind }, handle) {
      const slot = keys.slotOf(hashes, at)
      const before = keys.payloadAt(slot)
      const after = owners.add(before, handle)
      if (before === NO_PAYLOAD) countsByKind[kind] = (countsByKind[kind] ?? 0) + 1
      if (after === before) return
      keys.setPayload(slot, after)
      if (kind === KIND_EMAIL && isList(after)) sharedEmails.add(after)
    },
    ownersOf: (hashes, at) => owners.ownersOf(keys.payloadOf(hashes, at)),
    numberCounts: () =>
      [...countsByKind].flatMap((count, kind) => {
        const form = formOfKind(kind)
        return count === 0 || form === undefined ? [] : [{ ...form, count }]
      }),
  }
}
