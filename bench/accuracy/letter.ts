/** Ordinary letters of an organisation to one customer: what stands in them and which facts that makes. */
import { ibanOf } from '../../test/support/customer-list.ts'
import type { Dice } from './dice.ts'
import type { Resident } from './population.ts'
import {
  respelled,
  spellDate,
  spellEmail,
  spellIban,
  spellName,
  spellNumber,
  spellPhone,
  spellPlace,
  spellStreet,
} from './spelling.ts'
import { birthDateFact, nameFacts, placeFact, streetFact, type WrittenFact } from './truth.ts'

export const organisation = {
  name: 'Stadtbibliothek',
  street: 'Am Rathausmarkt 3',
  place: '21502 Geesthacht',
  phone: '04152 9990',
  domain: 'stadtbibliothek.example',
  iban: ibanOf('DE', '230527500002001010'),
} as const

/** The allow file a real organisation of this kind writes. */
export const allowances = `domains: [${organisation.domain}]
phrases: [${organisation.street}, ${organisation.place}]
numbers: [${organisation.iban}, ${organisation.phone}]
`

export interface Letter {
  readonly subject: string
  readonly sender: Resident
  readonly block: readonly string[]
  readonly greeting: string
  readonly paragraphs: readonly string[]
  readonly table: readonly (readonly string[])[]
  readonly closing: readonly string[]
  /** Facts that the letter holds, whoever they belong to. */
  readonly facts: readonly WrittenFact[]
}

export interface Correspondence {
  readonly viewer: Resident
  /** Everybody whose data the viewer may see, himself first. */
  readonly circle: readonly Resident[]
  readonly residents: readonly Resident[]
  readonly dice: Dice
}

const titlesOfBooks = [
  'Der Zauberberg',
  'Momo',
  'Das Parfum',
  'Tschick',
  'Die Vermessung der Welt',
  'Homo faber',
  'Der Vorleser',
  'Emil und die Detektive',
  'Krabat',
  'Die Wand',
  'Anna Karenina',
  'Maria Stuart',
  'Peter Pan',
  'Michael Kohlhaas',
  'Gärten im Winter',
  'Kochen für Freunde',
  'Schwarz und Weiß',
  'Der kleine König',
  'Berlin Alexanderplatz',
  'Hamburg bei Nacht',
]

export function greetingTo(reader: Resident, dice: Dice): string {
  const { firstName = '', lastName = '', title } = reader
  const general = [
    'Guten Tag,',
    'Sehr geehrte Damen und Herren,',
    'Liebe Leserinnen und Leser,',
    'Sehr geehrte Kundin, sehr geehrter Kunde,',
    'Hallo zusammen,',
    'Liebe Leserin, lieber Leser,',
  ]
  if (reader.company || dice.chance(0.25)) return dice.pick(general)
  const last = respelled(lastName, dice)
  const polite = reader.isFemale ? 'Sehr geehrte Frau' : 'Sehr geehrter Herr'
  const casual = reader.isFemale ? 'Liebe Frau' : 'Lieber Herr'
  const warm = reader.isFemale ? 'Liebe' : 'Lieber'
  return dice.pick([
    `${polite} ${last},`,
    `${polite} ${title ? `${title} ` : ''}${last},`,
    `${casual} ${last},`,
    `Guten Tag ${firstName} ${lastName},`,
    `Hallo ${respelled(firstName, dice)},`,
    `${warm} ${firstName},`,
    `Hallo ${reader.isFemale ? 'Frau' : 'Herr'} ${last}!`,
    `Liebe Familie ${last},`,
    `Guten Morgen, ${reader.isFemale ? 'Frau' : 'Herr'} ${last},`,
    `Dear ${reader.isFemale ? 'Ms' : 'Mr'} ${last},`,
    `${polite} ${firstName} ${lastName},`,
  ])
}

const dueDate = (dice: Dice): string =>
  `${String(1 + dice.below(28)).padStart(2, '0')}.${String(1 + dice.below(12)).padStart(2, '0')}.2026`

interface Content {
  readonly paragraphs: string[]
  readonly table: string[][]
  readonly facts: WrittenFact[]
}

type Topic = (content: Content, context: Correspondence) => void

const stranger = (content: Content, { residents, dice }: Correspondence): Resident => {
  for (;;) {
    const somebody = dice.pick(residents)
    if (somebody.company) continue
    content.facts.push(...nameFacts(somebody))
    return somebody
  }
}

const media: Topic = (content, context) => {
  const { dice } = context
  content.table.push(['Verfasser', 'Titel', 'Fällig am'])
  for (let count = 2 + dice.below(4); count > 0; count--) {
    const { firstName, lastName } = stranger(content, context)
    const author = dice.chance(0.5) ? `${firstName} ${lastName}` : `${lastName}, ${firstName}`
    content.table.push([author, dice.pick(titlesOfBooks), dueDate(dice)])
  }
}

const reading: Topic = (content, context) => {
  const { dice, residents } = context
  const author = stranger(content, context)
  const host = dice.pick(residents)
  const { postcode = '', city = '' } = dice.pick(residents)
  content.facts.push(streetFact(host.street ?? ''), placeFact(postcode, city))
  content.paragraphs.push(
    `Am ${dueDate(dice)} liest ${author.firstName} ${author.lastName} im Gasthof Krone, ${host.street}, ${postcode} ${city}. Eintritt ${dice.below(20)},00 EUR.`,
  )
}

