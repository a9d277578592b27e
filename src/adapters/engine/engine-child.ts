import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { Readable, Writable } from 'node:stream'
import { encodeFrame, openFrames } from '../../std/frame.ts'
import { type Confinement, confinedCommand, type EngineLaunch, processorMs } from './confinement.ts'
import type { Order, Ticketed } from './exchange.ts'

/** Why a process is gone; `words` is what it said of itself, without any text that could be a customer's. */
export interface Death {
  readonly reason: 'memory' | 'broken'
  readonly words: string
  /** The program or what it needs is not on this machine. */
  readonly isMissing: boolean
}

/** Exit status of a shell that does not find a program, and of an engine of ours that does not find its library. */
const missingStatuses = [127, 3]

export interface EngineChild {
  send(order: Ticketed<Order>): void
  /** Ends the process at once. */
  kill(): void
  processorMs(): number | undefined
  /** Resolves when the process is gone and every answer it has written was handed out. */
  readonly gone: Promise<Death>
}

/** @limit the beginning of what a dying process says */
const complaintChars = 4_096

/** Starts an engine with an empty environment, behind the walls that this machine has. */
export function startEngineChild(
  launch: EngineLaunch,
  confinement: Confinement,
  onText: OnText,
): EngineChild {
  const [program = '', ...parameters] = confinedCommand(launch, confinement)
  const child = spawn(program, parameters, { stdio: ['pipe', 'ignore', 'pipe', 'pipe'], env: {}, cwd: '/' })
  return {
    gone: listen(child, onText),
    send: (order) => void ordersOf(child)?.write(encodeFrame(order)),
    kill: () => void child.kill('SIGKILL'),
    processorMs: () => processorMs(child.pid),
  }
}

/** Called with each frame that the process has written; without one if it writes what is no frame. */
type OnText = (text: string | undefined) => void

function listen(child: ChildProcess, onText: OnText): Promise<Death> {
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, complaintChars)
  })
  // A write to a process that has just died is told by its end; the error itself says nothing more.
  for (const stream of child.stdio) stream?.on('error', () => {})
  const answers = child.stdio[3]
  if (!(answers instanceof Readable)) throw new TypeError('the pipe for answers can be read')
  const texts: string[] = []
  const take = openFrames((text) => texts.push(text))
  answers.on('data', (chunk: Buffer) => {
    const isFramed = framesOf(take, chunk)
    for (const text of texts.splice(0)) onText(text)
    if (!isFramed) onText(undefined)
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve({ reason: 'broken', words: 'cannot be started', isMissing: false }))
    child.on('close', (status, signal) =>
      resolve({
        reason: deathOf(signal, complaint),
        words: traceOf(complaint),
        isMissing: missingStatuses.includes(status ?? 0),
      }),
    )
  })
}

function framesOf(take: (chunk: Buffer) => void, chunk: Buffer): boolean {
  try {
    take(chunk)
    return true
  } catch {
    return false
  }
}

function ordersOf(child: ChildProcess): Writable | undefined {
  return child.stdin instanceof Writable ? child.stdin : undefined
}

/** A kill that nobody here has ordered is the system's, for want of memory. */
function deathOf(signal: NodeJS.Signals | null, complaint: string): Death['reason'] {
  const isMemory = /out of memory|allocation failed|cannot allocate|bad_alloc/i.test(complaint)
  return isMemory || signal === 'SIGKILL' ? 'memory' : 'broken'
}

/** The lines of a trace only: what stands before them may be made of what was rendered. */
function traceOf(complaint: string): string {
  return complaint
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
