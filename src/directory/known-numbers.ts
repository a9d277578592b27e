/** What the tables know of the numbers and lasting ids of some rows, asked in three queries for all of them. */
import type { Database } from '../store/connection.ts'
import type { DirectoryKeys } from './directory-keys.ts'
import type { KnownNumbers } from './identity.ts'
import { openValueHash } from './number-hash.ts'
import {
  customersByLastingId,
  customersByNumber,
  type EarlierNumber,
  earlierNumbersAmong,
} from './staging-queries.sql.ts'

export interface AskedNumber {
  readonly number: string
  readonly hash: Buffer
}

export interface AskedNumbers {
  /** Current and earlier ones. */
  readonly numbers: readonly AskedNumber[]
  readonly lasting: readonly Buffer[]
}

export async function openKnownNumbers(
  asked: readonly AskedNumbers[],
  of: { readonly database: Database; readonly keys: DirectoryKeys; readonly sourceId: string },
): Promise<KnownNumbers> {
  const { database, keys, sourceId } = of
  const { organisationId } = keys
  const all = asked.flatMap((one) => one.numbers)
  const numbers = all.map(({ hash }) => hash)
  const lasting = asked.flatMap((one) => one.lasting)
  const [byNumber, byLastingId, earlier] = await Promise.all([
    customersByNumber(database, organisationId, numbers),
    customersByLastingId(database, { organisationId, sourceId }, lasting),
    earlierNumbersOf(all, of),
  ])
  const holders = byHash(byNumber, (one) => one.numberHash)
  const lastings = byHash(byLastingId, (one) => one.lastingHash ?? Buffer.alloc(0))
  const before = new Map<string, EarlierNumber[]>()
  for (const one of earlier) {
    const name = one.numberHash.toString('latin1')
    before.set(name, [...(before.get(name) ?? []), one])
  }
  return {
    byNumber: (hash) => holders.get(hash.toString('latin1')),
    byLastingId: (hash) => lastings.get(hash.toString('latin1')),
    earlier: (hash) => before.get(hash.toString('latin1')) ?? [],
  }
}

/** Also those kept under the keys before this one, each under the hash that it has now. */
async function earlierNumbersOf(
  asked: readonly AskedNumber[],
  { database, keys }: { readonly database: Database; readonly keys: DirectoryKeys },
): Promise<readonly EarlierNumber[]> {
  const current = new Map(asked.map(({ hash }) => [hash.toString('latin1'), hash] as const))
  for (const key of keys.history) {
    const before = openValueHash(key)
    for (const { number, hash } of asked) {
      const other = before.ofNumber(number)
      if (other !== undefined) current.set(other.toString('latin1'), hash)
    }
  }
  const hashes = [...current.keys()].map((name) => Buffer.from(name, 'latin1'))
  const found = await earlierNumbersAmong(database, keys.organisationId, hashes)
  return found.map((one) => ({
    ...one,
    numberHash: current.get(one.numberHash.toString('latin1')) ?? one.numberHash,
  }))
}

export function byHash<T>(rows: readonly T[], hashOf: (row: T) => Buffer): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [hashOf(row).toString('latin1'), row]))
}
