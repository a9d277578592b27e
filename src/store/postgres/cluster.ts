/**
 * A PostgreSQL cluster of our own: made, started, adopted after a kill -9 of whoever started it, shared by several
 * processes of one machine, and stopped by the last of them.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fault } from '../../std/fault.ts'
import { type Binaries, binariesOnMachine, chooseBinaries, majorVersionMin } from './binaries.ts'
import {
  type ClusterFolder,
  clusterFolder,
  clusterPort,
  folderFault,
  majorVersionOf,
} from './cluster-folder.ts'
import { npmRuntime } from './npm-runtime.ts'
import { hasEnded, livingPostmaster, lockHolder } from './postmaster.ts'
import { lockFile, type ProcessLock } from './process-lock.ts'
import { startFault } from './server-log.ts'

export interface Cluster {
  readonly socketFolder: string
  readonly port: number
  readonly major: number
  /** Undefined for a cluster that another process had started. */
  readonly origin?: Binaries['origin']
  readonly isAdopted: boolean
  /** Starts the server again if it is gone; several who find it gone start it once. */
  revive(): Promise<void>
  /** Stops the server if nobody else uses it. Idempotent. */
  close(): Promise<void>
}

/** Superuser of the cluster; the program itself never works as it. */
export const clusterSuperuser = 'schleuse_root'

/** Starting after a crash replays the log: minutes are possible, silence for longer means that something is wrong. */
const startMs = 120_000
/** A fast shutdown writes a checkpoint; PostgreSQL's own `pg_ctl` waits a minute. */
const stopMs = 60_000
/** How long another process may take to start or stop the same cluster. */
const lockMs = startMs + stopMs
const pollMs = 20
/** The server's own log is for diagnosis of a start; it starts afresh when it has grown past this. */
const logBytesMax = 10 * 1024 * 1024

export interface ClusterWish {
  /** Absolute. */
  readonly stateFolder: string
  readonly origin?: Binaries['origin']
  /** What the machine offers; given by tests. */
  readonly offered?: readonly Binaries[]
}

/** @throws one of SCH_STORE_*, with a sentence for each way in which this fails */
export async function openCluster(wish: ClusterWish): Promise<Cluster> {
  const folder = clusterFolder(wish.stateFolder)
  const starting = await startLock(folder)
  let user: ProcessLock | undefined
  try {
    user = await lockFile(folder.usersLock, { mode: 'shared', waitMs: lockMs })
    if (!user) throw fault('SCH_STORE_BUSY', { at: { file: folder.usersLock } })
    const major = majorVersionOf(folder.data)
    if (major !== undefined && (await isAdopted(folder))) {
      return cluster({ folder, user, wish }, { major, isAdopted: true })
    }
    const binaries = binariesFor(folder, wish)
    const binFolder = runnable(folder, binaries)
    if (major === undefined) await makeCluster(folder, binFolder)
    await startServer(folder, binFolder)
    return cluster(
      { folder, user, wish },
      { major: binaries.major, origin: binaries.origin, isAdopted: false },
    )
  } catch (error) {
    await user?.close()
    throw error
  } finally {
    await starting.close()
  }
}

async function startLock(folder: ClusterFolder): Promise<ProcessLock> {
  const lock = await lockFile(folder.startLock, { mode: 'exclusive', waitMs: lockMs })
  if (!lock) throw fault('SCH_STORE_BUSY', { at: { file: folder.startLock } })
  return lock
}

function cluster(
  held: { readonly folder: ClusterFolder; readonly user: ProcessLock; readonly wish: ClusterWish },
  facts: { readonly major: number; readonly origin?: Binaries['origin']; readonly isAdopted: boolean },
): Cluster {
  const { folder, user, wish } = held
  let closing: Promise<void> | undefined
  let reviving: Promise<void> | undefined
  return {
    socketFolder: folder.socket,
    port: clusterPort,
    ...facts,
    async revive() {
      if (closing) throw fault('SCH_STORE_AWAY')
      reviving ??= reviveServer(folder, wish).finally(() => {
        reviving = undefined
      })
      await reviving
    },
    close() {
      closing ??= closeCluster(folder, user)
      return closing
    },
  }
}

