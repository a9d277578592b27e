/** Tables of the queue (graphile-worker): made by the owner, used by the application, each row guarded by row security. */
import { Logger, runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import { connectionString, type Database, type DatabaseTarget } from '../store/connection.ts'
import { defaultRoles } from '../store/roles.ts'
import { isQueueGranted, queueVersion, queueVersionOf } from './queue-version.ts'

/**
 * Brings the queue's tables to their newest form and gives the application what it needs. Every step may have been done before.
 *
 * @param owner as the owner of our tables
 */
export async function prepareQueue(owner: Database, target: DatabaseTarget): Promise<void> {
  if ((await queueVersionOf(owner)) < queueVersion) {
    await runMigrations({
      connectionString: connectionString(target),
      maxPoolSize: 1,
      logger: silentLogger(),
    })
  }
  if (await isQueueGranted(owner)) return
  await owner
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      // Two programs at once: the second waits here and then finds everything done.
      await sql`lock table graphile_worker.migrations in exclusive mode`.execute(transaction)
      if (await isQueueGranted(transaction)) return
      for (const statement of grants()) await statement.execute(transaction)
    })
}

function grants() {
  const app = sql.id(defaultRoles.app)
  const tables = ['_private_jobs', '_private_job_queues', '_private_tasks']
  return [
    sql`grant usage on schema graphile_worker to ${app}, ${sql.id(defaultRoles.reader)}`,
    sql`grant select on graphile_worker.migrations to ${app}, ${sql.id(defaultRoles.reader)}`,
    sql`grant select on graphile_worker.jobs to ${app}, ${sql.id(defaultRoles.reader)}`,
    ...tables.flatMap((name) => {
      const table = sql.id('graphile_worker', name)
      return [
        sql`grant select, insert, update, delete on ${table} to ${app}`,
        sql`create policy schleuse_read on ${table} for select to ${app} using (true)`,
        sql`create policy schleuse_add on ${table} for insert to ${app} with check (true)`,
        sql`create policy schleuse_change on ${table} for update to ${app} using (true)`,
      ]
    }),
    sql`create policy schleuse_remove on graphile_worker._private_job_queues for delete to ${app} using (true)`,
    // The queue removes a finished job by its number alone. A worker that was given up and comes back would so remove a job that
    // another is at: only who holds the lock, by the name its own sessions bear, may remove it.
    sql`create policy schleuse_remove on graphile_worker._private_jobs for delete to ${app}
          using (locked_by is null or exists (
            select from schleuse.workflow_worker w
            where w.queue_id = locked_by and w.id::text = current_setting('schleuse.worker', true)))`,
  ]
}

/** Its lines quote jobs and errors; what matters of them we tell ourselves. */
export function silentLogger(): Logger {
  return new Logger(() => () => {})
}
