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
