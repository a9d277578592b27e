import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customer, smallIndex } from '../../../test/support/small-index.ts'
import { foldText } from '../fold.ts'
import type { IdentifierIndex } from '../identifier-index.ts'
import { findAddressees } from './addressee.ts'
import { recognisers } from './recognisers.ts'

const everyone = smallIndex([
  customer({
    firstName: 'Anna',
    lastName: 'von Müller',
    company: 'A und B GmbH',
    street: 'Weg 1',
    postcode: '12345',
    city: 'A',
  }),
  customer({ customerNumber: '0012', phones: ['0151 2345678'] }),
])

/** An index in which every word is every kind of name, that counts how often it is asked. */
function costlyIndex(): { readonly index: IdentifierIndex; asked(): number } {
  let asked = 0
  const index: IdentifierIndex = {
    ...everyone,
    owners: () => {
      asked += 1
      return []
    },
    nameRoles: () => {
      asked += 1
      return 7
    },
    numberLengths: new Set(Array.from({ length: 40 }, (_, i) => i + 1)),
  }
  return { index, asked: () => asked }
}

/** Questions to the index and candidates: all the work that could grow faster than the text. */
function workFor(text: string): number {
  const { index, asked } = costlyIndex()
  const folded = foldText({ text })
  let found = 0
  for (const recogniser of recognisers) found += [...recogniser.find(folded, index)].length
  for (const mention of findAddressees(folded, index)) found += mention.keys.length
  return asked() + found
}

const hostile = [
  '1',
  '@',
  'A.A.A.',
  'a@',
  '1 ',
  '1-',
  'A-',
  'A ',
  'von ',
  '"@',
  '"',
  'Kundennummer: ',
  'Kundennummer 1, ',
  'Frau ',
  'Liebe Anna und ',
  'Hallo Anna Müller\n',
  '\n1',
  'Anna\nWeg 1\n12345 A\n',
  ' at ',
  'a (at) b.c (dot) ',
  '0151/',
  '+49 (0)',
  'GmbH & Co. ',
  'DE89 ',
  '1. Februar ',
  '-\n',
  '12345 A A A A A ',
  '!!!!!!!!a@b.c ',
  'c/o ',
  'Herrn\n',
  'xn--a.',
]
/** Questions per character that the caps on groups, words and edges allow. */
const MAX_WORK_PER_CHARACTER = 60
for (const pattern of hostile) {
  test(`work grows no faster than the text: ${JSON.stringify(pattern)}`, () => {
    const [short, long] = [2000, 8000].map((length) =>
      workFor(pattern.repeat(Math.ceil(length / pattern.length))),
    )
    expect(long).toBeLessThan((short ?? 0) * 4.4 + 100)
    expect(long).toBeLessThan(8000 * MAX_WORK_PER_CHARACTER)
  })
}

test('no text makes a recogniser throw or point outside of the text', () => {
  const pieces = fc.constantFrom(
    ...hostile,
    'K-12',
    '\u0308',
    '\ud800',
    'Anna',
    'von',
    'Müller',
    '\t',
    'geb. 1.2.80',
    '99084 Erfurt',
    '😀',
  )
  const text = fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 30 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.boolean(), (raw, isRow) => {
      const folded = foldText(
        isRow ? { text: raw, row: 0, labels: ['Kundennummer', 'Vorname', 'Nachname'] } : { text: raw },
      )
      const found = recognisers.flatMap((recogniser) => [...recogniser.find(folded, everyone)])
      for (const { start, end } of [...found, ...findAddressees(folded, everyone, 'addressee')]) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(folded.text.length)
      }
    }),
  )
})
