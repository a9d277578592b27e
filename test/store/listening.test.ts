import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '../../src/store/listening.ts'
import { freshDatabases } from './fresh-database.ts'

const freshDatabase = freshDatabases()

/** What is heard, one after the other; what never comes is caught by the limit of the test. */
function inbox() {
  const kept: (string | undefined)[] = []
  let arrived = Promise.withResolvers<void>()
  return {
    heard: (payload: string | undefined) => {
      kept.push(payload)
      arrived.resolve()
    },
    async next() {
      while (kept.length === 0) {
        await arrived.promise
        arrived = Promise.withResolvers<void>()
      }
      return kept.shift()
    },
  }
}

test('announcements are heard, and again after the session was killed, with word that some may be missing', async () => {
  const fresh = await freshDatabase()
  const database = fresh.as('app')
  const { heard, next } = inbox()
  const listening = listen({ target: fresh.target('app'), channel: 'schleuse_try', heard })
  onTestFinished(() => listening.close())
  expect(await next()).toBeUndefined()
  await sql`select pg_notify('schleuse_try', 'one')`.execute(database)
  expect(await next()).toBe('one')
  const killed = await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query like 'listen %'`.execute(
    database,
  )
  expect(killed.rows).toHaveLength(1)
  expect(await next()).toBeUndefined()
  await sql`select pg_notify('schleuse_try', 'two')`.execute(database)
  expect(await next()).toBe('two')
})

test('closing ends its session, and one that cannot connect closes as well', async () => {
  const fresh = await freshDatabase()
  const { heard, next } = inbox()
  const listening = listen({ target: fresh.target('app'), channel: 'schleuse_try', heard })
  await next()
  await listening.close()
  const nowhere = listen({
    target: { kind: 'socket', socketFolder: '/nowhere.invalid', port: 1, user: 'x', database: 'x' },
    channel: 'schleuse_try',
    heard,
  })
  await nowhere.close()
})
