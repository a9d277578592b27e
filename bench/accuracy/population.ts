/** A customer list with the habits of a real one: frequent names, households, shared mailboxes, gaps. */
import { type Customer, type FactOfCustomer, ibanOf } from '../../test/support/customer-list.ts'
import { type Dice, rankedPicker } from './dice.ts'
import { familyEndings, familyStems, type NamePool, namePools, particles, titles } from './names.ts'
import { cities, streets } from './places.ts'

/** A customer and what the tests must know of him beside his row in the list. */
export interface Resident extends Customer {
  readonly id: number
  readonly isFemale: boolean
}

export interface Population {
  readonly residents: readonly Resident[]
  readonly facts: readonly FactOfCustomer[]
}

/** `sparse`: twelve random digits, unlikely to be hit by chance. `dense`: six digits in sequence, unsafe without a label. */
export type NumberFormat = 'sparse' | 'dense'

const givenExponent = 0.9
const familyExponent = 0.75
const pickers = namePools.map((pool) => ({
  pool,
  male: rankedPicker(pool.male, givenExponent),
  female: rankedPicker(pool.female, givenExponent),
  family: rankedPicker(pool.family, familyExponent),
}))
const pickCity = rankedPicker(cities, 1)
const pickStreet = rankedPicker(streets, 0.6)
const mailDomains = [
  'mail.test',
  'post.test',
  'web.test',
  'online.example',
  'gmx.invalid',
  'firma.example',
  'uni.example',
  'briefkasten.test',
]

type Picker = (typeof pickers)[number]

function pickOrigin(dice: Dice): Picker {
  let rest = dice.next()
  for (const picker of pickers) {
    rest -= picker.pool.share
    if (rest < 0) return picker
  }
  return dice.pick(pickers)
}

function familyName(picker: Picker, dice: Dice): string {
  const isGerman = picker.pool === (namePools[0] satisfies NamePool | undefined)
  const single = (): string =>
    isGerman && dice.chance(0.5)
      ? `${dice.pick(familyStems)}${dice.pick(familyEndings)}`
      : picker.family(dice)
  if (dice.chance(0.04)) return `${single()}-${single()}`
  if (isGerman && dice.chance(0.015)) return `${dice.pick(particles)} ${single()}`
  return single()
}

function givenName(picker: Picker, isFemale: boolean, dice: Dice): string {
  const pick = isFemale ? picker.female : picker.male
  const first = pick(dice)
  if (dice.chance(0.06)) return `${first}${dice.chance(0.6) ? '-' : ' '}${pick(dice)}`
  return first
}

/** Lower-case ASCII as people write it into addresses. */
export function asciiOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .replace(/ł/g, 'l')
    .replace(/đ/g, 'd')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '')
}

interface Home {
  readonly street: string
  readonly postcode: string
  readonly city: string
  readonly phone: string
}

function home(dice: Dice): Home {
  const city = pickCity(dice)
  const number = `${1 + Math.floor(dice.next() ** 2 * 160)}${dice.chance(0.12) ? dice.pick(['a', 'b', 'c']) : ''}`
  return {
    street: `${pickStreet(dice)} ${number}`,
    postcode: String(city.firstPostcode + dice.below(city.postcodes)).padStart(5, '0'),
    city: city.name,
    phone: `0${dice.pick(['30', '40', '89', '221', '69', '711', '341', '351', '511', '911', '421', '231', '761', '3641'])} ${1 + dice.below(9)}${dice.digits(6)}`,
  }
}

function birthDate(dice: Dice): string {
  const day = new Date(Date.UTC(1936 + dice.below(82), 0, 1 + dice.below(365)))
  return day.toISOString().slice(0, 10)
}

const banks = [
  '10050000',
  '20050550',
  '37050198',
  '50050201',
  '70150000',
  '43060967',
  '12030000',
  '50010517',
  '66050101',
  '85050300',
]

