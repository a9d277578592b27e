/** `schleuse serve` as a process of its own, on a free port, with what it logged. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { hasEnded, livingPostmaster } from '../../src/store/postgres/postmaster.ts'
import { environmentOf, schleuse } from './run-check.ts'

export interface Serving {
  readonly child: ChildProcess
  readonly pid: number
  /** Where it listens, as it logged it; the first line of that kind is waited for. */
  address(): Promise<string>
  /** Events of the log so far. */
  events(): readonly Record<string, unknown>[]
  readonly text: () => string
  /** Exit status and signal. */
  ended(): Promise<readonly [number | null, NodeJS.Signals | null]>
}

/** A folder for state and settings; its server ends with the test. */
export function servePlace(): { readonly folder: string; readonly state: string; readonly data: string } {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-serve-'))
  chmodSync(folder, 0o711)
  const state = join(folder, 'state')
  const data = join(state, 'postgresql', 'data')
  onTestFinished(async () => {
    const server = livingPostmaster(data)
    if (server) {
      process.kill(server.pid, 'SIGQUIT')
      while (!hasEnded(server.pid)) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    rmSync(folder, { recursive: true, force: true })
  })
  return { folder, state, data }
}

export function startServe(
  { folder, state }: { readonly folder: string; readonly state: string },
  words: readonly string[] = ['--listen', '127.0.0.1:0'],
  environment: Readonly<Record<string, string>> = {},
): Serving {
  const child = spawn(process.execPath, [schleuse, 'serve', ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf({ SCHLEUSE_STATE: state, DATABASE_URL: '', ...environment }),
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  child.stderr.on('data', (piece) => {
    text += piece
  })
  child.stdout.on('data', (piece) => {
    text += `on standard output: ${piece}`
  })
  const exit = once(child, 'close')
  const { pid = 0 } = child
  const events = () =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line): Record<string, unknown> => JSON.parse(line))
  const ended = async (): Promise<readonly [number | null, NodeJS.Signals | null]> => {
    const [status, signal] = await exit
    return [status, signal]
  }
  return {
    child,
    pid,
    events,
    ended,
    text: () => text,
    async address() {
      for (;;) {
        const found = events().find(({ event }) => event === 'listening')
        if (found) return String(found.address)
        if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}: ${text}`)
        await new Promise((resolve) => setTimeout(resolve, 30))
      }
    },
  }
}

/** Another command on the same state, by default with a database of its own there. */
export function command(
  {
    folder,
    state,
    environment = {},
  }: { folder: string; state: string; environment?: Readonly<Record<string, string>> },
  ...words: readonly string[]
) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [schleuse, ...words, '--json'], {
    cwd: folder,
    encoding: 'utf8',
    env: environmentOf({ SCHLEUSE_STATE: state, DATABASE_URL: '', ...environment }),
  })
  const facts: readonly Record<string, unknown>[] = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { status, facts, stderr }
}
