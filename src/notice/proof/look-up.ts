/** How names are found: from the inside outwards, each language by its own rule. */
import type { Position } from '../template/template.ts'
import type { Frame, Machine } from './machine.ts'
import { joinTaints, joinValues, literal, type Shape, unknownValue, type Value } from './value.ts'

/** @param wish `outer`: that many blocks that have the name are passed over */
export function lookUpName(
  machine: Machine,
  name: string,
  wish: { readonly at: Position; readonly outer: number },
): Value {
  const having = machine.frames.filter(({ names }) => names.has(name)).toReversed()
  const framed = having[wish.outer]?.names.get(name)
  if (framed !== undefined) return framed
  const variable = wish.outer === 0 ? machine.state.variables.get(name) : undefined
  if (variable?.isSure) return variable.value
  const root = machine.seesRoots && wish.outer === 0 ? machine.ownership.root(name) : undefined
  if (variable !== undefined) return joinValues(variable.value, root ?? literal(null))
  if (root !== undefined) return root
  machine.findings.open(wish.at, 'unknown-name', name)
  return unknownValue
}

/**
 * What was entered, `up` blocks further out. An engine does not count a block whose value is the same as that around it
 * (Handlebars), so where two may be the same, both readings are meant.
 */
export function enteredValue(machine: Machine, up: number, at: Position): Value {
  const entered = machine.frames.flatMap(({ entered: value }) => (value === undefined ? [] : [value]))
  const found = candidates(entered, entered.length - 1, up)
  if (found.length > 0) return joinValues(...found)
  machine.findings.open(at, 'unknown-name', '../'.repeat(up))
  return unknownValue
}

function candidates(entered: readonly Value[], at: number, up: number): readonly Value[] {
  const value = entered[at]
  const around = entered[at - 1]
  if (value === undefined) return []
  if (up === 0) return [value]
  const counted = candidates(entered, at - 1, up - 1)
  const isSame = around !== undefined && mayBeSame(value, around)
  return isSame ? [...counted, ...candidates(entered, at - 1, up)] : counted
}

function mayBeSame(left: Value, right: Value): boolean {
  return left.some((one) => right.some((other) => sameKind(one) === sameKind(other)))
}

function sameKind(shape: Shape): string {
  return shape.kind === 'record' ? `record ${shape.type}` : shape.kind
}

/** A path that must be there as a whole; what may be absent on the way lets the search go on outwards. */
export function searchPath(machine: Machine, path: readonly string[], at: Position): Value {
  const found: Value[] = []
  for (const frame of machine.frames.toReversed()) {
    for (const hit of [hitIn(machine, frame.entered, path), hitByName(machine, frame, path)]) {
      if (hit === undefined) continue
      found.push(hit.value)
      if (hit.isSure) return joinValues(...found)
    }
  }
  if (found.length > 0) return joinValues(...found)
  machine.findings.open(at, 'unknown-name', path.join('.'))
  return unknownValue
}

interface Hit {
  readonly value: Value
  readonly isSure: boolean
}

function hitByName({ ownership }: Machine, { names }: Frame, [first = '', ...rest]: readonly string[]) {
  const value = names.get(first)
  return value === undefined || rest.length === 0
    ? undefined
    : follow(ownership, { value, isSure: true }, rest)
}

function hitIn({ ownership }: Machine, value: Value | undefined, path: readonly string[]): Hit | undefined {
  return value === undefined ? undefined : follow(ownership, { value, isSure: true }, path)
}

function follow(ownership: Machine['ownership'], from: Hit, path: readonly string[]): Hit | undefined {
  let hit: Hit | undefined = from
  for (const word of path) {
    const steps: readonly (Hit | undefined)[] = hit.value.map((shape) => step(ownership, shape, word))
    const there = steps.filter((one) => one !== undefined)
    if (there.length === 0) return undefined
    const isSure: boolean = hit.isSure && there.length === steps.length && there.every((one) => one.isSure)
    hit = { value: joinValues(...there.map(({ value }) => value)), isSure }
  }
  return hit
}

/** One word further; undefined if it cannot be there. */
function step(ownership: Machine['ownership'], shape: Shape, word: string): Hit | undefined {
  const sure = (value: Value | undefined): Hit | undefined => value && { value, isSure: true }
  switch (shape.kind) {
    case 'record': {
      const value = ownership.field(shape, word)
      return value && { value, isSure: !shape.mayBeAbsent }
    }
    case 'roots':
      return sure(ownership.root(word))
    case 'made': {
      const value = shape.fields.get(word)
      if (value !== undefined) return sure(value)
      return shape.base && follow(ownership, { value: shape.base, isSure: true }, [word])
    }
    case 'list':
      if (word === 'length') return sure([{ kind: 'scalar', taint: shape.taint }])
      return /^\d+$/.test(word) ? { value: elementByIndex(shape), isSure: false } : undefined
    case 'scalar':
      return word === 'length' || /^\d+$/.test(word)
        ? { value: [{ kind: 'scalar', taint: shape.taint }], isSure: false }
        : undefined
    case 'unknown':
      return { value: [shape], isSure: false }
  }
}

function elementByIndex(list: Extract<Shape, { kind: 'list' }>): Value {
  return list.element.map((shape): Shape => {
    if (shape.kind === 'record')
      return { ...shape, chosenBy: joinTaints(shape.chosenBy, list.taint), mayBeAbsent: true }
    return shape.kind === 'scalar' ? { ...shape, taint: joinTaints(shape.taint, list.taint) } : shape
  })
}
