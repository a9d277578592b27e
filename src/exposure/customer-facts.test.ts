import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factKeysOf, keyOfOwnedFact, nameRolesOf } from './customer-facts.ts'
import type { CustomerRecord } from './fact.ts'
import { NAME_COMPANY, NAME_FAMILY, NAME_GIVEN } from './identifier-index.ts'

function record(fields: Partial<CustomerRecord>): CustomerRecord {
  return { customerNumber: 'K1', emails: [], phones: [], ibans: [], isProtected: false, ...fields }
}

const cases: readonly (readonly [
  name: string,
  fields: Partial<CustomerRecord>,
  has: readonly string[],
  hasNot?: readonly string[],
])[] = [
  ['a number without separators', { customerNumber: 'K-100 0001' }, ['customer-number:k1000001']],
  [
    'a number with leading zeros',
    { customerNumber: '0012345' },
    ['customer-number:0012345', 'customer-number:~12345'],
  ],
  [
    'a simple name',
    { firstName: 'Anna', lastName: 'Müller' },
    ['full-name:anna|muller', 'surname:muller', 'given-name:anna'],
  ],
  [
    'a name with titles',
    { firstName: 'Dr. Anna', lastName: 'Müller B. A.' },
    ['full-name:anna|muller'],
    ['given-name:dr'],
  ],
  [
    'a double given name',
    { firstName: 'Anna-Lena', lastName: 'Müller' },
    ['full-name:annalena|muller', 'full-name:anna|muller', 'full-name:lena|muller'],
  ],
  [
    'a double surname',
    { firstName: 'Anna', lastName: 'Müller-Lüdenscheidt' },
    [
      'full-name:anna|mullerludenscheidt',
      'full-name:anna|muller',
      'full-name:anna|ludenscheidt',
      'surname:mullerludenscheidt',
      'surname:muller',
      'surname:ludenscheidt',
    ],
  ],
  [
    'a surname with particles',
    { firstName: 'Max', lastName: 'von der Heide' },
    ['full-name:heide|max', 'full-name:max|vonderheide', 'surname:heide'],
    ['surname:von', 'surname:vonder'],
  ],
  [
    'an Arabic name with article',
    { firstName: 'Omar', lastName: 'al-Hassan' },
    ['full-name:hassan|omar', 'full-name:alhassan|omar'],
  ],
  [
    'a surname with apostrophe',
    { firstName: 'Mary', lastName: "O'Brien" },
    ['full-name:mary|obrien', 'full-name:brien|mary'],
  ],
  [
    'a four-part name',
    { firstName: 'María José', lastName: 'García López' },
    ['full-name:garcia|maria', 'full-name:jose|lopez', 'full-name:garcialopez|maria'],
  ],
  [
    'a single name',
    { lastName: 'Sukarno' },
    ['full-name:|sukarno', 'surname:sukarno'],
    ['full-name:sukarno'],
  ],
  ['both names in one field', { lastName: 'Müller, Anna' }, ['full-name:anna|muller'], ['full-name:|muller']],
  ['a company', { company: 'Stadtwerke Neudorf GmbH & Co. KG' }, ['full-name:stadtwerke neudorf']],
  ['a company with one word', { company: 'Sommer e. V.' }, ['full-name:sommer'], ['surname:sommer']],
  [
    'a company in the surname column',
    { lastName: 'Weber UG (haftungsbeschränkt)' },
    ['full-name:weber'],
    ['surname:weber'],
  ],
  [
    'addresses of e-mail',
    { emails: ['Anna@Example.org', ' <b@müller.example>'] },
    ['email:anna@example.org', 'email:b@müller.example'],
  ],
  [
    'phones in one cell',
    { phones: ['0151/234 567-89; +90 532 1234567'] },
    ['phone:4915123456789', 'phone:905321234567'],
  ],
  ['an IBAN', { ibans: ['DE89 3704 0044 0532 0130 00'] }, ['iban:de89370400440532013000']],
  [
    'an IBAN with a wrong checksum has no key',
    { ibans: ['DE88 3704 0044 0532 0130 00'] },
    [],
    ['iban:de88370400440532013000'],
  ],
  [
    'a postal address',
    { street: 'Hauptstraße 5 a', postcode: '99084', city: 'Erfurt' },
    ['street:hauptstr 5a', 'place:99084 erfurt'],
  ],
  [
    'a city with an addition',
    { postcode: 'D-60311', city: 'Frankfurt am Main' },
    ['place:60311 frankfurtammain', 'place:60311 frankfurt'],
  ],
  ['a date of birth', { birthDate: '1980-02-01' }, ['birth-date:1980-02-01']],
  ['a German date of birth', { birthDate: '1.2.1980' }, ['birth-date:1980-02-01']],
  [
    'empty fields say nothing',
    { firstName: ' ', lastName: '-', street: 'Am Markt', city: 'Erfurt', phones: ['12 34'] },
    [],
  ],
]
for (const [name, fields, has, hasNot = []] of cases) {
  test(`a record is found by ${name}`, () => {
    const keys: readonly string[] = factKeysOf(record(fields))
    expect(keys).toEqual(expect.arrayContaining([...has]))
    for (const key of hasNot) expect(keys).not.toContain(key)
    expect(new Set(keys).size).toBe(keys.length)
    if (has.length === 0) expect(keys).toEqual(['customer-number:k1'])
  })
}

