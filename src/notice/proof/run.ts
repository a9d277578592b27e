/** Goes through a program as an engine would, on every way at once. */
import type { Position } from '../template/template.ts'
import { asList } from './call.ts'
import { evaluate } from './evaluate.ts'
import { enteredValue } from './look-up.ts'
import {
  type Closure,
  type EnteredPartial,
  type Frame,
  isSameVariables,
  joinVariables,
  type Machine,
  report,
  type Surroundings,
  show,
  type Variables,
  within,
} from './machine.ts'
import type { Expression, Loop, LoopFigures, PartialCall, Program, ProgramNode, Section } from './syntax.ts'
import { taintOfPresence, taintOfSurface, taintOfWhole } from './taint.ts'
import {
  chosen,
  joinTaints,
  joinValues,
  type Shape,
  scalar,
  type Taint,
  untainted,
  type Value,
} from './value.ts'

interface Placed {
  readonly at: Position
}

/** @limit turns until nothing changes; each turn can only add to what a name may be */
const turnsMax = 12

export function run(outer: Machine, program: Program, around: Surroundings): void {
  const machine = withDefinitions(outer, program, around)
  for (const node of program) {
    machine.state.stepsLeft -= 1
    if (machine.state.stepsLeft === 0) machine.findings.open(node.at, 'too-complex', '')
    if (machine.state.stepsLeft <= 0) return
    runNode(machine, node, around)
  }
}

/** What a program defines is there before anything of it runs. */
function withDefinitions(machine: Machine, program: Program, around: Surroundings): Machine {
  const definitions = program.filter((node) => node.kind === 'definition')
  if (definitions.length === 0) return machine
  const blocks = new Map(machine.blocks)
  const inside = { ...machine, blocks }
  for (const { name, body } of definitions)
    blocks.set(name, { program: body, machine: inside, around, seesEntered: false })
  return inside
}

function runNode(machine: Machine, node: ProgramNode, around: Surroundings): void {
  const { state } = machine
  switch (node.kind) {
    case 'text':
    case 'definition':
      return
    case 'output':
      show(machine, node.value.at, taintOfWhole(machine, evaluate(machine, node.value), node.value.at))
      break
    case 'choice':
      runChoice(machine, node, around)
      break
    case 'loop':
      runLoop(machine, node, around)
      break
    case 'section':
      runSection(machine, node, around)
      break
    case 'assignment':
      setVariable(machine, node.name, evaluate(machine, node.value))
      break
    case 'capture': {
      const outside = state.captured
      state.captured = untainted
      run(machine, node.body, around)
      setVariable(machine, node.name, scalar(state.captured))
      state.captured = outside
      return
    }
    case 'partial':
      runPartial(machine, node, around)
      break
    case 'leave-loop':
      state.exits.push(state.variables)
      return
    case 'opaque':
      machine.findings.open(node.at, node.reason, node.name)
  }
}

function setVariable({ state }: Machine, name: string, value: Value): void {
  state.variables = new Map([...state.variables, [name, { value, isSure: true }]])
}

/** Every condition is looked at: even one that is not reached may be what decides. */
function runChoice(
  machine: Machine,
  node: Extract<ProgramNode, { kind: 'choice' }>,
  around: Surroundings,
): void {
  const { state } = machine
  const before = state.variables
  const ends: Variables[] = []
  for (const { conditions, body } of node.alternatives) {
    for (const condition of conditions) decide(machine, condition)
    state.variables = node.isCumulative ? joinVariables([before, ...ends]) : before
    run(machine, body, around)
    ends.push(state.variables)
  }
  state.variables = before
  run(machine, node.otherwise, around)
  state.variables = joinVariables([state.variables, ...ends])
}

function decide(machine: Machine, condition: Expression): void {
  report(
    machine,
    condition.at,
    'decides',
    taintOfPresence(machine, evaluate(machine, condition), condition.at),
  )
}

function runLoop(machine: Machine, node: Loop, around: Surroundings): void {
  const over = evaluate(machine, node.over)
  const at = node.over.at
  const bounds = joinTaints(
    untainted,
    ...node.bounds.map((bound) => taintOfSurface(machine, evaluate(machine, bound), bound.at)),
  )
  const list = turnsOf(machine, over, at)
  const taint = joinTaints(list.taint, bounds)
  report(machine, at, 'repeats', taint)
  const element = chosen(list.element, taint)
  const frame: Frame = {
    names: new Map([
      ...figuresOf(node.figures, taint),
      ...(node.element === undefined ? [] : [[node.element, element] as const]),
    ]),
    ...(node.entersElement && { entered: element }),
  }
  repeat(machine, () => run(within(machine, frame), node.body, around), node.over.at)
  runOtherwise(machine, node.otherwise, around)
}

