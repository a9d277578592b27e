/** What the engine says about one view for one viewer. */
import type { FactKind } from './fact.ts'
import type { Handles } from './identifier-index.ts'
import type { Place, Sha256, Unchecked, View } from './view.ts'

/** Strongest first. */
export const evidenceRules = ['identifier', 'corroborated', 'addressed'] as const
export type EvidenceRule = (typeof evidenceRules)[number]

/** One data subject's data visible to one other viewer. */
export interface Disclosure {
  /** Customer number of the person whose data it is. */
  readonly dataSubject: string
  /** In the order of `factKinds`. */
  readonly kinds: readonly FactKind[]
  /** In the order of appearance. */
  readonly places: readonly Place[]
  readonly rule: EvidenceRule
  /** How many customers fit the name, where a name alone could not be narrowed to one. */
  readonly candidates?: number
}

/** Who looks: the customers who share an envelope address, staff, or nobody the directory knows. */
export type Viewer =
  | { readonly kind: 'customers'; readonly handles: Handles; readonly isStaff: boolean }
  | { readonly kind: 'staff' }
  | { readonly kind: 'nobody' }

declare const cleared: unique symbol
/** Proof that `inspect` found nothing. Only `exposure/` can make one; delivery takes nothing else. */
export type Cleared<V extends View> = V & { readonly [cleared]: { readonly digest: Sha256 } }

export type Verdict<V extends View> =
  | {
      readonly kind: 'clear'
      readonly view: Cleared<V>
      readonly isStaff: boolean
      readonly unchecked: readonly Unchecked[]
    }
  | {
      readonly kind: 'exposes'
      readonly disclosures: readonly [Disclosure, ...Disclosure[]]
      readonly unchecked: readonly Unchecked[]
    }
  | { readonly kind: 'undecided'; readonly unchecked: readonly [Unchecked, ...Unchecked[]] }
