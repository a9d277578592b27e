/** To whom a mail goes: the address part must be the address that the schema names, and no other. */
import type { NoticeRule } from '../schema/schema.ts'
import type { Machine } from './machine.ts'
import type { Expression, Program, ProgramNode } from './syntax.ts'

/**
 * Everything that is shown to the addressee is his own only as long as it is he who gets it. A fixed address, two of them,
 * one that is made of something, or one to which a word is glued (`{{customer.email}}.example`) cannot be vouched for.
 */
export function addressFaults(machine: Machine, notice: NoticeRule, program: Program): void {
  const last = program.findLast((node) => node.kind === 'output')
  if (last !== undefined && pathOf(last.value) === notice.to && isAlone(last, program)) return
  const at = last ?? program.find((node) => node.kind !== 'text' || node.text.trim() !== '')
  machine.findings.open(at?.at ?? start, 'address', nameOf(at))
}

/** A display name and what opens the address: nothing in it begins, ends or parts addresses. @source RFC 5322, section 3.4 */
const displayName = /^\s*[^<>@,;:()[\]\\\r\n]*<\s*$/

/** Nothing stands beside the address but blanks, or `<` and `>` with a display name before them. */
function isAlone(address: ProgramNode, program: Program): boolean {
  const place = program.indexOf(address)
  const before = written(program.slice(0, place))
  const behind = written(program.slice(place + 1))?.trim()
  if (before === undefined) return false
  return before.trim() === '' ? behind === '' : behind === '>' && displayName.test(before)
}

/** What is shown is a word; undefined: something else than text and words stands there. */
function written(nodes: Program): string | undefined {
  const texts = nodes.map((node) =>
    node.kind === 'text' ? node.text : node.kind === 'output' ? 'x' : undefined,
  )
  return texts.includes(undefined) ? undefined : texts.join('')
}

const start = { line: 1, column: 1 }

function nameOf(node: ProgramNode | undefined): string {
  return node?.kind === 'output' ? (pathOf(node.value) ?? '') : ''
}

/** The path that is written, if it is one from the roots. */
function pathOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'name':
      return expression.name
    case 'search':
      return expression.path.join('.')
    case 'field': {
      if (expression.name.kind !== 'literal') return undefined
      const word = String(expression.name.value)
      const isRoot =
        expression.of.kind === 'roots' || (expression.of.kind === 'entered' && expression.of.up === 0)
      const before = pathOf(expression.of)
      if (isRoot) return word
      return before === undefined ? undefined : `${before}.${word}`
    }
    default:
      return undefined
  }
}
