import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { appendEvent, verifyTrail } from '../../src/audit/trail.ts'
import { addOrganisation, listOrganisations } from '../../src/staff/organisation.ts'
import { Fault } from '../../src/std/fault.ts'
import { binariesOnMachine } from '../../src/store/postgres/binaries.ts'
import { openCluster } from '../../src/store/postgres/cluster.ts'
import { openStore, type Store, type StoreWish } from '../../src/store/store.ts'
import { transact } from '../../src/store/transaction.ts'
import { environmentOf, openWorkplace, schleuse } from '../support/run-check.ts'
import { type GivenServer, givenServer, hasSystemPostgres } from './given-server.ts'
import { dataOf, stateFolder } from './state-folder.ts'

// Many starts of a real server and a real program, on a machine that may be doing other things.
vi.setConfig({ testTimeout: 300_000 })

let server: GivenServer
beforeAll(async () => {
  if (hasSystemPostgres) server = await givenServer()
})
afterAll(() => server?.remove())

const by = { actor: { kind: 'program' }, now: new Date('2026-01-01T00:00:00Z') } as const

/** The three ways to a database. Each is forced; none may be silently another one. */
const origins = ['url', 'system', 'npm'] as const
type Origin = (typeof origins)[number]

function isHere(origin: Origin): boolean {
  if (origin === 'url') return hasSystemPostgres
  return binariesOnMachine().some((one) => one.origin === origin)
}

async function wishOf(origin: Origin): Promise<StoreWish> {
  if (origin !== 'url') return { kind: 'own', stateFolder: stateFolder(), origin }
  await server.recreate()
  return server.wish
}

async function opened(wish: StoreWish): Promise<Store> {
  const store = await openStore(wish, () => {})
  let isClosed = false
  onTestFinished(async () => {
    if (!isClosed) await store.close()
  })
  return {
    ...store,
    async close() {
      isClosed = true
      await store.close()
    },
  }
}

/** What every database must do, whoever runs it. */
const contract: readonly (readonly [string, (wish: StoreWish, origin: Origin) => Promise<void>])[] = [
  [
    'is the one that was asked for, of version 15 or newer',
    async (wish, origin) => {
      const store = await opened(wish)
      expect(store.origin).toBe(origin)
      expect(store.major).toBeGreaterThanOrEqual(15)
    },
  ],
  [
    'keeps what was written, with its trail, over a stop',
    async (wish) => {
      const first = await opened(wish)
      const id = await addOrganisation(first.database, { name: 'Stadt', role: 'controller' }, by)
      await first.close()
      const again = await opened(wish)
      expect(await listOrganisations(again.database)).toMatchObject([{ id, name: 'Stadt' }])
      expect(await verifyTrail(again.database, id, [])).toMatchObject({ head: { seq: 1n }, faults: [] })
    },
  ],
  [
    'gives the program a role that can neither change tables nor the trail',
    async (wish) => {
      const { database } = await opened(wish)
      await addOrganisation(database, { name: 'Stadt', role: 'controller' }, by)
      for (const statement of [
        'drop table schleuse.organisation',
        'alter table schleuse.audit_entry disable trigger all',
        'delete from schleuse.audit_entry',
        `update schleuse.audit_head set seq = 0`,
        'create table schleuse.mine (id int)',
        'create schema mine',
        'set role schleuse_owner',
      ]) {
        await expect(sql.raw(statement).execute(database), statement).rejects.toThrow(
          /must be owner|permission denied/,
        )
      }
    },
  ],
  [
    'serves two programs at once without a lost or doubled entry',
    async (wish) => {
      const [one, two] = [await opened(wish), await opened(wish)]
      const organisationId = await addOrganisation(one.database, { name: 'Stadt', role: 'controller' }, by)
      const event = { kind: 'schema-upgraded', body: { versions: [1] } } as const
      const write = (store: Store) =>
        transact(store.database, (transaction) =>
          appendEvent(transaction, { organisationId, actor: 'program', event }),
        )
      await Promise.all([one, two, one, two, one, two].map(write))
      expect(await verifyTrail(two.database, organisationId, [])).toMatchObject({
        head: { seq: 7n },
        faults: [],
      })
    },
  ],
]

