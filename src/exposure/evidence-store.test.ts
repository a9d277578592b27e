import { describe, expect, test } from 'vitest'
import { openEvidenceStore } from './evidence-store.ts'
import type { FactKey } from './fact.ts'
import type { Fact, Reading } from './reading.ts'

const email = (owner: number): Fact => fact(`email:box${owner}@example.org`, [owner])
const number = (owner: number): Fact => fact(`customer-number:k${owner}`, [owner])

function fact(key: FactKey, owners: readonly number[]): Fact {
  return {
    key,
    factClass: key.startsWith('email:') ? 'email' : 'customer-number',
    isStrong: true,
    owners,
    otherReadings: [],
  }
}

function reading(...facts: readonly Fact[]): Reading {
  return { facts, names: [] }
}

const at = { place: 'text/plain', part: 0 }
const limits = { maxFindings: 4, maxRowFindings: 4 }

describe('what is kept', () => {
  test('a fact repeated at one place is one finding, at two places two', () => {
    const store = openEvidenceStore()
    for (const place of ['text/plain', 'text/plain', 'text/html'])
      store.put(reading(email(1)), { place, part: 0 })
    expect(store.evidence().findings.map(({ place }) => place)).toEqual([0, 1])
    expect(store.evidence().places).toEqual(['text/plain', 'text/html'])
  })

  test('two shared values with the same owners are two findings', () => {
    const store = openEvidenceStore()
    store.put(reading(fact('email:a@example.org', [1, 2]), fact('email:b@example.org', [1, 2])), at)
    expect(store.evidence().findings).toHaveLength(2)
  })

  test('a row repeated a thousand times is kept once', () => {
    const store = openEvidenceStore()
    for (let row = 0; row < 1000; row++) store.put(reading(email(1), number(1)), { ...at, row })
    const [part] = [...store.evidence().parts]
    expect(part?.rows).toHaveLength(1)
    expect(part?.inRows.findings).toHaveLength(2)
  })

  test('a row with more facts than a record has is judged as running text', () => {
    const store = openEvidenceStore()
    store.put(reading(...Array.from({ length: 40 }, (_, i) => email(i))), { ...at, row: 1 })
    const [part] = [...store.evidence().parts]
    expect(part?.rows).toEqual([])
    expect(part?.running.findings).toHaveLength(40)
  })

  test('a part that was not read is told once for each reason', () => {
    const store = openEvidenceStore()
    for (const reason of ['broken', 'image', 'broken'] as const) store.putUnchecked({ place: 'a', reason })
    expect(store.evidence().unchecked).toEqual([
      { place: 'a', reason: 'broken' },
      { place: 'a', reason: 'image' },
    ])
  })
})

describe('memory', () => {
  test('a place whose facts find no room is unchecked; what was kept before stays', () => {
    const store = openEvidenceStore(limits)
    store.put(reading(email(1), email(2), email(3), email(4)), at)
    store.put(reading(email(1)), at)
    expect(store.evidence().unchecked).toEqual([])
    store.put(reading(email(5)), at)
    expect(store.evidence().findings).toHaveLength(4)
    expect(store.evidence().unchecked).toEqual([{ place: 'text/plain', reason: 'memory' }])
  })

  test('a row that finds no room makes its place unchecked; its facts are kept', () => {
    const store = openEvidenceStore({ ...limits, maxFindings: 100 })
    for (let row = 0; row < 3; row++) store.put(reading(email(row), number(row)), { ...at, row })
    const evidence = store.evidence()
    const [part] = [...evidence.parts]
    expect(part?.rows).toHaveLength(2)
    expect(part?.inRows.findings).toHaveLength(6)
    expect(evidence.unchecked).toEqual([{ place: 'text/plain', reason: 'memory' }])
  })
})
