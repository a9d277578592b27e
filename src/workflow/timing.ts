/** How soon a worker is missed, and what follows from that. */

export interface DispatchTiming {
  readonly heartbeatMs: number
  /** A worker that was not heard of for this long is given up; a pause of the machine or of the collector is shorter. */
  readonly silentMs: number
  /** How often the queue is asked where no notice comes. */
  readonly pollMs: number
}

/**
 * A killed worker's job begins elsewhere after `silentMs` + `heartbeatMs` + `pollMs` at most, and a session of a frozen one that
 * holds a row is ended by the database before that: 37 s, of the 60 s that are promised.
 */
export const defaultTiming: DispatchTiming = { heartbeatMs: 5_000, silentMs: 30_000, pollMs: 2_000 }
