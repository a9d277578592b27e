/** The examples of docs/sources.md, run by the real command against real servers. */
import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { customerColumns, factColumns, historyColumns } from '../../src/adapters/row/column-words.ts'
import { projectRoot } from '../house/source-file.ts'
import { type FreshDatabase, freshDatabases } from '../store/fresh-database.ts'
import { type LdapServer, startLdap } from '../support/ldap-server.ts'
import { type MariadbServer, startMariadb } from '../support/mariadb-server.ts'
import { environmentOf, openWorkplace, schleuse, type Workplace } from '../support/run-check.ts'

const page = readFileSync(join(projectRoot, 'docs', 'sources.md'), 'utf8')
const [libraryExample = '', worksExample = ''] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, yaml]) => yaml,
)

let mariadb: MariadbServer
let ldap: LdapServer
beforeAll(async () => {
  mariadb = await startMariadb()
  ldap = await startLdap()
}, 120_000)
afterAll(async () => {
  await mariadb.stop()
  await ldap.stop()
})

// One server for all calls: starting one of its own for each would be most of the time.
const fresh = freshDatabases()
let database: FreshDatabase
function urlOf(role: 'app' | 'owner'): string {
  const target = database.target(role)
  if (target.kind !== 'socket') throw new Error('the cluster of a test has a socket')
  const { user, database: name, port, socketFolder } = target
  return `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(socketFolder)}`
}

let place: Workplace
beforeEach(async () => {
  database = await fresh()
  place = openWorkplace()
  chmodSync(place.folder, 0o711)
  onTestFinished(() => place.remove())
})

function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [schleuse, ...words, '--json'], {
    cwd: place.folder,
    encoding: 'utf8',
    env: environmentOf({
      SCHLEUSE_STATE: join(place.folder, 'state'),
      SCHLEUSE_CONFIG: join(place.folder, 'schleuse.yaml'),
      DATABASE_URL: urlOf('app'),
      DATABASE_OWNER_URL: urlOf('owner'),
    }),
  })
  const facts: Record<string, unknown>[] = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  // No name, number or address of a customer is ever told.
  expect(stdout + stderr).not.toMatch(/Größler|C10\d\d|@example\.org|BC-77/)
  return { status, facts, stderr }
}

function writeSecret(name: string, secret: string): string {
  place.write({ [name]: secret })
  chmodSync(join(place.folder, name), 0o600)
  return join(place.folder, name)
}

/** What the example names, with the places of this test. */
function writeSettings(
  example: string,
  places: readonly (readonly [documented: string, here: string])[],
): void {
  let text = example
  for (const [documented, here] of places) {
    expect(text).toContain(documented)
    text = text.replace(documented, here)
  }
  place.write({ 'schleuse.yaml': text })
  chmodSync(join(place.folder, 'schleuse.yaml'), 0o640)
}

const borrower = `borrowernumber int PRIMARY KEY AUTO_INCREMENT, cardnumber varchar(32) UNIQUE, surname longtext, firstname mediumtext,
  title longtext, streetnumber tinytext, address longtext, city longtext, zipcode tinytext, email longtext, phone mediumtext,
  mobile tinytext, emailpro mediumtext, phonepro mediumtext, B_email mediumtext, dateofbirth date,
  updated_on timestamp(0) NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp()`

