/** Where commands of a foreign system run during a rehearsal: a place from which only the sink can be reached. */

export interface Command {
  /** Program and arguments; no shell reads them. */
  readonly run: readonly string[]
  /** Beside PATH, LANG and HOME these are all a command gets. */
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
  readonly timeoutMs: number
}

export type CommandEnd =
  | { readonly kind: 'done'; readonly exitCode: number; readonly said: string }
  | { readonly kind: 'not-started'; readonly code: string }
  | { readonly kind: 'too-late' | 'isolation-lost' }

/** One thing that was tried from inside. `passes`: what came out is what isolation demands. */
export interface Probe {
  readonly name: ProbeName
  readonly passes: boolean
  /** In the system's words: `ENETUNREACH`, `arrived in the sink`, `no route`. */
  readonly came: string
}

export const probeNames = [
  /** Controls: what must be reachable is, so that a refusal elsewhere says something. */
  'sink-reached',
  'control-reached-outside',
  /** No interface but loopback, no route in either family. */
  'no-interface',
  'no-route',
  /** A listener of ours on this machine that was reached from outside of the isolation. */
  'control-not-reached',
  'port-25',
  'port-465',
  'port-587',
  'https',
  'dns-address',
  'dns-mx',
  /** `sendmail` of this machine ends in the sink, or there is none. */
  'local-sendmail',
] as const
export type ProbeName = (typeof probeNames)[number]

/** A way to the sink that is tried. */
export interface SinkProbe {
  /** Mails to it alone belong to no world. */
  readonly address: string
  /** Mails that came for it. */
  arrived(): number
  close(): void
}

export interface Isolation {
  readonly kind: 'network-namespace' | 'none'
  /** What it leaves in the background runs on in here until `close`. */
  run(command: Command, signal: AbortSignal): Promise<CommandEnd>
  /** Tries everything in `probeNames` now; a probe that could not be made has not passed. */
  probe(): Promise<readonly Probe[]>
  /** Ends whatever still runs inside, also what went into the background. */
  close(): Promise<void>
}

/** Every probe there is was made and has passed. A rehearsal of which this is not true can be approved by nobody. */
export function isProven(probes: readonly Probe[]): boolean {
  return probeNames.every((name) => probes.some((probe) => probe.name === name && probe.passes))
}
