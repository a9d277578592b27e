/** Chooses what is planted of a person: one strong value, or two or three that only together are his. */
import type { Secret } from './carrier.ts'
import type { Dice } from './dice.ts'
import type { NumberFormat, Resident } from './population.ts'
import type { Rule } from './scene.ts'
import {
  spellDate,
  spellEmail,
  spellIban,
  spellName,
  spellNumber,
  spellPhone,
  spellPlace,
  spellStreet,
} from './spelling.ts'
import {
  birthDateFact,
  nameFacts,
  placeFact,
  streetFact,
  strongFact,
  type Truth,
  type WrittenFact,
} from './truth.ts'

export interface ChosenSecret {
  readonly name: string
  readonly rule: Rule
  readonly secret: Secret
  readonly facts: readonly WrittenFact[]
  /** May stand in a link without a label. */
  readonly fitsLinks: boolean
}

interface Piece {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly facts: readonly WrittenFact[]
  readonly needsLabel?: boolean
}

export function chooseSecret(
  target: Resident,
  truth: Truth,
  format: NumberFormat,
  dice: Dice,
): ChosenSecret | undefined {
  return dice.chance(0.5) ? identifierOf(target, truth, format, dice) : pairOf(target, dice)
}

function identifierOf(
  target: Resident,
  truth: Truth,
  format: NumberFormat,
  dice: Dice,
): ChosenSecret | undefined {
  const { number, email, phone, mobile, iban } = target
  const pieces: Piece[] = [
    {
      name: 'customer number',
      label: dice.pick(['Kundennummer', 'Ausweis-Nr.', 'Kunden-Nr.', 'Card number']),
      value: spellNumber(number, dice),
      facts: [strongFact(number)],
      needsLabel: format === 'dense',
    },
  ]
  if (email)
    pieces.push({
      name: 'e-mail',
      label: 'E-Mail',
      value: spellEmail(email, dice),
      facts: [strongFact(email)],
    })
  if (phone)
    pieces.push({
      name: 'phone',
      label: 'Telefon',
      value: spellPhone(phone, dice),
      facts: [strongFact(phone)],
    })
  if (mobile)
    pieces.push({
      name: 'mobile',
      label: 'Mobil',
      value: spellPhone(mobile, dice),
      facts: [strongFact(mobile)],
    })
  if (iban)
    pieces.push({ name: 'iban', label: 'IBAN', value: spellIban(iban, dice), facts: [strongFact(iban)] })
  for (const { value } of truth.ownedFactsOf(target))
    pieces.push({
      name: 'owned fact',
      label: 'Medium',
      value: spellNumber(value, dice),
      facts: [strongFact(value)],
    })
  const piece = dice.pick(pieces)
  const { label, value, needsLabel = false } = piece
  const labelled = `${label}${dice.pick([': ', ' ', ':\u00a0'])}${value}`
  return {
    name: piece.name,
    rule: 'identifier',
    secret: {
      sentence: needsLabel
        ? labelled
        : dice.pick([labelled, `Vorgang zu ${value} ist erledigt.`, `(${value})`, value]),
      cells: [{ label, value }],
    },
    facts: piece.facts,
    fitsLinks: !needsLabel && !/[<>\u00a0\u202f]/.test(value),
  }
}

function pairOf(target: Resident, dice: Dice): ChosenSecret | undefined {
  const { street, postcode, city, birthDate } = target
  const pieces: Piece[] = [
    { name: 'name', label: 'Name', value: spellName(target, dice), facts: nameFacts(target) },
  ]
  if (street)
    pieces.push({
      name: 'street',
      label: 'Straße',
      value: spellStreet(street, dice),
      facts: [streetFact(street)],
    })
  if (postcode && city)
    pieces.push({
      name: 'place',
      label: 'Ort',
      value: spellPlace(postcode, city, dice),
      facts: [placeFact(postcode, city)],
    })
  if (birthDate)
    pieces.push({
      name: 'birth date',
      label: 'Geburtsdatum',
      value: spellDate(birthDate, dice),
      facts: [birthDateFact(birthDate)],
    })
  while (pieces.length > 2 && dice.chance(0.8)) pieces.splice(dice.below(pieces.length), 1)
  if (pieces.length < 2) return undefined
  const separator = dice.pick(['; ', '\n', ' | ', ' - ', ' und '])
  return {
    name: pieces.map(({ name }) => name).join(' + '),
    rule: 'corroborated',
    secret: {
      sentence: `Angaben: ${pieces.map(({ value }) => value).join(separator)}`,
      cells: pieces.map(({ label, value }) => ({ label, value })),
    },
    facts: pieces.flatMap(({ facts }) => facts),
    fitsLinks: false,
  }
}
