/** What the isolation and the process that holds its namespace say to each other. */
import type { Command, CommandEnd, Probe } from '../../notice/isolation/isolation.ts'

export interface HolderSetup {
  /** UNIX socket of the sink's door. */
  readonly socketPath: string
  /** Ports of loopback inside at which mailers find the sink. */
  readonly ports: readonly number[]
  /** Program that stands in for the machine's `sendmail`. */
  readonly standInPath: string
}

export interface ProbeWish {
  /** Where the sink is to be found inside. */
  readonly sinkPort: number
  /** Loopback port outside that was reached from outside. */
  readonly controlPort: number
  /** Address to which the machine's `sendmail` is given a mail. */
  readonly sendmailTo: string
}

export type ToHolder =
  | { readonly kind: 'set-up'; readonly setup: HolderSetup }
  | { readonly kind: 'run'; readonly id: number; readonly command: Command }
  | { readonly kind: 'stop'; readonly id: number }
  | { readonly kind: 'probe'; readonly probe: ProbeWish }

export type FromHolder =
  | { readonly kind: 'ready' }
  /** What could not be made inside, in the system's words. */
  | { readonly kind: 'not-ready'; readonly why: string }
  | { readonly kind: 'ended'; readonly id: number; readonly end: CommandEnd }
  /** `sendmails`: programs that took a mail and must have brought it to the sink. */
  | { readonly kind: 'probed'; readonly probes: readonly Probe[]; readonly sendmails: number }
