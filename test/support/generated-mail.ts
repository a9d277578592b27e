/** Directories and mails drawn at random, every fact written in its plainest form. Shares no code with the engine. */
import fc from 'fast-check'
import type { CustomerRecord } from '../../src/exposure/fact.ts'

const firstNames = ['Anna', 'Murat', 'Greta', 'Piotr', 'Leyla', 'Jonas']
const lastNames = ['Albers', 'Yilmaz', 'Nowak', 'Petersen', 'Kowalska', 'Brandt']
const streets = ['Lindenweg', 'Hafenstrasse', 'Kirchgasse', 'Talallee']
const places = [
  ['12345', 'Altdorf'],
  ['23456', 'Neustadt'],
  ['34567', 'Bergheim'],
] as const
const birthDates = ['1980-02-11', '1975-11-30', '1990-05-17', '1962-08-23', '2001-12-24']
const households = ['H1', 'H2', 'H3', undefined, undefined, undefined]

/** Accounts with a right checksum. */
const ibans = [
  'DE89370400440532013000',
  'DE02120300000000202051',
  'DE02500105170137075030',
  'DE02100500000054540402',
]

const drawn = fc.record({
  firstName: fc.constantFrom(...firstNames),
  lastName: fc.constantFrom(...lastNames),
  street: fc.constantFrom(...streets),
  house: fc.integer({ min: 1, max: 4 }),
  place: fc.constantFrom(...places),
  birthDate: fc.constantFrom(...birthDates),
  household: fc.constantFrom(...households),
  isProtected: fc.nat(9).map((n) => n === 0),
  /** Addresses, telephone lines and accounts are few, so that some are shared. */
  box: fc.nat(30),
  line: fc.nat(30),
  account: fc.nat(ibans.length * 4),
})

export function directories(maxLength: number): fc.Arbitrary<readonly CustomerRecord[]> {
  return fc.array(drawn, { minLength: 2, maxLength }).map((rows) =>
    rows.map((row, i) => {
      const iban = ibans[row.account]
      return {
        customerNumber: `K${1_000_000 + i * 37}`,
        firstName: row.firstName,
        lastName: row.lastName,
        emails: [`box${row.box}q@example.org`],
        phones: [`+4930555${1_000 + row.line}`],
        street: `${row.street} ${row.house}`,
        postcode: row.place[0],
        city: row.place[1],
        birthDate: row.birthDate,
        ibans: iban === undefined ? [] : [iban],
        ...(row.household === undefined ? {} : { household: row.household }),
        isProtected: row.isProtected,
      }
    }),
  )
}

export const plainKinds = [
  'customer-number',
  'email',
  'phone',
  'iban',
  'name',
  'street',
  'place',
  'birth-date',
] as const
export type PlainKind = (typeof plainKinds)[number]

/** How the fact is written in a mail; undefined if the customer has none. */
export function plainForm(record: CustomerRecord, kind: PlainKind): string | undefined {
  switch (kind) {
    case 'customer-number':
      return record.customerNumber
    case 'email':
      return record.emails[0]
    case 'phone':
      return record.phones[0]
    case 'iban':
      return record.ibans[0]
    case 'name':
      return `${record.firstName} ${record.lastName}`
    case 'street':
      return record.street
    case 'place':
      return `${record.postcode} ${record.city}`
    case 'birth-date':
      return record.birthDate?.split('-').toReversed().join('.')
  }
}

/** A fact of the customer at this position (modulo the size of the directory). */
export interface Mentioned {
  readonly customer: number
  readonly kind: PlainKind
}

export const mentions: fc.Arbitrary<Mentioned> = fc.record({
  customer: fc.nat(1000),
  kind: fc.constantFrom(...plainKinds),
})

const fillers = [
  'Bitte beachten Sie unsere Hinweise zu',
  'Die Bestellung betrifft ferner',
  'Wir haben vermerkt, dass',
  'Das Buch liegt bereit, siehe auch',
]

/** One paragraph for each fact, with words around it that are nobody's. */
export function paragraphs(
  records: readonly CustomerRecord[],
  facts: readonly Mentioned[],
): readonly string[] {
  return facts.flatMap(({ customer, kind }, i) => {
    const record = records[customer % records.length]
    const written = record === undefined ? undefined : plainForm(record, kind)
    return written === undefined ? [] : [`${fillers[i % fillers.length]} ${written} in der Akte.`]
  })
}
