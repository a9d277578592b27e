/** What a process tells of itself while it runs: a closed list of events, whose values are never a customer's. */

/**
 * Event → what it says. Words of closed lists, patterns, codes, counts and durations; never a URL with its values, a header,
 * a body, the message of an error or anything else that came from outside.
 */
export interface LogEvents {
  readonly request: {
    readonly requestId: string
    readonly method: string
    /** The pattern, such as `/api/v1/things/:id`. */
    readonly route: string
    readonly status: number
    readonly durationMs: number
  }
  readonly fault: {
    readonly code: string
    readonly requestId?: string
    /** Whose directory it is about. */
    readonly organisationId?: string
    /** Name of the error's class. */
    readonly error?: string
    /** File and line of our own code. */
    readonly where?: string
  }
  readonly listening: { readonly address: string; readonly security: string }
  /** Nobody can sign in yet: the first administrator is made at the shell. */
  readonly 'staff-missing': Readonly<Record<string, never>>
  /** A purpose that is younger than the folder of keys has got its first key: the folder has to be saved again. */
  readonly 'key-made': { readonly keyId: string; readonly purpose: string }
  readonly 'worker-joined': { readonly worker: string }
  readonly 'worker-left': { readonly worker: string }
  /** Others were not heard of and have been given up. */
  readonly 'worker-lost': { readonly worker: string }
  readonly 'worker-down': { readonly error: string; readonly where?: string }
  readonly 'job-done': { readonly job: string; readonly durationMs: number }
  readonly 'job-failed': {
    readonly job: string
    readonly durationMs: number
    readonly code: string
    readonly error?: string
    readonly where?: string
  }
  readonly 'database-away': { readonly code: string }
  readonly 'database-restarted': Readonly<Record<never, never>>
  readonly 'database-back': { readonly durationMs: number }
  readonly 'certificate-renewed': { readonly reason: string }
  readonly stopping: { readonly reason: string }
  readonly stopped: { readonly durationMs: number }
}

export type LogEventKind = keyof LogEvents

export type LogLevel = 'info' | 'warn' | 'error'

export interface Log {
  write<Kind extends LogEventKind>(level: LogLevel, event: Kind, values: LogEvents[Kind]): void
}