/** The elements a loop goes through: of a text one, of a record all its entries. */
function turnsOf(machine: Machine, over: Value, at: Position): { element: Value; taint: Taint } {
  const lists = over.map((shape): { element: Value; taint: Taint } => {
    switch (shape.kind) {
      case 'list':
        return shape
      case 'scalar':
        return { element: [shape], taint: shape.taint }
      case 'unknown':
        machine.findings.unclear(at)
        return { element: [shape], taint: untainted }
      default: {
        const taint = taintOfWhole(machine, [shape], at)
        return { element: [{ kind: 'list', element: scalar(taint), taint }], taint }
      }
    }
  })
  return {
    element: joinValues(...lists.map(({ element }) => element)),
    taint: joinTaints(untainted, ...lists.map(({ taint }) => taint)),
  }
}

function figuresOf(figures: readonly LoopFigures[], taint: Taint): readonly (readonly [string, Value])[] {
  return figures.map(({ name, fields }) => [
    name,
    fields === undefined
      ? scalar(taint)
      : [{ kind: 'made', fields: new Map(fields.map((field) => [field, scalar(taint)])) }],
  ])
}

/** Runs a body no, one and any number of times, until another turn adds nothing. */
function repeat(machine: Machine, turn: () => void, at: Position): void {
  const { state } = machine
  const outside = state.exits
  let head = state.variables
  for (let turns = 0; ; turns += 1) {
    state.variables = head
    state.exits = []
    turn()
    const next = joinVariables([head, state.variables, ...state.exits])
    if (isSameVariables(head, next)) break
    head = next
    if (turns === turnsMax) {
      machine.findings.open(at, 'too-complex', '')
      break
    }
  }
  state.variables = head
  state.exits = outside
}

function runOtherwise(machine: Machine, program: Program, around: Surroundings): void {
  const { state } = machine
  const before = state.variables
  run(machine, program, around)
  state.variables = joinVariables([before, state.variables])
}

function runSection(machine: Machine, node: Section & Placed, around: Surroundings): void {
  const value = evaluate(machine, node.value)
  for (const shape of value) {
    const goesThrough = shape.kind === 'list' && node.turns === 'each'
    if (shape.kind !== 'unknown') around.metSection(node.at, goesThrough)
    const presence = taintOfPresence(machine, [shape], node.value.at)
    report(machine, node.value.at, goesThrough ? 'repeats' : 'decides', presence)
    const frame = frameOf(node, shape, goesThrough ? presence : undefined)
    repeat(
      machine,
      () => run(frame === undefined ? machine : within(machine, frame), node.body, around),
      node.at,
    )
  }
  runOtherwise(machine, node.otherwise, around)
}

function frameOf(node: Section, shape: Shape, count: Taint | undefined): Frame | undefined {
  // A yes is not entered: the body sees what is around it.
  if (node.turns === 'each' && shape.kind === 'scalar' && shape.isFlag) return undefined
  const isList = count !== undefined && shape.kind === 'list'
  const entered = isList ? chosen(shape.element, count) : [present(shape)]
  const names = isList ? figuresOf(node.figures, count) : []
  return {
    names: new Map([...names, ...(node.element === undefined ? [] : [[node.element, entered] as const])]),
    entered,
  }
}

/** Inside a block that shows what is there, it is there. */
function present(shape: Shape): Shape {
  return shape.kind === 'record' ? { ...shape, mayBeAbsent: false } : shape
}

function runPartial(machine: Machine, node: PartialCall & Placed, around: Surroundings): void {
  const name = evaluate(machine, node.name)
  const [only, ...others] = name
  const literal = only?.kind === 'scalar' && others.length === 0 ? only.literal : undefined
  if (typeof literal !== 'string') {
    if (only?.kind === 'unknown') machine.findings.unclear(node.at)
    else machine.findings.open(node.at, 'dynamic', '')
    return
  }
  const given = node.arguments.map(({ name: key, value }) => [key, evaluate(machine, value)] as const)
  if (node.sees === 'context') {
    runInContext(machine, { node, name: literal, given }, around)
    return
  }
  const inner = around.enter(machine, literal, node.at)
  if (inner === undefined) return
  if (node.sees === 'around')
    run(within(inner.machine, { names: new Map(given) }), inner.program, inner.around)
  else runAlone(machine, { node, inner, given })
}

