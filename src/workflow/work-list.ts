/** What is due, running, waiting for another try or given up, and by whom. */
import { sql } from 'kysely'
import type { Database } from '../store/connection.ts'
import { queueVersionOf } from './queue-version.ts'

export interface WorkItem {
  readonly job: string
  /** `unknown`: on the list of rhythms, but no process has known it for an hour. */
  readonly state: 'running' | 'due' | 'waiting' | 'retrying' | 'failed' | 'unknown'
  /** When it runs or ran next. */
  readonly at: Date
  readonly tries: number
  /** Machine and process, while it runs. */
  readonly worker: string | null
  readonly lastOutcome: string | null
  readonly lastCode: string | null
  readonly lastEndedAt: Date | null
}

/** A process that runs tells several times an hour which rhythms it knows. */
const unknownHours = 1

/** Indexes: the queue's key, primary keys of ours. */
export async function listWork(database: Database): Promise<readonly WorkItem[]> {
  if ((await queueVersionOf(database)) === 0) return []
  const { rows } = await sql<WorkItem>`
    select coalesce(s.job_key, j.task_identifier) as job,
      case when j.locked_at is not null then 'running'
        when j.id is null and s.known_at < clock_timestamp() - make_interval(hours => ${unknownHours}) then 'unknown'
        when j.id is null then 'waiting'
        when j.attempts >= j.max_attempts then 'failed'
        when j.attempts > 0 then 'retrying'
        when j.run_at <= clock_timestamp() then 'due'
        else 'waiting' end as state,
      coalesce(j.run_at, s.next_at) as at, coalesce(j.attempts, 0) as tries, w.name as worker,
      l.outcome as "lastOutcome", l.code as "lastCode", l.ended_at as "lastEndedAt"
    from schleuse.workflow_schedule s
    full join graphile_worker.jobs j on j.key = s.job_key
    left join schleuse.workflow_lease l on l.job_key = coalesce(s.job_key, j.task_identifier)
    left join schleuse.workflow_worker w on w.queue_id = j.locked_by and w.lost_at is null
    order by 1, 3
  `.execute(database)
  return rows
}

export interface WorkerItem {
  readonly name: string
  readonly startedAt: Date
  readonly seenAt: Date
}

export async function listWorkers(database: Database): Promise<readonly WorkerItem[]> {
  return database
    .selectFrom('schleuse.workflow_worker')
    .select(['name', 'started_at as startedAt', 'seen_at as seenAt'])
    .where('lost_at', 'is', null)
    .orderBy('name')
    .execute()
}
