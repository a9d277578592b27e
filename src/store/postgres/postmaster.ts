/** The server process of a data folder, as its own `postmaster.pid` tells of it. */
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

export interface Postmaster {
  readonly pid: number
  readonly isReady: boolean
}

/**
 * The living server of this folder. A pid that another program has by now is no server: what counts is the process's own
 * working folder, which PostgreSQL sets to the data folder.
 *
 * @source PostgreSQL, src/include/utils/pidfile.h: line 1 pid, line 2 data folder, line 8 status
 */
export function livingPostmaster(data: string): Postmaster | undefined {
  const lines = readLines(join(data, 'postmaster.pid'))
  const pid = Number.parseInt(lines[0] ?? '', 10)
  if (!(pid > 0) || !isServerOf(pid, data)) return undefined
  return { pid, isReady: lines[7]?.trim() === 'ready' }
}

/** The process a lock file of PostgreSQL names; undefined if the file has gone meanwhile. */
export function lockHolder(file: string): number | undefined {
  const pid = Number.parseInt(readLines(file)[0] ?? '', 10)
  return pid > 0 ? pid : undefined
}

function isServerOf(pid: number, data: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    return false
  }
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Whether the process has gone; a zombie has. */
export function hasEnded(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'Z'
  } catch {
    return true
  }
}
