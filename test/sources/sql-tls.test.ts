import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SqlSourceSettings, sqlSource } from '../../src/adapters/sql/source.ts'
import { Fault } from '../../src/std/fault.ts'
import { freePort } from '../support/free-port.ts'
import { startMariadb } from '../support/mariadb-server.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { selfSigned } from '../support/self-signed.ts'

const certificate = selfSigned('db.example.org')
const other = selfSigned('db.example.org')
const named = selfSigned('localhost')

/** Addresses of servers with and without TLS, `HOST` to be filled in. */
const addresses = { postgres: '', mariadb: '', namedMariadb: '', clearPostgres: '', clearMariadb: '' }
const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-tls-'))
  chmodSync(folder, 0o755)
  const filesOf = (name: string, { certificate: text, key }: typeof certificate) => {
    writeFileSync(join(folder, `${name}.crt`), text)
    // The server runs as another account than the test; the key guards nothing but this test.
    writeFileSync(join(folder, `${name}.key`), key, { mode: 0o644 })
    return [`--ssl-cert=${join(folder, `${name}.crt`)}`, `--ssl-key=${join(folder, `${name}.key`)}`]
  }
  const postgres = await startPostgres(certificate)
  const clearPostgres = await startPostgres()
  for (const server of [postgres, clearPostgres])
    await server.run("CREATE ROLE reader LOGIN PASSWORD 'geheim'")
  const mariadb = await startMariadb(filesOf('db', certificate), await freePort())
  const namedMariadb = await startMariadb(filesOf('named', named), await freePort())
  const clearMariadb = await startMariadb(['--skip-ssl'], await freePort())
  stops.push(
    postgres.stop,
    clearPostgres.stop,
    mariadb.stop,
    namedMariadb.stop,
    clearMariadb.stop,
    async () => rmSync(folder, { recursive: true, force: true }),
  )
  for (const server of [mariadb, namedMariadb, clearMariadb]) await server.run('CREATE DATABASE library')
  const account = await mariadb.account('geheim', 'GRANT SELECT ON library.*')
  const clearAccount = await clearMariadb.account('geheim', 'GRANT SELECT ON library.*')
  addresses.postgres = `postgres://reader:geheim@HOST:${postgres.port}/postgres`
  addresses.clearPostgres = `postgres://reader:geheim@HOST:${clearPostgres.port}/postgres`
  const namedAccount = await namedMariadb.account('geheim', 'GRANT SELECT ON library.*')
  addresses.namedMariadb = `mariadb://${namedAccount}:geheim@HOST:${namedMariadb.port}/library`
  addresses.mariadb = `mariadb://${account}:geheim@HOST:${mariadb.port}/library`
  addresses.clearMariadb = `mariadb://${clearAccount}:geheim@HOST:${clearMariadb.port}/library`
}, 120_000)
afterAll(async () => {
  for (const stop of stops) await stop()
})

async function outcomeOf(connection: string, tls: SqlSourceSettings['tls']): Promise<string> {
  const source = sqlSource(
    {
      name: 'library',
      connection,
      ...(tls === undefined ? {} : { tls }),
      customers: "SELECT '1' AS customer_number",
      timeoutMs: 10_000,
      liveTimeoutMs: 3000,
      rowsMax: 10,
      bytesMax: 1000,
    },
    () => new Date(),
  )
  try {
    const load = await source.load({ signal: new AbortController().signal })
    let count = 0
    for await (const _ of load.items) count += 1
    return `${count} read`
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return error.problems[0].code
  } finally {
    await source.close()
  }
}

const full = (ca: string) => ({ verify: 'full', ca }) as const

/** [what is asked for, server, host, TLS, what comes of it] */
const cases: readonly [string, keyof typeof addresses, string, SqlSourceSettings['tls'], string][] = [
  ['the right authority and name', 'postgres', '127.0.0.1', full(certificate.certificate), '1 read'],
  ['the right authority and name', 'namedMariadb', 'localhost', full(named.certificate), '1 read'],
  // The driver compares names only: to an address there is none, and the connection stays closed.
  [
    'an address instead of a name',
    'mariadb',
    '127.0.0.1',
    full(certificate.certificate),
    'SCH_SOURCE_CERTIFICATE',
  ],
  ['another authority', 'postgres', '127.0.0.1', full(other.certificate), 'SCH_SOURCE_CERTIFICATE'],
  ['another authority', 'mariadb', '127.0.0.1', full(other.certificate), 'SCH_SOURCE_CERTIFICATE'],
  ['no authority of its own', 'postgres', '127.0.0.1', { verify: 'full' }, 'SCH_SOURCE_CERTIFICATE'],
  ['no authority of its own', 'mariadb', '127.0.0.1', { verify: 'full' }, 'SCH_SOURCE_CERTIFICATE'],
  [
    'a name that is not in the certificate',
    'postgres',
    'localhost',
    full(certificate.certificate),
    'SCH_SOURCE_CERTIFICATE',
  ],
  [
    'a name that is not in the certificate',
    'mariadb',
    'localhost',
    full(certificate.certificate),
    'SCH_SOURCE_CERTIFICATE',
  ],
  ['encryption without verification', 'postgres', '127.0.0.1', { verify: 'none' }, '1 read'],
  ['encryption without verification', 'mariadb', '127.0.0.1', { verify: 'none' }, '1 read'],
  [
    'TLS of a server that has none',
    'clearPostgres',
    '127.0.0.1',
    { verify: 'none' },
    'SCH_SOURCE_CERTIFICATE',
  ],
  [
    'TLS of a server that has none',
    'clearMariadb',
    '127.0.0.1',
    { verify: 'none' },
    'SCH_SOURCE_CERTIFICATE',
  ],
  ['nothing, on this machine', 'clearPostgres', '127.0.0.1', undefined, '1 read'],
  ['nothing, on this machine', 'clearMariadb', '127.0.0.1', undefined, '1 read'],
]

for (const [what, server, host, tls, outcome] of cases) {
  test(`${server}: asked for ${what}, the connection comes to ${outcome}`, async () => {
    expect(await outcomeOf(addresses[server].replace('HOST', host), tls)).toBe(outcome)
  })
}

test('a wrong password is refused by a server that asks for one', async () => {
  const connection = addresses.clearPostgres.replace('HOST', '127.0.0.1').replace('geheim', 'falsch')
  expect(await outcomeOf(connection, undefined)).toBe('SCH_SOURCE_REFUSED')
})
