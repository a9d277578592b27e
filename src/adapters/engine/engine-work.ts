/** The inside of an engine's process: takes orders from standard input, one at a time, and writes answers to a pipe of its own. */
import { readSync } from 'node:fs'
import type { RenderContext, RenderValue } from '../../notice/renderer.ts'
import type { BranchSite } from '../../notice/template/branch.ts'
import { encodeFrame, writeWhole } from '../../std/frame.ts'
import { EngineError } from './engine-error.ts'
import type { Answer, EngineFailure, EngineResult, EngineTemplate, Order, Ticketed } from './exchange.ts'
import { Meter } from './meter.ts'

/** A template that its engine has read. */
export interface Compiled {
  /** For each source, parts first. */
  readonly sites: readonly (readonly BranchSite[])[]
  /**
   * @param context frozen, own properties only; nobody else's
   * @returns the texts of the parts
   * @throws EngineError
   */
  readonly render: (context: RenderContext, meter: Meter) => readonly string[]
  /** What an error of the engine's own means, and where; undefined: it is told nowhere. */
  readonly failureOf: (error: unknown, meter: Meter) => EngineFailure | undefined
}

/** @throws EngineError for what the engine cannot read or must not do */
export type Compile = (template: EngineTemplate) => Compiled

const ordersFd = 0
const answersFd = 3

/** Answers orders until there are none. */
export function workAsEngine(compile: Compile): void {
  const kept = new Map<number, Compiled>()
  const chance = openChance()
  const answer = (order: Order): Answer => {
    switch (order.kind) {
      case 'setup':
        standStill(order.nowMs, order.timeZone, chance.throwDice)
        return { kind: 'ready' }
      case 'template':
        return keep(kept, order.number, () => compile(order.template))
      case 'forget':
        kept.clear()
        return { kind: 'ready' }
      case 'render':
        return renderBatch(kept.get(order.number), order, chance.restart)
    }
  }
  for (let order = nextOrder(); order !== undefined; order = nextOrder()) {
    writeWhole(answersFd, encodeFrame({ ...answer(order), ticket: order.ticket } satisfies Ticketed<Answer>))
  }
}

function keep(kept: Map<number, Compiled>, number: number, compile: () => Compiled): Answer {
  try {
    const compiled = compile()
    kept.set(number, compiled)
    return { kind: 'compiled', sites: compiled.sites }
  } catch (error) {
    if (error instanceof EngineError) return { kind: 'refused', failure: error.failure }
    // Nested deeper than the engine can follow.
    if (error instanceof RangeError) return { kind: 'refused', failure: { reason: 'memory', source: 0 } }
    throw error
  }
}

function renderBatch(
  compiled: Compiled | undefined,
  { batch, isTraced }: Extract<Order, { kind: 'render' }>,
  restartChance: () => void,
): Answer {
  if (compiled === undefined) throw new Error('a template is compiled before it is rendered')
  for (const value of batch.shared) deepFreeze(value)
  const results = batch.contexts.map(({ own, shared }): EngineResult => {
    const context: Record<string, RenderValue> = { ...own }
    for (const [name, at] of Object.entries(shared)) context[name] = batch.shared[at] ?? null
    restartChance()
    return renderOne(compiled, deepFreeze(context), isTraced)
  })
  return { kind: 'rendered', results, residentBytes: process.memoryUsage.rss() }
}

function renderOne(compiled: Compiled, context: RenderContext, isTraced: boolean): EngineResult {
  const meter = new Meter(isTraced)
  try {
    const texts = compiled.render(context, meter)
    const visited = meter.visited()
    return visited === undefined ? { texts } : { texts, visited }
  } catch (error) {
    return { failure: failureOf(compiled, error, meter) }
  }
}

function failureOf(compiled: Compiled, error: unknown, meter: Meter): EngineFailure {
  if (error instanceof EngineError) return error.failure
  // The engine went too deep, or made a text longer than the language can hold.
  if (error instanceof RangeError) return { reason: 'memory', source: meter.source }
  const failure = compiled.failureOf(error, meter)
  if (failure !== undefined) return failure
  throw error
}

function deepFreeze<Value extends RenderValue>(value: Value): Value {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
  return value
}

interface Chance {
  readonly throwDice: () => number
  /** Before each mail: two runs throw the same. */
  readonly restart: () => void
}

/** Numbers that look like chance: a linear congruence modulo 2^32. @source Numerical Recipes, 2nd edition, section 7.1 */
function openChance(): Chance {
  const start = 0x9e37_79b9
  let state = start
  return {
    restart() {
      state = start
    },
    throwDice() {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
      return (state >>> 0) / 4_294_967_296
    },
  }
}

/** Time stands still and dice fall the same way, so that two runs differ in nothing but their contexts. */
function standStill(nowMs: number, timeZone: string, random: () => number): void {
  process.env.TZ = timeZone
  const Real = Date
  const standing = function (...parameters: []) {
    if (new.target === undefined) return new Real(nowMs).toString()
    return Reflect.construct(Real, parameters.length === 0 ? [nowMs] : parameters)
  }
  Object.defineProperties(standing, {
    ...Object.getOwnPropertyDescriptors(Real),
    now: { value: () => nowMs },
  })
  const math = Object.create(null, { ...Object.getOwnPropertyDescriptors(Math), random: { value: random } })
  for (const [name, value] of Object.entries({ Date: standing, Math: Object.freeze(math) })) {
    Object.defineProperty(globalThis, name, { value, writable: false, configurable: false })
  }
}

function nextOrder(): Ticketed<Order> | undefined {
  const head = readExactly(4)
  const body = head && readExactly(head.readUInt32LE(0))
  return body && JSON.parse(body.toString('utf8'))
}

/** @returns undefined where the orders end */
function readExactly(size: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  while (length < size) {
    const count = readSync(ordersFd, bytes, length, size - length, null)
    if (count === 0) return undefined
    length += count
  }
  return bytes
}
