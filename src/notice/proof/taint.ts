/** What it gives away to use a value in one way or another. */

import type { Position } from '../template/template.ts'
import type { Machine } from './machine.ts'
import { joinTaints, type Shape, type Taint, untainted, type Value } from './value.ts'

/** Whether it is there at all, or true, or empty. */
export function taintOfPresence(machine: Machine, value: Value, at: Position): Taint {
  return joinTaints(...value.map((shape) => presenceOf(machine, shape, at)))
}

function presenceOf(machine: Machine, shape: Shape, at: Position): Taint {
  switch (shape.kind) {
    case 'scalar':
    case 'list':
      return shape.taint
    case 'record':
      return machine.ownership.reference(shape)
    case 'made':
    case 'roots':
      return untainted
    case 'unknown':
      machine.findings.unclear(at)
      return untainted
  }
}

/** What comparing it tells: texts and figures as they are, of records which one it is. */
export function taintOfSurface(machine: Machine, value: Value, at: Position): Taint {
  return joinTaints(
    taintOfPresence(machine, value, at),
    ...value.map((shape) => (shape.kind === 'list' ? taintOfSurface(machine, shape.element, at) : untainted)),
  )
}

/**
 * All that can be read of it. A record is read as a whole only where nothing in it leads to other people;
 * else it cannot be said what is shown.
 */
export function taintOfWhole(machine: Machine, value: Value, at: Position): Taint {
  return joinTaints(...value.map((shape) => taintOfWholeShape(machine, shape, at)))
}

function taintOfWholeShape(machine: Machine, shape: Shape, at: Position): Taint {
  switch (shape.kind) {
    case 'scalar':
      return shape.taint
    case 'list':
      return joinTaints(shape.taint, taintOfWhole(machine, shape.element, at))
    case 'record': {
      const reference = shape.isOther ? joinTaints(shape.chosenBy, [shape.path]) : shape.chosenBy
      if (!shape.isOther && machine.ownership.reachesOthers(shape.type))
        machine.findings.open(at, 'whole-record', shape.path)
      return reference
    }
    case 'made':
      return joinTaints(
        ...[...shape.fields.values(), shape.base ?? []].map((inner) => taintOfWhole(machine, inner, at)),
      )
    case 'roots':
      if (machine.ownership.rootsReachOthers()) machine.findings.open(at, 'whole-record', '')
      return untainted
    case 'unknown':
      machine.findings.unclear(at)
      return untainted
  }
}
