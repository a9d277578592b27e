/** A delivery: one message and one envelope recipient, judged. */
import type { Disclosure } from '../exposure/verdict.ts'
import type { Unchecked } from '../exposure/view.ts'

/** The message of a delivery. Under `--redact` the file's number stands for its name. */
export interface MailName {
  /** PATH as given joined with the path below it. */
  readonly label: string
  /** Number of the file in the walk, from 1. */
  readonly fileNumber: number
  /** Number of the message in an mbox, from 1. */
  readonly messageNumber?: number
}

/** The viewer as he is printed. `staff` who are customers too are staff: their verdict is always clear. */
export type NamedViewer =
  | { readonly kind: 'customers'; readonly customerNumbers: readonly string[] }
  | { readonly kind: 'staff'; readonly customerNumbers: readonly string[] }
  | { readonly kind: 'nobody' }

export type Delivery = { readonly mail: MailName; readonly unchecked: readonly Unchecked[] } & (
  | { readonly kind: 'clear'; readonly recipient: string; readonly viewer: NamedViewer }
  | {
      readonly kind: 'exposes'
      readonly recipient: string
      readonly viewer: NamedViewer
      readonly disclosures: readonly Disclosure[]
    }
  | { readonly kind: 'undecided'; readonly recipient: string; readonly viewer: NamedViewer }
  /** No recipient is known, or nothing could be read: nobody can say whose data it would show to whom. */
  | { readonly kind: 'unaddressed' }
)

/** Exit status of a run that ended: the gravest verdict in it. */
export type CheckExit = 0 | 1 | 3

/** What a run has judged so far. */
export interface Tally {
  readonly mails: number
  readonly deliveries: number
  readonly clear: number
  /** Of `clear`. */
  readonly staff: number
  readonly exposing: number
  readonly undecided: number
  readonly findings: number
}

export const emptyTally: Tally = {
  mails: 0,
  deliveries: 0,
  clear: 0,
  staff: 0,
  exposing: 0,
  undecided: 0,
  findings: 0,
}

/** @param deliveries all of one mail */
export function countMail(tally: Tally, deliveries: readonly Delivery[]): Tally {
  const count = (isCounted: (delivery: Delivery) => boolean) => deliveries.filter(isCounted).length
  return {
    mails: tally.mails + 1,
    deliveries: tally.deliveries + deliveries.length,
    clear: tally.clear + count(({ kind }) => kind === 'clear'),
    staff: tally.staff + count((one) => one.kind === 'clear' && one.viewer.kind === 'staff'),
    exposing: tally.exposing + count(({ kind }) => kind === 'exposes'),
    undecided: tally.undecided + count(({ kind }) => kind === 'undecided' || kind === 'unaddressed'),
    findings:
      tally.findings +
      deliveries.reduce((sum, one) => sum + (one.kind === 'exposes' ? one.disclosures.length : 0), 0),
  }
}

export function exitOf(tally: Tally): CheckExit {
  if (tally.exposing > 0) return 1
  return tally.undecided > 0 ? 3 : 0
}
