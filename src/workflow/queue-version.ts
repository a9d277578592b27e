/** Which form the queue's tables have. Apart from what makes them, so that commands need not load the queue. */
import { sql } from 'kysely'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'

/** The newest form of its tables that the pinned version of the queue knows; a test compares. */
export const queueVersion = 20

/** Whether the owner has nothing left to do. */
export async function isQueueReady(owner: Database): Promise<boolean> {
  return (await queueVersionOf(owner)) >= queueVersion && (await isQueueGranted(owner))
}

/** @throws SCH_STORE_OLDER, SCH_STORE_NEWER if the queue's tables are not the ones this program works with */
export async function refuseOtherQueue(database: Database): Promise<void> {
  const newest = await queueVersionOf(database)
  const params = { newest: `queue ${newest}`, newestKnown: `queue ${queueVersion}` }
  if (newest < queueVersion) throw fault('SCH_STORE_OLDER', { params })
  if (newest > queueVersion) throw fault('SCH_STORE_NEWER', { params })
}

export async function queueVersionOf(database: Database): Promise<number> {
  const there = await sql<{ is_there: boolean }>`
    select to_regclass('graphile_worker.migrations') is not null as is_there
  `.execute(database)
  if (!there.rows[0]?.is_there) return 0
  const { rows } = await sql<{ newest: number | null }>`
    select max(id) as newest from graphile_worker.migrations
  `.execute(database)
  return rows[0]?.newest ?? 0
}

/** The last of the owner's steps tells that all were done: they are one transaction. */
export async function isQueueGranted(database: Database): Promise<boolean> {
  const { rows } = await sql`
    select from pg_policies where schemaname = 'graphile_worker' and tablename = '_private_jobs' and policyname = 'schleuse_remove'
  `.execute(database)
  return rows.length > 0
}