for (const origin of origins) {
  for (const [promise, proof] of contract) {
    test.runIf(isHere(origin))(`a database of origin ${origin} ${promise}`, async () => {
      await proof(await wishOf(origin), origin)
    })
  }
}

type Fact = Readonly<Record<string, unknown>>

function runner(environment: Readonly<Record<string, string>>, folder: string) {
  return (
    ...words: readonly string[]
  ): { readonly status: number | null; readonly facts: readonly Fact[]; readonly stderr: string } => {
    const ended = spawnSync(process.execPath, [schleuse, ...words, '--json'], {
      cwd: folder,
      encoding: 'utf8',
      env: environmentOf({ DATABASE_URL: '', ...environment }),
    })
    const facts: Fact[] = ended.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    return { status: ended.status, facts, stderr: ended.stderr }
  }
}

for (const [at, origin] of origins.entries()) {
  const other = origins[(at + 1) % origins.length] ?? 'npm'
  test.runIf(isHere(origin) && isHere(other))(
    `every command works on a database of origin ${origin}, and its backup on one of origin ${other}`,
    async () => {
      const place = openWorkplace()
      chmodSync(place.folder, 0o711)
      // Registered first, so done last: the clusters in it are stopped before.
      onTestFinished(() => place.remove())
      const prepared = async (name: string, which: Origin) => {
        const state = join(place.folder, name)
        if (which === 'url') {
          await server.recreate()
          return { SCHLEUSE_STATE: state, ...server.environment }
        }
        mkdirSync(state, { mode: 0o711 })
        const cluster = await openCluster({ stateFolder: state, origin: which })
        // Kept running meanwhile: sixteen starts and stops prove nothing that two do not.
        onTestFinished(() => cluster.close())
        return { SCHLEUSE_STATE: state }
      }
      const run = runner(await prepared('first', origin), place.folder)
      writeFileSync(
        join(place.folder, 'list.csv'),
        'customer_number,email\nK1,k1@example.net\nK2,k2@example.net\n',
      )
      writeFileSync(join(place.folder, 'more.csv'), 'customer_number,email\nK3,k3@example.net\n')
      writeFileSync(join(place.folder, 'facts.csv'), 'kind,value,owner\nbarcode,B-7001,K1\n')
      writeFileSync(join(place.folder, 'mail.eml'), 'To: k3@example.net\nSubject: Hallo\n\nGuten Tag\n')
      const commands: readonly (readonly [string, string])[] = [
        ['organisation add Stadt --role controller', 'organisation-added'],
        ['organisation list', 'organisation'],
        ['audit checkpoint --out head.json', 'checkpoint'],
        ['audit verify --checkpoint head.json', 'trail-whole'],
        ['verify head.json', 'file-genuine-root-open'],
        ['keys list', 'root'],
        ['config check', 'config-none'],
        ['directory import list.csv --facts facts.csv', 'directory-loaded'],
        ['directory status', 'directory-source-unlimited'],
        ['directory push more.csv', 'directory-loaded'],
        ['directory explain K3', 'directory-customer'],
        ['directory allow add domain library.example --reason ours --until 2027-06-30', 'allowance-added'],
        ['directory allow list', 'allowance'],
        ['check mail.eml --organisation Stadt', 'clear'],
        ['directory erase K2', 'directory-erased'],
        ['audit sign', 'head-signed'],
        ['audit export --out trail.json', 'trail-exported'],
        ['verify trail.json', 'trail-file-whole-root-open'],
        ['alert list', 'alert-none'],
        ['retention show', 'retention-show'],
        ['retention run', 'retention-done'],
        ['staff add erika@library.example --name Erika --role administrator', 'staff-requested-add'],
        ['staff list', 'staff-account'],
        ['staff requests', 'staff-request'],
        ['keys rotate signature', 'key-made'],
        ['keys revocations --out revoked.json', 'revocations'],
        ['backup create --out a.backup', 'backup-created'],
        ['backup verify a.backup', 'backup-whole'],
        ['verify a.backup', 'file-genuine-root-open'],
      ]
      for (const [line, kind] of commands) {
        const ended = run(...line.split(' '))
        expect(ended.stderr.replace(/^Neue Schlüssel.*\n/m, ''), line).toBe('')
        expect([ended.status, ended.facts[0]?.kind ?? ended.facts[0]?.verdict], line).toEqual([0, kind])
      }
      const wanted = run('organisation', 'list').facts
      const elsewhere = runner(await prepared('second', other), place.folder)
      cpSync(join(place.folder, 'first', 'keys'), join(place.folder, 'second', 'keys'), { recursive: true })
      const restored = elsewhere('backup', 'restore', 'a.backup')
      expect([restored.stderr, restored.status]).toEqual(['', 0])
      expect(elsewhere('organisation', 'list').facts).toEqual(wanted)
      expect(elsewhere('directory', 'explain', 'K3').facts).toMatchObject([{ source: 'csv' }])
      expect(elsewhere('check', 'mail.eml', '--organisation', 'Stadt').facts).toMatchObject([
        { viewer: ['K3'] },
      ])
      expect(elsewhere('audit', 'verify', '--checkpoint', 'head.json').status).toBe(0)
    },
  )
}

