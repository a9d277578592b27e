/** Texts that are hard for a sieve: what the engine counts in all its spellings, torn, glued and disguised, between stretches of prose that say nothing. */
import { type Dice, diceOf } from '../../bench/accuracy/dice.ts'
import { type Population, populate, type Resident } from '../../bench/accuracy/population.ts'
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
} from '../../bench/accuracy/spelling.ts'
import type { CustomerRecord } from '../../src/exposure/fact.ts'
import { firstWords, streetWords, titleless } from '../../src/exposure/identifier/address-in-text.ts'
import { labels, readerWords, salutations, secondHalves } from '../../src/exposure/identifier/address-word.ts'
import { birthLabels, months } from '../../src/exposure/identifier/birth-date.ts'
import { listWords } from '../../src/exposure/identifier/customer-number.ts'
import { companyTitles } from '../../src/exposure/identifier/full-name.ts'
import { nameLabels } from '../../src/exposure/identifier/name-pair.ts'
import { formsOfAddress, legalForms, particles, titles } from '../../src/exposure/identifier/name-word.ts'
import { fillers, numberLabels, tails } from '../../src/exposure/identifier/number-label.ts'
import { phoneLabels } from '../../src/exposure/identifier/phone.ts'
import { leadingWords, numberWords, streetTypes } from '../../src/exposure/identifier/postal-address.ts'
import type { Passage } from '../../src/exposure/view.ts'

export interface SieveWorld {
  readonly population: Population
  readonly records: readonly CustomerRecord[]
  readonly dice: Dice
}

/** @param extra records with everything that makes customers hard to tell apart */
export function sieveWorld(
  customers: number,
  seed: number,
  extra: readonly CustomerRecord[] = [],
): SieveWorld {
  const dice = diceOf(seed)
  const population = populate(customers, seed % 3 === 0 ? 'dense' : 'sparse', dice)
  return { population, dice, records: [...population.residents.map(recordOf), ...extra] }
}

export function recordOf(resident: Resident): CustomerRecord {
  const { number, email, phone, mobile, iban, isProtected = false, id, isFemale, ...fields } = resident
  const present = (values: readonly (string | undefined)[]) => values.filter((one) => one !== undefined)
  return {
    ...fields,
    customerNumber: number,
    emails: present([email]),
    phones: present([phone, mobile]),
    ibans: present([iban]),
    isProtected,
  }
}

const prose =
  `nicht ist sich mit dass er ein so eine auch als nach wie wenn nur war noch bei was sein einen welche um einer mir über ihm diese
  kann doch vor dieser mich hatte seine mehr denn nun sehr selbst schon hier bis habe dann seiner wieder gegen ganz einzelnen wo muss ohne
  eines können gesehen worden erreichbar später eingegangen weitere geöffnet möglich täglich gültig größer während fällt reißt`.split(
    /\s+/,
  )
const capitals =
  'Ausleihe Bestand Medien Regal Lesesaal Gebühr Verlängerung Öffnungszeit Rückgabe Vormerkung Zweigstelle Veranstaltung Übergabe'.split(
    ' ',
  )

/** Every word that a rule of the engine knows. */
const engineWords: readonly string[] = [
  firstWords,
  streetWords,
  titleless,
  labels,
  readerWords,
  salutations,
  secondHalves,
  birthLabels,
  months,
  listWords,
  companyTitles,
  nameLabels,
  formsOfAddress,
  legalForms,
  particles,
  titles,
  fillers,
  numberLabels,
  tails,
  phoneLabels,
  leadingWords,
  numberWords,
  streetTypes,
].flatMap(({ words }) => [...words])

const gaps = [
  ', ',
  '. ',
  '.',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '-',
  '-\n',
  ' - ',
  "'",
  '’',
  '/',
  ' / ',
  ':',
  ': ',
  ':\n',
  '\t',
  '  ',
  ' & ',
  '_',
  '=',
  '|',
  ' (',
  ') ',
  '"',
  ' „',
  '“ ',
  '\n> ',
  '\n> > ',
  '\u00a0',
  '\u202f',
  ' +',
  '; ',
  '!',
  ' … ',
  ' • ',
  ' € ',
  '–',
  '#',
  '*',
  '',
] as const
const rareGaps = [
  '\u00ad',
  '\u200b',
  '\u0301',
  ' 😀 ',
  ' '.repeat(90),
  '\u200d',
  '\ufeff',
  '\ud800',
  '\u0000',
  '@',
  ' @ ',
  '(at)',
  ' at ',
  '\u2028',
  '＠',
  '﹫',
  ' ＋',
  '\n＞ ',
  '．',
] as const

