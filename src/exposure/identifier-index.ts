/** Port: who has which fact. Implemented by the reference index and by the fast one in `kernel/`. Both agree. */
import type { CustomerRecord, FactKey, OwnedFact } from './fact.ts'
import type { NumberCount } from './number-census.ts'
import type { Sieve } from './sieve.ts'

/** Position of a record in the index: 0 … size - 1. Stable for the life of one index. */
export type RecordHandle = number

/**
 * Handles in ascending order, without repetition: an array, or a view of the index's own memory, which costs the same
 * however many there are.
 */
export interface Handles extends Iterable<RecordHandle> {
  readonly length: number
  readonly [at: number]: RecordHandle
}

export interface IndexedRecord {
  readonly customerNumber: string
  /**
   * Only to be compared with that of another record of the same index: it need not be the word of the customer list.
   * Undefined also for a protected customer: he is covered by no household.
   */
  readonly household?: string
  readonly isProtected: boolean
}

/** What a folded word can be in this directory. A prefilter: without it every pair of words would be looked up. */
export const NAME_NONE = 0
export const NAME_GIVEN = 1
export const NAME_FAMILY = 2
export const NAME_COMPANY = 4

export interface IdentifierIndex {
  readonly size: number
  /** Owners of a fact; empty if nobody has it. */
  owners(key: FactKey): Handles
  record(handle: RecordHandle): IndexedRecord
  /** Bits NAME_*: what the word (folded by `foldWord`) is in some record. */
  nameRoles(foldedWord: string): number
  /**
   * Whether a customer number or owned fact of this canonical spelling counts alone: the chance that a random value
   * of its form hits the directory is below 1e-4. Also for spellings that nobody has.
   */
  isStrongAlone(key: FactKey): boolean
  /** Canonical lengths that customer numbers and owned facts have here, so that only these are looked up. */
  readonly numberLengths: ReadonlySet<number>
  /** Says of a text where nothing of this index can be found; without it every text is read whole. */
  readonly sieve?: Sieve
}

/** What an index tells of the directory as a whole. */
export interface DirectoryIndex extends IdentifierIndex {
  /** Owners of each e-mail address that several customers have. */
  sharedEmails(): Iterable<Handles>
  readonly numberCounts: readonly NumberCount[]
  /** Owners of owned facts whom the customer list does not name: data subjects all the same, known by number only. */
  readonly unlistedOwners: number
}

/** What an index is built of. */
export interface DirectoryInput {
  readonly records: Iterable<CustomerRecord>
  /** `from` and `to` are not judged: a former owner stays one, and to him the value stays his own. */
  readonly ownedFacts?: Iterable<OwnedFact>
}
