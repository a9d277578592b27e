/** One worker: takes jobs off the queue, tells others that it is alive, and gives up the silent ones. */
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { run, type WorkerEvents } from 'graphile-worker'
import { connectionString } from '../store/connection.ts'
import type { DispatchParts } from './dispatch.ts'
import { keyOf } from './job.ts'
import { runJob } from './job-run.ts'
import { refuseOtherQueue, silentLogger } from './queue-schema.ts'
import { queueDue, recordSchedules } from './schedule.ts'
import type { DispatchTiming } from './timing.ts'
import { giveUpSilent, joinWorkers, leaveWorkers, sendHeartbeat, type WorkerName } from './worker-record.ts'

export interface Worker {
  isAlive(): boolean
  stop(finishMs: number): Promise<void>
  /** Resolves once it works no more, for whatever reason. */
  readonly ended: Promise<void>
}

export type WorkerParts = Omit<DispatchParts, 'timing'> & { readonly timing: DispatchTiming }

/** Beside one session for each job: one that listens, one that takes and ends jobs. */
const furtherSessions = 2

export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const { database, jobs, log, timing } = parts
  await refuseOtherQueue(database)
  await recordSchedules(database, jobs)
  const id = parts.newId()
  const lost = new AbortController()
  const joined = Promise.withResolvers<void>()
  const events: WorkerEvents = new EventEmitter()
  let queueId = ''
  events.on('pool:create', ({ workerPool }) => {
    queueId = workerPool.id
  })
  const runJobs = jobs.map((job) => [
    keyOf(job),
    () => joined.promise.then(() => runJob({ ...parts, job, workerId: id, lost: lost.signal })),
  ])
  const runner = await run({
    connectionString: connectionString(parts.target, { 'schleuse.worker': id }),
    maxPoolSize: parts.concurrency + furtherSessions,
    concurrency: parts.concurrency,
    pollInterval: timing.pollMs,
    noHandleSignals: true,
    taskList: Object.fromEntries(runJobs),
    parsedCronItems: [],
    events,
    logger: silentLogger(),
    // Ends of jobs that cannot be written end the worker, not the process: a batch of one at once is written with retries.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  })
  const worker: WorkerName = { id, queueId, name: parts.name }
  const over = new AbortController()
  const running = runner.promise.catch(() => {}).finally(() => over.abort())
  try {
    await joinWorkers(database, worker)
  } catch (error) {
    joined.reject(error)
    lost.abort()
    await runner.stop().catch(() => {})
    throw error
  }
  joined.resolve()
  log.write('info', 'worker-joined', { worker: parts.name })
  const beat = beating({ parts, worker, lost, over: over.signal })
  const ended = Promise.all([running, beat.ended]).then(() =>
    log.write('info', 'worker-left', { worker: parts.name }),
  )
  return {
    isAlive: () => !over.signal.aborted && !lost.signal.aborted && beat.isHeard(),
    ended,
    async stop(finishMs) {
      await Promise.race([runner.stop().catch(() => {}), sleep(finishMs, undefined, { ref: false })])
      lost.abort()
      over.abort()
      // Whatever did not end in time is free for others from now on, and this process can finish it no more.
      await leaveWorkers(database, worker).catch(() => {})
      await beat.ended
    },
  }
  // Sessions that are lost end `running`; others that gave this worker up abort `lost`, and then the queue is let go.
  function beating(of: BeatParts): Beat {
    const one = startBeat(of)
    lost.signal.addEventListener('abort', () => void runner.stop().catch(() => {}), { once: true })
    return one
  }
}

interface BeatParts {
  readonly parts: WorkerParts
  readonly worker: WorkerName
  readonly lost: AbortController
  readonly over: AbortSignal
}

interface Beat {
  isHeard(): boolean
  readonly ended: Promise<void>
}

function startBeat({ parts, worker, lost, over }: BeatParts): Beat {
  const { database, timing, nowMs, log, jobs } = parts
  let heardAtMs = nowMs()
  const isHeard = (): boolean => nowMs() - heardAtMs < timing.silentMs
  const ended = (async () => {
    while (!over.aborted && !lost.signal.aborted) {
      const askedAtMs = nowMs()
      try {
        // From the moment of asking: the answer may come late, and others count from what the database wrote.
        if (await sendHeartbeat(database, worker.id)) heardAtMs = askedAtMs
        else lost.abort()
        for (const name of await giveUpSilent(database, timing.silentMs)) {
          log.write('warn', 'worker-lost', { worker: name })
        }
        if (!lost.signal.aborted) await queueDue(database, jobs)
      } catch {
        // The database is away or busy; readiness says so, and the next beat tries again.
      }
      // Others count this worker as gone by now: what it does would be refused anyway.
      if (!isHeard()) lost.abort()
      await sleep(timing.heartbeatMs, undefined, { signal: AbortSignal.any([over, lost.signal]) }).catch(
        () => {},
      )
    }
  })()
  return { isHeard, ended }
}
