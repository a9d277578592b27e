/** State folders and store holders of the database tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { hasEnded, livingPostmaster } from '../../src/store/postgres/postmaster.ts'

/** A state folder that is gone when the test is over, with the server that may still run in it. */
export function stateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-state-'))
  // As /var/lib/schleuse would be: started by root, the server runs as another account and must get in.
  chmodSync(folder, 0o711)
  onTestFinished(async () => {
    const server = livingPostmaster(dataOf(folder))
    if (server) {
      process.kill(server.pid, 'SIGQUIT')
      while (!hasEnded(server.pid)) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

export function dataOf(folder: string): string {
  return join(folder, 'postgresql', 'data')
}

const holderFile = fileURLToPath(new URL('../support/store-holder.ts', import.meta.url))

export interface Holder {
  readonly child: ChildProcess
  /** How it got its cluster: `system`, `npm` or `adopted`. */
  readonly origin: string
  stop(): Promise<number | null>
}

/** Starts another process that holds the store of this folder open. */
export async function holder(folder: string, origin?: 'system' | 'npm'): Promise<Holder> {
  const child = spawn(process.execPath, [holderFile, folder, ...(origin ? [origin] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit')
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    ended.then(([status]) => Promise.reject(new Error(`the holder ended with ${status}`))),
  ])
  return {
    child,
    origin: String(line).trim(),
    async stop() {
      child.stdin.end()
      const [status] = await ended
      return status
    },
  }
}
