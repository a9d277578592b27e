import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidatesIn, customer, keysIn, smallIndex } from '../../../test/support/small-index.ts'
import { customerNumber, numberKeys } from './customer-number.ts'

const index = smallIndex(
  ['K1000001', '0012345', '10000017', 'AE-77-1234', '987654321012'].map((customerNumber) =>
    customer({ customerNumber }),
  ),
  ['B 4711-0815', '20240099'],
)

const found: readonly (readonly [name: string, text: string, key: string])[] = [
  ['as written', 'Nummer K1000001 liegt vor', 'customer-number:k1000001'],
  ['in lower case', 'k1000001', 'customer-number:k1000001'],
  ['with a hyphen', 'K-1000001', 'customer-number:k1000001'],
  ['in groups', 'Ihr Zeichen: K 100 0001.', 'customer-number:k1000001'],
  ['in groups of hyphens', 'K-100-0001', 'customer-number:k1000001'],
  ['split by a line break', 'K1000\n001', 'customer-number:k1000001'],
  ['split by a line break with a hyphen', 'K1000-\n001', 'customer-number:k1000001'],
  ['with a soft hyphen inside', 'K1000\u00ad001', 'customer-number:k1000001'],
  ['with a zero-width space inside', 'K1000\u200b001', 'customer-number:k1000001'],
  ['with no-break spaces', 'K\u00a0100\u202f0001', 'customer-number:k1000001'],
  ['in full-width digits', 'Ｋ１０００００１', 'customer-number:k1000001'],
  ['in Arabic-Indic digits', 'رقم ١٠٠٠٠٠١٧', 'customer-number:10000017'],
  ['with a Cyrillic look-alike', '\u041a1000001', 'customer-number:k1000001'],
  ['in a link', 'https://example.org/konto?customer_id=10000017&x=1', 'customer-number:10000017'],
  ['in a path', 'https://example.org/konto/10000017/2026', 'customer-number:10000017'],
  ['in a file name', 'mahnung_10000017.pdf', 'customer-number:10000017'],
  ['tied to a year', '2026-10000017', 'customer-number:10000017'],
  ['letters that could be an umlaut count', 'AE771234', 'customer-number:ae771234'],
  ['a fact of its own in groups', 'Barcode B 4711-0815', 'owned-fact:b47110815'],
  ['a fact of its own alone', 'siehe 20240099', 'owned-fact:20240099'],
  ['with a footnote', 'K1000001²', 'customer-number:k1000001'],
]
for (const [name, text, key] of found) {
  test(`a customer number is found: ${name}`, () =>
    expect(keysIn(customerNumber, index, text)).toContain(key))
}

const notFound: readonly (readonly [name: string, text: string])[] = [
  ['a digit too few', 'K100000'],
  ['a digit too many', 'K10000011'],
  ['another letter', 'L1000001'],
  ['inside a longer word', 'XK1000001'],
  ['inside a longer number', '9100000179'],
  ['inside an ISBN', 'ISBN 978-10000017-2'],
  ['inside a decimal number', '3.10000017'],
  ['inside an account number in groups', 'DE89 1000 0017 0532 0130 00'],
  ['a number without its leading zeros, unless labelled', 'insgesamt 12345 Bücher'],
  ['broken over two paragraphs', 'K1000\n\n001'],
]
for (const [name, text] of notFound) {
  test(`no customer number is found: ${name}`, () => expect(keysIn(customerNumber, index, text)).toEqual([]))
}

const weak = { ...index, isStrongAlone: () => false }
const inAddress: readonly (readonly [text: string, ifStrong: readonly string[]])[] = [
  ['<K1000001.17@example.org>', ['customer-number:k1000001']],
  ['<17.K1000001@example.org>', ['customer-number:k1000001']],
  ['<10000017.3.17@example.org>', ['customer-number:10000017']],
  ['Nummer 1000\n0017', ['customer-number:10000017']],
]
for (const [text, ifStrong] of inAddress) {
  test(`only a number that counts alone is found in "${text}"`, () => {
    expect(keysIn(customerNumber, index, text)).toEqual(ifStrong)
    expect(keysIn(customerNumber, weak, text)).toEqual([])
  })
}

