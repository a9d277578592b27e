/** Reads one text: which facts of customers and which names of addressees stand in it. */
import type { Allowances } from './allowance.ts'
import type { Candidate } from './candidate.ts'
import type { AddresseeName } from './evidence.ts'
import { classOfKey, type FactClass, type FactKey } from './fact.ts'
import { type FoldedText, type FoldHeading, foldedHeading, foldText } from './fold.ts'
import { type AddresseeMention, findAddressees } from './identifier/addressee.ts'
import { openBearers } from './identifier/name-bearer.ts'
import { recognisers } from './identifier/recognisers.ts'
import type { Handles, IdentifierIndex } from './identifier-index.ts'
import { keptOfPassage } from './kept-passage.ts'
import { isInside, phraseRanges, type Range } from './own-words.ts'
import type { Passage } from './view.ts'

/** A fact that stands in a text, without its place. */
export interface Fact {
  readonly key: FactKey
  readonly factClass: FactClass
  readonly isStrong: boolean
  readonly owners: Handles
  /** What else the same digits can be: if one of these is the viewer's own, the value is. */
  readonly otherReadings: readonly Pick<Fact, 'key' | 'owners'>[]
}

export interface Reading {
  readonly facts: readonly Fact[]
  readonly names: readonly AddresseeName[]
}

/** Classes that count beside a second fact, or alone if strong; a surname or given name counts only in an address. */
const evidenceClasses: ReadonlySet<FactClass> = new Set<FactClass>([
  'customer-number',
  'full-name',
  'email',
  'phone',
  'iban',
  'street',
  'place',
  'birth-date',
  'owned-fact',
])
const strongClasses: ReadonlySet<FactClass> = new Set<FactClass>(['email', 'phone', 'iban'])

export function readPassage(
  passage: Pick<Passage, 'text' | 'labels' | 'row' | 'position'>,
  index: IdentifierIndex,
  allowances: Allowances,
  foldHeading: FoldHeading = foldedHeading,
): Reading {
  const kept = keptOfPassage(passage, index.sieve, allowances, foldHeading)
  if (kept === '') return nothing
  const text = foldText({ ...passage, text: kept }, foldHeading)
  if (text.words.length === 0) return nothing
  const ownWords = phraseRanges(text, allowances.phrases)
  return {
    facts: factsOf(text, index, allowances, ownWords),
    names: namesOf(text, index, ownWords, passage.position),
  }
}

const nothing: Reading = { facts: [], names: [] }

interface Sighting extends Fact, Range {
  otherReadings: Fact['otherReadings']
}

function factsOf(
  text: FoldedText,
  index: IdentifierIndex,
  allowances: Allowances,
  ownWords: readonly Range[],
): readonly Fact[] {
  const sightings: Sighting[] = []
  for (const recogniser of recognisers) {
    for (const candidate of recogniser.find(text, index)) {
      if (isInside(ownWords, candidate)) continue
      const sighting = sightingOf(candidate, index)
      if (sighting !== undefined) sightings.push(sighting)
    }
  }
  const whole = withoutParts(sightings)
  addOtherReadings(whole)
  return whole.filter((sighting) => !allowances.numbers.has(sighting.key))
}

function sightingOf(candidate: Candidate, index: IdentifierIndex): Sighting | undefined {
  const { key, start, end, isLabelled } = candidate
  const factClass = classOfKey(key)
  if (!evidenceClasses.has(factClass)) return undefined
  const owners = index.owners(key)
  if (owners.length === 0) return undefined
  const isStrong =
    strongClasses.has(factClass) || (isNumber(factClass) && (isLabelled || index.isStrongAlone(key)))
  return { key, factClass, isStrong, owners, otherReadings: [], start, end }
}

function isNumber(factClass: FactClass): boolean {
  return factClass === 'customer-number' || factClass === 'owned-fact'
}

/**
 * Drops weak facts that are only a part of another one: the name in "Karl-Marx-Straße 5", the digits of a date. One
 * piece of text is one fact, otherwise it would corroborate itself.
 */
function withoutParts(sightings: Sighting[]): readonly Sighting[] {
  if (sightings.length < 2) return sightings
  sightings.sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b))
  const parts = new Set<Sighting>()
  let open: Sighting[] = []
  for (const sighting of sightings) {
    if (open.length > 0) open = open.filter((other) => other.end > sighting.start)
    for (const other of open) {
      if (!sighting.isStrong && contains(other, sighting)) parts.add(sighting)
      else if (reachesIntoStreet(other, sighting)) parts.add(other)
      else if (reachesIntoStreet(sighting, other)) parts.add(sighting)
    }
    open.push(sighting)
  }
  return sightings.filter((sighting) => !parts.has(sighting))
}

