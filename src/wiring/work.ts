/** Runs `schleuse work`. */
import type { StateAnswer } from '../cli/state-call.ts'
import type { Database } from '../store/connection.ts'
import { listWork, listWorkers } from '../workflow/work-list.ts'

export async function runWork(database: Database): Promise<StateAnswer> {
  const work = await listWork(database)
  const workers = await listWorkers(database)
  const facts = [
    ...workers.map(({ name, startedAt, seenAt }) => ({
      kind: 'work-worker',
      worker: name,
      startedAt: startedAt.toISOString(),
      seenAt: seenAt.toISOString(),
    })),
    ...(workers.length === 0 ? [{ kind: 'work-no-worker' }] : []),
    ...work.map((one) => ({
      kind: one.worker === null ? 'work-job' : 'work-job-running',
      job: one.job,
      work: one.state,
      at: one.at.toISOString(),
      tries: one.tries,
      worker: one.worker ?? '',
      lastOutcome: one.lastOutcome ?? 'never',
      lastCode: one.lastCode ?? '',
      lastEndedAt: one.lastEndedAt?.toISOString() ?? '',
    })),
  ]
  const isWell =
    workers.length > 0 &&
    work.every(
      ({ state, lastOutcome }) => state !== 'failed' && state !== 'unknown' && lastOutcome !== 'failed',
    )
  return { exit: isWell ? 0 : 1, facts }
}
