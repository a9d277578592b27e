import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidatesIn, customer, keysIn, smallIndex } from '../../../test/support/small-index.ts'
import { phone, phoneKeys } from './phone.ts'

const mobile = 'phone:4915123456789'
const landline = 'phone:49361123456'
const turkish = 'phone:905321234567'
const index = smallIndex([
  customer({ phones: ['0151 23456789', '(0361) 12 34 56', '+90 532 123 45 67', '030/9876-0'] }),
])

const found: readonly (readonly [name: string, text: string, key: string])[] = [
  ['in one piece', 'Tel. 015123456789', mobile],
  ['with a space', '0151 23456789', mobile],
  ['with slash, spaces and hyphen', '0151/234 567-89', mobile],
  ['with country code', '+4915123456789', mobile],
  ['with country code and trunk zero', '+49 (0)151 23456789', mobile],
  ['with country code and bare trunk zero', '+49 0151 23456789', mobile],
  ['with international prefix', '0049 151 23456789', mobile],
  ['in brackets', '(+49) 151 23456789', mobile],
  ['as a link', 'tel:+49-151-23456789', mobile],
  ['with full stops', '0151.234.567.89', mobile],
  ['with no-break spaces', '0151\u00a0234\u202f56789', mobile],
  ['broken over a line', '0151 2345\n6789', mobile],
  ['with a soft hyphen', '0151 2345\u00ad6789', mobile],
  ['with a no-break hyphen', '0151\u20112345\u20116789', mobile],
  ['in full-width digits', '０１５１ ２３４５６７８９', mobile],
  ['in a list', 'Tel. 0361 123456, 0151 23456789', mobile],
  ['behind a second one and a slash', '0361 123456/015123456789', mobile],
  ['without leading zero, labelled', 'Mobil: 151 23456789', mobile],
  ['without plus, labelled', 'Handy 49 151 23456789', mobile],
  ['with brackets round the area', '(0361) 12 34 56', landline],
  ['with an extension', '0361 123456-0', landline],
  ['in front of a postcode', '0361 123456 99084 Erfurt', landline],
  ['Turkish', '+90 532 123 45 67', turkish],
  ['Turkish with international prefix', '0090 532 1234567', turkish],
  ['with its own extension', '+49 30 9876-0', 'phone:493098760'],
]
for (const [name, text, key] of found) {
  test(`a telephone number is found: ${name}`, () => expect(keysIn(phone, index, text)).toContain(key))
}

const notFound: readonly (readonly [name: string, text: string])[] = [
  ['a digit too few', '0151 2345678'],
  ['a digit too many', '0151 234567890'],
  ['inside a longer number', '90151234567891'],
  ['inside an ISBN', '978-0151-23456789'],
  ['inside a word', 'A015123456789'],
  ['going on behind a hyphen', '0361 123456-78901'],
  ['without leading zero and label', 'Betrag 151 23456789'],
  ['another country', '+43 151 23456789'],
]
for (const [name, text] of notFound) {
  test(`no telephone number is found: ${name}`, () => expect(keysIn(phone, index, text)).toEqual([]))
}

const records: readonly (readonly [name: string, written: string, keys: readonly string[]])[] = [
  ['several in one cell', '0361 123456; 0151 23456789', [landline, mobile]],
  ['a lost leading zero', '15123456789', [mobile]],
  ['a lost plus', '4915123456789', ['phone:494915123456789', mobile]],
  ['a local number has none', '12 34 56', []],
  ['a number that is too long has none', '0151 2345678901234567', []],
  ['a word has none', 'keins', []],
]
for (const [name, written, keys] of records) {
  test(`a directory's number has its keys: ${name}`, () => expect(phoneKeys(written)).toEqual(keys))
}

test('a telephone number stands where it is written, without an extension of somebody else', () => {
  expect(candidatesIn(phone, index, 'Tel: 0361 123456-0.')).toEqual([
    { key: landline, start: 5, end: 16, isLabelled: true },
  ])
})

test('a column heading or a label lets the leading zero be missing', () => {
  expect(keysIn(phone, index, { text: 'Anna\t15123456789', row: 0, labels: ['Vorname', 'Telefon'] })).toEqual(
    [mobile],
  )
})

test('a generated number has the same key in every spelling', () => {
  const spellings = fc.constantFrom<(area: string, rest: string) => string>(
    (area, rest) => `0${area} ${rest}`,
    (area, rest) => `(0${area}) ${rest.slice(0, 3)} ${rest.slice(3)}`,
    (area, rest) => `+49 ${area} ${rest}`,
    (area, rest) => `+49(0)${area}/${rest}`,
    (area, rest) => `0049-${area}-${rest}`,
  )
  fc.assert(
    fc.property(
      fc.stringMatching(/^[1-9][0-9]{2,3}$/),
      fc.stringMatching(/^[1-9][0-9]{5,7}$/),
      spellings,
      (area, rest, write) => {
        const one = smallIndex([customer({ phones: [`0${area}${rest}`] })])
        expect(keysIn(phone, one, `Tel ${write(area, rest)}, danke`)).toContain(`phone:49${area}${rest}`)
        expect(phoneKeys(write(area, rest))).toContain(`phone:49${area}${rest}`)
      },
    ),
  )
})
