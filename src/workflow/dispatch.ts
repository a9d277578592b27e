/** Runs jobs in this process, as one of any number of workers, until it is stopped. Comes back by itself when the database does. */
import { setTimeout as sleep } from 'node:timers/promises'
import { traceOf } from '../std/trace.ts'
import { refuseBadJobs } from './job.ts'
import { type DispatchTiming, defaultTiming } from './timing.ts'
import { startWorker, type Worker, type WorkerParts } from './worker.ts'

export type DispatchParts = Omit<WorkerParts, 'timing'> & { readonly timing?: Partial<DispatchTiming> }

export interface Dispatch {
  /** Whether jobs are taken now and others know it. */
  isAlive(): boolean
  /** Takes no new work, lets running jobs end within the limit, then frees them for others. */
  stop(finishMs: number): Promise<void>
}

/** A database that is away is asked again this often. */
const againMs = 1_000

export function startDispatch(parts: DispatchParts): Dispatch {
  refuseBadJobs(parts.jobs)
  const timing = { ...defaultTiming, ...parts.timing }
  const stopping = new AbortController()
  let worker: Worker | undefined
  const over = keepWorking()
  return {
    isAlive: () => worker?.isAlive() === true,
    async stop(finishMs) {
      stopping.abort()
      await worker?.stop(finishMs)
      await over
    },
  }

  /** One worker after the other: each ends when others have given it up or its sessions are lost. */
  async function keepWorking(): Promise<void> {
    let told = ''
    while (!stopping.signal.aborted) {
      try {
        worker = await startWorker({ ...parts, timing })
        if (stopping.signal.aborted) await worker.stop(0)
        told = ''
        await worker.ended
      } catch (error) {
        // The same reason every second would bury all others.
        const trace = traceOf(error)
        if (told !== trace.error) parts.log.write('warn', 'worker-down', trace)
        told = trace.error
      }
      await sleep(againMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
}