for (const origin of ['system', 'npm'] as const) {
  test.runIf(isHere(origin))(
    `a folder made by the ${origin} binaries keeps its major version whatever else the machine has`,
    async () => {
      const folder = stateFolder()
      const first = await openStore({ kind: 'own', stateFolder: folder, origin }, () => {})
      await first.close()
      const version = readFileSync(join(dataOf(folder), 'PG_VERSION'), 'utf8')
      const offered = [...binariesOnMachine()].reverse()
      for (const order of [offered, binariesOnMachine()]) {
        const again = await openStore({ kind: 'own', stateFolder: folder, offered: order }, () => {})
        expect(String(again.major)).toBe(version.trim())
        await again.close()
      }
      expect(readFileSync(join(dataOf(folder), 'PG_VERSION'), 'utf8')).toBe(version)
    },
  )
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no fault'
  } catch (error) {
    return error instanceof Fault ? error.problems[0].code : String(error)
  }
}

/** How a server of somebody else may be named wrongly; each has a sentence. */
const wrongNames: readonly [string, (server: GivenServer) => StoreWish, string][] = [
  [
    'a wrong password',
    ({ url }) => ({ kind: 'server', url: url('app').replace('only-for-tests', 'wrong') }),
    'SCH_STORE_REFUSED',
  ],
  [
    'a database that is not there',
    ({ url }) => ({ kind: 'server', url: url('app').replace(/schleuse$/, 'none') }),
    'SCH_STORE_REFUSED',
  ],
  [
    'the owner as the program’s role',
    ({ url }) => ({ kind: 'server', url: url('owner'), ownerUrl: url('owner') }),
    'SCH_STORE_RUNS_AS_OWNER',
  ],
  [
    'tables that are not there, without the owner',
    ({ url }) => ({ kind: 'server', url: url('app') }),
    'SCH_STORE_OLDER',
  ],
  [
    'a port where nobody listens',
    () => ({ kind: 'server', url: 'postgres://x@127.0.0.1:1/x' }),
    'SCH_STORE_AWAY',
  ],
]
for (const [name, wish, code] of wrongNames) {
  test.runIf(hasSystemPostgres)(`${name} is ${code}`, async () => {
    await server.recreate()
    expect(await codeOf(openStore(wish(server), () => {}))).toBe(code)
  })
}