function numbersOf(format: NumberFormat, count: number, dice: Dice): string[] {
  if (format === 'dense')
    return Array.from({ length: count }, (_, i) => String(100_000 + i * 2 + dice.below(2)))
  const taken = new Set<string>()
  while (taken.size < count) taken.add(`2${dice.digits(11)}`)
  return [...taken]
}

/** @param format what the customer numbers look like */
export function populate(count: number, format: NumberFormat, dice: Dice): Population {
  const residents: Resident[] = []
  const facts: FactOfCustomer[] = []
  const numbers = numbersOf(format, count, dice)
  const takenMail = new Set<string>()
  let households = 0
  while (residents.length < count) {
    const members = dice.chance(0.12) ? 2 + dice.below(3) : 1
    const picker = pickOrigin(dice)
    const shared = home(dice)
    const surname = familyName(picker, dice)
    const household = members > 1 && dice.chance(0.85) ? `H${++households}` : undefined
    const sharesMail = members > 1 && dice.chance(0.2)
    let familyMail: string | undefined
    for (let member = 0; member < members && residents.length < count; member++) {
      const id = residents.length
      const number = numbers[id] ?? ''
      if (members === 1 && dice.chance(0.01)) {
        residents.push(company(id, number, surname, shared, dice))
        continue
      }
      const isFemale = dice.chance(0.5)
      const firstName = givenName(picker, isFemale, dice)
      const lastName = member > 0 && dice.chance(0.15) ? familyName(picker, dice) : surname
      const ownMail = mailOf(
        `${asciiOf(firstName)}${dice.pick(['.', '', '-', '_'])}${asciiOf(lastName)}`,
        takenMail,
        dice,
      )
      const email = sharesMail ? (familyMail ?? ownMail) : ownMail
      familyMail ??= email
      residents.push({
        id,
        number,
        isFemale,
        firstName,
        lastName,
        street: shared.street,
        postcode: shared.postcode,
        city: shared.city,
        birthDate: birthDate(dice),
        ...(dice.chance(0.03) ? { title: dice.pick(titles) } : {}),
        ...(dice.chance(0.92) ? { email } : {}),
        ...(dice.chance(0.5) ? { phone: shared.phone } : {}),
        ...(dice.chance(0.7)
          ? {
              mobile: `01${dice.pick(['51', '52', '57', '60', '70', '71', '72', '75', '76', '79'])} ${1 + dice.below(9)}${dice.digits(6)}`,
            }
          : {}),
        ...(dice.chance(0.6) ? { iban: ibanOf('DE', `${dice.pick(banks)}${dice.digits(10)}`) } : {}),
        ...(household === undefined ? {} : { household }),
        ...(dice.chance(0.003) ? { isProtected: true } : {}),
      })
      for (let loans = dice.chance(0.25) ? 1 + dice.below(3) : 0; loans > 0; loans--)
        facts.push({ kind: 'barcode', value: `30${dice.digits(12)}`, owner: number })
    }
  }
  return { residents, facts }
}

function company(id: number, number: string, surname: string, at: Home, dice: Dice): Resident {
  const trade = dice.pick([
    'Bäckerei',
    'Blumen',
    'Elektro',
    'Autohaus',
    'Gasthof',
    'Tischlerei',
    'Apotheke',
    'Druckerei',
  ])
  const name = `${trade} ${surname} ${dice.pick(['GmbH', 'KG', 'e. K.', 'GmbH & Co. KG', 'OHG'])}`
  return {
    id,
    number,
    isFemale: false,
    company: name,
    email: `info@${asciiOf(`${trade}${surname}`)}-${id}.example`,
    street: at.street,
    postcode: at.postcode,
    city: at.city,
    phone: at.phone,
  }
}

function mailOf(local: string, taken: Set<string>, dice: Dice): string {
  for (;;) {
    const suffix = dice.chance(0.5) ? dice.digits(2) : ''
    const address = `${local}${suffix}@${dice.pick(mailDomains)}`
    if (!taken.has(address)) {
      taken.add(address)
      return address
    }
    local += String(dice.below(100))
  }
}
