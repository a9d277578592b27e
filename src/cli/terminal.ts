/** Where a run speaks: results to standard output, everything else to standard error. */
import { fault } from '../std/fault.ts'
import { printable } from '../text/printable.ts'

/** What is used of a stream of Node. */
export interface OutputStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string, done: (error?: Error | null) => void): boolean
  on(event: 'error', listener: (error: Error) => void): unknown
}

export interface Terminal {
  /**
   * Resolves once the lines are written, so that whoever reads them slowly slows the run down.
   *
   * @throws Fault SCH_OUTPUT_CLOSED when nobody reads any more, SCH_MACHINE when they cannot be written
   */
  print(lines: readonly string[]): Promise<void>
  /** One sentence on standard error. */
  tell(sentence: string): void
  /** One line on standard error that the next one replaces; nothing unless that is a terminal. */
  progress(sentence: string): void
  /** Takes the line of progress away. */
  endProgress(): void
  /** Room for a line of text on standard output; undefined unless that is a terminal. */
  readonly columns: number | undefined
  /** Writes a word in a colour, if standard output shows colours. */
  mark(word: string, meaning: 'danger' | 'caution' | 'good'): string
}

export interface TerminalParts {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
}

/** More often nobody can read it. */
const progressEveryMs = 100

const eraseLine = '\r\u001b[K'
const colours = { danger: '31;1', caution: '33', good: '32' } as const

export function openTerminal({ stdout, stderr, environment, now }: TerminalParts): Terminal {
  // The callback of each write tells of errors; without a listener the same error would end the process.
  stdout.on('error', () => {})
  stderr.on('error', () => {})
  const hasColours = stdout.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb'
  let isProgressShown = false
  let nextProgressAt = Number.NEGATIVE_INFINITY
  const say = (text: string) => void stderr.write(text, () => {})
  const endProgress = () => {
    if (isProgressShown) say(eraseLine)
    isProgressShown = false
  }
  return {
    async print(lines) {
      if (lines.length === 0) return
      endProgress()
      await writeOut(stdout, `${lines.join('\n')}\n`)
    },
    tell(sentence) {
      endProgress()
      say(`${printable(sentence)}\n`)
    },
    progress(sentence) {
      if (stderr.isTTY !== true || now() < nextProgressAt) return
      nextProgressAt = now() + progressEveryMs
      isProgressShown = true
      say(`${eraseLine}${printable(sentence)}`)
    },
    endProgress,
    columns: stdout.isTTY === true ? readableColumns(stdout.columns) : undefined,
    mark: (word, meaning) => (hasColours ? `\u001b[${colours[meaning]}m${word}\u001b[0m` : word),
  }
}

/** @limit longer lines are hard to follow, shorter ones are one word each */
const columnsMax = 100
const columnsMin = 40

/** @param columns 0 or nothing where the terminal does not know its width */
function readableColumns(columns: number | undefined): number {
  return Math.max(columnsMin, Math.min(columnsMax, columns || 80))
}

function writeOut(stdout: OutputStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stdout.write(text, (error) => {
      if (!error) return resolve()
      const reason = 'code' in error ? String(error.code) : 'unknown'
      const isClosed = reason === 'EPIPE' || reason === 'ERR_STREAM_DESTROYED'
      reject(
        isClosed
          ? fault('SCH_OUTPUT_CLOSED', { cause: error })
          : fault('SCH_MACHINE', { params: { reason }, cause: error }),
      )
    })
  })
}
