/** Processes of one engine: each works on one order after the other, is ended when it costs too much, and replaced when it is gone. */
import { randomBytes } from 'node:crypto'
import type { RenderContext } from '../../notice/renderer.ts'
import type { BranchSite } from '../../notice/template/branch.ts'
import { fault } from '../../std/fault.ts'
import { type Ordered, readAnswer } from './answer.ts'
import { type Confinement, type EngineLaunch, engineBytes } from './confinement.ts'
import { batchOf } from './context-batch.ts'
import { type Death, type EngineChild, startEngineChild } from './engine-child.ts'
import {
  type EngineFailure,
  type EngineResult,
  type EngineTemplate,
  type Order,
  templatesKeptMax,
} from './exchange.ts'

/** The process was ended, or ended itself, over this task. */
export interface Died {
  readonly kind: 'died'
  readonly reason: 'time' | 'memory'
}

export type CompileOutcome =
  | { readonly kind: 'compiled'; readonly sites: readonly (readonly BranchSite[])[] }
  | { readonly kind: 'refused'; readonly failure: EngineFailure }
  | Died

export type RenderOutcome = { readonly kind: 'rendered'; readonly results: readonly EngineResult[] } | Died

export interface EnginePool {
  compile(template: EngineTemplate): Promise<{ readonly number: number; readonly outcome: CompileOutcome }>
  /** @param number of a template that was compiled */
  render(number: number, contexts: readonly RenderContext[], isTraced: boolean): Promise<RenderOutcome>
  close(): Promise<void>
}

/** What an engine's program said when it failed: the lines of a trace. */
export class EngineFault extends Error {}

/**
 * Processor time that one order may take; a batch of mails takes some hundredths of it. The clock on the wall would end good
 * templates on a busy machine.
 */
const orderProcessorMs = 1_500
/**
 * @limit time on the wall that a process may take for one order. A process that waits uses no processor; nothing is said of the
 * template then. No machine is so busy that it needs so long.
 */
const orderWallMs = 5 * 60_000
const watchMs = 20
/** Nobody guesses it: an answer that a template makes by itself does not have it. */
const ticketBytes = 16
/** Orders on their way to a process, so that it never waits for the next one. */
const ordersAhead = 2
/** A process that holds more after a batch starts anew, so that the next one has all its memory. */
const freshBytes = engineBytes / 2

type Task =
  | {
      readonly kind: 'compile'
      readonly number: number
      readonly settle: (outcome: CompileOutcome) => void
      readonly reject: Reject
    }
  | {
      readonly kind: 'render'
      readonly number: number
      readonly contexts: readonly RenderContext[]
      readonly isTraced: boolean
      readonly settle: (outcome: RenderOutcome) => void
      readonly reject: Reject
    }
type Reject = (error: unknown) => void

/** What the next answer of a process is about. */
interface Expected {
  readonly what: 'setup' | 'forgotten' | 'template' | 'task'
  readonly ordered: Ordered
  readonly ticket: string
  readonly task: Task | undefined
}

/** A process that says what it was not asked, or nothing: what it was at is not decided. */
type Unsound = 'mistaken' | 'silent'
const unsound: Readonly<Record<Unsound, string>> = {
  mistaken: 'answers what was not asked',
  silent: 'does not answer',
}

interface Seat {
  readonly child: EngineChild
  readonly expected: Expected[]
  readonly known: Set<number>
  isReady: boolean
  /** It has answered a task. */
  isUsed: boolean
  /** Set when the pool ends the process itself. */
  ended: 'time' | 'fresh' | 'closed' | Unsound | undefined
  /** The order at which the watch last looked, when it came to it, and what the process had used by then. */
  watched: { readonly expected: Expected; readonly usedMs: number; readonly sinceMs: number } | undefined
}

interface Pool {
  readonly setup: EnginePoolSetup
  readonly templates: EngineTemplate[]
  readonly numbers: Map<string, number>
  readonly outcomes: Map<number, Promise<CompileOutcome>>
  readonly waiting: Task[]
  /** Tasks over which a process has died that may have died of what was in it before. */
  readonly retried: WeakSet<Task>
  readonly seats: Set<Seat>
  failure: Error | undefined
}

export interface EnginePoolSetup {
  readonly launch: EngineLaunch
  readonly confinement: Confinement
  readonly processes: number
  readonly nowMs: number
  readonly timeZone: string
  /** Milliseconds that only ever grow. */
  readonly clockMs?: () => number
}