async function reviveServer(folder: ClusterFolder, wish: ClusterWish): Promise<void> {
  const starting = await startLock(folder)
  try {
    if (!(await isAdopted(folder))) await startServer(folder, runnable(folder, binariesFor(folder, wish)))
  } finally {
    await starting.close()
  }
}

async function closeCluster(folder: ClusterFolder, user: ProcessLock): Promise<void> {
  const starting = await startLock(folder)
  try {
    await user.close()
    const alone = await lockFile(folder.usersLock, { mode: 'exclusive', waitMs: 0 })
    if (!alone) return
    await stopServer(folder)
    await alone.close()
  } finally {
    await starting.close()
  }
}

function binariesFor(folder: ClusterFolder, wish: ClusterWish): Binaries {
  const offered = wish.offered ?? binariesOnMachine()
  const major = majorVersionOf(folder.data)
  const found = chooseBinaries(offered, {
    ...(major === undefined ? {} : { major }),
    ...(wish.origin === undefined ? {} : { origin: wish.origin }),
  })
  if (found) return found
  if (major !== undefined) {
    const there = offered.map((one) => String(one.major)).join(', ') || '-'
    throw fault('SCH_STORE_MAJOR_VERSION', { at: { file: folder.data }, params: { major, there } })
  }
  throw fault('SCH_STORE_NO_BINARIES', { params: { majorMin: majorVersionMin } })
}

function runnable(folder: ClusterFolder, binaries: Binaries): string {
  const { packageFolder } = binaries
  if (packageFolder === undefined) return binaries.binFolder
  try {
    return npmRuntime(
      { ...binaries, packageFolder },
      { runtimeFolder: folder.runtime, account: folder.account },
    )
  } catch (error) {
    throw folderFault(error, folder.runtime)
  }
}

function asAccount(folder: ClusterFolder): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: folder.account.uid, gid: folder.account.gid } : {}
}

/** A C locale sorts the same everywhere and in every version; an upgrade of the system's libc then breaks no index. */
async function makeCluster(folder: ClusterFolder, binFolder: string): Promise<void> {
  rmSync(folder.unfinishedData, { recursive: true, force: true })
  const flags = [
    '--encoding=UTF8',
    '--locale=C',
    '--auth=reject',
    '--data-checksums',
    `--username=${clusterSuperuser}`,
  ]
  const log = logOf(folder)
  const child = spawn(join(binFolder, 'initdb'), ['-D', folder.unfinishedData, ...flags], {
    stdio: ['ignore', log.fd, log.fd],
    env: serverEnvironment,
    cwd: folder.root,
    ...asAccount(folder),
  })
  const status = await ending(child)
  closeSync(log.fd)
  if (status !== 0) {
    rmSync(folder.unfinishedData, { recursive: true, force: true })
    throw startFault(log.text(), folder.log)
  }
  // Only a complete cluster gets the name that is looked for.
  renameSync(folder.unfinishedData, folder.data)
}

/** No settings of the caller reach the server: PGPORT, PGDATA and the like would move it. */
const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Sessions outlive a killed server for moments, and no other may start beside them. */
const remnantsMs = 10_000

async function startServer(folder: ClusterFolder, binFolder: string): Promise<void> {
  writeAccess(folder)
  const until = performance.now() + remnantsMs
  for (;;) {
    const complaint = await tryStart(folder, binFolder)
    if (complaint === undefined) return
    if (!isPassing(complaint, folder.data) || performance.now() > until)
      throw startFault(complaint, folder.log)
    await sleep(remnantsPollMs)
  }
}

const remnantsPollMs = 200

/** Whether the server was only kept off by what a killed one leaves: its sessions, or itself until its parent has buried it. */
function isPassing(complaint: string, data: string): boolean {
  const lock = /lock file "([^"]+)" already exists/.exec(complaint)?.[1]
  if (lock === undefined) return /pre-existing shared memory block/.test(complaint)
  const holder = lockHolder(resolve(data, lock))
  return holder === undefined || hasEnded(holder)
}

