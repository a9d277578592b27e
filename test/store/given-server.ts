/** A PostgreSQL server that somebody else runs, as `DATABASE_URL` names one: a real one, with passwords, over TCP on loopback. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { connect, type Database } from '../../src/store/connection.ts'
import { clusterAccount } from '../../src/store/postgres/account.ts'
import { binariesOnMachine } from '../../src/store/postgres/binaries.ts'
import { hasEnded } from '../../src/store/postgres/postmaster.ts'
import { databaseName, defaultRoles, makeRoles } from '../../src/store/roles.ts'

export interface GivenServer {
  readonly major: number
  url(role: keyof typeof defaultRoles): string
  /** What a program is told: application and owner. */
  readonly wish: { readonly kind: 'server'; readonly url: string; readonly ownerUrl: string }
  readonly environment: { readonly DATABASE_URL: string; readonly DATABASE_OWNER_URL: string }
  /** Empties the database, as a new one. */
  recreate(): Promise<void>
  kill(): Promise<void>
  start(): Promise<void>
  remove(): Promise<void>
}

/** The system's binaries, 15 before others: what most who run a server have, and the oldest we promise. */
const system = binariesOnMachine().filter(({ origin }) => origin === 'system')
const binaries = system.find(({ major }) => major === 15) ?? system[0]

export const hasSystemPostgres = binaries !== undefined

const password = 'only-for-tests'
const host = '127.0.0.1'

export async function givenServer(): Promise<GivenServer> {
  if (!binaries)
    throw new Error('this test needs the Debian package postgresql (npm test installs it for root)')
  const { binFolder, major } = binaries
  const { uid, gid } = clusterAccount()
  const as = process.getuid?.() === 0 ? { uid, gid } : {}
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-given-'))
  if (as.uid !== undefined) chownSync(folder, uid, gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o644 })
  const flags = [
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C',
  ]
  const made = spawnSync(join(binFolder, 'initdb'), ['-D', data, ...flags, '--no-sync'], {
    ...as,
    cwd: folder,
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(made.stderr)
  const port = await freePort()
  let child: ChildProcess
  const urlOf = (user: string, database: string) =>
    `postgres://${user}:${password}@${host}:${port}/${database}`
  const url = (role: keyof typeof defaultRoles) => urlOf(defaultRoles[role], databaseName)
  const start = async () => {
    const settings = ['-h', host, '-p', String(port), '-k', folder]
    const answers = withAdmin(urlOf('postgres', 'postgres'), async () => {})
    for (let isUp = false; !isUp; ) {
      child = spawn(join(binFolder, 'postgres'), ['-D', data, ...settings], {
        ...as,
        cwd: folder,
        stdio: 'ignore',
      })
      // Sessions of a killed server keep another one away for moments: then it ends at once.
      isUp = await Promise.race([answers.then(() => true), once(child, 'exit').then(() => false)])
      if (!isUp) await sleep(100)
    }
  }
  const end = async (signal: 'SIGKILL' | 'SIGINT') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  const prepare = () => withAdmin(urlOf('postgres', 'postgres'), makeDatabase)
  await start()
  await prepare()
  const wish = { kind: 'server', url: url('app'), ownerUrl: url('owner') } as const
  return {
    major,
    url,
    wish,
    environment: { DATABASE_URL: wish.url, DATABASE_OWNER_URL: wish.ownerUrl },
    async recreate() {
      await withAdmin(urlOf('postgres', 'postgres'), async (admin) => {
        await sql`drop database if exists ${sql.id(databaseName)} with (force)`.execute(admin)
      })
      await prepare()
    },
    async kill() {
      // As when the machine goes down: a session whose server alone is killed still answers, and still commits.
      const sessions = childrenOf(child.pid ?? 0)
      await end('SIGKILL')
      for (const pid of sessions) killQuietly(pid)
      while (!sessions.every(hasEnded)) await sleep(5)
    },
    start,
    async remove() {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Processes that this one has started. @source proc(5), /proc/PID/task/TID/children */
export function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

export function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

async function makeDatabase(admin: Database): Promise<void> {
  await makeRoles(admin)
  for (const role of Object.values(defaultRoles)) {
    await sql`alter role ${sql.id(role)} password ${sql.lit(password)}`.execute(admin)
  }
}

/** Waits until the server answers: after a kill it replays its log first. */
async function withAdmin(url: string, work: (admin: Database) => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    const admin = connect({ kind: 'url', url }, () => {})
    try {
      await sql`select 1`.execute(admin)
      return await work(admin)
    } catch (error) {
      if (tries > 200) throw error
      await sleep(50)
    } finally {
      await admin.destroy()
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
