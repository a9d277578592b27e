import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidatesIn, customer, keysIn, smallIndex } from '../../../test/support/small-index.ts'
import { iban, ibanKey } from './iban.ts'

const index = smallIndex([customer({})])
const german = 'iban:de89370400440532013000'

const found: readonly (readonly [name: string, text: string, key: string])[] = [
  ['in one piece', 'IBAN DE89370400440532013000', german],
  ['in groups of four', 'DE89 3704 0044 0532 0130 00', german],
  ['in lower case', 'de89 3704 0044 0532 0130 00', german],
  ['with no-break spaces', 'DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000', german],
  ['with hyphens', 'DE89-3704-0044-0532-0130-00', german],
  ['with full stops', 'DE89.3704.0044.0532.0130.00', german],
  ['with the country apart', 'DE 89 3704 0044 0532 0130 00', german],
  ['glued to its label', 'IBANDE89370400440532013000', german],
  ['behind a colon', 'IBAN:DE89370400440532013000', german],
  ['with letters glued behind', 'DE89370400440532013000BIC', german],
  ['broken over a line', 'DE89 3704 0044\n  0532 0130 00', german],
  ['broken inside a group', 'DE89 3704 00\n44 0532 0130 00', german],
  ['with soft hyphens', 'DE8937\u00ad04004405\u200b32013000', german],
  ['in full-width letters', 'ＤＥ８９370400440532013000', german],
  ['with a Cyrillic look-alike', 'D\u041589370400440532013000', german],
  ['with letters inside', 'GB29 NWBK 6016 1331 9268 19', 'iban:gb29nwbk60161331926819'],
  ['Norwegian', 'NO93 8601 1117 947', 'iban:no9386011117947'],
]
for (const [name, text, key] of found) {
  test(`an account number is found: ${name}`, () => expect(keysIn(iban, index, text)).toEqual([key]))
}

const notFound: readonly (readonly [name: string, text: string])[] = [
  ['a wrong checksum', 'DE88 3704 0044 0532 0130 00'],
  ['a digit too few', 'DE89 3704 0044 0532 0130 0'],
  ['inside a longer number', 'DE893704004405320130001'],
  ['a wrong letter for a country', 'DX89 3704 0044 0532 0130 00'],
  ['broken over two columns of words', 'DE89 3704 0044 und 0532 0130 00'],
]
for (const [name, text] of notFound) {
  test(`no account number is found: ${name}`, () => expect(keysIn(iban, index, text)).toEqual([]))
}

test('an account number stands where it is written', () => {
  expect(candidatesIn(iban, index, 'x IBANDE89370400440532013000BIC')).toEqual([
    { key: german, start: 6, end: 28, isLabelled: false },
  ])
})

/** German account numbers with their checksum, computed apart from the code under test. */
const germanIban = fc.stringMatching(/^[0-9]{18}$/).map((account) => {
  const check = 98n - (BigInt(`${account}131400`) % 97n)
  return `DE${String(check).padStart(2, '0')}${account}`
})

test('a generated account number has one key in any grouping, and none with one digit changed', () => {
  fc.assert(
    fc.property(
      germanIban,
      fc.constantFrom('', ' ', '-', '\u00a0', '.', '\n'),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 4, max: 21 }),
      (number, sign, step, at) => {
        const key = ibanKey(number)
        const groups = number.match(/.{1,4}/g) ?? []
        expect(keysIn(iban, index, groups.join(sign))).toEqual([key])
        const wrong = number.slice(0, at) + ((Number(number[at]) + step) % 10) + number.slice(at + 1)
        expect(ibanKey(wrong)).toBeUndefined()
      },
    ),
  )
})
