/** The ways in which people and programs write one and the same fact. */
import type { Dice } from './dice.ts'
import type { Resident } from './population.ts'

const transliterated = (text: string): string =>
  text
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/Ä/g, 'Ae')
    .replace(/Ö/g, 'Oe')
    .replace(/Ü/g, 'Ue')
    .replace(/ß/g, 'ss')

/** Accents away, letters without decomposition by hand. */
const plainLetters = (text: string): string =>
  text
    .replace(/ł/g, 'l')
    .replace(/Ł/g, 'L')
    .replace(/ı/g, 'i')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')

/** One of several spellings of letters; half of the time as it is. */
export function respelled(text: string, dice: Dice): string {
  const roll = dice.next()
  if (roll < 0.5) return text
  if (roll < 0.68) return text.toUpperCase()
  if (roll < 0.84) return transliterated(text)
  if (roll < 0.92) return plainLetters(text)
  return text.normalize('NFD')
}

/** Groups of digits (or of any characters) set apart. */
function grouped(text: string, size: number, separator: string): string {
  const groups: string[] = []
  for (let at = 0; at < text.length; at += size) groups.push(text.slice(at, at + size))
  return groups.join(separator)
}

export function spellNumber(number: string, dice: Dice): string {
  const roll = dice.next()
  if (roll < 0.6) return number
  return grouped(number, dice.pick([3, 4]), roll < 0.8 ? ' ' : dice.pick(['-', '\u00a0', '.', '\u202f']))
}

export function spellEmail(email: string, dice: Dice): string {
  const roll = dice.next()
  if (roll < 0.5) return email
  if (roll < 0.7) return email.toUpperCase()
  if (roll < 0.85) return `<${email}>`
  return `${email.charAt(0).toUpperCase()}${email.slice(1)}`
}

export function spellPhone(phone: string, dice: Dice): string {
  const [area = '', line = ''] = phone.split(' ')
  const national = area.slice(1)
  const lines = [line, grouped(line, 2, ' '), grouped(line, 3, ' '), grouped(line, 4, '-')]
  const tail = dice.pick(lines)
  return dice.pick([
    `${area} ${tail}`,
    `${area}/${tail}`,
    `(${area}) ${tail}`,
    `+49 ${national} ${tail}`,
    `+49 (0)${national} ${tail}`,
    `+49 (0) ${national} / ${tail}`,
    `0049 ${national} ${tail}`,
    `${area}${line}`,
    `+49${national}${line}`,
    `${area} - ${tail}`,
  ])
}

export function spellIban(iban: string, dice: Dice): string {
  return dice.pick([
    iban,
    grouped(iban, 4, ' '),
    grouped(iban, 4, '\u00a0'),
    iban.toLowerCase(),
    grouped(iban, 4, '-'),
  ])
}

const months = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
]

export function spellDate(isoDate: string, dice: Dice): string {
  const [year = '', month = '', day = ''] = isoDate.split('-')
  return dice.pick([
    `${day}.${month}.${year}`,
    `${Number(day)}.${Number(month)}.${year}`,
    isoDate,
    `${Number(day)}. ${months[Number(month) - 1]} ${year}`,
    `${day}. ${month}. ${year}`,
  ])
}

export function spellName(resident: Resident, dice: Dice): string {
  if (resident.company) return respelled(resident.company, dice)
  const { firstName = '', lastName = '', title = 'Dr.' } = resident
  const [first, last] = respelled(`${firstName}\n${lastName}`, dice).split('\n')
  const roll = dice.next()
  if (roll < 0.5) return `${first} ${last}`
  if (roll < 0.7) return `${last}, ${first}`
  if (roll < 0.8) return `${resident.isFemale ? 'Frau' : 'Herrn'} ${first} ${last}`
  if (roll < 0.9) return `${title} ${first} ${last}`
  return `${last} ${first}`
}

export function spellStreet(street: string, dice: Dice): string {
  let written = street
  if (dice.chance(0.3)) written = written.replace(/traße(?= )/, 'tr.')
  else if (dice.chance(0.2)) written = written.replace(/traße(?= )/, 'trasse')
  if (dice.chance(0.3))
    written = written.replace(
      /(\d)([a-z])$/,
      (_, digit, letter) => `${digit} ${dice.pick([letter, letter.toUpperCase()])}`,
    )
  return respelled(written, dice)
}

export function spellPlace(postcode: string, city: string, dice: Dice): string {
  return `${dice.pick(['', '', 'D-', 'D '])}${postcode} ${respelled(city, dice)}`
}
