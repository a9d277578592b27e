/**
 * What is true about a generated mail: whose facts stand in it, by the letter of the published contract. Written anew
 * and as plainly as possible; shares nothing with the engine it judges.
 */
import type { FactOfCustomer } from '../../test/support/customer-list.ts'
import type { Population, Resident } from './population.ts'

export type FactClass = 'strong' | 'name' | 'street' | 'place' | 'birth-date'

/** A fact as the generator wrote it: its class and its value in one spelling. */
export interface WrittenFact {
  readonly kind: FactClass
  readonly value: string
}

/** Letters and digits only, accents and umlauts of any spelling away. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
    .replace(/đ/g, 'd')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '')
    .replace(/([aou])e/g, '$1')
}

/** A name and the shorter forms of its double parts: any of them may be taken for the person. */
function nameForms(resident: Resident): string[] {
  if (resident.company) return [folded(resident.company)]
  const parts = (text: string): string[] => [text, ...text.split(/[- ]/).filter((part) => part.length > 1)]
  const forms = new Set<string>()
  for (const first of parts(resident.firstName ?? ''))
    for (const last of parts(resident.lastName ?? '')) {
      forms.add(`${folded(first)} ${folded(last)}`)
      forms.add(`${folded(last)} ${folded(first)}`)
    }
  return [...forms]
}

/** A written name can be taken for everybody whom a shorter form of it fits. */
export const nameFacts = (resident: Resident): WrittenFact[] =>
  nameForms(resident).map((value) => ({ kind: 'name', value }))
export const streetFact = (street: string): WrittenFact => ({
  kind: 'street',
  value: folded(street.replace(/stra(ß|ss)e/i, 'str')),
})
export const placeFact = (postcode: string, city: string): WrittenFact => ({
  kind: 'place',
  value: `${postcode} ${folded(city)}`,
})
export const birthDateFact = (isoDate: string): WrittenFact => ({ kind: 'birth-date', value: isoDate })
export const strongFact = (value: string): WrittenFact => ({ kind: 'strong', value })

/** Every surname a person can be greeted by: the whole one, or neighbouring parts of a double one. */
export function surnamesOf({ lastName = '', company = '' }: Resident): string[] {
  const parts = lastName.split(/[- ]/)
  const runs = parts.flatMap((_, from) =>
    parts.slice(from).map((_, length) => parts.slice(from, from + length + 1)),
  )
  return [company, ...runs.map((run) => run.join(' '))].filter((part) => part.length > 1).map(folded)
}

export function factsOf(resident: Resident): WrittenFact[] {
  const { number, email, phone, mobile, iban, street, postcode, city, birthDate } = resident
  return [
    ...[number, email, phone, mobile, iban].flatMap((value) => (value ? [strongFact(value)] : [])),
    ...nameFacts(resident),
    ...(street ? [streetFact(street)] : []),
    ...(postcode && city ? [placeFact(postcode, city)] : []),
    ...(birthDate ? [birthDateFact(birthDate)] : []),
  ]
}

const keyOf = ({ kind, value }: WrittenFact): string => `${kind}:${value}`

export interface Truth {
  /** Who reads what is sent to him, and whose data he may see. */
  circleOf(resident: Resident): {
    readonly viewers: readonly Resident[]
    readonly circle: readonly Resident[]
  }
  /** Numbers of everybody outside the circle whom these facts, standing in one part, expose. */
  exposed(facts: readonly WrittenFact[], circle: readonly Resident[]): Set<string>
  /** Whom a name in full, or a shorter form of it, fits. */
  withName(resident: Resident): readonly Resident[]
  withSurname(surname: string): readonly Resident[]
  ownedFactsOf(resident: Resident): readonly FactOfCustomer[]
}

export function truthOf({ residents, facts }: Population): Truth {
  const owners = new Map<string, Resident[]>()
  const bySurname = new Map<string, Resident[]>()
  const byMail = new Map<string, Resident[]>()
  const byHousehold = new Map<string, Resident[]>()
  const owned = new Map<string, FactOfCustomer[]>()
  const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
    const known = map.get(key)
    if (known) known.push(value)
    else map.set(key, [value])
  }
  const byNumber = new Map(residents.map((resident) => [resident.number, resident]))
  for (const resident of residents) {
    for (const key of new Set(factsOf(resident).map(keyOf))) add(owners, key, resident)
    for (const surname of new Set(surnamesOf(resident))) add(bySurname, surname, resident)
    if (resident.email) add(byMail, resident.email, resident)
    if (resident.household) add(byHousehold, resident.household, resident)
  }
  for (const fact of facts) {
    const owner = byNumber.get(fact.owner)
    if (owner) add(owners, keyOf(strongFact(fact.value)), owner)
    add(owned, fact.owner, fact)
  }
  return {
    circleOf(resident) {
      const viewers = byMail.get(resident.email ?? '') ?? [resident]
      const members = viewers
        .filter((viewer) => !viewer.isProtected)
        .flatMap((viewer) => byHousehold.get(viewer.household ?? '') ?? [])
        .filter((member) => !member.isProtected)
      return { viewers, circle: [...new Set([...viewers, ...members])] }
    },
    exposed(written, circle) {
      const own = new Set(
        circle.flatMap((member) =>
          [...factsOf(member), ...(owned.get(member.number) ?? []).map(({ value }) => strongFact(value))].map(
            keyOf,
          ),
        ),
      )
      const classes = new Map<string, Set<FactClass>>()
      const exposed = new Set<string>()
      for (const fact of written) {
        if (own.has(keyOf(fact))) continue
        for (const { number } of owners.get(keyOf(fact)) ?? []) {
          const known = classes.get(number) ?? new Set()
          known.add(fact.kind)
          classes.set(number, known)
          if (known.size > 1 || fact.kind === 'strong') exposed.add(number)
        }
      }
      for (const { number } of circle) exposed.delete(number)
      return exposed
    },

    withName: (resident) => nameFacts(resident).flatMap((fact) => owners.get(keyOf(fact)) ?? []),
    withSurname: (surname) => bySurname.get(folded(surname)) ?? [],
    ownedFactsOf: (resident) => owned.get(resident.number) ?? [],
  }
}