/** @returns what the server said before it ended, or undefined if it runs */
async function tryStart(folder: ClusterFolder, binFolder: string): Promise<string | undefined> {
  const settings = {
    unix_socket_directories: folder.socket,
    unix_socket_permissions: '0700',
    listen_addresses: '',
    port: String(clusterPort),
    hba_file: join(folder.root, 'pg_hba.conf'),
    ident_file: join(folder.root, 'pg_ident.conf'),
    logging_collector: 'off',
    // A log line must not carry what a statement carried: parameters and failing rows may be personal data.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
  }
  const log = logOf(folder)
  const child = spawn(
    join(binFolder, 'postgres'),
    ['-D', folder.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
      env: serverEnvironment,
      cwd: folder.root,
      ...asAccount(folder),
    },
  )
  closeSync(log.fd)
  const ended = ending(child).then(() => 'ended' as const)
  const { pid } = child
  if (pid === undefined || (await Promise.race([ended, untilReady(folder, pid)])) === 'ended') {
    return log.text()
  }
  child.unref()
  return undefined
}

/** The kernel says who is on the other end of the socket; only the server's own account and root may be anybody. */
function writeAccess(folder: ClusterFolder): void {
  const names = [...new Set([folder.account.name, 'root'])]
  const roles = [clusterSuperuser, 'schleuse_owner', 'schleuse_app', 'schleuse_reader']
  const lines = names.flatMap((name) => roles.map((role) => `schleuse ${name} ${role}\n`))
  replaceFile(join(folder.root, 'pg_hba.conf'), 'local all all peer map=schleuse\n')
  replaceFile(join(folder.root, 'pg_ident.conf'), lines.join(''))
}

function replaceFile(file: string, text: string): void {
  rmSync(`${file}.new`, { force: true })
  appendFileSync(`${file}.new`, text, { mode: 0o644 })
  renameSync(`${file}.new`, file)
}

/**
 * Takes up the server that lives in the folder. One that ends meanwhile was stopped by somebody who was killed before he saw
 * its end, or is one that cannot start: another start says why.
 */
async function isAdopted(folder: ClusterFolder): Promise<boolean> {
  const living = livingPostmaster(folder.data)
  return living !== undefined && (await untilReady(folder, living.pid)) === 'ready'
}

async function untilReady(folder: ClusterFolder, pid: number): Promise<'ready' | 'ended'> {
  const until = performance.now() + startMs
  while (performance.now() < until) {
    const server = livingPostmaster(folder.data)
    if (server?.pid === pid && server.isReady) return 'ready'
    if (hasEnded(pid)) return 'ended'
    await sleep(pollMs)
  }
  throw fault('SCH_STORE_START_SLOW', { at: { file: folder.log }, params: { seconds: startMs / 1000 } })
}

/** SIGINT is PostgreSQL's fast shutdown: sessions are ended, a checkpoint is written. */
async function stopServer(folder: ClusterFolder): Promise<void> {
  const server = livingPostmaster(folder.data)
  if (!server) return
  process.kill(server.pid, 'SIGINT')
  const until = performance.now() + stopMs
  while (!hasEnded(server.pid)) {
    if (performance.now() > until) throw fault('SCH_STORE_STOP_SLOW', { params: { pid: server.pid } })
    await sleep(pollMs)
  }
}

async function ending(child: ReturnType<typeof spawn>): Promise<number | null> {
  const [status] = await Promise.race([once(child, 'exit'), once(child, 'error').then(() => [null])])
  return status
}

interface ServerLog {
  readonly fd: number
  /** What was written since this log was opened. */
  text(): string
}

function logOf(folder: ClusterFolder): ServerLog {
  if (existsSync(folder.log) && statSync(folder.log).size > logBytesMax) truncateSync(folder.log)
  const fd = openSync(folder.log, 'a', 0o600)
  const start = statSync(folder.log).size
  return { fd, text: () => readTail(folder.log, start) }
}

function readTail(file: string, start: number): string {
  return readFileSync(file).subarray(start).toString('utf8')
}
