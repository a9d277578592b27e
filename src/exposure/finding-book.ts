/** Gives every fact and every name its one entry for each place, up to a limit. */
import type { AddresseeName, Finding, Mention } from './evidence.ts'
import { factClasses } from './fact.ts'
import type { Fact } from './reading.ts'
import type { Place } from './view.ts'

export interface FindingBook {
  /** @returns undefined if the book is full and the fact is not yet in it */
  finding(place: Place, fact: Fact): Finding | undefined
  /** @returns undefined if the book is full and the name is not yet in it */
  mention(place: Place, name: AddresseeName): Mention | undefined
  /** In the order of their first entry. */
  places(): readonly Place[]
  readonly findings: readonly Finding[]
  readonly mentions: readonly Mention[]
}

interface Page {
  /** Index of the place. */
  readonly index: number
  readonly findings: Map<string | number, Finding>
  readonly mentions: Map<string, Mention>
}

/** @param maxEntries how many facts and names it takes */
export function openFindingBook(maxEntries: number): FindingBook {
  const pages = new Map<Place, Page>()
  const findings: Finding[] = []
  const mentions: Mention[] = []

  function pageOf(place: Place): Page {
    const known = pages.get(place)
    if (known !== undefined) return known
    const page: Page = { index: pages.size, findings: new Map(), mentions: new Map() }
    pages.set(place, page)
    return page
  }

  return {
    findings,
    mentions,
    places: () => [...pages.keys()],
    finding(place, fact) {
      const page = pageOf(place)
      const identity = identityOf(fact)
      const known = page.findings.get(identity)
      const id = findings.length + mentions.length
      if (known !== undefined || id >= maxEntries) return known
      const { factClass, isStrong, owners } = fact
      const otherReadings =
        fact.otherReadings.length === 0 ? NONE : fact.otherReadings.map((one) => one.owners)
      const finding = { id, factClass, isStrong, owners, otherReadings, place: page.index }
      page.findings.set(identity, finding)
      findings.push(finding)
      return finding
    },
    mention(place, name) {
      const page = pageOf(place)
      const known = page.mentions.get(name.identity)
      const id = findings.length + mentions.length
      if (known !== undefined || id >= maxEntries) return known
      const mention = { id, name, place: page.index }
      page.mentions.set(name.identity, mention)
      mentions.push(mention)
      return mention
    },
  }
}

const NONE: Finding['otherReadings'] = []

/**
 * Facts of one class with the same only owner are one finding, which saves their spellings; of shared ones the spelling
 * decides, of ambiguous ones all spellings.
 */
function identityOf(fact: Fact): string | number {
  const [owner, second] = fact.owners
  if (fact.otherReadings.length > 0) {
    return [fact.isStrong ? '!' : '', fact.key, ...fact.otherReadings.map((one) => one.key)].join(' ')
  }
  if (owner === undefined || second !== undefined) return fact.isStrong ? `!${fact.key}` : fact.key
  return (owner * factClasses.length + factClasses.indexOf(fact.factClass)) * 2 + (fact.isStrong ? 1 : 0)
}
