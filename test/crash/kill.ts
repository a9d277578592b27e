/** Kills a process with all that belongs to it, as a crash does: -9, without a word. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasEnded, livingPostmaster } from '../../src/store/postgres/postmaster.ts'
import { childrenOf, killQuietly } from '../store/given-server.ts'
import { dataOf } from '../store/state-folder.ts'

/** Who dies: the program alone, so that its server lives on and is adopted; or the server and its sessions with it. */
export const victims = ['program', 'program and server'] as const
export type Victim = (typeof victims)[number]

export async function killAll(
  child: ChildProcess,
  victim: Victim,
  folders: readonly string[],
): Promise<void> {
  const servers =
    victim === 'program' ? [] : folders.flatMap((folder) => livingPostmaster(dataOf(folder))?.pid ?? [])
  const pids = servers.flatMap((server) => [server, ...childrenOf(server)])
  const exit = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
  // The launcher starts the program in a process of its own: both are one group.
  killGroup(child.pid)
  for (const pid of pids) killQuietly(pid)
  await exit
  while (!pids.every(hasEnded)) await sleep(5)
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All of it has ended by itself.
  }
}

/** Servers that nobody uses any more. */
export async function stopServers(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const server = livingPostmaster(dataOf(folder))
    if (!server) continue
    process.kill(server.pid, 'SIGQUIT')
    while (!hasEnded(server.pid)) await sleep(20)
  }
}
