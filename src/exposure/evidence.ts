/** What is kept of a message after its texts are gone: which facts stood where, and whose they are. */
import type { FactClass } from './fact.ts'
import type { Handles } from './identifier-index.ts'
import type { Place, Unchecked } from './view.ts'

/** A fact of somebody, at one place. */
export interface Finding {
  /** Unique among findings and mentions of one message. */
  readonly id: number
  readonly factClass: FactClass
  /** Counts alone, so that it exposes by the rule `identifier`. */
  readonly isStrong: boolean
  readonly owners: Handles
  /** Owners of what else the same digits can be: if the viewer is among them, the value is his own. */
  readonly otherReadings: readonly Handles[]
  /** Index in `Evidence.places`. */
  readonly place: number
}

/** A name where the addressee stands. */
export interface AddresseeName {
  /** The same for the same name in the same readings. */
  readonly identity: string
  /** Not a surname alone. */
  readonly isFull: boolean
  /** Who has the name in its most specific reading that somebody has. */
  readonly owners: Handles
  /** Owners of the other readings that are as specific: the viewer may be meant by one of these. */
  readonly otherReadings: readonly Handles[]
}

export interface Mention {
  readonly id: number
  readonly name: AddresseeName
  readonly place: number
}

/** A row of a table, or the running text of a part. */
export interface Unit {
  readonly findings: readonly Finding[]
  readonly mentions: readonly Mention[]
}

export interface PartEvidence {
  readonly running: Unit
  /** Rows in which two things stand that can support each other. */
  readonly rows: readonly Unit[]
  /** Whatever stands in any row, each once. */
  readonly inRows: Unit
}

export interface Evidence {
  readonly parts: Iterable<PartEvidence>
  readonly places: readonly Place[]
  readonly findings: readonly Finding[]
  readonly mentions: readonly Mention[]
  readonly unchecked: readonly Unchecked[]
}
