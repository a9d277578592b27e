/** Commands of the program as the crash tests give them. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { environmentOf, schleuse } from '../support/run-check.ts'
import { must } from './scenario.ts'

type Fact = Readonly<Record<string, unknown>>

function environment(state: string) {
  return environmentOf({ SCHLEUSE_STATE: state, DATABASE_URL: '', SCHLEUSE_CONFIG: '' })
}

/** In a group of its own, so that it can be killed with all it has started. */
export function startCommand(state: string, ...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [schleuse, ...words, '--json'], {
    detached: true,
    env: environment(state),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

export function startProgram(file: string, ...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [file, ...words], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
}

export interface Ended {
  readonly status: number | null
  readonly facts: readonly Fact[]
  readonly stderr: string
}

export function command(state: string, ...words: readonly string[]): Ended {
  const ended = spawnSync(process.execPath, [schleuse, ...words, '--json'], {
    env: environment(state),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const facts: Fact[] = ended.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { status: ended.status, facts, stderr: ended.stderr }
}

/** @throws WrongState if it does not end well */
export function commandThatWorks(state: string, ...words: readonly string[]): readonly Fact[] {
  const ended = command(state, ...words)
  must(ended.status === 0, `schleuse ${words.join(' ')} ended with ${ended.status}: ${ended.stderr}`)
  return ended.facts
}
