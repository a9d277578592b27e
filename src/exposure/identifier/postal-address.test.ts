import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidatesIn, customer, keysIn, smallIndex } from '../../../test/support/small-index.ts'
import { postalAddress } from './address-in-text.ts'
import { placeKeys, streetKey } from './postal-address.ts'

const addresses = [
  { street: 'Hauptstraße 5a', postcode: '99084', city: 'Erfurt' },
  { street: 'Straße des Friedens 12', postcode: '60311', city: 'Frankfurt am Main' },
  { street: 'Am Alten Markt 3-5', postcode: '61348', city: 'Bad Homburg v. d. Höhe' },
  { street: '12 High Street', postcode: 'SW1A 1AA', city: 'London' },
  { street: 'ul. Długa 7/3', postcode: '00-238', city: 'Warszawa' },
  { street: 'Straße des 17. Juni 135', postcode: '10623', city: 'Berlin' },
  { street: 'Atatürk Cad. No: 8', postcode: '34000', city: 'İstanbul' },
  { street: '12, rue de la Paix', postcode: '75002', city: 'Paris' },
]
const index = smallIndex(addresses.map(customer))
const main = 'street:hauptstr 5a'
const erfurt = 'place:99084 erfurt'

const found: readonly (readonly [name: string, text: string, key: string])[] = [
  ['as written', 'Hauptstraße 5a', main],
  ['suffix apart', 'Hauptstraße 5 a', main],
  ['suffix as capital', 'Hauptstraße 5 A, 99084 Erfurt', main],
  ['abbreviated', 'Hauptstr. 5a', main],
  ['abbreviated without full stop', 'Hauptstr 5a', main],
  ['abbreviated and glued', 'Hauptstr.5a', main],
  ['with a hyphen', 'Haupt-Straße 5a', main],
  ['in two words', 'Haupt Straße 5a', main],
  ['with ss', 'Hauptstrasse 5a', main],
  ['in capitals', 'HAUPTSTRASSE 5A', main],
  ['with "No."', 'Hauptstraße Nr. 5a', main],
  ['hyphenated at the end of a line', 'Haupt-\nstraße 5a', main],
  ['number on the next line', 'Hauptstraße\n5a', main],
  ['with a soft hyphen', 'Haupt\u00adstraße 5a', main],
  ['with a no-break space', 'Hauptstraße\u00a05a', main],
  ['decomposed', 'Strasse des Friedens 12', 'street:strdesfriedens 12'],
  ['in a sentence', 'wohnt in der Hauptstraße 5a in Erfurt', main],
  ['several words, abbreviated', 'Str. des Friedens 12', 'street:strdesfriedens 12'],
  ['a range', 'Am Alten Markt 3-5', 'street:amaltenmarkt 3-5'],
  ['a date behind a dash', 'Hauptstraße 5a - 25.3.1980', main],
  ['a date with spaces behind a dash', 'HAUPTSTRASSE 5A - 16. 12. 1986', main],
  ['a sign of the country behind it', 'Straße des Friedens 12 D 60311 Frankfurt', 'street:strdesfriedens 12'],
  ['a sign of the country on the next line', 'Hauptstraße 5a\nD 99084 Erfurt', erfurt],
  ['a place behind a dash', 'Hauptstraße 5a - 99084 Erfurt', main],
  ['a place behind a dash and its postcode', 'Hauptstraße 5a - 99084 Erfurt', erfurt],
  ['a range with a dash and spaces', 'Am alten Markt 3 – 5', 'street:amaltenmarkt 3-5'],
  ['number first', '12 High Street', 'street:highstreet 12'],
  ['number first, abbreviated', '12 High St., London', 'street:highstreet 12'],
  ['number first in French', '12 rue de la Paix', 'street:rudelapaix 12'],
  ['Polish', 'ul. Długa 7/3', 'street:dluga 7/3'],
  ['Polish without "ul."', 'Dluga 7/3', 'street:dluga 7/3'],
  ['a number inside the name', 'Straße des 17. Juni 135', 'street:strdes17juni 135'],
  ['Turkish', 'Ataturk Caddesi No 8', 'street:ataturkcaddesi 8'],
  ['in two columns', 'Hauptstraße\t5a', main],
  ['postcode and city', '99084 Erfurt', erfurt],
  ['with the country', 'D-99084 Erfurt', erfurt],
  ['with a part of the city', '99084 Erfurt-Altstadt', erfurt],
  ['city in capitals', '99084 ERFURT', erfurt],
  ['city in front', 'Erfurt (99084)', erfurt],
  ['city in front with a comma', 'Erfurt, 99084', erfurt],
  ['on two lines', '99084\nErfurt', erfurt],
  ['in full-width digits', '９９０８４ Erfurt', erfurt],
  ['hyphenated at the end of a line', '99084 Er-\nfurt', erfurt],
  ['in two columns', '99084\tErfurt', erfurt],
  ['river in full', '60311 Frankfurt am Main', 'place:60311 frankfurt'],
  ['river abbreviated', '60311 Frankfurt a. M.', 'place:60311 frankfurt'],
  ['river behind a slash', '60311 Frankfurt/Main', 'place:60311 frankfurt'],
  ['river in brackets', '60311 Frankfurt (Main)', 'place:60311 frankfurt'],
  ['river left out', '60311 Frankfurt', 'place:60311 frankfurt'],
  ['city with river in front', 'Frankfurt am Main 60311', 'place:60311 frankfurt'],
  ['a city whose first word is weak', '61348 Bad Homburg', 'place:61348 badhomburg'],
  ['British', 'London SW1A 1AA', 'place:sw1a1aa london'],
  ['Polish postcode', '00-238 Warszawa', 'place:00238 warszawa'],
  ['Polish postcode without hyphen', '00238 Warszawa', 'place:00238 warszawa'],
  ['Turkish city', '34000 ISTANBUL', 'place:34000 istanbul'],
]
for (const [name, text, key] of found) {
  test(`an address is found: ${name}`, () => expect(keysIn(postalAddress, index, text)).toContain(key))
}