export function openEnginePool(setup: EnginePoolSetup): EnginePool {
  const pool: Pool = {
    setup,
    templates: [],
    numbers: new Map(),
    outcomes: new Map(),
    waiting: [],
    retried: new WeakSet(),
    seats: new Set(),
    failure: undefined,
  }
  const clockMs = setup.clockMs ?? (() => performance.now())
  const watch = setInterval(() => {
    for (const seat of pool.seats) overlook(seat, clockMs())
  }, watchMs)
  watch.unref()
  return {
    async compile(template) {
      const number = numberOf(pool, template)
      const outcome = pool.outcomes.get(number) ?? queueCompile(pool, number)
      pool.outcomes.set(number, outcome)
      return { number, outcome: await outcome }
    },
    render: (number, contexts, isTraced) =>
      new Promise((settle, reject) => {
        queue(pool, { kind: 'render', number, contexts, isTraced, settle, reject })
      }),
    async close() {
      clearInterval(watch)
      failAll(pool, new Error('the renderer is closed'))
      for (const seat of pool.seats) end(seat, 'closed')
      await Promise.all([...pool.seats].map(({ child }) => child.gone))
    },
  }
}

function numberOf(pool: Pool, template: EngineTemplate): number {
  const text = JSON.stringify(template)
  const known = pool.numbers.get(text)
  if (known !== undefined) return known
  pool.numbers.set(text, pool.templates.length)
  return pool.templates.push(template) - 1
}

function queueCompile(pool: Pool, number: number): Promise<CompileOutcome> {
  return new Promise((settle, reject) => queue(pool, { kind: 'compile', number, settle, reject }))
}

function queue(pool: Pool, task: Task): void {
  if (pool.failure !== undefined) {
    task.reject(pool.failure)
    return
  }
  pool.waiting.push(task)
  if (pool.seats.size < pool.setup.processes && ![...pool.seats].some(isIdle)) seatEngine(pool)
  assign(pool)
}

const isIdle = ({ expected, ended }: Seat) => expected.length === 0 && ended === undefined

function seatEngine(pool: Pool): void {
  const { launch, confinement, nowMs, timeZone } = pool.setup
  const child = startEngineChild(launch, confinement, (text) => receive(pool, seat, text))
  const seat: Seat = {
    child,
    expected: [],
    known: new Set(),
    isReady: false,
    isUsed: false,
    ended: undefined,
    watched: undefined,
  }
  pool.seats.add(seat)
  send(
    seat,
    { kind: 'setup', nowMs, timeZone },
    { what: 'setup', ordered: { kind: 'ready' }, task: undefined },
  )
  void child.gone.then((death) => bury(pool, seat, death))
}

/** Tasks go to the process that has least to do. */
function assign(pool: Pool): void {
  while (pool.waiting.length > 0) {
    const free = [...pool.seats].filter(
      ({ expected, isReady, ended }) => isReady && ended === undefined && expected.length < ordersAhead,
    )
    const seat = free.sort((left, right) => left.expected.length - right.expected.length)[0]
    const task = seat && pool.waiting.shift()
    if (seat === undefined || task === undefined) return
    order(pool, seat, task)
  }
}

function order(pool: Pool, seat: Seat, task: Task): void {
  const { known } = seat
  const { number } = task
  const template = pool.templates[number]
  if (template === undefined) throw new TypeError('a template has a number before it is ordered')
  if (known.size >= templatesKeptMax && !known.has(number)) {
    known.clear()
    send(seat, { kind: 'forget' }, { what: 'forgotten', ordered: { kind: 'ready' }, task: undefined })
  }
  if (task.kind === 'compile' || !known.has(number)) {
    known.add(number)
    const ordered: Ordered = { kind: 'template', template }
    send(seat, { kind: 'template', number, template }, { what: 'template', ordered, task })
  }
  if (task.kind === 'compile') return
  const { contexts, isTraced } = task
  const ordered: Ordered = { kind: 'render', template, count: contexts.length, isTraced }
  send(seat, { kind: 'render', number, batch: batchOf(contexts), isTraced }, { what: 'task', ordered, task })
}

function send({ child, expected }: Seat, wanted: Order, awaited: Omit<Expected, 'ticket'>): void {
  const ticket = randomBytes(ticketBytes).toString('hex')
  expected.push({ ...awaited, ticket })
  child.send({ ...wanted, ticket })
}

