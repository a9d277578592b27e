import { readdirSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { connectionString } from '../../src/store/connection.ts'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import { prepareQueue } from '../../src/workflow/queue-schema.ts'
import { queueVersion, refuseOtherQueue } from '../../src/workflow/queue-version.ts'
import { freshDatabases } from '../store/fresh-database.ts'

const freshDatabase = freshDatabases()

async function prepared() {
  const fresh = await freshDatabase()
  const owner = fresh.as('owner')
  await upgradeSchema(owner)
  await prepareQueue(owner, fresh.target('owner'))
  return { ...fresh, owner, app: fresh.as('app') }
}

test('the newest form of the queue’s tables is the one of the pinned version', () => {
  const folder = new URL('../sql/', import.meta.resolve('graphile-worker'))
  expect(readdirSync(folder)).toHaveLength(queueVersion)
})

test('two programs that prepare the queue at the same moment do it once', async () => {
  const fresh = await freshDatabase()
  const owner = fresh.as('owner')
  await upgradeSchema(owner)
  await Promise.all([prepareQueue(owner, fresh.target('owner')), prepareQueue(owner, fresh.target('owner'))])
  await refuseOtherQueue(fresh.as('app'))
})

test('a queue that nobody prepared is refused with what to do', async () => {
  const fresh = await freshDatabase()
  await upgradeSchema(fresh.as('owner'))
  await expect(refuseOtherQueue(fresh.as('app'))).rejects.toThrow('SCH_STORE_OLDER')
})

test('a job that a worker has is removed by this worker’s own sessions only', async () => {
  const { app, owner, as, target } = await prepared()
  await sql`insert into schleuse.workflow_worker (id, queue_id, name) values ('018f0000-0000-7000-8000-000000000001', 'pool-1', 'a')`.execute(
    app,
  )
  await sql`select graphile_worker.add_job('step')`.execute(app)
  await sql`update graphile_worker._private_jobs set locked_by = 'pool-1', locked_at = now()`.execute(app)
  const remove = sql`delete from graphile_worker._private_jobs returning id`
  expect((await remove.execute(app)).rows).toHaveLength(0)
  const setting = (id: string) => sql`set "schleuse.worker" to ${sql.lit(id)}`
  await app.connection().execute(async (session) => {
    await setting('018f0000-0000-7000-8000-000000000002').execute(session)
    expect((await remove.execute(session)).rows).toHaveLength(0)
    await setting('018f0000-0000-7000-8000-000000000001').execute(session)
    expect((await remove.execute(session)).rows).toHaveLength(1)
  })
  expect((await sql`select from graphile_worker.jobs`.execute(owner)).rows).toHaveLength(0)
  expect(connectionString(target('app'), { 'schleuse.worker': 'x' })).toMatch(
    /options=-c\+schleuse\.worker%3Dx/,
  )
  await expect(sql`delete from graphile_worker._private_jobs`.execute(as('reader'))).rejects.toThrow(
    /permission denied/,
  )
})
