import type { Place, UncheckedReason } from '../exposure/view.ts'
import type { Report } from './frame.ts'
import { defaultLimits, processBytes } from './limits.ts'
import { SourceUnreadable } from './message-bytes.ts'
import type { MessageSource, Piece, ReadOptions } from './piece.ts'
import type { Death, ReaderChild } from './reader-child.ts'
import { startReaderChild } from './reader-child.ts'

export interface ReaderPool {
  /**
   * Reads a message in a process of its own. A process that dies costs only what it had not yet said.
   *
   * @throws SourceUnreadable; whatever `onPiece` throws; ReaderFault for a fault of the program itself
   */
  read(source: MessageSource, options: ReadOptions, onPiece: (piece: Piece) => void): Promise<void>
  /** Ends every process; reads that are under way reject. */
  close(): Promise<void>
}

/** The program itself failed while it read, or no reader process can be started. */
export class ReaderFault extends Error {}

/** A reader ends by itself at its deadline; one that hangs in a single step is ended this much later. */
const graceMs = 250
/** How often memory and time of a busy process are looked at. */
const watchMs = 20
/** A process that holds more than this after a message starts anew, so that the next message has all its memory. */
const freshBytes = processBytes / 2

interface Task {
  readonly source: MessageSource
  readonly options: ReadOptions
  readonly onPiece: (piece: Piece) => void
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** A task that a process works on. */
interface Run {
  readonly task: Task
  readonly startedAt: number
  place: Place
  /** Set when the pool ends the process itself. */
  ended: { readonly reason: UncheckedReason } | { readonly error: unknown } | undefined
  /** Something of the message has reached the caller. */
  handed: boolean
  settled: boolean
}

interface Seat {
  readonly child: ReaderChild
  /** `leaving`: ended by the pool after its last message, gone soon. */
  state: 'starting' | 'ready' | 'leaving'
  /** The process has read a message before the one it reads now. */
  isUsed: boolean
  run: Run | undefined
}

interface Pool {
  readonly waiting: Task[]
  readonly seats: Set<Seat>
  /** Processes run under the system's memory limit; given up if none comes up that way. */
  isLimited: boolean
  /** Why nothing can be read any more. */
  failure: ReaderFault | undefined
  readonly deadlineMs: number
}

export interface PoolSetup {
  readonly workers: number
  /** Wall time for one message. */
  readonly deadlineMs?: number
}

export function openReaderPool({ workers, deadlineMs = defaultLimits.deadlineMs }: PoolSetup): ReaderPool {
  const pool: Pool = {
    waiting: [],
    seats: new Set(),
    isLimited: process.platform !== 'win32',
    failure: undefined,
    deadlineMs,
  }
  const watch = setInterval(() => {
    for (const seat of pool.seats) overlook(seat, deadlineMs)
  }, watchMs)
  watch.unref()
  for (let count = 0; count < workers; count++) seatReader(pool)
  return {
    read(source, options, onPiece) {
      return new Promise((resolve, reject) => {
        if (pool.failure !== undefined) return reject(pool.failure)
        pool.waiting.push({ source, options, onPiece, resolve, reject })
        assign(pool)
      })
    },
    async close() {
      clearInterval(watch)
      const failure = new ReaderFault('the reader pool is closed')
      failAll(pool, failure)
      for (const { child, run } of pool.seats) {
        if (run !== undefined) run.ended = { error: failure }
        child.kill()
      }
      await Promise.all([...pool.seats].map((seat) => seat.child.gone))
    },
  }
}

function seatReader(pool: Pool): void {
  const child = startReaderChild(pool.isLimited, (report) => receive(pool, seat, report))
  const seat: Seat = { child, state: 'starting', isUsed: false, run: undefined }
  pool.seats.add(seat)
  void child.gone.then((death) => bury(pool, seat, death))
}

/** A process is gone: what it was reading ends, and another one takes its place. */
function bury(pool: Pool, seat: Seat, death: Death): void {
  pool.seats.delete(seat)
  if (seat.run !== undefined && mayHaveInherited(seat, seat.run)) pool.waiting.unshift(seat.run.task)
  else if (seat.run !== undefined) mourn(seat.run, death)
  if (pool.failure !== undefined) return
  if (seat.state === 'starting' && !pool.isLimited) {
    failAll(pool, new ReaderFault('no reader process can be started'))
    return
  }
  if (seat.state === 'starting') pool.isLimited = false
  seatReader(pool)
}

/**
 * Whether a process may have died of what an earlier message left in it: it has read one, and had not yet said a word
 * of this one. Such a message is read once more, in a process of its own from the start, where it dies of itself or not.
 */
function mayHaveInherited(seat: Seat, run: Run): boolean {
  const isOrdered = run.ended !== undefined && !('reason' in run.ended && run.ended.reason === 'memory')
  return seat.isUsed && !run.handed && !run.settled && !isOrdered
}

function failAll(pool: Pool, failure: ReaderFault): void {
  pool.failure = failure
  for (const task of pool.waiting.splice(0)) task.reject(failure)
}

function receive(pool: Pool, seat: Seat, report: Report): void {
  if (report.kind === 'ready') {
    seat.state = 'ready'
    assign(pool)
    return
  }
  const { run } = seat
  if (run === undefined || run.settled || (run.ended !== undefined && 'error' in run.ended)) return
  switch (report.kind) {
    case 'at':
      run.place = report.place
      break
    case 'done':
      settle(run, run.task.resolve)
      release(pool, seat, report.residentBytes)
      break
    case 'unreadable':
      settle(run, () => run.task.reject(new SourceUnreadable(report.code)))
      release(pool, seat, 0)
      break
    case 'fault':
      settle(run, () => run.task.reject(new ReaderFault(report.message)))
      release(pool, seat, 0)
      break
    default:
      hand(seat, run, report)
  }
}

function release(pool: Pool, seat: Seat, residentBytes: number): void {
  seat.run = undefined
  seat.isUsed = true
  if (residentBytes <= freshBytes) {
    assign(pool)
    return
  }
  seat.state = 'leaving'
  seat.child.kill()
}

function assign(pool: Pool): void {
  for (const seat of pool.seats) {
    if (seat.state !== 'ready' || seat.run !== undefined) continue
    const task = pool.waiting.shift()
    if (task === undefined) return
    seat.run = {
      task,
      startedAt: performance.now(),
      place: 'message/rfc822',
      ended: undefined,
      handed: false,
      settled: false,
    }
    seat.child.send({ source: task.source, options: task.options, deadlineMs: pool.deadlineMs })
  }
}

/** What the process had not said is unchecked; why it ended is the pool's own doing or read from the way it died. */
function mourn(run: Run, death: Death): void {
  const { ended } = run
  if (ended !== undefined && 'error' in ended) {
    settle(run, () => run.task.reject(ended.error))
    return
  }
  settle(run, () => {
    try {
      run.task.onPiece({ kind: 'unchecked', place: run.place, reason: ended?.reason ?? death })
      run.task.resolve()
    } catch (error) {
      run.task.reject(error)
    }
  })
}

function settle(run: Run, how: () => void): void {
  if (run.settled) return
  run.settled = true
  how()
}

function hand(seat: Seat, run: Run, piece: Piece): void {
  run.handed = true
  try {
    run.task.onPiece(piece)
  } catch (error) {
    run.ended = { error }
    seat.child.kill()
  }
}

function overlook({ child, run }: Seat, deadlineMs: number): void {
  if (run === undefined || run.ended !== undefined) return
  if (performance.now() - run.startedAt > deadlineMs + graceMs) run.ended = { reason: 'timeout' }
  else if (child.residentBytes() > processBytes) run.ended = { reason: 'memory' }
  if (run.ended !== undefined) child.kill()
}