const notFound: readonly (readonly [name: string, text: string])[] = [
  ['no suffix', 'Hauptstraße 5'],
  ['another suffix', 'Hauptstraße 5b'],
  ['another number', 'Hauptstraße 6a'],
  ['no number', 'Hauptstraße'],
  ['a piece of a longer number', 'Hauptstraße 5.5a'],
  ['a longer word', 'Neuhauptstraße 5a'],
  ['a suffix before a word', 'Straße des Friedens 12 D Hof'],
  ['another range', 'Hauptstraße 5a-7'],
  ['a single house of a range', 'Am Alten Markt 3'],
  ['another city', '99084 Weimar'],
  ['another postcode', '99085 Erfurt'],
  ['a postcode inside a longer number', '990845 Erfurt'],
  ['a city inside a longer word', '99084 Erfurter'],
  ['a weak first word alone', '61348 Bad'],
  ['a paragraph between', '99084\n\nErfurt'],
]
for (const [name, text] of notFound) {
  test(`no address is found: ${name}`, () => expect(keysIn(postalAddress, index, text)).toEqual([]))
}

test('a street without house number and a place without postcode have no key', () => {
  expect(streetKey('Hauptstraße')).toBeUndefined()
  expect(placeKeys(undefined, 'Erfurt')).toEqual([])
  expect(placeKeys('99084', undefined)).toEqual([])
})

test('of two streets that end alike only the one that is written out is found', () => {
  const streets = smallIndex([
    customer({ street: 'Bergstraße 1' }),
    customer({ street: 'Große Bergstraße 1' }),
  ])
  expect(keysIn(postalAddress, streets, 'Große Bergstraße 1')).toEqual(['street:grossebergstr 1'])
  expect(keysIn(postalAddress, streets, 'Kleine Bergstraße 1')).toEqual(['street:bergstr 1'])
})

test('an address stands where it is written', () => {
  expect(candidatesIn(postalAddress, index, 'in Haupt-Straße 5 a!')).toEqual([
    { key: main, start: 3, end: 19, isLabelled: false },
  ])
})

test('a generated street has one key in every spelling', () => {
  const endings = fc.constantFrom(
    'straße',
    'strasse',
    'str.',
    'str',
    '-Straße',
    '-Str.',
    ' Straße',
    'STRASSE',
  )
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Z][a-zäöü]{3,9}$/),
      endings,
      fc.integer({ min: 1, max: 999 }),
      fc.constantFrom('', 'a', ' b', 'C'),
      (name, ending, house, suffix) => {
        const one = smallIndex([customer({ street: `${name}straße ${house}${suffix.trim()}` })])
        expect(keysIn(postalAddress, one, `wohnt ${name}${ending} ${house}${suffix}, bitte`)).toEqual([
          streetKey(`${name}straße ${house}${suffix.trim().toLowerCase()}`),
        ])
      },
    ),
  )
})
