/** What a filter or helper hands on, by its rule. */
import type { Position } from '../template/template.ts'
import { elementOf, entryOf } from './entry.ts'
import { type Machine, worked } from './machine.ts'
import type { CallRule } from './syntax.ts'
import { taintOfPresence, taintOfSurface, taintOfWhole } from './taint.ts'
import {
  chosen,
  joinTaints,
  joinValues,
  type Shape,
  scalar,
  type Taint,
  unknownValue,
  untainted,
  type Value,
} from './value.ts'

export interface Call {
  readonly name: string
  /** The first is the input. */
  readonly given: readonly Value[]
  readonly at: Position
}

export function callValue(machine: Machine, rule: CallRule, call: Call): Value {
  const [input = [], ...more] = call.given
  const { at } = call
  switch (rule.reads) {
    case 'text':
    case 'whole':
      return scalar(
        worked(machine, at, joinTaints(...call.given.map((one) => taintOfWhole(machine, one, at)))),
      )
    case 'pieces': {
      const taint = worked(
        machine,
        at,
        joinTaints(...call.given.map((one) => taintOfWhole(machine, one, at))),
      )
      return [{ kind: 'list', element: scalar(taint), taint }]
    }
    case 'size':
      return scalar(worked(machine, at, taintOfPresence(machine, input, at)))
    case 'either':
      return chosen(joinValues(...call.given), worked(machine, at, taintOfPresence(machine, input, at)))
    case 'joined':
      return joined(machine, call)
    case 'entry':
      return entryOf(machine, input, { entry: more[0] ?? [], at, words: call.name })
    default:
      return ofElements(machine, rule, call)
  }
}

function joined(machine: Machine, { given, at }: Call): Value {
  const lists = given.map((value) => asList(machine, value, at))
  return [
    {
      kind: 'list',
      element: joinValues(...lists.map(({ element }) => element)),
      taint: worked(machine, at, joinTaints(...lists.map(({ taint }) => taint))),
    },
  ]
}

/** A list of what it is; a single value counts as a list of one. */
export function asList(machine: Machine, value: Value, at: Position): Extract<Shape, { kind: 'list' }> {
  const elements: Value[] = []
  const taints: Taint[] = []
  for (const shape of value) {
    if (shape.kind === 'list') {
      elements.push(shape.element)
      taints.push(shape.taint)
    } else {
      elements.push([shape])
      taints.push(taintOfPresence(machine, [shape], at))
    }
  }
  return { kind: 'list', element: joinValues(...elements), taint: joinTaints(untainted, ...taints) }
}

type ElementRule = Extract<CallRule, { entry?: unknown } | { reads: 'some' }>

function ofElements(machine: Machine, rule: ElementRule, call: Call): Value {
  const { at, given } = call
  const [input = [], first, ...rest] = given
  const list = asList(machine, input, at)
  const mode = rule.entry ?? 'none'
  const hasEntry = mode === 'required' || (mode === 'optional' && first !== undefined)
  const entry = hasEntry ? namedEntries(machine, list, first ?? [], call) : list.element
  if (entry === undefined) return unknownValue
  const others = hasEntry ? rest : given.slice(1)
  const by = (): Taint =>
    worked(
      machine,
      at,
      joinTaints(
        list.taint,
        taintOfSurface(machine, entry, at),
        ...others.map((one) => taintOfSurface(machine, one, at)),
      ),
    )
  switch (rule.reads) {
    case 'entries':
      return [{ kind: 'list', element: entry, taint: worked(machine, at, list.taint) }]
    case 'sum':
      return scalar(by())
    case 'element':
      return hasEntry ? absent(chosen(list.element, by())) : absent(elementOf(machine, list, at))
    case 'some': {
      const taint = by()
      return [{ kind: 'list', element: chosen(list.element, taint), taint }]
    }
    case 'groups': {
      const taint = by()
      const items: Value = [{ kind: 'list', element: list.element, taint }]
      const fields = new Map([
        ['name', entry],
        ['items', items],
      ])
      return [{ kind: 'list', element: [{ kind: 'made', fields }], taint }]
    }
  }
}

function absent(value: Value): Value {
  const marked = value.map(
    (shape): Shape => (shape.kind === 'record' ? { ...shape, mayBeAbsent: true } : shape),
  )
  return joinValues(marked, [{ kind: 'scalar', taint: untainted, literal: null }])
}

/** The entry of each element that a literal path with dots names; undefined if it is none, which is reported. */
function namedEntries(
  machine: Machine,
  list: Extract<Shape, { kind: 'list' }>,
  path: Value,
  { at, name }: Call,
): Value | undefined {
  const [only, ...others] = path
  const text = only?.kind === 'scalar' && others.length === 0 ? only.literal : undefined
  if (typeof text !== 'string' || !/^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/.test(text)) {
    machine.findings.open(at, 'dynamic', name)
    return undefined
  }
  return text.split('.').reduce<Value>(
    (value, word) =>
      entryOf(machine, value, {
        entry: [{ kind: 'scalar', taint: untainted, literal: word }],
        at,
        words: `${name}: ${text}`,
      }),
    list.element,
  )
}
