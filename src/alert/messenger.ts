/** Whoever carries alerts to staff: a mail server, another program. */
import type { AlertKind } from './alert-kind.ts'

/** `raised` at once, `hour` and `day` if nobody has acknowledged it by then. */
export const alertSteps = ['raised', 'hour', 'day'] as const
export type AlertStep = (typeof alertSteps)[number]

/** What leaves this program. Holds no data of a customer. */
export interface AlertMessage {
  readonly id: string
  readonly organisationId: string
  readonly organisation: string
  readonly kind: AlertKind
  readonly says: Readonly<Record<string, string>>
  readonly step: AlertStep
  readonly raisedAt: Date
  /** In the language of the installation. */
  readonly subject: string
  readonly text: string
}

export const messengerFailures = ['unreachable', 'timeout', 'untrusted', 'refused', 'redirected'] as const
export type MessengerFailure = (typeof messengerFailures)[number]

export type Told = { readonly kind: 'told' } | { readonly kind: 'failed'; readonly why: MessengerFailure }

export interface Messenger {
  /** As in the settings; what it has been given is kept under this name. */
  readonly name: string
  /** Telling the same twice is harmless: each message bears the id of its alert and its step. */
  tell(message: AlertMessage, signal: AbortSignal): Promise<Told>
}