/** @param text of one frame; undefined: there are no frames to be made of what came */
function receive(pool: Pool, seat: Seat, text: string | undefined): void {
  if (seat.ended === 'mistaken') return
  const next = seat.expected[0]
  const answer =
    next === undefined || text === undefined ? undefined : readAnswer(text, next.ordered, next.ticket)
  if (next === undefined || answer === undefined) {
    end(seat, 'mistaken')
    return
  }
  seat.expected.shift()
  if (next.what === 'setup') seat.isReady = true
  if (next.what === 'task') seat.isUsed = true
  const { task } = next
  if (task?.kind === 'compile' && (answer.kind === 'compiled' || answer.kind === 'refused'))
    task.settle(answer)
  if (task?.kind === 'render' && answer.kind === 'rendered') {
    task.settle(answer)
    if (answer.residentBytes > freshBytes && seat.ended === undefined) end(seat, 'fresh')
  }
  assign(pool)
}

/** A process is gone: the task it was at ends with it, the ones behind wait again. */
function bury(pool: Pool, seat: Seat, death: Death): void {
  pool.seats.delete(seat)
  const tasks = [...new Set(seat.expected.map(({ task }) => task))].filter((task) => task !== undefined)
  if (pool.failure !== undefined) {
    for (const task of tasks) task.reject(pool.failure)
    return
  }
  if (!seat.isReady && (seat.ended === undefined || isUnsound(seat.ended))) {
    failAll(pool, startFault(pool.setup.launch, death))
    return
  }
  // It has spoken unasked, and of no mail can be said that it is not what it spoke about.
  if (isUnsound(seat.ended) && tasks.length === 0) failAll(pool, failedFault(pool, unsound[seat.ended]))
  const [first, ...others] = tasks
  const isAgain =
    first !== undefined && (seat.ended === 'fresh' || mayHaveInherited(pool, seat, death, first))
  if (first !== undefined && !isAgain) mourn(pool, first, seat, death)
  pool.waiting.unshift(...(isAgain ? tasks : others))
  if (pool.waiting.length > 0) seatEngine(pool)
}

/** Memory may have been filled by the mails before: once, a task is tried again. */
function mayHaveInherited({ retried }: Pool, { isUsed, ended }: Seat, death: Death, task: Task): boolean {
  const isAgain = ended === undefined && death.reason === 'memory' && isUsed && !retried.has(task)
  if (isAgain) retried.add(task)
  return isAgain
}

function mourn(pool: Pool, task: Task, { ended }: Seat, death: Death): void {
  if (isUnsound(ended)) task.reject(failedFault(pool, unsound[ended]))
  else if (ended === undefined && death.reason === 'broken') task.reject(failedFault(pool, death.words))
  else task.settle({ kind: 'died', reason: ended === 'time' ? 'time' : 'memory' })
}

const isUnsound = (ended: Seat['ended']): ended is Unsound => ended === 'mistaken' || ended === 'silent'

function failedFault({ setup }: Pool, words: string): Error {
  return fault('SCH_ENGINE_FAILED', {
    params: { engine: setup.launch.name },
    cause: new EngineFault(words),
  })
}

function startFault({ name, systemPackage }: EngineLaunch, death: Death): Error {
  const cause = new EngineFault(death.words)
  return systemPackage !== undefined && death.isMissing
    ? fault('SCH_ENGINE_MISSING', { params: { engine: name, package: systemPackage }, cause })
    : fault('SCH_ENGINE_START', { params: { engine: name }, cause })
}

function failAll(pool: Pool, failure: Error): void {
  pool.failure = failure
  for (const task of pool.waiting.splice(0)) task.reject(failure)
}

function end(seat: Seat, reason: Seat['ended']): void {
  seat.ended = reason
  seat.child.kill()
}

function overlook(seat: Seat, nowMs: number): void {
  const at = seat.expected[0]
  if (at === undefined || seat.ended !== undefined) return
  const usedMs = seat.child.processorMs() ?? performance.now()
  const { watched } = seat
  if (watched?.expected !== at) seat.watched = { expected: at, usedMs, sinceMs: nowMs }
  else if (nowMs - watched.sinceMs > orderWallMs) end(seat, 'silent')
  // To get ready takes as long as the machine takes; what an order of ours costs is the template's doing.
  else if (at.task !== undefined && usedMs - watched.usedMs > orderProcessorMs) end(seat, 'time')
}
