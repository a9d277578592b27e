/** Where a cluster of our own lies, and what must be true of that place before a server is started in it. */
import { createHash } from 'node:crypto'
import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Fault, fault } from '../../std/fault.ts'
import { type Account, accountOfUid, clusterAccount } from './account.ts'

export interface ClusterFolder {
  /** Everything of this cluster. */
  readonly root: string
  readonly data: string
  /** Where `initdb` works until it has finished. */
  readonly unfinishedData: string
  readonly socket: string
  readonly log: string
  readonly runtime: string
  /** Held while a cluster is started or stopped. */
  readonly startLock: string
  /** Held, shared, by everyone who uses the cluster. */
  readonly usersLock: string
  readonly account: Account
}

/** Longest path of a UNIX socket on Linux without its closing zero byte (unix(7): sun_path is 108 bytes). */
const socketPathBytesMax = 107

/** PostgreSQL names its socket after the port, also where it listens on no network. */
export const clusterPort = 5432

/**
 * Makes the folders that are missing, readable by nobody but the account the server runs as.
 *
 * @param stateFolder absolute
 * @throws SCH_STORE_FOLDER_UNUSABLE, SCH_STORE_UNREACHABLE, SCH_STORE_DISK_FULL, SCH_STORE_WRONG_OWNER
 */
export function clusterFolder(stateFolder: string): ClusterFolder {
  const root = join(stateFolder, 'postgresql')
  const data = join(root, 'data')
  const account = accountOf(data)
  try {
    mkdirSync(stateFolder, { recursive: true, mode: 0o711 })
    refuseUnreachable(stateFolder, account)
    privateFolder(root, account)
    const socket = socketFolder(root, account)
    return {
      root,
      data,
      unfinishedData: join(root, 'data.unfinished'),
      socket,
      log: join(root, 'server.log'),
      runtime: join(stateFolder, 'runtime'),
      startLock: join(stateFolder, 'postgresql.start.lock'),
      usersLock: join(stateFolder, 'postgresql.users.lock'),
      account,
    }
  } catch (error) {
    throw folderFault(error, stateFolder)
  }
}

/** What a failed write below the state folder means. A fault stays what it is. */
export function folderFault(error: unknown, folder: string): Fault {
  if (error instanceof Fault) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  return fault(isFull ? 'SCH_STORE_DISK_FULL' : 'SCH_STORE_FOLDER_UNUSABLE', {
    at: { file: folder },
    cause: error,
  })
}

/** A server that runs as another account must be able to walk down to its data; below a private home it is not. */
function refuseUnreachable(folder: string, account: Account): void {
  if (process.getuid?.() !== 0) return
  for (let above = folder; above !== dirname(above); above = dirname(above)) {
    const { uid, gid, mode } = statSync(above)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) {
      throw fault('SCH_STORE_UNREACHABLE', { at: { file: above }, params: { account: account.name } })
    }
  }
}

/** The owner of an existing data folder, since PostgreSQL refuses any other; else the account of a new one. */
function accountOf(data: string): Account {
  const me = process.getuid?.() ?? 0
  if (!existsSync(data)) return clusterAccount()
  const owner = statSync(data).uid
  const account = accountOfUid(owner) ?? { name: String(owner), uid: owner, gid: statSync(data).gid }
  if (owner === 0 || (me !== 0 && me !== owner)) {
    throw fault('SCH_STORE_WRONG_OWNER', { at: { file: data }, params: { owner: account.name } })
  }
  return account
}

function privateFolder(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (process.getuid?.() === 0) chownSync(folder, account.uid, account.gid)
}

/** Beside the data, or in the temporary folder where that path would be too long for a socket. */
function socketFolder(root: string, account: Account): string {
  const beside = join(root, 'socket')
  const name = `/.s.PGSQL.${clusterPort}`
  if (Buffer.byteLength(beside + name) <= socketPathBytesMax) {
    privateFolder(beside, account)
    return beside
  }
  const digest = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const short = join(tmpdir(), `schleuse-${digest}`)
  privateFolder(short, account)
  // Somebody else may have made that name first, in a folder everyone can write to.
  const { uid, mode } = lstatSync(short)
  if (uid !== account.uid || (mode & 0o077) !== 0 || !lstatSync(short).isDirectory()) {
    throw fault('SCH_STORE_WRONG_OWNER', { at: { file: short }, params: { owner: String(uid) } })
  }
  return short
}

/** @returns undefined where there is no cluster yet */
export function majorVersionOf(data: string): number | undefined {
  const file = join(data, 'PG_VERSION')
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined
}
