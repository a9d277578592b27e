/** Tells others that this worker is alive, gives up those that are not, and puts due work on the list. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type FaultCode } from '../std/fault.ts'
import type { Log } from '../std/log.ts'
import type { Database } from '../store/connection.ts'
import type { Job } from './job.ts'
import { queueDue } from './schedule.ts'
import type { DispatchTiming } from './timing.ts'
import { giveUpSilent, sendHeartbeat, type WorkerName } from './worker-record.ts'

export interface HeartbeatParts {
  readonly database: Database
  readonly jobs: readonly Job[]
  readonly admit: () => Promise<void>
  readonly log: Log
  readonly nowMs: () => number
  readonly timing: DispatchTiming
  readonly worker: WorkerName
  /** Aborted here as soon as this worker may do nothing more. */
  readonly lost: AbortController
  /** Ends the beat. */
  readonly over: AbortSignal
}

export interface Heartbeat {
  /** Whether others still count on this worker, as far as it can know. */
  isHeard(): boolean
  readonly ended: Promise<void>
}

export function startHeartbeat(parts: HeartbeatParts): Heartbeat {
  const { timing, nowMs, lost, over } = parts
  let heardAtMs = nowMs()
  const isHeard = (): boolean => nowMs() - heardAtMs < timing.silentMs
  const stop = AbortSignal.any([over, lost.signal])
  const ended = (async () => {
    while (!stop.aborted) {
      // From the moment of asking: the answer may come late, and others count from what the database wrote.
      const askedAtMs = nowMs()
      if (await beat(parts)) heardAtMs = askedAtMs
      // Others count this worker as gone by now: what it does would be refused anyway.
      if (!isHeard()) lost.abort()
      await sleep(timing.heartbeatMs, undefined, { signal: stop }).catch(() => {})
    }
  })()
  return { isHeard, ended }
}

const otherTables: ReadonlySet<FaultCode> = new Set(['SCH_STORE_NEWER', 'SCH_STORE_OLDER'])

/** @returns whether the database has written that this worker is alive */
async function beat({ database, worker, lost, timing, log, jobs, admit }: HeartbeatParts): Promise<boolean> {
  let isWritten = false
  try {
    isWritten = await sendHeartbeat(database, worker.id)
    if (!isWritten) lost.abort()
    for (const name of await giveUpSilent(database, timing.silentMs)) {
      log.write('warn', 'worker-lost', { worker: name })
    }
    await admit()
    if (isWritten) await queueDue(database, jobs)
  } catch (error) {
    // Another version has changed the tables: nothing more is done in them.
    if (error instanceof Fault && otherTables.has(error.problems[0].code)) lost.abort()
    // The database is away or busy: readiness says so, and the next beat tries again.
  }
  return isWritten
}