const labelled: readonly (readonly [name: string, text: string, key: string])[] = [
  ['a German label', 'Kundennummer: 0012345', 'customer-number:0012345'],
  ['an abbreviation', 'Kd.-Nr. 0012345', 'customer-number:0012345'],
  ['a glued abbreviation', 'KdNr: 0012345', 'customer-number:0012345'],
  ['two words', 'Ihre Kunden-Nr. lautet: 0012345', 'customer-number:0012345'],
  ['a sentence', 'Ihre neue Kundennummer ist die 0012345.', 'customer-number:0012345'],
  ['the library card', 'Bibliotheksausweis Nr. 0012345', 'customer-number:0012345'],
  ['the reader', 'Leserausweis-Nummer\t0012345', 'customer-number:0012345'],
  ['English words', 'your library card number is 0012345', 'customer-number:0012345'],
  ['a sign for number', 'Customer no. #0012345', 'customer-number:0012345'],
  ['a parameter', '?customer_id=0012345', 'customer-number:0012345'],
  ['a parameter without a sign between', '?kdnr=0012345', 'customer-number:0012345'],
  ['a key of JSON', '"customerNumber": "0012345"', 'customer-number:0012345'],
  ['a key with underscore', 'kunden_nr: 0012345', 'customer-number:0012345'],
  ['a line above', 'Kundennummer\n0012345', 'customer-number:0012345'],
  ['a bare word with a colon', 'Kunde: 0012345', 'customer-number:0012345'],
  ['a list, first', 'Kundennummern: 0012345, K1000001 und 10000017', 'customer-number:0012345'],
  ['a list, second', 'Kundennummern: 0012345, K1000001 und 10000017', 'customer-number:k1000001'],
  ['a list, last', 'Kundennummern: 0012345, K1000001 und 10000017', 'customer-number:10000017'],
  ['a glued prefix', 'kunde10000017', 'customer-number:10000017'],
  ['leading zeros left out', 'Kundennummer 12345', 'customer-number:~12345'],
  ['leading zeros put in front', 'Kundennummer 0010000017', 'customer-number:10000017'],
  ['groups', 'Ausweis-Nr.: 001 23 45', 'customer-number:0012345'],
  ['an invoice', 'Rechnungsnummer 20240099', 'owned-fact:20240099'],
  ['a bare word before a letter code', 'Exemplar B 4711-0815', 'owned-fact:b47110815'],
  ['a bar code', 'Mediennummer: B 4711-0815', 'owned-fact:b47110815'],
]
for (const [name, text, key] of labelled) {
  test(`a number is labelled by ${name}`, () => {
    const candidates = candidatesIn(customerNumber, index, text)
    expect(candidates.filter((one) => one.key === key).map((one) => one.isLabelled)).toContain(true)
  })
}

const unlabelled: readonly (readonly [name: string, text: string, key: string])[] = [
  ['nothing in front', 'Nummer 10000017', 'customer-number:10000017'],
  [
    'a label in another sentence',
    'Ihre Kundennummer hat sich geändert. Es gilt 10000017',
    'customer-number:10000017',
  ],
  ['a label of another kind', 'Rechnungsnummer 10000017', 'customer-number:10000017'],
]
for (const [name, text, key] of unlabelled) {
  test(`a number is not labelled by ${name}`, () => {
    const candidates = candidatesIn(customerNumber, index, text)
    expect(candidates.filter((one) => one.key === key).map((one) => one.isLabelled)).toEqual([false])
  })
}

test('a column heading labels the cells below it and no others', () => {
  const row = { text: '12345\t10000017\tx', row: 0, labels: ['Kunden-Nr.', 'Betrag', ''] }
  const candidates = candidatesIn(customerNumber, index, row)
  expect(candidates.map(({ key, isLabelled }) => [key, isLabelled])).toEqual([
    ['customer-number:~12345', true],
    ['customer-number:10000017', false],
  ])
})

test('a candidate stands where it is written', () => {
  const text = 'Kunde K-100\u00ad0001!'
  const [candidate] = candidatesIn(customerNumber, index, text)
  expect(candidate).toMatchObject({ start: 6, end: 15 })
})

test('the longest number that somebody has is the number', () => {
  const nested = smallIndex([customer({ customerNumber: '1234' }), customer({ customerNumber: '12345678' })])
  expect(keysIn(customerNumber, nested, 'Kundennummer: 1234 5678')).toEqual(['customer-number:12345678'])
})

const separator = fc.constantFrom('', ' ', '-', '.', '/', '\u00a0', '\u2011', '\u200b', '\u00ad', '\n')
test('a number is found with any separators between its groups', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[0-9]{3,4}$/), { minLength: 2, maxLength: 4 }),
      separator,
      (groups, sign) => {
        const number = `Q${groups.join('')}`
        const one = smallIndex([customer({ customerNumber: number })])
        expect(keysIn(customerNumber, one, `Nummer Q${groups.join(sign)}, danke`)).toEqual([
          ...numberKeys('customer-number', number),
        ])
      },
    ),
  )
})
