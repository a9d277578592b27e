/** Customers whose every field is written as few others are, and texts in which their facts stand changed sign by sign. */
import type { Dice } from '../../bench/accuracy/dice.ts'
import type { CustomerRecord, OwnedFact } from '../../src/exposure/fact.ts'
import { birthLabels } from '../../src/exposure/identifier/birth-date.ts'
import { numberLabels, tails } from '../../src/exposure/identifier/number-label.ts'
import { phoneLabels } from '../../src/exposure/identifier/phone.ts'
import { quietText } from './sieve-world.ts'

const givenNames =
  'Anna Lena Ève Zoë Noé Chloé Şükrü İpek Işıl Łucja Đorđe Øystein Æthel Œdipe Þóra Gül Jean-Luc Anna-Lena Ève-Marie Bo Le Ben Aue Jörg Joerg Maria Elke Na’ama Dvořák Straße Nguyễn Ελένη Ольга 小明 Ĳsbrand Ǆemal St Frau May August I Xƶ'.split(
    ' ',
  )
const surnames = [
  'Müller',
  'Mueller',
  'Groß',
  'GROẞ',
  'Weiſs',
  'O’Brien',
  "O'Neill",
  'D`Angelo',
  'von der Heide',
  'van ’t Hoff',
  'de la Cruz y Ortega',
  'al-Masri',
  'Graf',
  'Herr',
  'Kunde',
  'Rechnung',
  'Mau-Eller',
  'Bau Ende',
  'Çelik',
  'Öz',
  'Ng',
  'Ó',
  'Łoś',
  'Müller-Lüdenscheidt-Oberbergerhausen',
  'Wolfeschlegelsteinhausenbergerdorff',
  `${'Lang'.repeat(24)}er`,
  'Папа',
  'Παπάς',
  'Ibn Saud',
  'Sukarnos',
  'ﬁscher',
  'ＷＡＮＧ',
]
const companies = [
  'Forum 21 e. V.',
  'Sommer & Winterstein GmbH',
  'Firma Ünal KG',
  'Café Noé',
  'A B C AG',
  'Kunde & Sohn',
  'Ödeme e. K.',
]
const streets = [
  'Straße des 17. Juni 5 b',
  'Hauptstr. 12-14',
  'Am Alten Markt 3/7',
  '12 High Street',
  'ul. Nowa 3 m',
  'Großer Aue-Ende-Weg 9a',
  "Rue de l'Église 4",
  'Pl. der Republik 1',
  'Ø. Gate 77',
  'Karl-Marx-Allee Nr. 1200',
  'Sok 5',
  'C 4',
]
const places = [
  ['99084', 'Erfurt'],
  ['D-50674', 'Köln'],
  ['SW1A 1AA', 'London'],
  ['00-950', 'Łódź'],
  ['1010', 'Wien'],
  ['60311', 'Frankfurt am Main'],
  ['2100', 'København Ø'],
  ['1234 AB', "'s-Hertogenbosch"],
] as const
const ibanLengths =
  'AD24 AE23 AT20 BE16 CH21 DE22 ES24 FI18 FR27 GB22 IT27 LC32 MT31 NL18 NO15 PL28 RU33 SC31 TR26'.split(' ')
const emails = [
  'anna+news@mail.test',
  'o’brien@example.org',
  "o'brien@example.org",
  '_@mail.test',
  'a@b.de',
  '"a b"@mail.test',
  'jörg@bücher.test',
  'x@xn--bcher-kva.test',
  'A.B-C_D@sub.example-mail.test',
  '1@2.test',
  `${'l'.repeat(64)}@example.org`,
]

function numberOf(dice: Dice): string {
  const digits = dice.digits(dice.pick([4, 5, 7, 10, 16, 39]))
  const word = dice.pick([...numberLabels.words, ...tails.words, 'k', 'ab', 'größe', 'ö', 'ue', 'x1', 'de'])
  return dice.pick([
    digits,
    `000${digits}`,
    `K${digits}`,
    `${digits.slice(0, 2)}-${digits}`,
    `${word}-${digits}`,
    `${word.toUpperCase()}${digits}`,
    word,
    `${word} ${dice.pick(['a', 'xyz'])}`,
    `№ ${digits}`,
    `Ж-${digits}`,
  ])
}

/** @source ISO 13616, ISO 7064 */
function ibanOf(country: string, length: number, dice: Dice): string {
  const rest = dice.digits(length - 4)
  let remainder = 0
  for (const sign of `${rest}${country}00`.toLowerCase()) {
    const isDigit = sign <= '9'
    remainder = isDigit
      ? (remainder * 10 + Number(sign)) % 97
      : (remainder * 100 + sign.charCodeAt(0) - 0x57) % 97
  }
  return `${country}${String(98 - remainder).padStart(2, '0')}${rest}`
}

export interface OddWorld {
  readonly records: readonly CustomerRecord[]
  readonly ownedFacts: readonly OwnedFact[]
  readonly dice: Dice
}