function gap(dice: Dice): string {
  const roll = dice.next()
  if (roll < 0.55) return ' '
  return roll < 0.98 ? dice.pick(gaps) : dice.pick(rareGaps)
}

/** Prose without anything that counts. */
export function quietText(words: number, dice: Dice): string {
  let text = ''
  for (let i = 0; i < words; i++) {
    text += dice.chance(0.15) ? dice.pick(capitals) : dice.pick(prose)
    text += dice.chance(0.08) ? dice.pick(['. ', ', ', '\n', ' – ']) : ' '
  }
  return text
}

function cased(word: string, dice: Dice): string {
  const roll = dice.next()
  if (roll < 0.4) return word
  return roll < 0.85 ? word.slice(0, 1).toUpperCase() + word.slice(1) : word.toUpperCase()
}

/** A word torn in two, with something in between. */
function torn(word: string, dice: Dice): string {
  const at = 1 + dice.below(Math.max(1, word.length - 1))
  return word.slice(0, at) + dice.pick(['-', '-\n', "'", ' ', '\u00ad', '\n', '- ', '.']) + word.slice(at)
}

function nameWord({ firstName = '', lastName = '', company = '' }: Resident, dice: Dice): string {
  const words = `${firstName} ${lastName} ${company}`.split(/[\s-]+/).filter((word) => word !== '')
  const word = respelled(dice.pick(words.length > 0 ? words : ['x']), dice)
  const roll = dice.next()
  if (roll < 0.7) return word
  if (roll < 0.8) return torn(word, dice)
  if (roll < 0.88) return word.toLowerCase()
  return roll < 0.94 ? `${word}s` : word.slice(1)
}

function digits(resident: Resident, dice: Dice): string {
  const source = dice.pick([
    resident.number,
    resident.phone ?? '030 1',
    resident.postcode ?? '1',
    '2026',
    '7',
    '24.11.2026',
    '1980',
  ])
  const roll = dice.next()
  if (roll < 0.5) return source
  if (roll < 0.6) return source.slice(0, 1 + dice.below(source.length))
  if (roll < 0.7) return source.replace(/^0+|\s/g, '')
  if (roll < 0.8) return `${dice.pick(['kdnr', 'K', 'DE', 'nr'])}${source}`
  if (roll < 0.85) return `000${source}`
  return String(dice.below(150))
}

