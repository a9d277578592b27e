/** What a proof finds in a template, each with its place in the file. */
import type { FilePosition } from '../../std/fault.ts'
import type { SchemaPath } from '../schema/schema.ts'
import type { Position } from '../template/template.ts'

/** Why it cannot be said what a template does. */
export const openReasons = [
  'unreadable',
  'unknown-engine',
  'unknown-notice',
  'unknown-name',
  'unknown-field',
  'unknown-tag',
  'unknown-call',
  'missing-partial',
  'endless-partial',
  'dynamic',
  'code',
  'whole-record',
  'address',
  'too-complex',
] as const
export type OpenReason = (typeof openReasons)[number]

export interface OpenPlace extends FilePosition {
  /** Part of the mail that is made there. */
  readonly part: string
  readonly why: OpenReason
  /** The name, tag or filter, as the template writes it. */
  readonly name: string
}

/**
 * `shown`: the mail has it; `decides`: what the mail says depends on it; `repeats`: how often something stands there does;
 * `scope`: who gets the mail, and with which rows, does.
 */
export interface PathLeak {
  readonly path: SchemaPath
  readonly how: 'shown' | 'decides' | 'repeats' | 'scope'
}

export interface LeakPlace extends FilePosition, PathLeak {
  readonly part: string
}

/** Collects, each place once. Columns and lines that come in are those within the source that is being gone through. */
export interface Findings {
  leak(at: Position, leak: PathLeak): void
  open(at: Position, why: OpenReason, name: string): void
  /** Something unknown is used: one word of it must stand somewhere. */
  unclear(at: Position): void
  within(source: FoundIn): Findings
}

export interface FoundIn {
  readonly part: string
  readonly file: string
  readonly positionOf: (within: Position) => Position
}

export interface Collected {
  readonly leaks: LeakPlace[]
  readonly open: OpenPlace[]
}

export function collectFindings(collected: Collected, source: FoundIn): Findings {
  const place = (at: Position) => ({ part: source.part, file: source.file, ...source.positionOf(at) })
  const findings: Findings = {
    leak: (at, leak) => addLeak(collected.leaks, { ...place(at), ...leak }),
    open(at, why, name) {
      const one = { ...place(at), why, name }
      if (
        !collected.open.some((other) => isSamePlace(other, one) && other.why === why && other.name === name)
      )
        collected.open.push(one)
    },
    unclear(at) {
      if (collected.open.length + collected.leaks.length === 0) findings.open(at, 'too-complex', '')
    },
    within: (inner) => collectFindings(collected, inner),
  }
  return findings
}

/** The more telling first. */
const howOrder: readonly PathLeak['how'][] = ['shown', 'repeats', 'decides', 'scope']

/** Of one place only the longest path: what stands there is its end. */
function addLeak(leaks: LeakPlace[], one: LeakPlace): void {
  const known = leaks.findIndex(
    (other) => isSamePlace(other, one) && (isWithin(other.path, one.path) || isWithin(one.path, other.path)),
  )
  const other = leaks[known]
  if (other === undefined) leaks.push(one)
  else {
    const path = one.path.length > other.path.length ? one.path : other.path
    const how = howOrder.find((word) => word === one.how || word === other.how) ?? other.how
    leaks[known] = { ...other, path, how }
  }
}

function isWithin(path: string, longer: string): boolean {
  return longer === path || longer.startsWith(`${path}.`)
}

function isSamePlace(left: OpenPlace | LeakPlace, right: OpenPlace | LeakPlace): boolean {
  return (
    left.file === right.file &&
    left.line === right.line &&
    left.column === right.column &&
    left.part === right.part
  )
}