const contact: Topic = (content, context) => {
  const staff = stranger(content, context)
  const { dice } = context
  content.paragraphs.push(
    dice.pick([
      `Ihre Ansprechpartnerin ist Frau ${staff.firstName} ${staff.lastName}, Telefon ${organisation.phone}.`,
      `Mein Name ist ${staff.firstName} ${staff.lastName}, ich betreue Ihr Konto.`,
      `Bitte wenden Sie sich an Herrn ${staff.lastName} (Zimmer ${dice.below(300)}).`,
    ]),
  )
}

const ownData: Topic = (content, { viewer, dice }) => {
  const lines = [
    `Kundennummer: ${spellNumber(viewer.number, dice)}`,
    `Name: ${spellName(viewer, dice)}`,
    ...(viewer.street
      ? [
          `Anschrift: ${spellStreet(viewer.street, dice)}, ${spellPlace(viewer.postcode ?? '', viewer.city ?? '', dice)}`,
        ]
      : []),
    ...(viewer.phone ? [`Telefon: ${spellPhone(viewer.phone, dice)}`] : []),
    ...(viewer.mobile ? [`Mobil: ${spellPhone(viewer.mobile, dice)}`] : []),
    ...(viewer.iban ? [`IBAN: ${spellIban(viewer.iban, dice)}`] : []),
    ...(viewer.birthDate ? [`Geburtsdatum: ${spellDate(viewer.birthDate, dice)}`] : []),
    ...(viewer.email ? [`E-Mail: ${spellEmail(viewer.email, dice)}`] : []),
  ]
  content.paragraphs.push(lines.filter(() => dice.chance(0.7)).join('\n') || 'Ihre Daten sind aktuell.')
}

const householdData: Topic = (content, { circle, dice }) => {
  const member = dice.pick(circle)
  content.paragraphs.push(
    `Auch der Ausweis ${spellNumber(member.number, dice)} von ${spellName(member, dice)}${member.birthDate ? `, geboren ${spellDate(member.birthDate, dice)},` : ''} ist verlängert.`,
  )
}

const invoice: Topic = (content, { dice }) => {
  content.paragraphs.push(
    `Rechnung ${2026}-${dice.digits(5)} vom ${dueDate(dice)} über ${dice.below(900)},${dice.digits(2)} EUR.\nBitte zahlen Sie auf ${spellIban(organisation.iban, dice)}, Verwendungszweck ${dice.digits(3)}/${dice.digits(4)}.`,
  )
}

const ordering: Topic = (content, { dice }) => {
  content.paragraphs.push(
    `Bestellung B-${dice.digits(6)}, ISBN 978-3-${dice.digits(3)}-${dice.digits(5)}-${dice.digits(1)}, Signatur ${dice.digits(3)}.${dice.digits(2)} KRA. Menge ${dice.below(9)}, Gewicht 0,${dice.digits(3)} kg, Sendung ${dice.digits(3)} ${dice.digits(3)} ${dice.digits(2)}.`,
  )
}

const elsewhere: Topic = (content, { residents, dice }) => {
  const somebody = dice.pick(residents)
  const year = 1950 + dice.below(70)
  content.facts.push(birthDateFact(`${year}-05-08`))
  content.paragraphs.push(
    `Seit dem 8. Mai ${year} gibt es unsere Partner in ${somebody.city}; Fernleihe dauert ${dice.below(9)} Tage.`,
  )
}

const quotation: Topic = (content, { viewer, dice }) => {
  content.paragraphs.push(
    [
      `Am ${dueDate(dice)} um 10:${dice.digits(2)} schrieb ${viewer.firstName ?? ''} ${viewer.lastName ?? viewer.company ?? ''} <${viewer.email}>:`,
      'Guten Tag,',
      'wann haben Sie geöffnet?',
      `Viele Grüße, ${viewer.firstName ?? ''} ${viewer.lastName ?? ''}`,
    ]
      .map((line, i) => (i === 0 ? line : `> ${line}`))
      .join('\n'),
  )
}

const topics: readonly Topic[] = [
  media,
  media,
  reading,
  contact,
  ownData,
  ownData,
  householdData,
  invoice,
  ordering,
  elsewhere,
  quotation,
]

/** A letter in which, on purpose, nothing of anybody outside the circle stands as a customer's. */
export function composeLetter(context: Correspondence): Letter {
  const { viewer, dice } = context
  const content: Content = { paragraphs: [], table: [], facts: [] }
  for (let count = 1 + dice.below(3); count > 0; count--) dice.pick(topics)(content, context)
  if (content.paragraphs.length === 0) content.paragraphs.push('bitte beachten Sie die folgende Übersicht.')
  const sender = stranger(content, context)
  const guest = stranger(content, context)
  const name = `${sender.firstName} ${sender.lastName}`
  const address = [organisation.name, organisation.street, organisation.place, `Tel. ${organisation.phone}`]
  return {
    subject: dice.pick([
      'Ihr Konto',
      'Rückgabe fällig',
      'Mahnung',
      `Lesung mit ${guest.firstName} ${guest.lastName}`,
      'Neues aus der Bibliothek',
      `Vorgang ${dice.digits(5)}`,
    ]),
    sender,
    block:
      dice.chance(0.3) && viewer.street
        ? [
            viewer.company ?? `${viewer.firstName} ${viewer.lastName}`,
            viewer.street,
            `${viewer.postcode} ${viewer.city}`,
          ]
        : [],
    greeting: greetingTo(viewer, dice),
    paragraphs: content.paragraphs,
    table: content.table,
    closing: dice.pick([
      ['Mit freundlichen Grüßen', name, ...address],
      ['Liebe Grüße', `Ihre ${name}`],
      ['Viele Grüße', `i. A. ${name}`, '', ...address],
      ['Freundliche Grüße aus der Bibliothek', '', name, 'Leitung', ...address],
      ['Ihr Team der Stadtbibliothek'],
    ]),
    facts: content.facts,
  }
}
