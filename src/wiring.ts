/** Joins rooms and adapters into the program. Only this file and `main.ts` know both. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { getHeapStatistics } from 'node:v8'
import { csvDirectoryFile } from './adapters/csv/directory-file.ts'
import { directoryOfFiles } from './check/directory.ts'
import { runCheck } from './check/run.ts'
import type { ProgramParts } from './cli/program.ts'
import { isAnsweredYes } from './cli/question.ts'
import { stateLines } from './cli/state-words.ts'
import { openTerminal } from './cli/terminal.ts'
import { openReaderPool } from './extract/pool.ts'
import type { Speech } from './text/speech.ts'

/** Each reader may take 512 MB; matching keeps about two of them busy. */
const workersMax = 2

/** @param beforeReading called when the lists are loaded and reader processes are about to start */
export function wireProgram(beforeReading: () => void): ProgramParts {
  const now = () => performance.now()
  const environment = process.env
  const terminal = openTerminal({ stdout: process.stdout, stderr: process.stderr, environment, now })
  const checkTools = (speech: Speech) => ({
    ...terminal,
    speech,
    openPool: (options: { readonly workers: number }) => {
      beforeReading()
      return openReaderPool(options)
    },
    now,
    random: randomBytes,
    workingFolder: process.cwd(),
    workers: Math.min(workersMax, availableParallelism()),
  })
  return {
    version: versionOf(),
    environment,
    terminal,
    check: (call, speech) =>
      runCheck(call, {
        ...checkTools(speech),
        openDirectory: async (remark) =>
          directoryOfFiles(call, {
            directoryFile: csvDirectoryFile(),
            heapLimitBytes: getHeapStatistics().heap_size_limit,
            random: randomBytes,
            remark,
          }),
      }),
    rehearse: async (call, speech) => {
      const { runRehearse } = await import('./wiring/rehearse.ts')
      const { print, progress } = terminal
      return runRehearse(call, { speech, version: versionOf(), now: () => new Date(), print, progress })
    },
    state: async (call, speech) => {
      const { runState } = await import('./wiring/state.ts')
      return runState(call, {
        environment,
        account: accountOf(),
        now: () => new Date(),
        progress: terminal.progress,
        tell: terminal.tell,
        errors: process.stderr,
        version: versionOf(),
        isAgreed: async (facts) => {
          if (call.output === 'json' || !process.stdin.isTTY) return false
          for (const line of stateLines({ exit: 1, facts }, 'report', speech)) terminal.tell(line)
          return isAnsweredYes(speech.say('directory.question'), process)
        },
        speech,
        checkTools: checkTools(speech),
        firstRun: (fingerprint) => terminal.tell(speech.say('state.first-run', { fingerprint })),
      })
    },
  }
}

/** Systems without numbered accounts are not served: the trail has to name somebody. */
function accountOf(): number {
  if (process.getuid === undefined) throw new Error('the operating system has no numbered accounts')
  return process.getuid()
}

/** The package's own version; it stands beside `src` and beside `dist`. */
function versionOf(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return isManifest ? String(manifest.version) : ''
}