export function oddWorld(customers: number, dice: Dice): OddWorld {
  const records = Array.from({ length: customers }, (_, i) => oddCustomer(i, dice))
  const ownedFacts = records
    .filter((_, i) => i % 2 === 0)
    .map(({ customerNumber }) => ({ owner: customerNumber, kind: 'order', value: numberOf(dice) }))
  return { records, ownedFacts, dice }
}

function oddCustomer(i: number, dice: Dice): CustomerRecord {
  const [postcode, city] = dice.pick(places)
  const iban = ibanLengths[i % ibanLengths.length] ?? 'DE22'
  const names = dice.chance(0.9)
    ? { firstName: dice.pick(givenNames), lastName: dice.pick(surnames) }
    : { lastName: dice.pick(surnames) }
  return {
    customerNumber: dice.chance(0.5) ? numberOf(dice) : `${1_000_000 + i}`,
    ...(dice.chance(0.8) ? names : { company: dice.pick(companies) }),
    street: dice.pick(streets),
    postcode,
    city,
    birthDate: `19${dice.digits(1)}${dice.below(10)}-0${1 + dice.below(9)}-1${dice.below(10)}`,
    emails: [dice.pick(emails)],
    phones: [dice.pick(['0361 ', '+43 1 ', '+49 (0)151 ', '0044 20 ', '040/', '+39 06 ']) + dice.digits(7)],
    ibans: [ibanOf(iban.slice(0, 2), Number(iban.slice(2)), dice)],
    isProtected: i % 5 === 0,
  }
}

const grouped = (value: string, dice: Dice): string =>
  value.replace(/(.{4})(?=.)/g, `$1${dice.pick([' ', '-', '.', '\n', '\t', '\u00a0', '', ' - '])}`)

/** One fact of a customer as somebody may write it. */
function plainFact(record: CustomerRecord, world: OddWorld): string {
  const { dice } = world
  const {
    firstName = '',
    lastName = '',
    company = '',
    street = '',
    birthDate = '',
    emails: addresses,
  } = record
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const email = addresses[0] ?? ''
  const owned = dice.pick(world.ownedFacts).value
  const label = (words: Iterable<string>) =>
    `${dice.pick([...words])}${dice.pick([': ', ' ', '=', ':\n', '-Nr. '])}`
  return dice.pick([
    `${firstName} ${lastName} ${company}`,
    `${lastName}, ${firstName}`,
    `${firstName.charAt(0)}. ${firstName} ${dice.pick(['X. ', 'Dr. ', 'Maria ', ''])}${lastName}`,
    `Frau ${lastName}`,
    `Vorname: ${firstName}\nName: ${lastName}`,
    `${lastName}\t${firstName}`,
    `${firstName} ${lastName}s Karte`,
    `Sehr geehrte Frau ${lastName},`,
    `${firstName} ${lastName}\n${street}\n${record.postcode} ${record.city}`,
    record.customerNumber,
    `${label(numberLabels.words)}${record.customerNumber}`,
    `${label(numberLabels.words)}${dice.pick(['lautet ', 'ist Ihre neue ', ''])}${record.customerNumber.replace(/^0+/, '')}`,
    `${dice.pick([...numberLabels.words])}${record.customerNumber}`,
    `Kundennummern: ${grouped(dice.digits(120), dice)}, ${record.customerNumber}`,
    owned,
    `${label(numberLabels.words)}${owned}`,
    `${label(numberLabels.words)}${label(tails.words)}${owned}`,
    email,
    email
      .replace('@', dice.pick([' (at) ', ' at ', '[at]', '＠', ' @ ', '@\n']))
      .replace('.', dice.pick(['.', ' dot ', '(dot)'])),
    `mailto:${email}?x`,
    ...record.phones,
    `${label(phoneLabels.words)}${grouped((record.phones[0] ?? '').replace(/^\+?0*/, ''), dice)}`,
    ...record.ibans,
    grouped(record.ibans[0] ?? '', dice),
    `IBAN${(record.ibans[0] ?? '').toLowerCase()}`,
    `${day}.${month}.${year}`,
    `${Number(day)}. ${dice.pick(['Jänner', 'Maerz', 'MÄRZ', 'Juni', 'Sept.', 'Mai'])} ${year}`,
    `${label(birthLabels.words)}${dice.pick([`${day}${month}${year}`, `${year}${month}${day}`, `${month}/${day}/${year.slice(2)}`])}`,
    street,
    street.replace(/stra(?:ß|ss)e|str\./i, dice.pick(['Str.', 'STRASSE', 'straße', 'stras-\nse'])),
    `${record.postcode} ${record.city}`,
    `${record.city} (${record.postcode})`,
  ])
}

