/** Commands of the foreign system, each in a process group of its own that ends with it if it is too late. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Command, CommandEnd } from '../../notice/isolation/isolation.ts'

export interface CommandRuns {
  start(id: number, command: Command): void
  stop(id: number): void
}

/** End of what a command wrote, for a person who looks for its fault. */
const saidChars = 8_000

export function openCommandRuns(onEnd: (id: number, end: CommandEnd) => void): CommandRuns {
  const running = new Map<number, ChildProcess>()
  const stop = (id: number) => killGroup(running.get(id))
  return {
    stop,
    start(id, command) {
      const [program = '', ...parameters] = command.run
      const child = spawn(program, parameters, {
        cwd: command.folder,
        env: {
          PATH: process.env.PATH,
          LANG: process.env.LANG,
          HOME: process.env.HOME,
          ...command.environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      })
      running.set(id, child)
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said = (said + text).slice(-saidChars)
        })
      let isLate = false
      const deadline = setTimeout(() => {
        isLate = true
        stop(id)
      }, command.timeoutMs)
      const end = (outcome: CommandEnd) => {
        clearTimeout(deadline)
        if (running.delete(id)) onEnd(id, outcome)
      }
      child.on('error', (error) =>
        end({ kind: 'not-started', code: 'code' in error ? String(error.code) : 'unknown' }),
      )
      // Not `close`: what it left in the background may hold its outputs for ever.
      child.on('exit', (code) => {
        setImmediate(() => end(isLate ? { kind: 'too-late' } : { kind: 'done', exitCode: code ?? 128, said }))
      })
    },
  }
}

function killGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has just ended.
  }
}
