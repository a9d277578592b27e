/** A piece of background work, as a room describes it. */
import type { Transaction } from 'kysely'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'

export interface JobRun {
  /** Transactions in it commit only while the work is this worker's: for rooms that know nothing of leases. */
  readonly database: Database
  /** Aborted when the time is over, the process stops, or the work was given to another worker. */
  readonly signal: AbortSignal
  /**
   * For transactions of any other database object in which the job changes something: it fails if the work was given to another worker
   * meanwhile, so that nothing is done twice.
   *
   * @throws SCH_WORK_LOST
   */
  readonly guard: (transaction: Transaction<Tables>) => Promise<void>
}

export type Rhythm =
  | { readonly kind: 'every'; readonly everyMs: number }
  /** Five fields, in UTC. */
  | { readonly kind: 'cron'; readonly cron: string }

export interface Job {
  /** What kind of work: a label of metrics and log lines, so one of few, in kebab case. */
  readonly name: string
  /** Which of its kind, such as an id of our own; nothing that comes from outside. Without it there is one. */
  readonly of?: string
  /** Without one it runs only when it is asked for. */
  readonly rhythm?: Rhythm
  /** From then on it counts as failed; what it still does is fenced. */
  readonly timeoutMs: number
  run(run: JobRun): Promise<void>
}

/** The one name under which a job's runs exclude each other, in every process. */
export function keyOf({ name, of }: Pick<Job, 'name' | 'of'>): string {
  return of === undefined ? name : `${name}:${of}`
}

const jobName = /^[a-z][a-z0-9-]{0,39}$/
const jobOf = /^[\w.-]{1,70}$/
/** Shorter than the beat of the schedule a rhythm would promise what nobody keeps. */
const everyMsMin = 1_000

/** A job that nobody could run stops the start. */
export function refuseBadJobs(jobs: readonly Job[]): void {
  const keys = jobs.map(keyOf)
  for (const [at, job] of jobs.entries()) {
    const { name, of, rhythm, timeoutMs } = job
    const isGood =
      jobName.test(name) &&
      (of === undefined || jobOf.test(of)) &&
      timeoutMs > 0 &&
      (rhythm?.kind !== 'every' || rhythm.everyMs >= everyMsMin) &&
      keys.indexOf(keyOf(job)) === at
    if (!isGood) throw new Error(`the job ${keyOf(job)} is not well described, or there are two of it`)
  }
}