interface ContextCall {
  readonly node: PartialCall & Placed
  readonly name: string
  readonly given: readonly (readonly [string, Value])[]
}

/** A partial of its own file, one that the template defines, or what stands between a call's beginning and end. */
function runInContext(machine: Machine, { node, name, given }: ContextCall, around: Surroundings): void {
  const entered =
    node.enters === undefined ? enteredValue(machine, 0, node.at) : evaluate(machine, node.enters)
  const overlaid: Value =
    given.length === 0 ? entered : [{ kind: 'made', fields: new Map(given), base: entered }]
  const frame = { names: new Map(), entered: overlaid }
  const between: Closure | undefined = node.block && {
    program: node.block,
    machine,
    around,
    seesEntered: true,
  }
  const known = machine.blocks.get(name) ?? (around.has(name) ? undefined : between)
  if (known !== undefined) {
    runClosure(machine, known, { node, frame, between: known === between ? undefined : between })
    return
  }
  const inner = around.enter(machine, name, node.at)
  if (inner === undefined) return
  const blocks = withBetween(machine.blocks, between)
  run({ ...inner.machine, blocks, frames: [...dataFrames(machine), frame] }, inner.program, inner.around)
}

interface ClosureCall {
  readonly node: Placed
  readonly frame: Frame
  readonly between: Closure | undefined
}

/** Names are those where it was written, what is entered and the figures of loops those where it is called. */
function runClosure(caller: Machine, closure: Closure, { node, frame, between }: ClosureCall): void {
  const depth = caller.depth + 1
  if (depth > closureDepthMax) {
    caller.findings.open(node.at, 'endless-partial', '')
    return
  }
  const { machine, seesEntered } = closure
  const written = machine.frames.map(({ names, entered }): Frame => {
    const own = new Map([...names].filter(([name]) => !name.startsWith('@')))
    return seesEntered && entered !== undefined ? { names: own, entered } : { names: own }
  })
  // A definition hands on what stands between, as any partial does; what stands between has that of its own surroundings.
  const block = seesEntered ? undefined : (between ?? caller.blocks.get(partialBlock))
  const blocks = withBetween(machine.blocks, block)
  const frames = [...written, ...dataFrames(caller), frame]
  run({ ...machine, depth, blocks, frames }, closure.program, closure.around)
}

function withBetween(blocks: Machine['blocks'], between: Closure | undefined): Machine['blocks'] {
  return between === undefined ? blocks : new Map([...blocks, [partialBlock, between]])
}

const partialBlock = '@partial-block'

/** @limit blocks and definitions within each other */
const closureDepthMax = 16

/** Figures about loops are seen in partials too (`@index`), names of blocks are not. */
function dataFrames({ frames }: Machine): readonly Frame[] {
  return frames.map(({ names }) => ({ names: new Map([...names].filter(([name]) => name.startsWith('@'))) }))
}

interface AloneCall {
  readonly node: PartialCall & Placed
  readonly inner: EnteredPartial
  readonly given: readonly (readonly [string, Value])[]
}

/** What such a partial sets stays its own, though it stays from one element to the next. */
function runAlone(machine: Machine, { node, inner, given }: AloneCall): void {
  const { state } = machine
  const outside = state.variables
  const names = new Map(given)
  const alone = { ...inner.machine, seesRoots: false }
  state.variables = new Map()
  const { forEach } = node
  if (forEach === undefined) run({ ...alone, frames: [{ names }] }, inner.program, inner.around)
  else {
    state.variables = outside
    const list = asList(machine, evaluate(machine, forEach.over), forEach.over.at)
    state.variables = new Map()
    report(machine, forEach.over.at, 'repeats', list.taint)
    for (const [name, value] of figuresOf(forEach.figures, list.taint)) names.set(name, value)
    names.set(forEach.element, chosen(list.element, list.taint))
    repeat(machine, () => run({ ...alone, frames: [{ names }] }, inner.program, inner.around), node.at)
  }
  state.variables = outside
}
