/** A MariaDB of a test's own: its own data folder, reached over a socket, as an account without rights. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'

export interface MariadbServer {
  readonly socket: string
  /** Free port on the loopback interface; 0 if the server was started without one. */
  readonly port: number
  /** Runs statements as the server's own administrator. */
  run(...statements: readonly string[]): Promise<void>
  /** An account with exactly these rights, named so that no two tests share one. */
  account(password: string, grant: string): Promise<string>
  stop(): Promise<void>
  /** Ends it as a crash does. */
  kill(): Promise<void>
  start(): Promise<void>
}

const startMsMax = 60_000

/** Programs of the system's administrator are not on everybody's path. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }

/** @param extra further lines for the command of the server */
export async function startMariadb(extra: readonly string[] = [], port = 0): Promise<MariadbServer> {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-mariadb-'))
  chmodSync(folder, 0o755)
  const owner = process.getuid?.() === 0 ? accountIds('nobody') : undefined
  const dataFolder = join(folder, 'state')
  mkdirSync(dataFolder)
  if (owner !== undefined) {
    chownSync(folder, owner.uid, owner.gid)
    chownSync(dataFolder, owner.uid, owner.gid)
  }
  const socket = join(folder, 'sock')
  const account = owner === undefined ? [] : ['--user=nobody']
  execFileSync(
    'mariadb-install-db',
    [
      '--no-defaults',
      ...account,
      `--datadir=${dataFolder}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ],
    { env, stdio: 'pipe' },
  )
  const options = [
    '--no-defaults',
    ...account,
    `--datadir=${dataFolder}`,
    `--socket=${socket}`,
    `--pid-file=${join(folder, 'pid')}`,
    ...(port === 0 ? ['--skip-networking'] : ['--bind-address=127.0.0.1', `--port=${port}`]),
    '--innodb-buffer-pool-size=32M',
    '--innodb-log-file-size=16M',
    '--innodb-flush-log-at-trx-commit=0',
    `--log-error=${join(folder, 'log')}`,
    ...extra,
  ]
  let server: ChildProcess | undefined
  let accounts = 0
  const run = async (...statements: readonly string[]) => {
    const connection = await createConnection({ socketPath: socket, user: 'root', charset: 'utf8mb4' })
    try {
      for (const statement of statements) await connection.query(statement)
    } finally {
      await connection.end()
    }
  }
  const end = async (signal: NodeJS.Signals) => {
    const ending = server
    server = undefined
    if (ending === undefined || ending.exitCode !== null) return
    const gone = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill(signal)
    await gone
  }
  const start = async () => {
    const child = spawn('mariadbd', options, { env, stdio: 'ignore' })
    server = child
    for (const deadline = Date.now() + startMsMax; ; await wait(50)) {
      const isReady =
        existsSync(socket) &&
        (await run('SELECT 1').then(
          () => true,
          () => false,
        ))
      if (isReady) return
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`mariadbd does not start:\n${readFileSync(join(folder, 'log'), 'utf8').slice(-2000)}`)
      }
    }
  }
  await start()
  return {
    socket,
    port,
    run,
    async account(password, grant) {
      const name = `reader_${++accounts}`
      for (const host of ['localhost', '127.0.0.1']) {
        await run(
          `CREATE USER '${name}'@'${host}' IDENTIFIED BY '${password}'`,
          `${grant} TO '${name}'@'${host}'`,
        )
      }
      return name
    },
    async stop() {
      await end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
    kill: () => end('SIGKILL'),
    start,
  }
}

export function accountIds(name: string): { readonly uid: number; readonly gid: number } {
  const [, , uid, gid] =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .find(([user]) => user === name) ?? []
  if (uid === undefined || gid === undefined) throw new Error(`there is no account ${name}`)
  return { uid: Number(uid), gid: Number(gid) }
}
