/** When recurring work is due: on the database's clock alone, so that no host's clock can double or skip it. */
import { parseCronItem } from 'graphile-worker'
import { sql } from 'kysely'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { type Job, keyOf, type Rhythm } from './job.ts'

/** Each retry waits longer (2.7 s, 7 s, 20 s, ... 6 h), but never past the next time the work is due. */
export const triesMax = 25

/** How often it is written that somebody still knows a rhythm. */
const knownMinutes = 10

/** A schedule nobody has known for this long belongs to a setting that is gone. */
const forgetDays = 7

type ScheduledJob = Job & { readonly rhythm: Rhythm }

export function scheduledJobs(jobs: readonly Job[]): readonly ScheduledJob[] {
  return jobs.filter((job): job is ScheduledJob => job.rhythm !== undefined)
}

/** Records rhythms; new work is due at once, changed work no later than its new rhythm says. */
export async function recordSchedules(database: Database, jobs: readonly Job[]): Promise<void> {
  for (const job of scheduledJobs(jobs)) {
    await transact(database, async (transaction) => {
      const now = await databaseNow(transaction)
      const { every, cron } = columnsOf(job.rhythm)
      const first = job.rhythm.kind === 'every' ? now : nextTime(job.rhythm, now)
      await sql`
        insert into schleuse.workflow_schedule as s (job_key, every_ms, cron, next_at)
        values (${keyOf(job)}, ${every}, ${cron}, ${first})
        on conflict (job_key) do update set every_ms = excluded.every_ms, cron = excluded.cron, known_at = clock_timestamp(),
          next_at = case when s.every_ms is distinct from excluded.every_ms or s.cron is distinct from excluded.cron
            then ${nextTime(job.rhythm, now)} else s.next_at end
      `.execute(transaction)
    })
  }
  await sql`
    delete from schleuse.workflow_schedule where known_at < clock_timestamp() - make_interval(days => ${forgetDays})
  `.execute(database)
}

/**
 * Puts due work on the queue. What is still running is left alone, what waits for another try is tried now; so no work is ever
 * twice on the list.
 *
 * @returns how many were due
 */
export async function queueDue(database: Database, jobs: readonly Job[]): Promise<number> {
  const known = scheduledJobs(jobs)
  await sql`
    update schleuse.workflow_schedule set known_at = clock_timestamp()
    where job_key = any(${known.map(keyOf)}::text[]) and known_at < clock_timestamp() - make_interval(mins => ${knownMinutes})
  `.execute(database)
  return transact(database, async (transaction) => {
    const now = await databaseNow(transaction)
    // A time too far ahead comes from a clock of the database that has been set back since.
    const { rows } = await sql<{ job_key: string; next_at: Date }>`
      select job_key, next_at from schleuse.workflow_schedule
      where job_key = any(${known.map(keyOf)}::text[])
        and (next_at <= ${now} or next_at > ${now}::timestamptz + make_interval(secs => every_ms / 1000.0))
      order by job_key for update skip locked
    `.execute(transaction)
    for (const { job_key: key, next_at: due } of rows) {
      const job = known.find((one) => keyOf(one) === key)
      if (!job) continue
      await queueNow(transaction, key)
      const next = nextTime(job.rhythm, now, due)
      await sql`
        update schleuse.workflow_schedule set next_at = ${next} where job_key = ${key}
      `.execute(transaction)
    }
    return rows.length
  })
}

/** Index: unique key of the queue's jobs. */
async function queueNow(database: Database, key: string): Promise<void> {
  const { rows } = await sql<{ id: bigint; is_running: boolean; is_spent: boolean }>`
    select id, locked_at is not null as is_running, attempts >= max_attempts as is_spent
    from graphile_worker.jobs where key = ${key}
  `.execute(database)
  const [there] = rows
  if (!there) {
    await sql`
      select graphile_worker.add_job(${key}, json_build_object(), ${key}, null, ${triesMax}, ${key})
    `.execute(database)
    return
  }
  if (there.is_running) return
  await sql`
    select graphile_worker.reschedule_jobs(array[${there.id}::bigint], now(), null, ${there.is_spent ? 0 : null}::int)
  `.execute(database)
}

async function databaseNow(database: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(database)
  const [row] = rows
  if (!row) throw new Error('the database did not say what time it is')
  return row.now
}

function columnsOf(rhythm: Rhythm): { readonly every: number | null; readonly cron: string | null } {
  return rhythm.kind === 'every' ? { every: rhythm.everyMs, cron: null } : { every: null, cron: rhythm.cron }
}

const minuteMs = 60_000
/** 29 February can be eight years away. */
const minutesMax = 8 * 366 * 24 * 60

/** The next time after now; a rhythm keeps its phase, and what was missed while nobody was there is done once. */
export function nextTime(rhythm: Rhythm, now: Date, due = now): Date {
  if (rhythm.kind === 'every') {
    const { everyMs } = rhythm
    const behind = Math.max(0, now.getTime() - due.getTime())
    const base = due > now ? now.getTime() : due.getTime()
    return new Date(base + (Math.floor(behind / everyMs) + 1) * everyMs)
  }
  const { match } = parseCronItem({ task: 'cron', match: rhythm.cron })
  let at = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs)
  for (let minutes = 0; minutes < minutesMax; minutes++) {
    at = new Date(at.getTime() + minuteMs)
    const digest = {
      min: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      date: at.getUTCDate(),
      month: at.getUTCMonth() + 1,
      dow: at.getUTCDay(),
    }
    if (match(digest)) return at
  }
  throw new Error('this rhythm never comes round')
}
