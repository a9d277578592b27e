import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { encodeFrame, openFrames } from '../std/frame.ts'
import type { Job, Report } from './frame.ts'
import { processBytes } from './limits.ts'

/** Why a child is gone, as far as the pool can tell. */
export type Death = 'memory' | 'broken'

export interface ReaderChild {
  send(job: Job): void
  /** Ends the process at once. */
  kill(): void
  /** Memory the process holds now, or 0 where the system does not tell. */
  residentBytes(): number
  /** Resolves when the process is gone and every report it has written was handed out. */
  readonly gone: Promise<Death>
}

/** Heap of the language; the rest of the process's memory is for bytes. */
const heapMegabytes = 256

/**
 * Address space that the engine reserves for code and never fills, but which the system counts as data: 512 MB for the
 * program and as much for the thread at the lifeline (measured with Node 24 on x86-64).
 */
const codeReserveBytes = 2 * 512 * 1024 * 1024

/** Resident memory stays this much below what the limit counts (measured: a limit of 900,000 KB ends at 360 MB resident). */
const marginBytes = 32 * 1024 * 1024

/** Beginning of what a dying process says; the engine names the reason in its first lines. */
const complaintChars = 4_096

/**
 * Starts a reader process with an empty environment and a limit on its data segment. The limit of the address space
 * (RLIMIT_AS) is of no use here, because the engine reserves far more than it fills.
 *
 * @param isLimited false where the system's shell cannot set the limit; then only the pool's own watch holds
 */
export function startReaderChild(isLimited: boolean, onReport: (report: Report) => void): ReaderChild {
  const source = fileURLToPath(
    new URL(`./reader-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  )
  const node = [process.execPath, `--max-old-space-size=${heapMegabytes}`, '--no-warnings', source]
  const limitKilobytes = (processBytes + codeReserveBytes - marginBytes) / 1024
  const command = isLimited
    ? ['/bin/sh', '-c', 'ulimit -d "$1" && shift && exec "$@"', 'sh', `${limitKilobytes}`, ...node]
    : node
  const [program = '', ...parameters] = command
  const child = spawn(program, parameters, { stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'], env: {} })
  return { ...listen(child, onReport), send: (job) => jobsOf(child)?.write(encodeFrame(job)) }
}

function listen(child: ChildProcess, onReport: (report: Report) => void) {
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, complaintChars)
  })
  // A write to a process that has just died is told by its end; the error itself says nothing more.
  for (const stream of child.stdio) stream?.on('error', () => {})
  const pieces = child.stdio[3]
  if (!(pieces instanceof Readable)) throw new TypeError('the pipe for pieces can be read')
  pieces.on(
    'data',
    openFrames((text) => onReport(JSON.parse(text))),
  )
  const gone = new Promise<Death>((resolve) => {
    child.on('error', () => resolve('broken'))
    child.on('close', (_, signal) => resolve(deathOf(signal, complaint)))
  })
  return { gone, kill: () => void child.kill('SIGKILL'), residentBytes: () => residentBytesOf(child.pid) }
}

function jobsOf(child: ChildProcess): Writable | undefined {
  return child.stdin instanceof Writable ? child.stdin : undefined
}

/** A kill that nobody here has ordered is the system's, for want of memory. */
function deathOf(signal: NodeJS.Signals | null, complaint: string): Death {
  const isMemory = /out of memory|allocation failed|cannot allocate|bad_alloc/i.test(complaint)
  return isMemory || signal === 'SIGKILL' ? 'memory' : 'broken'
}

const pageBytes = 4_096

function residentBytesOf(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1] ?? 0) * pageBytes
  } catch {
    return 0
  }
}
