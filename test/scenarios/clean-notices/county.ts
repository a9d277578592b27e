/** The invented customers of the clean notices: chosen so that names, dates and numbers of ordinary mail are theirs. */
import { createHash } from 'node:crypto'
import { type Entity, type HeaderField, mail, textPart } from '../../mail-builder/mime.ts'
import { png } from '../../mail-builder/picture.ts'
import { type Customer, ibanOf } from '../../support/customer-list.ts'

export const sabine = {
  number: 'A2100000175',
  title: 'Dr.',
  firstName: 'Sabine',
  lastName: 'Müller-Hofmann',
  email: 'sabine.mueller-hofmann@example.org',
  phone: '040 66969 100',
  mobile: '0171 3920010',
  street: 'Große Bergstraße 17',
  postcode: '22767',
  city: 'Hamburg',
  birthDate: '1976-03-08',
  iban: ibanOf('DE', '200505500123456781'),
  household: 'müller-hofmann',
} as const satisfies Customer

export const thomas = {
  number: 'A2100000183',
  firstName: 'Thomas',
  lastName: 'Müller',
  email: 'thomas.mueller@example.org',
  birthDate: '1974-10-19',
  household: 'müller-hofmann',
} as const satisfies Customer

export const emil = {
  number: 'A2100000191',
  firstName: 'Emil',
  lastName: 'Müller',
  birthDate: '2015-06-30',
  household: 'müller-hofmann',
} as const satisfies Customer

/** Two customers who read one mailbox. */
export const mehmet = {
  number: 'A2100000205',
  firstName: 'Mehmet',
  lastName: 'Yılmaz',
  email: 'familie.yilmaz@example.org',
  street: 'Feldstraße 4',
  postcode: '20357',
  city: 'Hamburg',
  birthDate: '1981-01-15',
} as const satisfies Customer
export const ayse = {
  number: 'A2100000213',
  firstName: 'Ayşe',
  lastName: 'Yılmaz',
  email: 'familie.yilmaz@example.org',
  street: 'Feldstraße 4',
  postcode: '20357',
  city: 'Hamburg',
  birthDate: '1983-09-02',
} as const satisfies Customer

export const zofia = {
  number: 'A2100000221',
  firstName: 'Zofia',
  lastName: 'Wiśniewska-Łuczak',
  email: 'zofia@example.org',
  mobile: '0171 3920099',
  street: 'Gärtnerstr. 21',
  postcode: '20253',
  city: 'Hamburg',
  birthDate: '1992-12-24',
} as const satisfies Customer

export const florist = {
  number: 'A2100000230',
  company: 'Blumen Schäfer & Söhne GmbH',
  email: 'kontor@blumen-schaefer.test',
  phone: '040 66969 300',
  street: 'Marktplatz 12',
  postcode: '20095',
  city: 'Hamburg',
} as const satisfies Customer

const person = (
  number: string,
  firstName: string,
  lastName: string,
  more: Partial<Customer> = {},
): Customer => ({
  number,
  firstName,
  lastName,
  ...more,
})

/** They bear the names of authors, of staff, of streets, of a neighbour and of a namesake. */
const others: readonly Customer[] = [
  person('A2100000302', 'Thomas', 'Mann', {
    street: 'Elbchaussee 5',
    postcode: '22765',
    city: 'Hamburg',
    birthDate: '1966-06-06',
  }),
  person('A2100000310', 'Michael', 'Ende', { email: 'ende@mail.test' }),
  person('A2100000329', 'Daniel', 'Kehlmann', { birthDate: '1990-01-01' }),
  person('A2100000337', 'Karin', 'Fischer', {
    phone: '040 66969 200',
    street: 'Am Markt 3',
    postcode: '20095',
    city: 'Hamburg',
  }),
  person('A2100000345', 'Petra', 'Schulz', { email: 'petra.schulz@mail.test', birthDate: '1969-04-17' }),
  person('A2100000353', 'Ralf', 'Becker', {
    street: 'Große Bergstraße 17',
    postcode: '22767',
    city: 'Hamburg',
  }),
  person('A2100000361', 'Sabine', 'Hofmann', { postcode: '22767', city: 'Hamburg' }),
  person('A2100000370', 'Sabine', 'Müller-Hofmann', {
    street: 'Waldweg 2',
    postcode: '80331',
    city: 'München',
  }),
  person('A2100000388', 'Anna', 'Weber', { street: 'Bahnhofstraße 1', postcode: '50667', city: 'Köln' }),
  person('A2100000396', 'Max', 'Frisch', { birthDate: '2026-03-17' }),
  person('A2100000400', 'Christian', 'Winter'),
  person('A2100000418', 'August', 'März'),
  person('A2100000426', 'Stefan', 'König', { isProtected: true }),
  person('A2100000434', 'Ernst', 'Lustig', { birthDate: '2026-04-01' }),
  person('A2100000442', 'Julia', 'Kunde'),
  person('A2100000450', 'Otto', 'Stadtwerk'),
  person('A2100000469', 'Lena', 'Tag', { postcode: '20357', city: 'Hamburg' }),
  person('A2100000477', 'Mustafa', 'Yılmaz', { email: 'm.yilmaz@mail.test' }),
]

export const county: readonly Customer[] = [sabine, thomas, emil, mehmet, ayse, zofia, florist, ...others]

export const ownIban = ibanOf('DE', '200505501280000000')
export const logo = png(64)

/** What the organisation says is its own; its addresses reach staff, but for one list. */
export const allowances = `domains:
  - stadtbuecherei.test
addresses:
  - aushilfe@example.org
lists:
  - neuerwerbungen@stadtbuecherei.test
phrases:
  - Am Markt 3
  - 20095 Hamburg
  - Frau Schulz
numbers:
  - 040 66969 200
  - ${ownIban}
files:
  - ${createHash('sha256').update(logo).digest('hex')}
`

export interface CleanNotice {
  readonly name: string
  readonly mail: Buffer | Promise<Buffer>
  readonly isStaff?: boolean
  /** Customer numbers of who reads it. */
  readonly viewer: readonly string[]
}

export const fields = (to: string, subject: string): readonly HeaderField[] => [
  ['From', 'Petra Schulz <petra.schulz@stadtbuecherei.test>'],
  ['To', to],
  ['Subject', subject],
  ['Date', 'Tue, 17 Mar 2026 08:15:00 +0100'],
  ['Message-ID', '<f2.20260317081500.4711@stadtbuecherei.test>'],
  ['X-Mailer', 'Kundenpost 4.2'],
]

export const toSabine = `"Dr. Sabine Müller-Hofmann" <${sabine.email}>`

export const signature = `Mit freundlichen Grüßen
Petra Schulz

Stadtbücherei Hamburg
Am Markt 3
20095 Hamburg
Telefon 040 66969 200
`

export const written = (to: string, subject: string, entity: Entity | string): Buffer =>
  mail(fields(to, subject), typeof entity === 'string' ? textPart(`${entity}\n${signature}`) : entity)
