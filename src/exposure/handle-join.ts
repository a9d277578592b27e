/** Who has two facts of different classes: the search behind corroboration, led by the rarer of the two. */
import type { Finding } from './evidence.ts'
import type { FactClass } from './fact.ts'
import type { Handles, RecordHandle } from './identifier-index.ts'

/** A fact with more owners (a place, a common name) is never written out owner by owner while it can be avoided. */
const COMMON = 64
/** So many common facts are looked through one by one; of more the owners are written out after all, once. */
const FEW_COMMON = 8

/** Classes as a set of bits. */
export const bitOfClass: Readonly<Record<FactClass, number>> = {
  'customer-number': 1,
  'full-name': 2,
  surname: 4,
  'given-name': 8,
  email: 16,
  phone: 32,
  iban: 64,
  street: 128,
  place: 256,
  'birth-date': 512,
  'owned-fact': 1024,
}

/** How many classes a set of bits holds. */
export function classCount(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** Owners of several facts, and which classes of facts each of them has. */
export interface Holders {
  /** Bits of `bitOfClass`. */
  classesOf(handle: RecordHandle): number
  /** Owners of rare facts, with the classes of their rare facts. */
  readonly rare: ReadonlyMap<RecordHandle, number>
  readonly common: readonly Finding[]
}

export function isCommon(finding: Finding): boolean {
  return finding.owners.length > COMMON
}

export function holdersOf(findings: readonly Finding[]): Holders {
  const common: Finding[] = []
  const rare = new Map<RecordHandle, number>()
  const writeOut = ({ owners, factClass }: Finding) => {
    for (const owner of owners) rare.set(owner, (rare.get(owner) ?? 0) | bitOfClass[factClass])
  }
  for (const finding of findings) {
    if (isCommon(finding)) common.push(finding)
    else writeOut(finding)
  }
  if (common.length > FEW_COMMON) for (const finding of common.splice(0)) writeOut(finding)
  return {
    rare,
    common,
    classesOf(handle) {
      let classes = rare.get(handle) ?? 0
      for (const finding of common) {
        if (hasHandle(finding.owners, handle)) classes |= bitOfClass[finding.factClass]
      }
      return classes
    },
  }
}

/** Owners that are in a set as well, at the cost of the smaller one. */
export function* ownersWithin(
  owners: Handles,
  set: ReadonlySet<RecordHandle> | ReadonlyMap<RecordHandle, unknown>,
): Iterable<RecordHandle> {
  if (owners.length <= set.size) {
    for (const owner of owners) if (set.has(owner)) yield owner
  } else {
    for (const handle of set.keys()) if (hasHandle(owners, handle)) yield handle
  }
}

/** Owners of both facts, at the cost of the rarer one. */
export function* ownersOfBoth(a: Finding, b: Finding): Iterable<RecordHandle> {
  const [fewer, more] = a.owners.length <= b.owners.length ? [a.owners, b.owners] : [b.owners, a.owners]
  for (const owner of fewer) if (hasHandle(more, owner)) yield owner
}

/** @param ascending in ascending order */
export function hasHandle(ascending: Handles, handle: RecordHandle): boolean {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? handle) < handle) low = middle + 1
    else high = middle
  }
  return ascending[low] === handle
}

/** More than there are findings and mentions in one message, so that a pair of ids is one exact number. */
const ID_SPAN = 2 ** 26

/** One number for two ids in any order. */
export function pairOf(a: number, b: number): number {
  return Math.min(a, b) * ID_SPAN + Math.max(a, b)
}
