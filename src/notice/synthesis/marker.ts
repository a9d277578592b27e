/**
 * Values of invented people: each unique, plausible and valid by its form, so that programs take them and nobody real has
 * them. A value tells whose it is, and whether it is the one of the baseline or of a changed world.
 */
import type { RenderValue } from '../renderer.ts'
import type { ValueKind } from '../schema/schema.ts'
import { thrown } from './dice.ts'

export interface Bearer {
  readonly seed: number
  /** Number of the customer, or of the public record. */
  readonly owner: number
  /** Which of his values it is. */
  readonly key: string
  /** 0 in the baseline, 1 in a world in which he is changed, 2 where he is missing. */
  readonly version: number
  /** What everybody knows: the same in every world. */
  readonly isPublic: boolean
  /** Day of the run, in days since 1970. */
  readonly today: number
}

/** Names no real register has, of syllables that can be spoken. */
const syllables = [
  'ba',
  'be',
  'bo',
  'da',
  'de',
  'do',
  'fa',
  'fe',
  'ga',
  'go',
  'ha',
  'he',
  'ja',
  'jo',
  'ka',
  'ke',
  'ko',
  'la',
  'le',
  'lo',
  'ma',
  'me',
  'mo',
  'na',
  'ne',
  'no',
  'pa',
  'pe',
  'ra',
  're',
  'ro',
  'sa',
  'se',
  'so',
  'ta',
  'te',
  'to',
  'wa',
  'we',
  'zo',
] as const

export function markerOf(kind: ValueKind, bearer: Bearer): RenderValue {
  const number = numberOf(bearer)
  switch (kind) {
    case 'customer-number':
      return `L-${withCheckDigit(String(1_000_000 + number))}`
    case 'given-name':
      return capital(word(number, 2))
    case 'surname':
      return surname(bearer, number)
    case 'full-name':
      return `${capital(word(number, 2))} ${surname(bearer, number)}`
    case 'email':
      return `${word(number, 3)}.${number}@rehearsal.invalid`
    case 'phone':
      return `${phoneBlocks[number % phoneBlocks.length]} ${100 + number}`
    case 'street':
      return `${capital(word(number, 3))}weg ${1 + (number % 180)}`
    case 'postcode':
      return `00${String(number % 1000).padStart(3, '0')}`
    case 'city':
      return `${capital(word(number, 2))}hausen`
    case 'iban':
      return iban(number)
    case 'birth-date':
      return isoDay(-14_600 + ((number * 17) % 29_000))
    case 'owned-number':
      return withCheckDigit(String(30_000_000_000 + spread(bearer)))
    case 'date':
      return isoDay(bearer.today + daysFromToday(bearer))
    case 'money':
      return Math.round(1 + (spread(bearer) % 99_000) + bearer.version) / 100
    case 'count':
      return (spread({ ...bearer, version: 0 }) % 4) + bearer.version
    case 'flag':
      return (spread({ ...bearer, version: 0 }) % 3 === 0) !== (bearer.version === 1)
    case 'title':
      return `${titles[number % titles.length]} ${capital(word(spread(bearer) % 64_000, 3))}`
    case 'language':
      return (bearer.owner % 5 === 0) !== (bearer.version === 1) ? 'en' : 'de'
    case 'text':
      return `${capital(word(spread(bearer) % 64_000, 3))} ${word(number, 2)}`
  }
}

/** Nobody gets a number that begins so. @source Bundesnetzagentur: Mitteilung 148/2021, Rufnummern für Medienproduktionen */
const phoneBlocks = ['030 23125', '040 66969', '069 90009', '089 99998', '0221 4710'] as const
const titles = ['Der Weg nach', 'Die Inseln von', 'Das Haus in', 'Reisen durch'] as const

/** Beyond the numbers of a hundred thousand customers: what everybody knows is never taken for a customer's. */
const publicFrom = 300_000

/** Three for each customer: one for each version. */
function numberOf({ owner, version, isPublic, key, seed }: Bearer): number {
  if (isPublic) return publicFrom + (thrown(seed, 'public', key, owner) % 60_000)
  return owner * 3 + version
}

/** A changed day lies on the other side of today: what is due becomes overdue, and the other way round. */
function daysFromToday(bearer: Bearer): number {
  const days = (spread({ ...bearer, version: 0 }) % 120) - 60
  return bearer.version === 1 ? -1 - days : days
}

/** Of several values of one person each is another. */
function spread(bearer: Bearer): number {
  return thrown(bearer.seed, bearer.key, bearer.owner, bearer.isPublic ? 0 : bearer.version)
}

function word(number: number, atLeast: number): string {
  let text = ''
  let left = number
  for (let count = 0; count < atLeast || left > 0; count++) {
    text += syllables[left % syllables.length] ?? ''
    left = Math.floor(left / syllables.length)
  }
  return text
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Every seventh has letters that go wrong where a charset does; every eleventh a name of two parts. */
function surname({ owner }: Bearer, number: number): string {
  const plain = capital(word(number, 3))
  if (owner % 7 === 3) return `${plain}müßer`
  if (owner % 11 === 5) return `${plain}-Öl${word(number, 2)}`
  if (owner % 13 === 6) return `O’${plain}`
  return plain
}

/** @source ISO/IEC 7812-1, annex B (Luhn) */
function withCheckDigit(digits: string): string {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits.at(-1 - at))
    const doubled = at % 2 === 0 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return `${digits}${(10 - (sum % 10)) % 10}`
}

/** Of a bank code nobody has. @source ISO 13616; Bundesbank: codes begin with 1 to 8 */
function iban(number: number): string {
  const account = String(number).padStart(10, '0')
  const body = `00000000${account}`
  const check = 98n - (BigInt(`${body}131400`) % 97n)
  return `DE${String(check).padStart(2, '0')}${body}`
}

/** @param day since 1970 */
export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}
