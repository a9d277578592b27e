/** What the sieve once passed over, and facts changed sign by sign: read the same with it and without. */
import { expect, test } from 'vitest'
import { diceOf } from '../bench/accuracy/dice.ts'
import { allowancesOf, noAllowances } from '../src/exposure/allowance.ts'
import type { IdentifierIndex } from '../src/exposure/identifier-index.ts'
import { openChangeBook } from '../src/exposure/kernel/change-book.ts'
import { buildCompactIndex } from '../src/exposure/kernel/compact-index.ts'
import { readPassage } from '../src/exposure/reading.ts'
import { indexKey } from './support/index-key.ts'
import { type OddWorld, oddText, oddWorld } from './support/odd-world.ts'
import { differenceOf, told, withoutSieve } from './support/sieve-difference.ts'
import { quietText } from './support/sieve-world.ts'
import { customer } from './support/small-index.ts'

const russian = 'RU3212345678901234567890123456789'
const saintLucian = 'LC55HEMM000100010012001200023015'
const few = buildCompactIndex(
  {
    records: [
      customer({ customerNumber: 'Bibliothek-77', lastName: 'Grunwald', ibans: [russian, saintLucian] }),
      customer({ customerNumber: 'ABO', emails: ['_@mail.test'] }),
      customer({ customerNumber: '0001234', lastName: 'Sukarno' }),
    ],
    ownedFacts: [
      { owner: 'ABO', kind: 'order', value: 'ORDER-12345' },
      { owner: 'ABO', kind: 'invoice', value: 'Rechnung-2026-17' },
    ],
  },
  indexKey(),
)

const grouped = (iban: string) => iban.replace(/(.{4})/g, '$1 ')
const manyNumbers = Array.from({ length: 600 }, (_, i) => 5_000 + i).join(', ')

const pieces: readonly [name: string, piece: string, read: string][] = [
  ['a number that begins with a word that is a label', 'Bestellnummer: ORDER-12345', 'owned-fact:order12345'],
  ['one that begins with its own label', 'Rechnungsnummer: Rechnung-2026-17', 'owned-fact:rechnung202617'],
  ['a number of a customer that begins so', 'Kundennummer: Bibliothek-77', 'customer-number:bibliothek77'],
  ['a number that is such a word', 'Kundennummer: ABO.', 'customer-number:abo'],
  ['an account of 33 signs', russian, `iban:${russian.toLowerCase()}`],
  ['an account of 33 signs in groups', grouped(russian), `iban:${russian.toLowerCase()}`],
  ['an account of 32 signs in groups', grouped(saintLucian), `iban:${saintLucian.toLowerCase()}`],
  [
    'a number without its zeros behind hundreds of others',
    `Kundennummern: ${manyNumbers}, 1234, ${manyNumbers}`,
    'customer-number:~1234',
  ],
]
for (const [name, piece, read] of pieces) {
  test(`${name} is kept in the middle of prose`, () => {
    const dice = diceOf(5)
    const text = `${quietText(120, dice)} ${piece} ${quietText(120, dice)}`
    expect(told(readPassage({ text }, withoutSieve(few), noAllowances))).toContain(read)
    expect(differenceOf({ text }, few)).toBeUndefined()
    expect(few.sieve.keptOf(text, 2).length).toBeLessThan(text.length)
  })
}

test('an address of signs only, written out at the very beginning, is kept', () => {
  const text = `_ at mail.test ${quietText(200, diceOf(5))}`
  expect(told(readPassage({ text }, withoutSieve(few), noAllowances))).toContain('email:_@mail.test')
  expect(differenceOf({ text }, few)).toBeUndefined()
})

/** Half of the customers, and what is theirs, come and go in a change book. */
function changedIndexOf({ records, ownedFacts }: OddWorld, seed: number): IdentifierIndex {
  const half = records.length >> 1
  const base = buildCompactIndex({ records: records.slice(0, half) }, indexKey(seed))
  const book = openChangeBook(base, indexKey(seed))
  for (const record of records.slice(half)) book.put(record)
  for (const fact of ownedFacts) book.addOwnedFact(fact)
  book.remove(records[0]?.customerNumber ?? '')
  return book.commit()
}

const phrases = allowancesOf({ phrases: ['Frau Kunde', 'nicht ist', 'Medien Regal Lesesaal'] })
const worlds: readonly [seed: number, customers: number, isChanged: boolean][] = [
  [1, 3, false],
  [2, 8, true],
  [3, 60, false],
  [4, 60, true],
]
for (const [seed, customers, isChanged] of worlds) {
  test(`facts of ${customers} customers, changed sign by sign (seed ${seed}), are read the same`, () => {
    const world = oddWorld(customers, diceOf(seed))
    const index = isChanged ? changedIndexOf(world, seed) : buildCompactIndex(world, indexKey(seed))
    let found = 0
    for (let i = 0; i < 400; i++) {
      const text = oddText(world)
      const passage = i % 7 === 0 ? { text, row: 1 } : { text }
      const allowances = i % 5 === 0 ? phrases : noAllowances
      expect(differenceOf(passage, index, allowances)).toBeUndefined()
      found += readPassage(passage, index, allowances).facts.length
    }
    expect(found).toBeGreaterThan(100)
  })
}
