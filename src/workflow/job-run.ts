/** One run of a job: under a lease, within its time, its end recorded by code. */
import { Fault, fault } from '../std/fault.ts'
import type { Log } from '../std/log.ts'
import { traceOf } from '../std/trace.ts'
import type { Database } from '../store/connection.ts'
import { fencedDatabase } from './fenced-database.ts'
import { type Job, keyOf } from './job.ts'
import { endLease, fenced, type Lease, takeLease } from './lease.ts'

export interface JobRecord {
  readonly job: string
  readonly outcome: 'done' | 'failed' | 'lost'
  readonly seconds: number
}

export interface JobRunParts {
  readonly database: Database
  readonly log: Log
  readonly job: Job
  readonly workerId: string
  /** Aborted when this worker may do nothing more. */
  readonly lost: AbortSignal
  readonly nowMs: () => number
  readonly record: (job: JobRecord) => void
}

/** @throws an error that says nothing but a code of our table: the queue keeps it, and tries again later */
export async function runJob(parts: JobRunParts): Promise<void> {
  const { job, database, log, nowMs } = parts
  const startMs = nowMs()
  const tell = (outcome: JobRecord['outcome'], code?: string, trace?: object): void => {
    const durationMs = Math.round(nowMs() - startMs)
    parts.record({ job: job.name, outcome, seconds: durationMs / 1000 })
    if (outcome === 'done') log.write('info', 'job-done', { job: keyOf(job), durationMs })
    else log.write('warn', 'job-failed', { job: keyOf(job), durationMs, code: code ?? '', ...trace })
  }
  const lease = await takeLease(database, { jobKey: keyOf(job), workerId: parts.workerId })
  if (!lease) {
    tell('lost', 'SCH_WORK_LOST')
    throw new Error('SCH_WORK_LOST')
  }
  const failure = await failureOf(parts, lease)
  const code = failure === undefined ? undefined : codeOf(failure)
  const end = code === undefined ? ({ outcome: 'done' } as const) : ({ outcome: 'failed', code } as const)
  if (!(await endLease(database, lease, end))) {
    tell('lost', 'SCH_WORK_LOST')
    throw new Error('SCH_WORK_LOST')
  }
  tell(end.outcome, code, failure === undefined ? undefined : traceOf(failure))
  if (code !== undefined) throw new Error(code)
}

/** @returns what went wrong, or undefined */
async function failureOf(parts: JobRunParts, lease: Lease): Promise<unknown> {
  const { job, lost } = parts
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(fault('SCH_WORK_SLOW')), job.timeoutMs)
  const signal = AbortSignal.any([lost, late.signal])
  const cut = Promise.withResolvers<never>()
  signal.addEventListener('abort', () =>
    cut.reject(late.signal.aborted ? late.signal.reason : fault('SCH_WORK_LOST')),
  )
  try {
    signal.throwIfAborted()
    await Promise.race([
      job.run({
        signal,
        database: fencedDatabase(parts.database, lease),
        guard: (transaction) => fenced(transaction, lease),
      }),
      // A job that does not listen to its signal is left behind: what it still tries is fenced by the next one's token.
      cut.promise,
    ])
    return undefined
  } catch (error) {
    return error ?? new Error('nothing')
  } finally {
    clearTimeout(timer)
    cut.promise.catch(() => {})
  }
}

function codeOf(failure: unknown): string {
  return failure instanceof Fault ? failure.problems[0].code : 'SCH_INTERNAL'
}