test('words of a record have their roles', () => {
  const roles = new Map(
    nameRolesOf(record({ firstName: 'Anna', lastName: 'Müller', company: 'Neue Wege GmbH' })),
  )
  expect(roles).toEqual(
    new Map([
      ['anna', NAME_GIVEN],
      ['muller', NAME_FAMILY],
      ['neue', NAME_COMPANY],
      ['wege', NAME_COMPANY],
    ]),
  )
})

test('an owned fact has the key of its value', () => {
  expect(keyOfOwnedFact({ kind: 'barcode', value: 'B 00-17', owner: 'K1' })).toBe('owned-fact:b0017')
  expect(keyOfOwnedFact({ kind: 'barcode', value: ' - ', owner: 'K1' })).toBeUndefined()
})

test('what nobody sees changes no key, however plain a field is without it', () => {
  // Plain fields are read in a shorter way: a zero-width space at their end makes them take the general one.
  const field = fc.string({ unit: fc.constantFrom(...'abeouzAEOUZß0159äÖ -.,/+@()'), maxLength: 16 })
  const some = fc.array(
    fc.oneof(
      field,
      fc.stringMatching(/^[a-zA-Z0-9._+-]{1,8}@[a-z0-9-]{1,6}(\.[a-zA-Z0-9-]{1,4}){0,3}$/),
      fc.constantFrom(
        'a@xn--bcher-kva.example',
        'A.B@Example.ORG',
        'ÄÖ@example.org',
        '+4915123450001',
        '030123456',
      ),
      fc.constantFrom('DE89370400440532013000', 'de89 3704 0044 0532 0130 00'),
    ),
    { maxLength: 3 },
  )
  const seen = (text: string) => `${text}\u200b`
  const columns = ['firstName', 'lastName', 'company', 'street', 'postcode', 'city', 'birthDate'] as const
  fc.assert(
    fc.property(fc.array(field, { minLength: 8, maxLength: 8 }), some, ([number = '', ...texts], lists) => {
      const written = (spell: (text: string) => string) =>
        record({
          customerNumber: spell(number),
          ...Object.fromEntries(columns.map((column, i) => [column, spell(texts[i] ?? '')])),
          emails: lists.map(spell),
          phones: lists.map(spell),
          ibans: lists.map(spell),
        })
      expect(factKeysOf(written(seen))).toEqual(factKeysOf(written((text) => text)))
      expect(nameRolesOf(written(seen))).toEqual(nameRolesOf(written((text) => text)))
    }),
    { numRuns: 3_000 },
  )
})

test('no key comes twice', () => {
  const twice = record({
    customerNumber: '0012',
    emails: ['anna@example.org', 'ANNA@example.org'],
    phones: ['030 5550001; 030/5550001', '+49 30 5550001'],
    ibans: ['DE89370400440532013000', 'DE89 3704 0044 0532 0130 00'],
    firstName: 'Anna Berg',
    lastName: 'Berg Anna',
  })
  const keys = factKeysOf(twice, ['0012', '12', '0012'])
  expect(keys).toEqual([...new Set(keys)])
})
