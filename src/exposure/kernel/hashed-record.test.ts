import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { customer } from '../../../test/support/customer.ts'
import { generatedDirectories } from '../../../test/support/generated-directory.ts'
import { indexKey } from '../../../test/support/index-key.ts'
import type { IdentifierIndex } from '../identifier-index.ts'
import { openIndex } from './compact-index.ts'
import { hashOwnedFact, hashRecord, readHashedRecord } from './hashed-record.ts'
import { openIndexBuilder } from './index-builder.ts'
import { openKeyedHash } from './keyed-hash.ts'

const key = indexKey()
const hash = openKeyedHash(key)
const anna = customer('K1000001', {
  firstName: 'Anna',
  lastName: 'Berg',
  emails: ['anna@example.org'],
  household: 'H1',
})

function opened(bytes: Uint8Array): IdentifierIndex {
  const result = openIndex(bytes, key)
  if (result.kind === 'refused') throw new Error(result.reason)
  return result.index
}

test('an index of hashes is, byte for byte, the index of the customers', () => {
  fc.assert(
    fc.property(generatedDirectories(40), ({ records, ownedFacts }) => {
      const stored = records.map((record) => hashRecord(record, openKeyedHash(key)))
      const storedFacts = ownedFacts.map((fact) => hashOwnedFact(fact, hash))
      const [ofRecords, ofHashes] = [openIndexBuilder(key), openIndexBuilder(key)]
      for (const [i, record] of records.entries()) {
        // Wherever they lie in a larger piece of memory, as rows of a database do.
        const row = new Uint8Array([7, ...(stored[i] ?? []), 7])
        const handle = ofHashes.addHashed(record.customerNumber, row.subarray(1, -1))
        expect(handle).toBe(ofRecords.addRecord(record))
      }
      for (const [i, fact] of ownedFacts.entries()) {
        ofRecords.addOwnedFact(fact)
        ofHashes.addHashedFact(fact.owner, storedFacts[i] ?? new Uint8Array())
      }
      expect(ofHashes.finish()).toEqual(ofRecords.finish())
    }),
    { numRuns: 60 },
  )
})

test('a customer is found by the numbers that he had before', () => {
  const builder = openIndexBuilder(key)
  builder.addHashed('K1000001', hashRecord(anna, hash, ['A-17', '007', 'K1000001']))
  const index = opened(builder.finish())
  for (const number of ['k1000001', 'a17', '007', '~7']) {
    expect(index.owners(`customer-number:${number}`), number).toEqual([0])
  }
  expect(index.record(0).customerNumber).toBe('K1000001')
})

describe('hashed bytes', () => {
  const bytes = hashRecord(anna, hash)

  test('hold no value in clear', () => {
    const text = Buffer.from(bytes).toString('latin1').toLowerCase()
    for (const value of ['anna', 'berg', 'example', 'k1000001', 'h1']) expect(text).not.toContain(value)
  })

  test('are at most a few hundred', () => {
    const six = { phones: ['0151 23450001'], street: 'Lindenweg 4', postcode: '12345', city: 'Altdorf' }
    const all = hashRecord({ ...anna, ...six, ibans: ['DE89370400440532013000'] }, hash)
    expect(all.length).toBeLessThan(200)
  })

  test('are the same for the same customer, and others under another key', () => {
    expect(hashRecord(anna, openKeyedHash(indexKey()))).toEqual(bytes)
    expect(hashRecord(anna, openKeyedHash(indexKey(2)))).not.toEqual(bytes)
  })

  test('tell households of protected customers from nothing', () => {
    const hidden = hashRecord({ ...anna, isProtected: true }, hash)
    expect(readHashedRecord(hidden, hash.keyId)).toMatchObject({ isProtected: true, householdAt: undefined })
    expect(readHashedRecord(bytes, hash.keyId).householdAt).toBeDefined()
  })

  const refused: readonly [string, Uint8Array, RegExp][] = [
    ['none', new Uint8Array(), /version/],
    ['of another version', Uint8Array.from(bytes, (byte, i) => (i === 0 ? 99 : byte)), /version/],
    ['under another key', hashRecord(anna, openKeyedHash(indexKey(2))), /another key/],
    ['longer than they say', new Uint8Array([...bytes, 0]), /damaged/],
    ...Array.from({ length: bytes.length - 12 }, (_, cut): [string, Uint8Array, RegExp] => [
      `cut behind ${cut + 12}`,
      bytes.slice(0, cut + 12),
      /damaged/,
    ]),
  ]
  test('are refused whole if they are not what was written', () => {
    for (const [name, wrong, why] of refused) {
      const builder = openIndexBuilder(key)
      expect(() => builder.addHashed('K1000001', wrong), name).toThrow(why)
      expect(() => builder.addHashedFact('K1000001', wrong), name).toThrow(RangeError)
      expect(opened(builder.finish()).size, name).toBe(0)
    }
  })

  test('of a fact are no customer, and of a customer no fact', () => {
    const fact = hashOwnedFact({ kind: 'barcode', value: 'BC-1', owner: 'K1000001' }, hash)
    const builder = openIndexBuilder(key)
    expect(() => builder.addHashed('K1000001', fact)).toThrow(RangeError)
    expect(() => builder.addHashedFact('K1000001', bytes)).toThrow(RangeError)
    expect(opened(builder.finish()).size).toBe(0)
  })
})
