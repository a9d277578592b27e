/** Directories with everything that makes customers hard to tell apart, for comparing one index with another. */
import fc from 'fast-check'
import type { CustomerRecord, FactKey, OwnedFact } from '../../src/exposure/fact.ts'

const firstNames = ['Anna', 'Jörg', 'Zoë-Marie', 'Anna Lena', 'Ана', '李', 'Łukasz', '']
const lastNames = [
  'Müller',
  'Mueller',
  'von der Heide',
  'Öztürk',
  'Groß',
  "O'Neill",
  'Anna',
  'Käfer GmbH',
  '',
]
const companies = ['Käfer & Söhne GmbH', 'Bücherstube am Markt e. V.', 'ACME']
const emails = [
  'anna@example.org',
  'familie@example.org',
  'jörg@bücher.example',
  'A.B@example.test',
  'kein Konto',
]
const phones = ['030 5550001', '+49 151 23450001', '0043 1 5550002', '12']
const streets = ['Lindenweg 4', 'Straße des 17. Juni 5 b', 'Lindenweg 4a', 'Am Ufer']
const places = [
  ['12345', 'Altdorf'],
  ['12345', 'Köln'],
  ['1010', 'Wien'],
] as const
const ibans = ['DE89370400440532013000', 'DE02120300000000202051']
const birthDates = ['1980-02-01', '1975-11-30']
const households = ['H1', 'H2', ' H1 ', '  ', '𝔉amilie']

const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 })

const customerNumbers = fc.oneof(
  fc.nat(30).map((n) => `K${1_000_000 + n}`),
  // So few values of four digits that they are dense, and some that share their digits behind zeros.
  fc.nat(30).map((n) => String(1_000 + n)),
  fc.nat(30).map((n) => `000${1_000 + n}`),
  fc.constantFrom('ab', '-', 'Ü-77', '𝟙𝟚𝟛', '\ud800x1'),
)

const drawn = fc.record({
  customerNumber: customerNumbers,
  firstName: sometimes(fc.constantFrom(...firstNames)),
  lastName: sometimes(fc.constantFrom(...lastNames)),
  company: fc.option(fc.constantFrom(...companies), { nil: undefined, freq: 1 }),
  emails: fc.array(fc.constantFrom(...emails), { maxLength: 2 }),
  phones: fc.array(fc.constantFrom(...phones), { maxLength: 2 }),
  ibans: fc.array(fc.constantFrom(...ibans), { maxLength: 1 }),
  street: sometimes(fc.constantFrom(...streets)),
  place: sometimes(fc.constantFrom(...places)),
  birthDate: sometimes(fc.constantFrom(...birthDates)),
  household: sometimes(fc.constantFrom(...households)),
  isProtected: fc.nat(4).map((n) => n === 0),
})

export const customerRecords: fc.Arbitrary<CustomerRecord> = drawn.map(({ place, ...fields }) => {
  const { customerNumber, emails: mails, phones: lines, ibans: accounts, isProtected, ...others } = fields
  const written = { ...others, postcode: place?.[0], city: place?.[1] }
  const known = Object.entries(written).filter(([, value]) => value !== undefined)
  return {
    customerNumber,
    emails: mails,
    phones: lines,
    ibans: accounts,
    isProtected,
    ...Object.fromEntries(known),
  }
})

const ownedFacts: fc.Arbitrary<OwnedFact> = fc.record({
  kind: fc.constant('barcode'),
  value: fc.oneof(
    fc.nat(20).map((n) => `BC-${n}`),
    fc.nat(20).map((n) => `00${n}`),
    fc.constantFrom('-', 'k1000001'),
  ),
  owner: customerNumbers,
})

export interface GeneratedDirectory {
  readonly records: readonly CustomerRecord[]
  readonly ownedFacts: readonly OwnedFact[]
}

export function generatedDirectories(maxLength: number): fc.Arbitrary<GeneratedDirectory> {
  return fc.record({
    records: fc.array(customerRecords, { maxLength, size: 'max' }),
    ownedFacts: fc.array(ownedFacts, { maxLength: 20 }),
  })
}

/** The key as it is, and keys that differ from it in little. */
export function neighboursOf(key: FactKey): readonly FactKey[] {
  const colon = key.indexOf(':') + 1
  const withValue = (value: string) => `${key.slice(0, colon)}${value}` as FactKey
  const value = key.slice(colon)
  const last = value.charCodeAt(value.length - 1)
  return [
    key,
    withValue(value.slice(1)),
    withValue(value.slice(0, -1)),
    withValue(`${value}0`),
    withValue(value.slice(0, -1) + String.fromCharCode(last ^ 1)),
    withValue(`${value}\0`),
    withValue(value.toUpperCase()),
    `street:${value}`,
    `owned-fact:${value}`,
    `customer-number:${value}`,
  ]
}
