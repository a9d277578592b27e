/**
 * Locks between processes of one machine, held by the kernel: `flock(2)` through util-linux, in a child that ends when its
 * parent does - also by kill -9, since its standard input closes. So no lock is ever stale, and none needs guessing.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fault } from '../../std/fault.ts'

export interface ProcessLock {
  /** Idempotent; resolves when the kernel has released the lock. */
  close(): Promise<void>
}

/** `flock` exits with this status if the lock was not had in time; no command of ours uses it. */
const busyStatus = 75

/**
 * @param file is created if missing and never removed: removing a lock file would let two processes lock two files
 * @param waitMs how long to wait for others; 0 asks once
 * @returns undefined if others still hold it after that time
 * @throws SCH_STORE_LOCK where locks cannot be had at all
 */
export async function lockFile(
  file: string,
  options: { readonly mode: 'exclusive' | 'shared'; readonly waitMs: number },
): Promise<ProcessLock | undefined> {
  const wait = options.waitMs === 0 ? ['--nonblock'] : ['--timeout', String(options.waitMs / 1000)]
  const flags = [`--${options.mode}`, '--conflict-exit-code', String(busyStatus), ...wait]
  const child = spawn('flock', [...flags, file, 'sh', '-c', 'echo locked; exec cat'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: an interrupt typed at the terminal must not release the lock before we do.
    detached: true,
  })
  const complaint: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => complaint.push(chunk))
  const outcome = await Promise.race([
    once(child.stdout, 'data').then(() => 'locked' as const),
    once(child, 'exit').then(([status]) => (status === busyStatus ? ('busy' as const) : ('failed' as const))),
    once(child, 'error').then(() => 'failed' as const),
  ])
  if (outcome === 'busy') return undefined
  if (outcome === 'failed') {
    throw fault('SCH_STORE_LOCK', {
      at: { file },
      params: { why: Buffer.concat(complaint).toString().trim() },
    })
  }
  child.unref()
  return held(child)
}

function held(child: ChildProcess): ProcessLock {
  const exited = once(child, 'exit')
  return {
    async close() {
      child.ref()
      child.stdin?.end()
      if (child.exitCode === null && child.signalCode === null) await exited
    },
  }
}
