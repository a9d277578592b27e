/** Whoever keeps signed heads out of reach of the database's owner: another volume, another host, a mailbox. */

/** A signed head on its way to a witness. Holds no identifier of a customer. */
export interface WitnessedHead {
  readonly organisationId: string
  readonly organisation: string
  /** Entries it stands for. */
  readonly seq: bigint
  readonly signedAt: Date
  /** The signed file, as it is to be kept. */
  readonly file: string
}

/** Why a witness has not taken a head. `occupied`: it keeps another one in its place, which is a reason to look. */
export const witnessFailures = [
  'unreachable',
  'timeout',
  'untrusted',
  'refused',
  'redirected',
  'unwritable',
  'occupied',
] as const
export type WitnessFailure = (typeof witnessFailures)[number]

export type Kept = { readonly kind: 'kept' } | { readonly kind: 'failed'; readonly why: WitnessFailure }

export interface Witness {
  /** As configured; its progress is kept under this name. */
  readonly name: string
  /** Every signed head, or the newest one from time to time where each costs a person's attention. */
  readonly pace: { readonly kind: 'each' } | { readonly kind: 'newest'; readonly everyMs: number }
  /**
   * Returns once the witness has the head for good. Handing over the same head twice is harmless.
   *
   * @param signal ends a try that takes too long
   */
  keep(head: WitnessedHead, signal: AbortSignal): Promise<Kept>
  /** What makes it a weaker witness than it looks. */
  weakness(): 'same-device' | undefined
}
