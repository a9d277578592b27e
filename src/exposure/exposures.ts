/** Collects what is disclosed of whom, and says it in the words of the verdict. */
import { factClasses, factKinds, kindOfClass } from './fact.ts'
import { bitOfClass } from './handle-join.ts'
import type { IdentifierIndex, RecordHandle } from './identifier-index.ts'
import { type Disclosure, type EvidenceRule, evidenceRules } from './verdict.ts'
import type { Place } from './view.ts'

/** One fact of somebody that is seen. */
export interface Sight {
  readonly rule: EvidenceRule
  /** Bit of `bitOfClass`. */
  readonly classBit: number
  /** Index of the place, which is its rank in the order of appearance. */
  readonly place: number
  /** Of a name: how many customers fit it. */
  readonly candidates?: number | undefined
}

interface Exposure {
  rule: number
  classes: number
  readonly places: number[]
  candidates: number
}

export interface Exposures {
  add(handle: RecordHandle, sight: Sight): void
  readonly byHandle: ReadonlyMap<RecordHandle, unknown>
  /** One for each data subject, sorted by customer number. */
  disclosures(places: readonly Place[], index: IdentifierIndex): readonly Disclosure[]
}

export function openExposures(): Exposures {
  const byHandle = new Map<RecordHandle, Exposure>()
  return {
    byHandle,
    add(handle, { rule, classBit, place, candidates = Number.POSITIVE_INFINITY }) {
      const strength = evidenceRules.indexOf(rule)
      const known = byHandle.get(handle)
      if (known === undefined) {
        byHandle.set(handle, { rule: strength, classes: classBit, places: [place], candidates })
        return
      }
      known.rule = Math.min(known.rule, strength)
      known.classes |= classBit
      known.candidates = Math.min(known.candidates, candidates)
      if (!known.places.includes(place)) known.places.push(place)
    },
    disclosures(places, index) {
      return [...byHandle]
        .map(([handle, exposure]) =>
          disclosureOf(exposure, { dataSubject: index.record(handle).customerNumber, places }),
        )
        .sort((a, b) => (a.dataSubject < b.dataSubject ? -1 : a.dataSubject > b.dataSubject ? 1 : 0))
    },
  }
}

function disclosureOf(
  exposure: Exposure,
  { dataSubject, places }: { readonly dataSubject: string; readonly places: readonly Place[] },
): Disclosure {
  const rule = evidenceRules[exposure.rule] ?? 'identifier'
  const { candidates } = exposure
  return {
    dataSubject,
    kinds: kindsOf(exposure.classes),
    places: exposure.places.sort((a, b) => a - b).map((place) => places[place] ?? ''),
    rule,
    ...(rule === 'addressed' && candidates > 1 && Number.isFinite(candidates) ? { candidates } : {}),
  }
}

function kindsOf(classes: number): Disclosure['kinds'] {
  const kinds = new Set(
    factClasses.filter((factClass) => (classes & bitOfClass[factClass]) !== 0).map((one) => kindOfClass[one]),
  )
  return factKinds.filter((kind) => kinds.has(kind))
}