async function makeLibrary(): Promise<string> {
  const database = 'koha_library'
  await mariadb.run(
    `CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    `USE ${database}`,
    `CREATE TABLE ${database}.borrowers (${borrower}) ENGINE=InnoDB`,
    `CREATE TABLE ${database}.deletedborrowers (${borrower}) ENGINE=InnoDB`,
    `CREATE TABLE ${database}.items (itemnumber int PRIMARY KEY AUTO_INCREMENT, barcode varchar(20) UNIQUE) ENGINE=InnoDB`,
    `CREATE TABLE ${database}.issues (issue_id int PRIMARY KEY AUTO_INCREMENT, borrowernumber int, itemnumber int, issuedate datetime) ENGINE=InnoDB`,
    `INSERT INTO ${database}.borrowers (cardnumber, surname, firstname, email, B_email, phone, address, streetnumber, zipcode, city, dateofbirth)
       SELECT concat('C', 1000 + seq), 'Größler', concat('Anna', seq), concat('anna', seq, '@example.org'), NULL, NULL, 'Hauptstraße', seq, '01234', 'Köln', '1980-02-01'
         FROM seq_1_to_10`,
    `INSERT INTO ${database}.items (barcode) VALUES ('BC-7701'), ('BC-7702'), (NULL)`,
    `INSERT INTO ${database}.issues (borrowernumber, itemnumber, issuedate) VALUES (1, 1, '2026-01-02 10:00:00'), (2, 3, '2026-01-03 10:00:00')`,
  )
  const account = await mariadb.account('geheim', `GRANT SELECT ON ${database}.*`)
  return `mariadb://${account}:geheim@localhost/${database}?socket=${encodeURIComponent(mariadb.socket)}`
}

test('docs/sources.md names every column there is', () => {
  const words = Object.values({ ...customerColumns, ...historyColumns, ...factColumns })
  for (const [first, second] of words) {
    expect(page).toContain(`\`${first}\``)
    if (second !== undefined) expect(page).toContain(`\`${second}\``)
  }
})

test('the library of the documentation is read in full, then only what has changed, and a drop of 40 % is asked about', {
  timeout: 180_000,
}, async () => {
  const url = await makeLibrary()
  writeSettings(libraryExample, [['/etc/schleuse/secrets/library-url', writeSecret('library-url', url)]])
  expect(run('config', 'check')).toMatchObject({ status: 0 })
  run('organisation', 'add', 'Stadt Beispielhausen', '--role', 'controller')
  expect(run('directory', 'sync')).toMatchObject({
    status: 0,
    facts: [
      { kind: 'directory-loaded', source: 'library', loadKind: 'full', added: 10, customers: 10, facts: 1 },
    ],
  })

  await mariadb.run(
    "INSERT INTO koha_library.borrowers (cardnumber, surname, email) VALUES ('C1099', 'Öztürk', 'neu@example.org')",
    'INSERT INTO koha_library.deletedborrowers (cardnumber, surname) SELECT cardnumber, surname FROM koha_library.borrowers WHERE borrowernumber = 10',
    'DELETE FROM koha_library.borrowers WHERE borrowernumber = 10',
    'INSERT INTO koha_library.issues (borrowernumber, itemnumber, issuedate) VALUES (3, 2, current_timestamp())',
  )
  expect(run('directory', 'sync')).toMatchObject({
    facts: [{ kind: 'directory-not-due', source: 'library' }],
  })
  expect(run('directory', 'sync', '--force')).toMatchObject({
    status: 0,
    facts: [
      { kind: 'directory-loaded', loadKind: 'incremental', added: 1, gone: 1, customers: 10, facts: 1 },
    ],
  })

  expect(run('directory', 'status').facts[0]).toMatchObject({ customers: 10, facts: 2, freshness: 'fresh' })

  await mariadb.run('DELETE FROM koha_library.borrowers WHERE borrowernumber <= 4')
  const asked = run('directory', 'import', '--source', 'library', '--full')
  expect(asked.status).toBe(1)
  expect(asked.facts[0]).toMatchObject({
    kind: 'directory-drop-fewer',
    what: 'customers',
    before: 10,
    after: 6,
  })
  expect(run('directory', 'status').facts[0]).toMatchObject({ customers: 10 })
})

test('a new patron is asked for at the library itself, counts at once, and his address stays out of the trail', {
  timeout: 180_000,
}, async () => {
  const url = `mariadb://${await mariadb.account('geheim', 'GRANT SELECT ON koha_library.*')}:geheim@localhost/koha_library?socket=${encodeURIComponent(mariadb.socket)}`
  writeSettings(libraryExample, [['/etc/schleuse/secrets/library-url', writeSecret('library-url', url)]])
  run('organisation', 'add', 'Stadt Beispielhausen', '--role', 'controller')
  expect(run('directory', 'sync').status).toBe(0)
  await mariadb.run(
    "INSERT INTO koha_library.borrowers (cardnumber, surname, B_email) VALUES ('C1055', 'Größler', 'gerade.eben@example.org')",
  )
  const address = 'Gerade.Eben@Example.ORG'
  expect(run('directory', 'explain', address).status).toBe(2)
  expect(run('directory', 'ask', address)).toMatchObject({ status: 0, facts: [{ answer: 'found' }] })
  expect(run('directory', 'ask', address)).toMatchObject({ status: 0, facts: [{ answer: 'known' }] })
  expect(run('directory', 'explain', address).facts[0]).toMatchObject({ source: 'library', index: 'in' })
  expect(run('directory', 'ask', 'nobody@example.org')).toMatchObject({
    status: 1,
    facts: [{ answer: 'unknown' }],
  })
  expect(run('directory', 'ask', 'no address').status).toBe(2)
  const { rows } = await sql<{
    body: string
  }>`select body from schleuse.audit_entry where kind = 'directory-asked' order by seq`.execute(
    database.as('owner'),
  )
  expect(rows.map(({ body }) => JSON.parse(body).answer)).toEqual(['known', 'unknown'])

  writeSecret('library-url', url.replace(/socket=.*/, 'socket=/nowhere/sock'))
  const silent = run('directory', 'ask', 'somebody.else@example.org')
  expect(silent.status).toBe(4)
  expect(silent.facts).toEqual([])
})

test('an organisation whose customers come by lists is told what to do instead of asking', async () => {
  place.write({ 'list.csv': 'customer_number,email\nK1,k1@example.net\n' })
  place.write({ 'schleuse.yaml': 'directory: { sources: [] }\n' })
  chmodSync(join(place.folder, 'schleuse.yaml'), 0o640)
  run('organisation', 'add', 'Stadt Beispielhausen', '--role', 'controller')
  run('directory', 'import', 'list.csv')
  const answer = run('directory', 'ask', 'stranger@example.net')
  expect(answer.status).toBe(2)
  expect(answer.stderr).toContain('directory push')
})

test('a library that is away, or no longer lets us in, changes nothing and is named by the status', {
  timeout: 180_000,
}, async () => {
  const url = `mariadb://nobody:x@localhost/koha_library?socket=${encodeURIComponent(mariadb.socket)}`
  writeSettings(libraryExample, [['/etc/schleuse/secrets/library-url', writeSecret('library-url', url)]])
  run('organisation', 'add', 'Stadt Beispielhausen', '--role', 'controller')
  expect(run('directory', 'sync')).toMatchObject({
    status: 1,
    facts: [{ kind: 'directory-source-failed', source: 'library', code: 'SCH_SOURCE_REFUSED' }],
  })
  writeSecret('library-url', url.replace('.%2F', '').replace(/socket=.*/, 'socket=/nowhere/sock'))
  expect(run('directory', 'sync', '--force').facts).toMatchObject([{ code: 'SCH_SOURCE_AWAY' }])
  expect(run('directory', 'status').facts).toContainEqual(
    expect.objectContaining({ kind: 'directory-source-failed', code: 'SCH_SOURCE_AWAY' }),
  )
  writeSecret('library-url', 'secret of another program')
  const refused = run('directory', 'import', '--source', 'library')
  expect(refused.status).toBe(2)
  expect(refused.stderr).not.toContain('another program')
})

test('the directory server of the documentation is read in full, then only what has changed', {
  timeout: 180_000,
}, async () => {
  await ldap.as(async (client) => {
    await client.add('cn=schleuse,dc=example,dc=org', {
      objectClass: ['organizationalRole', 'simpleSecurityObject'],
      cn: 'schleuse',
      userPassword: 'geheim',
    })
    for (const number of ['C1001', 'C1002', 'C1003']) {
      await client.add(`cn=${number},${ldap.base}`, {
        objectClass: 'inetOrgPerson',
        cn: number,
        sn: 'Größler',
        employeeNumber: number,
        mail: `${number}@example.org`,
      })
    }
    await client.add(`cn=printer,${ldap.base}`, {
      objectClass: 'inetOrgPerson',
      cn: 'printer',
      sn: 'printer',
    })
  })
  writeSettings(worksExample, [
    ['ldaps://ldap.example.org', ldap.url],
    ['      tls: { ca: /etc/schleuse/tls/works-ca.pem }\n', ''],
    ['/etc/schleuse/secrets/ldap-password', writeSecret('ldap-password', 'geheim\n')],
  ])
  expect(run('config', 'check')).toMatchObject({ status: 0 })
  run('organisation', 'add', 'Stadtwerke Beispielhausen', '--role', 'controller')
  expect(run('directory', 'sync')).toMatchObject({
    status: 0,
    facts: [{ kind: 'directory-loaded', source: 'works', loadKind: 'full', added: 3, customers: 3 }],
  })
  await ldap.as((client) => client.del(`cn=C1003,${ldap.base}`))
  expect(run('directory', 'sync', '--force')).toMatchObject({
    status: 0,
    facts: [{ loadKind: 'incremental', customers: 3 }],
  })
  expect(run('directory', 'import', '--source', 'works', '--full').facts).toContainEqual(
    expect.objectContaining({ kind: 'directory-loaded', gone: 1, customers: 2 }),
  )
})
