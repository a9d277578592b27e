import { describe, expect, test } from 'vitest'
import { customer } from '../../../test/support/customer.ts'
import { indexKey } from '../../../test/support/index-key.ts'
import { NAME_GIVEN } from '../identifier-index.ts'
import { buildCompactIndex, type CompactIndex, openIndex } from './compact-index.ts'
import { openIndexBuilder } from './index-builder.ts'
import type { WantedIndex } from './index-image.ts'

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

  const origin = { organisation: 'o-1', generation: 2 ** 40 + 7, readAtMs: 1_800_000_000_000 }
  const ours = () => {
    const builder = openIndexBuilder(key)
    for (const record of records) builder.addRecord(record)
    return builder.finish({ origin })
  }
  const wants: readonly [string, WantedIndex, string][] = [
    ['nothing in particular', {}, 'open'],
    ['its organisation', { organisation: 'o-1' }, 'open'],
    ['its own state', { generationFrom: origin.generation, readFromMs: origin.readAtMs }, 'open'],
    ['another organisation', { organisation: 'o-2' }, 'other-organisation'],
    ['no organisation', { organisation: '' }, 'other-organisation'],
    ['a later generation', { organisation: 'o-1', generationFrom: origin.generation + 1 }, 'stale'],
    ['a later state of the customers', { organisation: 'o-1', readFromMs: origin.readAtMs + 1 }, 'stale'],
  ]
  for (const [name, wanted, expected] of wants) {
    test(`are opened or refused by whoever wants ${name}`, () => {
      const result = openIndex(ours(), key, wanted)
      expect(result.kind === 'open' ? 'open' : result.reason).toBe(expected)
    })
  }

  test('that are of no organisation are nobody’s', () => {
    const refused = { kind: 'refused', reason: 'other-organisation' }
    expect(openIndex(whole.bytes, key, { organisation: 'o-1' })).toEqual(refused)
    expect(openIndex(whole.bytes, key, { generationFrom: 1 })).toEqual({ kind: 'refused', reason: 'stale' })
  })

  test('do not say in clear whose they are', () => {
    expect(Buffer.from(ours()).toString('latin1')).not.toContain('o-1')
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
