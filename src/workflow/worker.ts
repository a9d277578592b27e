/** One worker: takes jobs off the queue, tells others that it is alive, and gives up the silent ones. */
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Runner, run, type WorkerEvents } from 'graphile-worker'
import type { Log } from '../std/log.ts'
import { connectionString, type Database, type DatabaseTarget } from '../store/connection.ts'
import { startHeartbeat } from './heartbeat.ts'
import { type Job, keyOf } from './job.ts'
import { type JobRecord, runJob } from './job-run.ts'
import { silentLogger } from './queue-schema.ts'
import { recordSchedules } from './schedule.ts'
import type { DispatchTiming } from './timing.ts'
import { joinWorkers, leaveWorkers, type WorkerName } from './worker-record.ts'

export interface Worker {
  isAlive(): boolean
  stop(finishMs: number): Promise<void>
  /** Resolves once it works no more, for whatever reason. */
  readonly ended: Promise<void>
}

export interface WorkerParts {
  readonly database: Database
  readonly target: DatabaseTarget
  readonly jobs: readonly Job[]
  /** Throws a fault if this program must not work in the tables as they are now. */
  readonly admit: () => Promise<void>
  readonly log: Log
  /** How many jobs at once. */
  readonly concurrency: number
  /** Machine and process, for `schleuse work list`. */
  readonly name: string
  readonly newId: () => string
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs: () => number
  readonly record: (job: JobRecord) => void
  readonly timing: DispatchTiming
}

/** Beside one session for each job: one that listens, one that takes and ends jobs. */
const furtherSessions = 2

export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const { database, log } = parts
  await parts.admit()
  await recordSchedules(database, parts.jobs)
  const id = parts.newId()
  const lost = new AbortController()
  const joined = Promise.withResolvers<void>()
  const { runner, queueId } = await openQueue(parts, id, (job) =>
    joined.promise.then(() => runJob({ ...parts, job, workerId: id, lost: lost.signal })),
  )
  const worker: WorkerName = { id, queueId, name: parts.name }
  const letGo = () => runner.stop().catch(() => {})
  const over = new AbortController()
  const running = runner.promise.catch(() => {}).finally(() => over.abort())
  try {
    await joinWorkers(database, worker)
  } catch (error) {
    joined.reject(error)
    await letGo()
    throw error
  }
  joined.resolve()
  log.write('info', 'worker-joined', { worker: parts.name })
  const heartbeat = startHeartbeat({ ...parts, worker, lost, over: over.signal })
  // Others that gave this worker up abort `lost`; sessions that are lost end `running`. Either way both end.
  lost.signal.addEventListener('abort', () => void letGo(), { once: true })
  return {
    isAlive: () => !over.signal.aborted && !lost.signal.aborted && heartbeat.isHeard(),
    ended: Promise.all([running, heartbeat.ended]).then(() =>
      log.write('info', 'worker-left', { worker: parts.name }),
    ),
    async stop(finishMs) {
      await Promise.race([letGo(), sleep(finishMs, undefined, { ref: false })])
      lost.abort()
      over.abort()
      // Whatever did not end in time is free for others from now on, and this process can finish it no more.
      await leaveWorkers(database, worker).catch(() => {})
      await heartbeat.ended
    },
  }
}

async function openQueue(
  parts: WorkerParts,
  id: string,
  runOne: (job: Job) => Promise<void>,
): Promise<{ readonly runner: Runner; readonly queueId: string }> {
  const events: WorkerEvents = new EventEmitter()
  let queueId = ''
  events.on('pool:create', ({ workerPool }) => {
    queueId = workerPool.id
  })
  const runner = await run({
    connectionString: connectionString(parts.target, { 'schleuse.worker': id }),
    maxPoolSize: parts.concurrency + furtherSessions,
    concurrency: parts.concurrency,
    pollInterval: parts.timing.pollMs,
    noHandleSignals: true,
    taskList: Object.fromEntries(parts.jobs.map((job) => [keyOf(job), () => runOne(job)])),
    parsedCronItems: [],
    events,
    logger: silentLogger(),
    // Ends of jobs that cannot be written end the worker, not the process: a batch of one at once is written with retries.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  })
  return { runner, queueId }
}
