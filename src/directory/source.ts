/** Port: a system that has the customers. Implemented by `adapters/csv/`, `adapters/sql/` and `adapters/ldap/`. */
import type { CustomerRecord, OwnedFact } from '../exposure/fact.ts'
import type { FilePosition } from '../std/fault.ts'

export type { CustomerRecord, OwnedFact }

export interface SourceRecord {
  readonly record: CustomerRecord
  /** Numbers this customer had before, in any order; they stay known as his and are never given to another. */
  readonly earlierNumbers: readonly string[]
  /** The source's own lasting id, if it has one: a customer keeps it when he gets a new number. */
  readonly lastingId?: string
}

/** What a source says of one customer or fact. `at`, where it is known, is the row it says it in; never a value. */
export type SourceItem = (
  | { readonly kind: 'customer'; readonly customer: SourceRecord }
  | { readonly kind: 'gone'; readonly customerNumber: string }
  | { readonly kind: 'fact'; readonly fact: OwnedFact }
  | { readonly kind: 'fact-gone'; readonly factKind: string; readonly value: string }
) & { readonly at?: FilePosition }

export interface SourceLoad {
  /** `full`: whoever is not in it is gone. `incremental`: only what it names has changed. */
  readonly kind: 'full' | 'incremental'
  /** Opaque; handed in again next time. May be read only after the last item: a source may learn it while it reads. */
  readonly cursor?: string
  /** When what the source says was so, if that is earlier than now: a list that nobody writes any more is old, however often it is read. */
  readonly asOf?: Date
  /**
   * One by one, so that a source of any size needs little memory. A customer comes before the facts he owns.
   *
   * @throws Fault after the last row, with everything that is wrong in any row and its place; what was given out before is
   *   void then
   */
  readonly items: AsyncIterable<SourceItem>
}

export interface SourceWish {
  /** The cursor of the last load; a source that cannot tell changes answers in full all the same. */
  readonly since?: string
  readonly signal: AbortSignal
}

export interface Source {
  /** @throws Fault of class `retryable` if the source is away: it does not mean that its customers are gone */
  load(wish: SourceWish): Promise<SourceLoad>
  /**
   * The customers who have this address, asked now; nobody is an empty answer. Missing: this source cannot be asked live.
   *
   * @throws Fault if the source does not answer: that is not the answer "nobody"
   */
  readonly ask?: (address: string, signal: AbortSignal) => Promise<readonly SourceRecord[]>
  /** Gives back what the source holds; a load that is still being read ends with a fault. May be called again. */
  close(): Promise<void>
}
