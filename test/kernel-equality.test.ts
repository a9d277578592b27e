import fc from 'fast-check'
import { expect, test } from 'vitest'
import { townsmen } from '../bench/town.ts'
import { directoryQuirks } from '../src/exposure/directory-quirks.ts'
import type {
  DirectoryIndex,
  Handles,
  IdentifierIndex,
  IndexedRecord,
} from '../src/exposure/identifier-index.ts'
import { buildCompactIndex } from '../src/exposure/kernel/compact-index.ts'
import { hashRecord } from '../src/exposure/kernel/hashed-record.ts'
import { openIndexBuilder } from '../src/exposure/kernel/index-builder.ts'
import { openKeyedHash } from '../src/exposure/kernel/keyed-hash.ts'
import { buildReferenceIndex, type ReferenceIndex } from '../src/exposure/reference-index.ts'
import { type GeneratedDirectory, generatedDirectories, neighboursOf } from './support/generated-directory.ts'
import { directories, mentions, paragraphs } from './support/generated-mail.ts'
import { indexKey } from './support/index-key.ts'
import { judged } from './support/judged-message.ts'

const keys = fc.nat(255).map(indexKey)

/** Households by order of appearance: an index may call them as it likes. */
function recordsOf(index: IdentifierIndex): readonly IndexedRecord[] {
  const names = new Map<string, string>()
  return Array.from({ length: index.size }, (_, handle) => {
    const { household, ...record } = index.record(handle)
    if (household === undefined) return record
    const name = names.get(household) ?? `household ${names.size}`
    names.set(household, name)
    return { ...record, household: name }
  })
}

/** Words of names, words that are in none, and the empty one. */
function wordsOf(index: ReferenceIndex): readonly string[] {
  const words = [...index.keys()].flatMap((key) => key.slice(key.indexOf(':') + 1).split(/[| ]/))
  return [...words, ...words.flatMap((word) => [`${word}x`, word.slice(1), word.toUpperCase()]), '']
}

const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort()

function expectEqual(
  { records, ownedFacts }: GeneratedDirectory,
  key: Uint8Array,
  others: readonly GeneratedDirectory[] = [],
): void {
  const reference = buildReferenceIndex({ records, ownedFacts })
  const compact = buildCompactIndex({ records, ownedFacts }, key)
  expect(compact.size).toBe(reference.size)
  expect(recordsOf(compact)).toEqual(recordsOf(reference))
  expect(compact.numberLengths).toEqual(reference.numberLengths)
  expect(sorted(compact.numberCounts)).toEqual(sorted(reference.numberCounts))
  const shared = (index: DirectoryIndex) => sorted([...index.sharedEmails()].map((owners) => [...owners]))
  expect(shared(compact)).toEqual(shared(reference))
  expect(compact.unlistedOwners).toBe(reference.unlistedOwners)
  expect(directoryQuirks(compact).sharedEmails).toHaveLength(directoryQuirks(reference).sharedEmails.length)
  for (const source of [reference, ...others.map((other) => buildReferenceIndex(other))]) {
    for (const known of source.keys()) {
      for (const asked of neighboursOf(known)) {
        expect([...compact.owners(asked)], asked).toEqual([...reference.owners(asked)])
        expect(compact.isStrongAlone(asked), asked).toBe(reference.isStrongAlone(asked))
      }
    }
    for (const word of wordsOf(source)) expect(compact.nameRoles(word), word).toBe(reference.nameRoles(word))
  }
}

for (const [maxCustomers, numRuns] of [
  [3, 150],
  [40, 40],
  [400, 4],
] as const) {
  test(`both indexes answer every question alike, up to ${maxCustomers} customers`, () => {
    const directory = generatedDirectories(maxCustomers)
    fc.assert(
      fc.property(directory, generatedDirectories(10), keys, (own, other, key) =>
        expectEqual(own, key, [other]),
      ),
      { numRuns },
    )
  })
}

test('both indexes lead to the same judgement', () => {
  const question = fc.record({
    records: directories(40),
    parts: fc.array(fc.array(mentions, { maxLength: 8 }), { minLength: 1, maxLength: 3 }),
    viewer: fc.nat(40),
  })
  fc.assert(
    fc.property(question, keys, ({ records, parts, viewer }, key) => {
      const passages = parts.map((facts) => paragraphs(records, facts).join('\n\n'))
      const to = `box${viewer}q@example.org`
      const compact = judged({ index: buildCompactIndex({ records }, key), passages, to })
      expect(compact).toEqual(judged({ index: buildReferenceIndex({ records }), passages, to }))
    }),
    { numRuns: 200 },
  )
})

test('both indexes answer a million questions about a town alike, built of the customers or of their hashes', () => {
  const key = indexKey()
  const records = [...townsmen(20_000)]
  const reference = buildReferenceIndex({ records })
  const builder = openIndexBuilder(key)
  const hash = openKeyedHash(key)
  for (const record of records) builder.addHashed(record.customerNumber, hashRecord(record, hash))
  const bytes = builder.finish()
  const compact = buildCompactIndex({ records }, key)
  expect(Buffer.compare(bytes, compact.bytes)).toBe(0)
  let asked = 0
  const different: string[] = []
  for (const known of reference.keys()) {
    for (const question of neighboursOf(known)) {
      asked += 1
      const [owners, expected] = [compact.owners(question), reference.owners(question)]
      if (owners.length !== expected.length || !equalHandles(owners, expected)) different.push(question)
    }
  }
  expect(asked).toBeGreaterThan(1_000_000)
  expect(different).toEqual([])
})

function equalHandles(one: Handles, other: Handles): boolean {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false
  return true
}
