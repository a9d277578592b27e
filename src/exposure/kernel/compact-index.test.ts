import { describe, expect, test } from 'vitest'
import { customer } from '../../../test/support/customer.ts'
import { indexKey } from '../../../test/support/index-key.ts'
import { NAME_GIVEN } from '../identifier-index.ts'
import { buildCompactIndex, type CompactIndex, openIndex } from './compact-index.ts'
import { openIndexBuilder } from './index-builder.ts'

const key = indexKey()
const records = [
  customer('K1000001', {
    firstName: 'Anna',
    lastName: 'Berg',
    emails: ['anna@example.org'],
    household: 'H1',
  }),
  customer('K1000002', {
    firstName: 'Jörg',
    lastName: 'Berg',
    emails: ['anna@example.org'],
    household: 'H1',
  }),
  customer('Ü-3', { firstName: 'Mara', household: 'Geheimer Ort', isProtected: true }),
]
const whole = buildCompactIndex({ records }, key)

function opened(bytes: Uint8Array): CompactIndex {
  const result = openIndex(bytes, key)
  if (result.kind === 'refused') throw new Error(result.reason)
  return result.index
}

/** What a few questions of every kind are answered. */
function answers(index: CompactIndex): unknown {
  return [
    index.size,
    index.owners('email:anna@example.org'),
    index.owners('surname:berg'),
    index.owners('customer-number:k1000002'),
    index.nameRoles('jorg'),
    index.record(1).customerNumber,
    index.record(2),
    index.record(0).household === index.record(1).household,
    [...index.numberLengths].sort(),
    [...index.sharedEmails()],
    index.isStrongAlone('customer-number:k1000009'),
  ]
}

test('answers are those of the directory', () => {
  expect(answers(whole)).toEqual([
    3,
    [0, 1],
    [0, 1],
    [1],
    NAME_GIVEN,
    'K1000002',
    { customerNumber: 'Ü-3', isProtected: true },
    true,
    [2, 8],
    [[0, 1]],
    true,
  ])
})

test('an empty directory has an index too', () => {
  const empty = opened(buildCompactIndex({ records: [] }, key).bytes)
  expect([empty.size, empty.owners('surname:berg'), empty.nameRoles('berg')]).toEqual([0, [], 0])
})

test('an unknown handle throws', () => {
  for (const handle of [-1, 3, 0.5, Number.NaN]) expect(() => whole.record(handle)).toThrow(RangeError)
})

test('records can be added one by one, until the index is finished', () => {
  const builder = openIndexBuilder(key)
  expect(records.map((record) => builder.addRecord(record))).toEqual([0, 1, 2])
  expect(opened(builder.finish()).bytes).toEqual(whole.bytes)
  for (const record of records) expect(() => builder.addRecord(record)).toThrow(/finished/)
  const fact = { kind: 'barcode', value: 'BC-1', owner: 'K1000001' }
  expect(() => builder.addOwnedFact(fact)).toThrow(/finished/)
  expect(() => builder.finish()).toThrow(/finished/)
})

describe('the bytes of an index', () => {
  test('hold customer numbers and no other value', () => {
    const text = Buffer.from(whole.bytes).toString('latin1')
    expect(text).toContain('K1000001')
    const values = ['anna', 'berg', 'jorg', 'J\u00f6rg', 'example.org', 'H1', 'Geheimer']
    for (const value of values) expect(text.toLowerCase()).not.toContain(value.toLowerCase())
  })

  test('are opened again, wherever they lie in memory', () => {
    expect(answers(opened(whole.bytes))).toEqual(answers(whole))
    for (const offset of [0, 1, 2, 3, 4]) {
      const shifted = new Uint8Array(whole.bytes.length + offset)
      shifted.set(whole.bytes, offset)
      expect(answers(opened(shifted.subarray(offset)))).toEqual(answers(whole))
    }
  })

  test('can lie in memory that threads share, and are not copied', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(whole.bytes.length))
    shared.set(whole.bytes)
    const index = opened(shared)
    expect(index.bytes.buffer).toBe(shared.buffer)
    expect(answers(index)).toEqual(answers(whole))
  })

  test('are refused under another key', () => {
    expect(openIndex(whole.bytes, indexKey(2))).toEqual({ kind: 'refused', reason: 'other-key' })
  })

  test('are refused when cut anywhere, or longer than they say', () => {
    for (let length = 0; length < whole.bytes.length; length++) {
      expect(openIndex(whole.bytes.slice(0, length), key)).toEqual({ kind: 'refused', reason: 'truncated' })
    }
    const longer = new Uint8Array(whole.bytes.length + 4)
    longer.set(whole.bytes)
    expect(openIndex(longer, key)).toEqual({ kind: 'refused', reason: 'damaged' })
  })

  test('are refused with any bit changed', () => {
    const opens: number[] = []
    for (let bit = 0; bit < whole.bytes.length * 8; bit++) {
      const damaged = whole.bytes.slice()
      damaged[bit >>> 3] = (damaged[bit >>> 3] ?? 0) ^ (1 << (bit & 7))
      if (openIndex(damaged, key).kind === 'open') opens.push(bit)
    }
    expect(opens).toEqual([])
  })

  test('are refused if they are something else, or of another version', () => {
    const other = whole.bytes.slice()
    other[8] = 200
    const cases: readonly [Uint8Array, string][] = [
      [new Uint8Array(4_096), 'not-an-index'],
      [new TextEncoder().encode('Kundennummer;Name\n'), 'not-an-index'],
      [other, 'other-version'],
    ]
    for (const [bytes, reason] of cases) expect(openIndex(bytes, key)).toEqual({ kind: 'refused', reason })
  })
})