/** "Berg, Anna und Thomas-Mann-Straße 8": a name that ends, or begins, inside a street is none. */
function reachesIntoStreet(name: Sighting, street: Sighting): boolean {
  if (name.factClass !== 'full-name' || street.factClass !== 'street') return false
  const isAcross = name.start < street.end && street.start < name.end
  return isAcross && (name.start < street.start ? name.end < street.end : name.end > street.end)
}

/**
 * The same digits can be one customer's number and another one's barcode, or a number written without its leading
 * zeros. @param sightings sorted by range
 */
function addOtherReadings(sightings: readonly Sighting[]): void {
  const numbers = sightings.filter(({ factClass }) => isNumber(factClass) || factClass === 'phone')
  for (let first = 0, next = 1; first < numbers.length; first = next, next += 1) {
    const { start, end } = numbers[first] ?? nowhere
    while (numbers[next]?.start === start && numbers[next]?.end === end) next += 1
    if (next - first < 2) continue
    const readings = numbers.slice(first, next)
    for (const one of readings) one.otherReadings = readings.filter((other) => other.key !== one.key)
  }
}

const nowhere: Range = { start: 0, end: 0 }

/** What a text is that can be read as several facts: anything rather than a number, a customer number rather than another. */
function rank(sighting: Sighting): number {
  if (sighting.factClass === 'owned-fact') return 2
  return sighting.factClass === 'customer-number' ? 1 : 0
}

function contains(outer: Sighting, inner: Sighting): boolean {
  if (outer.factClass === inner.factClass || outer.end < inner.end) return false
  return outer.end - outer.start > inner.end - inner.start || rank(outer) < rank(inner)
}

function namesOf(
  text: FoldedText,
  index: IdentifierIndex,
  ownWords: readonly Range[],
  position: Passage['position'],
): readonly AddresseeName[] {
  const readings: NameReading[] = []
  for (const mention of findAddressees(text, index, position)) {
    const reading = isInside(ownWords, mention) ? undefined : nameReading(mention, index)
    if (reading !== undefined) readings.push(reading)
  }
  readings.sort((a, b) => a.start - b.start || b.end - a.end)
  const bearersOf = openBearers(text, index)
  const names: AddresseeName[] = []
  let open: NameReading[] = []
  for (const reading of readings) {
    open = open.filter((other) => other.end > reading.start)
    const around = open.filter((other) => other.end >= reading.end)
    open.push(reading)
    // "Praxis Anna Berg" is a company rather than the person inside it.
    if (around.some((other) => other.end - other.start > reading.end - reading.start)) continue
    const isFull = reading.keys.every((key) => key.startsWith('full-name:'))
    const bearers = bearersOf(reading)
    names.push({
      identity: [reading, ...around].map((one) => one.keys.join(' ')).join(' or ') + bearers.identity,
      isFull,
      owners: reading.owners,
      otherReadings: [...around.map((other) => other.owners), bearers.handles],
    })
  }
  return names
}

interface NameReading extends Range {
  readonly keys: readonly FactKey[]
  /** Who has one of the keys. */
  readonly owners: Handles
}

/**
 * Whom a name can mean: whoever is called exactly so; if nobody is, whoever is called by a part of it ("Anna Lena Berg"
 * by Anna Berg and Lena Berg).
 */
function nameReading(
  { keys, start, end }: AddresseeMention,
  index: IdentifierIndex,
): NameReading | undefined {
  const [exact, ...others] = keys
  if (exact === undefined) return undefined
  const exactOwners = index.owners(exact)
  if (exactOwners.length > 0) return { keys: [exact], owners: exactOwners, start, end }
  const first = others.find((key) => index.owners(key).length > 0)
  if (first === undefined) return undefined
  const factClass = classOfKey(first)
  const known = others.filter((key) => classOfKey(key) === factClass && index.owners(key).length > 0)
  if (known.length === 1) return { keys: known, owners: index.owners(first), start, end }
  const owners = new Set(known.flatMap((key) => [...index.owners(key)]))
  return { keys: known, owners: [...owners].sort((a, b) => a - b), start, end }
}
