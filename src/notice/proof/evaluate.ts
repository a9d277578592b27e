/** What an expression of a template may be, and what it depends on. */
import type { Position } from '../template/template.ts'
import { callValue } from './call.ts'
import { entryOf } from './entry.ts'
import { enteredValue, lookUpName, searchPath } from './look-up.ts'
import { type Machine, wordsOf, worked } from './machine.ts'
import type { Expression } from './syntax.ts'
import { taintOfSurface } from './taint.ts'
import { joinTaints, literal, scalar, unknownValue, untainted, type Value } from './value.ts'

export function evaluate(machine: Machine, expression: Expression): Value {
  const { at } = expression
  switch (expression.kind) {
    case 'literal':
      return literal(expression.value)
    case 'name':
      return lookUpName(machine, expression.name, { at, outer: expression.outer ?? 0 })
    case 'entered':
      return enteredValue(machine, expression.up, at)
    case 'roots':
      return [{ kind: 'roots' }]
    case 'search':
      return searchPath(machine, expression.path, at)
    case 'field':
      return fieldValue(machine, expression, at)
    case 'call':
      return callNamed(machine, expression, at)
    case 'operation':
      return scalar(surfaceOf(machine, expression.operands, at))
    case 'range': {
      const taint = worked(machine, at, surfaceOf(machine, expression.ends, at))
      return [{ kind: 'list', element: scalar(taint), taint }]
    }
    case 'opaque':
      machine.findings.open(at, expression.reason, expression.name)
      return unknownValue
  }
}

function surfaceOf(machine: Machine, operands: readonly Expression[], at: Position) {
  return joinTaints(
    untainted,
    ...operands.map((operand) => taintOfSurface(machine, evaluate(machine, operand), at)),
  )
}

function fieldValue(
  machine: Machine,
  expression: Extract<Expression, { kind: 'field' }>,
  at: Position,
): Value {
  const of = evaluate(machine, expression.of)
  return entryOf(machine, of, {
    entry: evaluate(machine, expression.name),
    at,
    words: wordsOf(expression),
  })
}

function callNamed(machine: Machine, expression: Extract<Expression, { kind: 'call' }>, at: Position): Value {
  const rule = machine.syntax.calls.get(expression.name)
  const given = expression.arguments.map((argument) => evaluate(machine, argument))
  if (rule === undefined) {
    machine.findings.open(at, 'unknown-call', expression.name)
    return unknownValue
  }
  return callValue(machine, rule, { given, at, name: expression.name })
}
