/** Every kind of alert, and what it may say. The list is closed, so that no message can say more. */

/**
 * Kind → what fills its sentence. Values are words of closed lists, names that the operator has given in the settings, ids and
 * numbers; `raiseAlert` refuses every other form, so that no customer's data gets into a message.
 */
export interface AlertKinds {
  /** The trail does not continue what was signed last; `entry` is where it shows. */
  readonly 'trail-broken': { readonly entry: string }
  /** A witness has not taken a signed head for an hour. */
  readonly 'witness-failing': { readonly witness: string }
  /** Entries that have expired cannot be taken out. */
  readonly 'retention-failing': { readonly what: string }
  /** The directory is older than it may be: mails are held. */
  readonly 'directory-stale': { readonly source: string }
  /** A source delivers far fewer customers: the load waits for a person's word. */
  readonly 'directory-asks': { readonly source: string }
  /** A source has never delivered anything. */
  readonly 'directory-never': { readonly source: string }
  /** Something waits for a second person: `waiting` is `hour` or `day`. */
  readonly 'request-waiting': { readonly request: string; readonly waiting: string }
  readonly 'allowance-ending': { readonly allowance: string }
  readonly 'allowance-ended': { readonly allowance: string }
  readonly 'token-ending': { readonly token: string }
  /** `left` is `month`, `week` or `nothing`. */
  readonly 'certificate-ending': { readonly left: string }
  /** No backup was made for longer than the settings say. */
  readonly 'backup-missing': { readonly hours: string }
}

export type AlertKind = keyof AlertKinds

export type Alert = {
  [Kind in AlertKind]: { readonly kind: Kind; readonly says: AlertKinds[Kind] }
}[AlertKind]

export const alertKinds = [
  'trail-broken',
  'witness-failing',
  'retention-failing',
  'directory-stale',
  'directory-asks',
  'directory-never',
  'request-waiting',
  'allowance-ending',
  'allowance-ended',
  'token-ending',
  'certificate-ending',
  'backup-missing',
] as const satisfies readonly AlertKind[]

/** Names of the settings, ids, numbers, words: nothing with a space, an `@` or a capital letter. */
const plain = /^[a-z0-9][a-z0-9-]{0,79}$/

/** @throws RangeError for a value that is more than a plain word: a programmer's mistake */
export function refuseOtherWords(alert: Alert): void {
  if (!isPlain(alert.says)) throw new RangeError(`an alert ${alert.kind} must say plain words only`)
}

export function isPlain(says: Readonly<Record<string, string>>): boolean {
  return Object.values(says).every((value) => plain.test(value))
}
