/** A city of any number of invented citizens with six facts each and names by their frequency; citizen `i` is always the same. */

import type { CustomerRecord } from '../src/exposure/fact.ts'
import { ibanOf } from '../test/support/customer-list.ts'
import { type Dice, diceOf, rankedPicker } from './accuracy/dice.ts'
import { familyEndings, familyStems, namePools, particles } from './accuracy/names.ts'
import { cities, streets } from './accuracy/places.ts'
import { asciiOf } from './accuracy/population.ts'

const pickers = namePools.map((pool) => ({
  share: pool.share,
  given: rankedPicker([...pool.male, ...pool.female], 0.9),
  family: rankedPicker(pool.family, 0.75),
}))
const pickCity = rankedPicker(cities, 1)
const pickStreet = rankedPicker(streets, 0.6)
const banks = ['10050000', '20050550', '37050198', '50050201', '70150000', '43060967', '12030000', '50010517']
/** Spreads numbers over ten digits, each once. */
const NUMBER_SPREAD = 7_368_787n
const NUMBERS = 10_000_000_000n

function origin(dice: Dice): (typeof pickers)[number] {
  let rest = dice.next()
  for (const picker of pickers) {
    rest -= picker.share
    if (rest < 0) return picker
  }
  return dice.pick(pickers)
}

function familyName(picker: (typeof pickers)[number], dice: Dice): string {
  if (picker !== pickers[0]) return picker.family(dice)
  const single = dice.chance(0.5)
    ? `${dice.pick(familyStems)}${dice.pick(familyEndings)}`
    : picker.family(dice)
  if (dice.chance(0.03)) return `${single}-${picker.family(dice)}`
  return dice.chance(0.015) ? `${dice.pick(particles)} ${single}` : single
}

export function citizen(i: number): CustomerRecord {
  const dice = diceOf(Math.imul(i + 1, 0x9e3779b1))
  const picker = origin(dice)
  const firstName = picker.given(dice)
  const lastName = familyName(picker, dice)
  const city = pickCity(dice)
  return {
    customerNumber: String((BigInt(i) * NUMBER_SPREAD + 1_234_567_890n) % NUMBERS).padStart(10, '0'),
    firstName,
    lastName,
    emails: [`${asciiOf(firstName)}.${asciiOf(lastName)}${i}@post.example`],
    phones: [
      `0${dice.pick(['151', '152', '160', '170', '171', '175', '176'])} ${10_000_000 + ((i * 7) % 90_000_000)}`,
    ],
    ibans: [ibanOf('DE', `${dice.pick(banks)}${String(i).padStart(10, '0')}`)],
    street: `${pickStreet(dice)} ${1 + Math.floor(dice.next() ** 2 * 160)}`,
    postcode: String(city.firstPostcode + dice.below(city.postcodes)).padStart(5, '0'),
    city: city.name,
    isProtected: false,
  }
}

export function* citizens(count: number): Generator<CustomerRecord> {
  for (let i = 0; i < count; i++) yield citizen(i)
}
