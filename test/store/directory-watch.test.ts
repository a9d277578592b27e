import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listAlerts } from '../../src/alert/alert.ts'
import { watchDirectories } from '../../src/wiring/directory-watch.ts'
import { freshDatabases } from './fresh-database.ts'
import { city, library, trailWorld } from './trail-world.ts'

const fresh = freshDatabases()
const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour))

test('a directory that is too old and a load that waits are alerts of their organisation, until they are over', async () => {
  const { app, owner } = await trailWorld(await fresh(), 0)
  const source = '0198a000-0000-7000-8000-000000000051'
  await sql`insert into schleuse.directory_source (organisation_id, id, name, kind, stale_after_seconds, content_at)
    values (${city}, ${source}, 'main', 'csv', 3600, ${at(0)})`.execute(owner)
  const open = async (organisationId: string) =>
    (await listAlerts(app, organisationId, 'open')).map(({ kind, says }) => `${kind} ${says.source}`)

  await watchDirectories(app, at(1))
  expect(await open(city)).toEqual([])
  await sql`insert into schleuse.directory_load (organisation_id, id, source_id, kind, state, matching_id, base_seq)
    values (${city}, '0198a000-0000-7000-8000-000000000061', ${source}, 'full', 'waiting', 'x', 0)`.execute(
    owner,
  )
  await watchDirectories(app, at(2))
  await watchDirectories(app, at(3))
  expect((await open(city)).sort()).toEqual(['directory-asks main', 'directory-stale main'])
  expect(await open(library)).toEqual([])

  await sql`update schleuse.directory_load set state = 'done'`.execute(owner)
  await sql`update schleuse.directory_source set content_at = ${at(3)}`.execute(owner)
  await watchDirectories(app, at(4))
  expect(await open(city)).toEqual([])
})

test('sources whose names cannot be told share one alert, which is over when it is over for all of them', async () => {
  const { app, owner } = await trailWorld(await fresh(), 0)
  await sql`insert into schleuse.directory_source (organisation_id, id, name, kind, stale_after_seconds, content_at) values
    (${city}, '0198a000-0000-7000-8000-000000000051', 'A b', 'csv', 3600, ${at(0)}),
    (${city}, '0198a000-0000-7000-8000-000000000052', 'C d', 'csv', 36000, ${at(0)})`.execute(owner)
  const all = async () =>
    (await listAlerts(app, city, 'all')).map(({ kind, says, times, closedAt }) => [
      kind,
      says.source,
      times,
      closedAt === null,
    ])
  await watchDirectories(app, at(2))
  await watchDirectories(app, at(3))
  expect(await all()).toEqual([['directory-stale', 'unnamed', 2, true]])
  await sql`update schleuse.directory_source set content_at = ${at(3)}`.execute(owner)
  await watchDirectories(app, at(4))
  expect(await all()).toEqual([['directory-stale', 'unnamed', 2, false]])
})

test('a source that has delivered nothing for an hour is an alert until it has', async () => {
  const { app, owner } = await trailWorld(await fresh(), 0)
  await sql`insert into schleuse.directory_source (organisation_id, id, name, kind, created_at)
    values (${city}, '0198a000-0000-7000-8000-000000000051', 'main', 'csv', ${at(0)})`.execute(owner)
  const open = async () => (await listAlerts(app, city, 'open')).map(({ kind, says }) => [kind, says.source])
  await watchDirectories(app, at(1))
  expect(await open()).toEqual([])
  await watchDirectories(app, at(2))
  expect(await open()).toEqual([['directory-never', 'main']])
  expect(await listAlerts(app, library, 'all')).toEqual([])
  await sql`update schleuse.directory_source set content_at = ${at(2)}`.execute(owner)
  await watchDirectories(app, at(3))
  expect(await open()).toEqual([])
})
