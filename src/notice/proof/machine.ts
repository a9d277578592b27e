/** The state of one proof while a part is gone through: names, what was entered, and what was found. */

import type { Position } from '../template/template.ts'
import type { Findings, PathLeak } from './finding.ts'
import type { Ownership } from './ownership.ts'
import type { Expression, Program, TemplateSyntax } from './syntax.ts'
import { joinTaints, joinValues, keyOf, type Taint, type Value } from './value.ts'

/** A name that the template set; `isSure` unless there is a way on which it was not. */
export interface Variable {
  readonly value: Value
  readonly isSure: boolean
}

export type Variables = ReadonlyMap<string, Variable>

/** What a block puts around its body. */
export interface Frame {
  readonly names: ReadonlyMap<string, Value>
  readonly entered?: Value
}

export interface Machine {
  readonly ownership: Ownership
  readonly syntax: TemplateSyntax
  readonly findings: Findings
  readonly frames: readonly Frame[]
  /** Partials that the template defines itself, and what stands between a call's beginning and end. */
  readonly blocks: ReadonlyMap<string, Closure>
  /** Blocks and definitions that are being gone through. */
  readonly depth: number
  /** Names may be looked up in the roots. */
  readonly seesRoots: boolean
  readonly state: MachineState
}

/** A program with the place where it was written. */
export interface EnteredPartial {
  readonly program: Program
  readonly machine: Machine
  /** What is around inside it. */
  readonly around: Surroundings
}

export interface Closure extends EnteredPartial {
  /** What was entered where it was written can be reached from inside (`../`). */
  readonly seesEntered: boolean
}

/** What a program may call besides itself. */
export interface Surroundings {
  has(name: string): boolean
  /** The program of a partial, with a machine that reports where it stands; undefined: it cannot be run, which was reported. */
  enter(machine: Machine, name: string, at: Position): EnteredPartial | undefined
  /** A section was met whose value is or is not a list. */
  metSection(at: Position, isList: boolean): void
}

/** What changes on the way through a part. */
export interface MachineState {
  variables: Variables
  /** States in which the loop around is left or goes to its next turn. */
  exits: Variables[]
  /** What a capture has gathered; undefined: outputs are shown. */
  captured: Taint | undefined
  stepsLeft: number
}

export function within(machine: Machine, frame: Frame): Machine {
  return { ...machine, frames: [...machine.frames, frame] }
}

export function report(machine: Machine, at: Position, how: PathLeak['how'], taint: Taint): void {
  for (const path of taint) machine.findings.leak(at, { path, how })
}

/** Something shown, or gathered by a capture - which fails of too much, and so tells of it though nobody sees it. */
export function show(machine: Machine, at: Position, taint: Taint): void {
  const { state } = machine
  if (state.captured === undefined) report(machine, at, 'shown', taint)
  else state.captured = joinTaints(state.captured, worked(machine, at, taint))
}

/** What can fail for some values, and then there is no mail, gives away by that alone what it works on. */
export function worked(machine: Machine, at: Position, taint: Taint): Taint {
  report(machine, at, 'decides', taint)
  return taint
}

export function joinVariables(all: readonly Variables[]): Variables {
  const names = new Set(all.flatMap((one) => [...one.keys()]))
  return new Map(
    [...names].map((name): [string, Variable] => {
      const known = all.flatMap((one) => one.get(name) ?? [])
      return [
        name,
        {
          value: joinValues(...known.map(({ value }) => value)),
          isSure: known.length === all.length && known.every(({ isSure }) => isSure),
        },
      ]
    }),
  )
}

export function isSameVariables(left: Variables, right: Variables): boolean {
  if (left.size !== right.size) return false
  return [...left].every(([name, variable]) => {
    const other = right.get(name)
    return (
      other !== undefined && other.isSure === variable.isSure && keyOf(other.value) === keyOf(variable.value)
    )
  })
}

/** The text of an expression's name, for a report. */
export function wordsOf(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
    case 'call':
    case 'opaque':
      return expression.name
    case 'search':
      return expression.path.join('.')
    case 'field':
      return `${wordsOf(expression.of)}.${wordsOf(expression.name)}`.replace(/^\./, '')
    case 'literal':
      return String(expression.value)
    default:
      return ''
  }
}
