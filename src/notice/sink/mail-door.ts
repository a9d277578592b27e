/** The door of the sink: a mail server that hands on nothing. Adapters open it. */

/** A mail as a client offers it. */
export interface OfferedMail {
  /** Envelope sender; empty for bounces. @source RFC 5321, section 4.5.5 */
  readonly from: string
  /** Envelope recipients as written. */
  readonly to: readonly string[]
  /** Content with CRLF as it came, freed of dots that were doubled on the way. @limit `mailBytesMax` of the door */
  readonly bytes: Uint8Array
}

/**
 * What becomes of it. A client is told 250 only for `kept`; `world-over` is refused for ever (5xx), because sending it
 * again would put it into a world it does not come from; `no-room` may be tried again (4xx).
 */
export type Keeping =
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly why: 'world-over' | 'no-room' }

export type MailDoorPlace =
  /** Path of a UNIX socket: reaches into other network namespaces, and nobody else's network reaches it. */
  | { readonly kind: 'socket'; readonly path: string }
  /** Loopback only. Port 0: any free one. */
  | { readonly kind: 'loopback'; readonly port: number }

export interface MailDoor {
  /** 0 at a socket. */
  readonly port: number
  /** Mails whose first byte is here and whose reply is not yet given. */
  receiving(): number
  /** Waits for mails that are being kept, then ends every conversation. */
  close(): Promise<void>
}

export interface MailDoorSetup {
  readonly place: MailDoorPlace
  /** A larger mail is refused with 552. */
  readonly mailBytesMax: number
  /** What all mails that are just being received may hold in memory; one more is refused with 452. */
  readonly heldBytesMax: number
  /** Called for one mail after the other of each conversation. */
  readonly keep: (mail: OfferedMail) => Promise<Keeping>
  /** Told of each mail that one of the two limits refused: what is compared lacks it. */
  readonly onRefused: () => void
}

/** @throws SCH_SINK_PLACE if the place is taken or not ours to open */
export type OpenMailDoor = (setup: MailDoorSetup) => Promise<MailDoor>