const apostrophes = ["'", '’', '‘', '`', '´', 'ʼ', '＇']
const hyphens = ['-', '‐', '‑', '–', '—', '−', '－', '-\n', ' - ']
const spaces = [' ', '\u00a0', '\u202f', '\u3000', '\t', '\n', '\r\n', '\r', '\v', '  ', '\n> ', '\u2028', '']
const invisible = [
  '\u00ad',
  '\u200b',
  '\u200d',
  '\ufeff',
  '\u2060',
  '\u0000',
  '\u034f',
  '\u0301',
  '\u202e',
  '\ud800',
  '\udc00',
  '\u{e0041}',
  '😀',
  '\ufffd',
]
const digitZeros = [0x660, 0x966, 0xff10, 0x1d7ce]
const letterForms: Readonly<Record<string, readonly string[]>> = {
  s: ['ſ', 'S', 'ﬆ', 'ß', 'ѕ'],
  i: ['ı', 'İ', 'Ｉ', 'í', 'ｉ', 'і', 'ﬁ'],
  o: ['ø', 'œ', 'о', 'ο', 'º', 'oe', 'ö'],
  a: ['æ', 'а', 'α', 'ª', 'ae', 'å'],
  e: ['é', 'е', 'ε', 'ə', 'ё'],
  u: ['ü', 'ue', 'u\u0308', 'υ', 'ụ'],
  d: ['đ', 'ð', 'ǆ', 'Ｄ'],
  l: ['ł', 'ŀ', 'ⅼ', 'ℓ', 'ǉ'],
  n: ['ñ', 'ŉ', 'ŋ', 'ń', 'ⁿ'],
  t: ['þ', 'ŧ', 'ţ', '𝐭'],
}

/** Letters that fold to one or two plain ones. */
const plainForms: Readonly<Record<string, readonly string[]>> = {
  s: ['ſ', 'ß', 'ś', 'Š'],
  o: ['ø', 'œ', 'ö', 'oe', 'Ơ'],
  a: ['æ', 'ae', 'å', 'Ä'],
  d: ['đ', 'ð', 'ǆ'],
  l: ['ł', 'ǉ', 'Ł'],
  e: ['é', 'ə', 'Ë'],
  n: ['ŉ', 'ŋ', 'ñ'],
  u: ['ü', 'ue', 'ụ', 'Ű'],
}

type Mutation = (text: string, at: number, dice: Dice) => string

/** Ways in which one sign of a text becomes another one that the sieve understands, or such a one comes in between. */
const mildMutations: readonly Mutation[] = [
  (text, at, dice) => text.slice(0, at) + dice.pick([...apostrophes, ...hyphens, ...spaces]) + text.slice(at),
  (text, _, dice) => text.replaceAll(/['’`]/g, () => dice.pick(apostrophes)),
  (text, _, dice) => text.replaceAll('-', () => dice.pick(hyphens)),
  (text, _, dice) => text.replaceAll(' ', () => dice.pick(spaces)),
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text, at) => text.slice(0, at) + text.slice(at).replace(/(?<=[a-z])(?=[a-z])/, '-\n'),
  (text, _, dice) =>
    text.replaceAll(
      /[äöüß]/gi,
      (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter.toLowerCase()] ?? dice.pick(['ẞ', letter]),
    ),
  (text, _, dice) =>
    text.replaceAll(/[soadlenu]/g, (letter) =>
      dice.chance(0.2) ? dice.pick(plainForms[letter] ?? [letter]) : letter,
    ),
]

/** The same, but for signs that make it keep all around. */
const wildMutations: readonly Mutation[] = [
  (text, at, dice) => text.slice(0, at) + dice.pick(invisible) + text.slice(at),
  (text) => text.normalize('NFD'),
  (text) => text.normalize('NFKD'),
  (text) => text.normalize('NFC'),
  (text) => text.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  (text, _, dice) => {
    const zero = dice.pick(digitZeros)
    return text.replaceAll(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)))
  },
  (text, _, dice) =>
    text.replaceAll(/[siaoeudlnt]/g, (letter) =>
      dice.chance(0.2) ? dice.pick(letterForms[letter] ?? [letter]) : letter,
    ),
]

export function oddFact(world: OddWorld, isMild: boolean): string {
  const { dice } = world
  let text = plainFact(dice.pick(world.records), world)
  for (let times = dice.below(4); times > 0; times--) {
    const mutation = dice.pick(isMild || dice.chance(0.6) ? mildMutations : wildMutations)
    text = mutation(text, dice.below(text.length + 1), dice)
  }
  return text
}

/** Facts in the middle of prose, at its edges, and behind as many signs as move them over the border of a block of bytes. */
export function oddText(world: OddWorld): string {
  const { dice } = world
  const isMild = dice.chance(0.8)
  const quiet = () => quietText(dice.below(200), dice)
  let text = dice.chance(0.6) ? quiet() : dice.pick(['x', 'ä', '€', '.']).repeat(dice.below(40))
  for (let facts = 1 + dice.below(3); facts > 0; facts--) {
    text += dice.pick([' ', '\n', '', '\t', ', ', '. ', ' '.repeat(dice.below(100))])
    text += oddFact(world, isMild)
    text += dice.pick([' ', '\n', '', ', ', '.', '@', '!'])
    if (dice.chance(0.6)) text += quiet()
  }
  return dice.chance(0.7) ? text + quiet() : text
}
