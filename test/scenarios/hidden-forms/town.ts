/** The invented people of the hidden forms, and the mail around a form. Numbers are those set aside for film and fiction. */

import {
  type Entity,
  type HeaderField,
  mail,
  multipart,
  type TextOptions,
  textPart,
} from '../../mail-builder/mime.ts'
import type { Kind } from '../../support/check-command.ts'
import { type Customer, type FactOfCustomer, ibanOf } from '../../support/customer-list.ts'

/** Every mail goes to her; the others are the ones it must not show. */
export const anna = {
  number: 'K1000001',
  firstName: 'Anna',
  lastName: 'Lehmann',
  email: 'anna.lehmann@example.org',
  phone: '030 23125 101',
  street: 'Ahornweg 3',
  postcode: '10115',
  city: 'Berlin',
  birthDate: '1984-02-11',
  iban: ibanOf('DE', '100500001111222233'),
  household: 'H1',
} as const satisfies Customer

export const katharina = {
  number: 'K1002044',
  firstName: 'Katharina',
  lastName: 'Brückner',
  email: 'katharina.brueckner@mail.test',
  phone: '0221 4710 123',
  mobile: '0171 3920017',
  street: 'Lindenstraße 48',
  postcode: '50674',
  city: 'Köln',
  birthDate: '1979-05-23',
  iban: ibanOf('DE', '370501980123456789'),
} as const satisfies Customer

/** His number is digits only, so that it can be cut anywhere. */
export const juergen = {
  number: '4471093582',
  title: 'Dr.',
  firstName: 'Jürgen',
  lastName: 'Großmann',
  email: 'j.grossmann@mail.test',
  street: 'An der Mühle 7a',
  postcode: '01099',
  city: 'Dresden',
  birthDate: '1961-11-02',
} as const satisfies Customer

export const ilknur = {
  number: 'K1003001',
  firstName: 'İlknur',
  lastName: 'Yıldırım',
  email: 'ilknur.yildirim@mail.test',
  street: 'Weserstraße 112',
  postcode: '12045',
  city: 'Berlin',
} as const satisfies Customer

export const lukasz = {
  number: 'K1003002',
  firstName: 'Łukasz',
  lastName: 'Dąbrowski',
  street: 'Hafenstraße 9',
  postcode: '20457',
  city: 'Hamburg',
  birthDate: '1990-07-30',
} as const satisfies Customer

export const eva = {
  number: 'K1003005',
  firstName: 'Eva-Maria',
  lastName: 'Müller-Lüdenscheidt',
  street: 'Rosengasse 2',
  postcode: '89073',
  city: 'Ulm',
  birthDate: '1955-01-09',
} as const satisfies Customer

export const friedrich = {
  number: 'K1003006',
  firstName: 'Friedrich',
  lastName: 'von der Heide',
  street: 'Schlossallee 1',
  postcode: '14467',
  city: 'Potsdam',
} as const satisfies Customer

export const schaefer = {
  number: 'K1003007',
  company: 'Blumen Schäfer GmbH',
  email: 'laden@xn--blumen-schfer-kfb.test',
  street: 'Marktstraße 30',
  postcode: '70173',
  city: 'Stuttgart',
} as const satisfies Customer

export const hoa = {
  number: 'K1003008',
  firstName: 'Thị Hoa',
  lastName: 'Nguyễn',
  email: 'hoa@bücher.test',
  street: 'Ringstraße 77',
  postcode: '04109',
  city: 'Leipzig',
} as const satisfies Customer

export const mohammed = {
  number: 'K1003009',
  firstName: 'Mohammed',
  lastName: 'Al-Hashimi',
  street: 'Goethestraße 15',
  postcode: '60313',
  city: 'Frankfurt am Main',
} as const satisfies Customer

const jonas: Customer = { number: 'K1000002', firstName: 'Jonas', lastName: 'Lehmann', household: 'H1' }

export const townsfolk: readonly Customer[] = [
  anna,
  jonas,
  katharina,
  juergen,
  ilknur,
  lukasz,
  eva,
  friedrich,
  schaefer,
  hoa,
  mohammed,
]

export const barcode = '30012345678901'
export const invoice = 'RE-2026-004711'
export const townsFacts: readonly FactOfCustomer[] = [
  { kind: 'barcode', value: barcode, owner: katharina.number },
  { kind: 'rechnung', value: invoice, owner: katharina.number },
]

/** One way in which a fact of somebody else stands in a mail to Anna. */
export interface HiddenForm {
  readonly name: string
  readonly mail: Buffer | Promise<Buffer>
  readonly ending?: 'eml' | 'msg'
  readonly dataSubject: string
  /** Kinds that must be named. */
  readonly kinds: readonly Kind[]
  readonly rule: 'identifier' | 'corroborated' | 'addressed'
  /** One of the places must be this. */
  readonly place: string | RegExp
}

export const envelope = (
  subject = 'Ihr Konto',
  to = `Anna Lehmann <${anna.email}>`,
): readonly HeaderField[] => [
  ['From', 'Stadtbibliothek <info@bibliothek.test>'],
  ['To', to],
  ['Subject', subject],
  ['Date', 'Tue, 03 Mar 2026 10:00:00 +0100'],
  ['Message-ID', '<20260303.1@bibliothek.test>'],
]

const greeting = 'Guten Tag Anna Lehmann,\n\n'
const farewell = '\n\nMit freundlichen Grüßen\nIhre Stadtbibliothek\n'

/** A mail of one plain text. */
export const plain = (sentence: string, options: TextOptions = {}): Buffer =>
  mail(envelope(), textPart(`${greeting}${sentence}${farewell}`, options))

/** A mail of one plain text without a salutation of its own. */
export const bare = (text: string, options: TextOptions = {}): Buffer =>
  mail(envelope(), textPart(text, options))

export const htmlPart = (inner: string, head = ''): Entity =>
  textPart(
    `<!DOCTYPE html><html><head><title>Ihr Konto</title>${head}</head><body><p>Guten Tag Anna Lehmann,</p>${inner}</body></html>`,
    { subtype: 'html' },
  )

export const html = (inner: string, head = ''): Buffer => mail(envelope(), htmlPart(inner, head))

/** A harmless text with something attached. */
export const attached = (...files: readonly Entity[]): Buffer =>
  mail(
    envelope(),
    multipart('mixed', [textPart(`${greeting}im Anhang finden Sie Ihre Unterlagen.${farewell}`), ...files]),
  )