/** One fact of a customer, or a form that speaks to him. */
function fact(resident: Resident, dice: Dice): string {
  const name = () => spellName(resident, dice)
  const last = resident.lastName ?? resident.company ?? 'x'
  const forms: readonly (() => string)[] = [
    () => spellNumber(resident.number, dice),
    () =>
      `${cased(dice.pick([...numberLabels.words]), dice)}${dice.pick([': ', ' ', '-Nr. ', '='])}${spellNumber(resident.number, dice)}`,
    () =>
      `Kundennummern: ${Array.from({ length: dice.below(40) }, () => dice.digits(dice.pick([5, 7, 12]))).join(dice.pick([', ', ' und ', ' / ']))}, ${resident.number}`,
    () => resident.number.replace(/^0+/, ''),
    () => (resident.email ? spellEmail(resident.email, dice) : name()),
    () =>
      resident.email
        ? resident.email
            .replace('@', dice.pick([' (at) ', ' at ', '[at]', '@\n', ' @', '＠', '﹫']))
            .replace('.', dice.pick(['.', ' dot ', '(dot)', ' (punkt) ']))
        : name(),
    () => (resident.email ? torn(resident.email, dice) : name()),
    () => spellPhone(resident.phone ?? resident.mobile ?? '030 1234567', dice),
    () =>
      `${cased(dice.pick([...phoneLabels.words]), dice)}${dice.pick([': ', ' ', '. '])}${(resident.phone ?? '0301234567').slice(1)}`,
    () => (resident.iban ? spellIban(resident.iban, dice) : name()),
    () => (resident.iban ? torn(spellIban(resident.iban, dice), dice) : name()),
    () => spellDate(resident.birthDate ?? '1980-01-02', dice),
    () => `geb. ${spellDate(resident.birthDate ?? '1980-01-02', dice).replace('19', '')}`,
    () => `Geburtsdatum: ${(resident.birthDate ?? '1980-01-02').replaceAll('-', '')}`,
    name,
    () => torn(name(), dice),
    () => spellStreet(resident.street ?? 'Weg 1', dice),
    () => torn(spellStreet(resident.street ?? 'Weg 1', dice), dice),
    () => spellPlace(resident.postcode ?? '12345', resident.city ?? 'Köln', dice),
    () =>
      `${name()}\n${spellStreet(resident.street ?? 'Weg 1', dice)}\n${spellPlace(resident.postcode ?? '12345', resident.city ?? 'x', dice)}`,
    () =>
      `${dice.pick(['Sehr geehrte Frau', 'Sehr geehrter Herr', 'Hallo', 'Guten Tag', 'Liebe', 'Dear Mr'])} ${dice.pick([last, name()])}${dice.pick([',', '!', '\n', ' und '])}`,
    () =>
      `${cased(dice.pick([...labels.words]), dice)}${dice.pick([': ', ':\n', '\t', ' = '])}${dice.pick([last, name(), torn(last, dice)])}`,
    () => `\n${dice.pick(['Herrn ', 'Frau\n', 'An Frau ', 'An\n', 'Familie\n'])}${name()}\n`,
    () => `c/o ${name()}`,
    () => {
      const far = () => dice.pick([' '.repeat(85), ' '.repeat(20), ''])
      return `${far()}${name()}\n${dice.pick(['', 'x'])}${far()}12 ${dice.pick(['High Street', 'Weg'])}\n${far()}${resident.postcode ?? '12345'} Ort\n`
    },
    () =>
      `Liebe ${Array.from({ length: 1 + dice.below(6) }, () => cased(nameWord(resident, dice), dice)).join(dice.pick([' und ', ', ', ' & ', '-']))}`,
    () =>
      `${dice.pick(['Firma ', '', 'Fa. '])}${resident.company ?? last} ${dice.pick(['GmbH', 'e. V.', 'KG', 'und', ''])}`,
    () => `Herr ${last}`,
  ]
  return dice.pick(forms)()
}

/** A stretch in which anything can stand beside anything. */
function loud(world: SieveWorld, words: number): string {
  const { dice } = world
  let text = ''
  let resident = dice.pick(world.population.residents)
  for (let i = 0; i < words; i++) {
    if (dice.chance(0.2)) resident = dice.pick(world.population.residents)
    const roll = dice.next()
    if (roll < 0.2) text += cased(dice.pick(engineWords), dice)
    else if (roll < 0.35) text += nameWord(resident, dice)
    else if (roll < 0.45) text += digits(resident, dice)
    else if (roll < 0.6) text += dice.chance(0.3) ? dice.pick(capitals) : dice.pick(prose)
    else if (roll < 0.65)
      text += dice.pick(['a', 'B', 'c', 'o', 'u', 'e', '5', 'ab', 'ß', 'é', 'Ё', '李', 'аnna', '𝟙', 'ﬁ'])
    else text += fact(resident, dice)
    text += gap(dice)
  }
  return text
}

/** A text of stretches, loud ones short and quiet ones long enough to be left out. */
export function hardText(world: SieveWorld): string {
  const { dice } = world
  let text = ''
  for (let stretches = 1 + dice.below(5); stretches > 0; stretches--) {
    text += quietText(dice.below(250), dice)
    text += loud(world, 1 + dice.below(dice.pick([2, 3, 8, 30])))
    if (dice.chance(0.3)) text += dice.pick(['\n', '\n\n', '. ', ' '])
  }
  return dice.chance(0.7) ? text + quietText(dice.below(90), dice) : text
}

/** Now and then a row, with headings or without. */
export function hardPassage(world: SieveWorld): Pick<Passage, 'text' | 'labels' | 'row'> {
  const { dice } = world
  if (!dice.chance(0.15)) return { text: hardText(world) }
  const cells = Array.from({ length: 1 + dice.below(5) }, () =>
    dice.chance(0.5) ? loud(world, 1 + dice.below(4)) : quietText(dice.below(6), dice),
  )
  const heading = () =>
    dice.pick(['Titel', 'Name', 'Vorname', 'Nachname', 'Kunde', 'Tel', 'geb', 'Kundennummer', 'Ort', ''])
  const labelled = dice.chance(0.5) ? { labels: cells.map(heading) } : {}
  return { text: cells.join('\t'), row: 1, ...labelled }
}
