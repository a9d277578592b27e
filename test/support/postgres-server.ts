/** A PostgreSQL of a test's own that listens on the loopback interface, with TLS and passwords: as a server of somebody else. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from './free-port.ts'
import { accountIds } from './mariadb-server.ts'

export interface PostgresServer {
  readonly port: number
  /** Runs statements as the server's administrator, over its socket. */
  run(...statements: readonly string[]): Promise<void>
  stop(): Promise<void>
}

const startMsMax = 60_000

/** @param tls PEM; without it the server speaks no TLS */
export async function startPostgres(tls?: {
  readonly certificate: string
  readonly key: string
}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-postgres-'))
  const owner = process.getuid?.() === 0 ? accountIds('nobody') : undefined
  chmodSync(folder, 0o700)
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid)
  const as = owner === undefined ? {} : { uid: owner.uid, gid: owner.gid }
  const bin = binariesFolder()
  const state = join(folder, 'state')
  execFileSync(
    join(bin, 'initdb'),
    ['-D', state, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'],
    { ...as, cwd: folder, stdio: 'pipe' },
  )
  const write = (name: string, text: string) => {
    writeFileSync(join(state, name), text, { mode: 0o600 })
    if (owner !== undefined) chownSync(join(state, name), owner.uid, owner.gid)
  }
  write('pg_hba.conf', 'local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n')
  if (tls !== undefined) {
    write('server.crt', tls.certificate)
    write('server.key', tls.key)
  }
  const port = await freePort()
  const options = [
    '-D',
    state,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    folder,
    '-c',
    'fsync=off',
    '-c',
    `ssl=${tls === undefined ? 'off' : 'on'}`,
  ]
  const server: ChildProcess = spawn(join(bin, 'postgres'), options, { ...as, cwd: folder, stdio: 'ignore' })
  const run = async (...statements: readonly string[]) => {
    const client = new Client({ host: folder, port, user: 'postgres', database: 'postgres' })
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }
  for (const deadline = Date.now() + startMsMax; ; await wait(50)) {
    const isReady = await run('SELECT 1').then(
      () => true,
      () => false,
    )
    if (isReady) break
    if (server.exitCode !== null || Date.now() > deadline) throw new Error('postgres does not start')
  }
  return {
    port,
    run,
    async stop() {
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Debian keeps every major version in a folder of its own. */
function binariesFolder(): string {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a))
  return join('/usr/lib/postgresql', versions[0] ?? '', 'bin')
}
