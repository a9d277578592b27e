/** Somebody who became a customer a minute ago is asked for at the real system, and is one at once. */
import { expect, onTestFinished, test } from 'vitest'
import { type LdapSourceSettings, ldapSource } from '../../src/adapters/ldap/source.ts'
import { sqlSource } from '../../src/adapters/sql/source.ts'
import { openAsker } from '../../src/directory/ask.ts'
import type { Source, SourceRecord } from '../../src/directory/source.ts'
import { findSource } from '../../src/directory/source-row.ts'
import type { SourceWorld } from '../contracts/source.contract.ts'
import { directoryIn } from '../directory/directory-under-test.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { customer } from '../support/small-index.ts'
import { ldapSystems } from './ldap-system.ts'
import { mariadbSystems, postgresSystems } from './sql-system.ts'

interface LiveSystem {
  readonly source: Source
  /** The same system under an address where nobody answers. */
  readonly unreachable: Source
  change(world: SourceWorld): Promise<void>
  close(): Promise<void>
}

const now = () => new Date()
const openPostgres = postgresSystems()
const openMariadb = mariadbSystems()
const openLdap = ldapSystems()
const fresh = freshDatabases()

const systems: readonly (readonly [string, (world: SourceWorld) => Promise<LiveSystem>])[] = [
  ['PostgreSQL', (world) => overSql(openPostgres, world)],
  ['MariaDB', (world) => overSql(openMariadb, world)],
  ['OpenLDAP', overLdap],
]

async function overSql(open: typeof openPostgres, world: SourceWorld): Promise<LiveSystem> {
  const system = await open(world)
  const away = system.settings.connection.replace(/([?&](?:host|socket)=).*/, '$1%2Fnowhere%2Fsock')
  return {
    source: sqlSource(system.settings, now),
    unreachable: sqlSource({ ...system.settings, connection: away }, now),
    change: system.change,
    close: system.close,
  }
}

async function overLdap(world: SourceWorld): Promise<LiveSystem> {
  const { settings, change } = await openLdap(world)
  const away: LdapSourceSettings = { ...settings, url: 'ldap://127.0.0.1:1' }
  return {
    source: ldapSource(settings, now),
    unreachable: ldapSource(away, now),
    change,
    close: async () => {},
  }
}

const person = (customerNumber: string, email: string): SourceRecord => ({
  record: customer({ customerNumber, lastName: 'Beispiel', emails: [email] }),
  earlierNumbers: [],
  lastingId: `uid-${customerNumber}`,
})

for (const [name, open] of systems) {
  test(`${name}: a new customer is known as soon as a mail goes to him, and who is none stays none`, async () => {
    const before = [person('K1', 'eins@example.org'), person('K2', 'zwei@example.org')]
    const system = await open({ customers: before, facts: [] })
    onTestFinished(() => system.close())
    const directory = await directoryIn(await fresh())
    await directory.load(system.source, { name: 'outside' })
    const row = await findSource(directory.database, directory.keys.organisationId, 'outside')
    if (row === undefined) throw new Error('the source was loaded')
    const count = async () =>
      (await directory.database.selectFrom('schleuse.directory_customer').select('id').execute()).length

    const silent = openAsker({ ...directory, sources: [{ row, source: system.unreachable }] })
    expect(await silent.ask('neu@example.org')).toMatchObject({
      kind: 'silent',
      sources: [{ code: 'SCH_SOURCE_AWAY' }],
    })

    const asker = openAsker({ ...directory, sources: [{ row, source: system.source }] })
    expect(await asker.ask('niemand@example.org')).toEqual({ kind: 'unknown' })
    expect(await count()).toBe(2)
    await system.change({ customers: [...before, person('K3', 'neu@example.org')], facts: [] })
    expect(await asker.ask('neu@example.org')).toMatchObject({ kind: 'known', customers: 1 })
    expect(await count()).toBe(3)
  })
}
