/** To whom a mail goes: the address part must be the address that the schema names, and no other. */
import type { NoticeRule } from '../schema/schema.ts'
import type { Machine } from './machine.ts'
import type { Expression, Program, ProgramNode } from './syntax.ts'

/**
 * Everything that is shown to the addressee is his own only as long as it is he who gets it. A fixed address, two of them,
 * or one that is made of something cannot be vouched for.
 */
export function addressFaults(machine: Machine, notice: NoticeRule, program: Program): void {
  const nodes = program.filter((node) => node.kind !== 'text' || node.text.trim() !== '')
  const texts = nodes.filter((node) => node.kind === 'text').map(({ text }) => text)
  const outputs = nodes.filter((node) => node.kind === 'output')
  const last = outputs.at(-1)
  const isPlain = outputs.length + texts.length === nodes.length && !texts.some((text) => /[@,;]/.test(text))
  const isHis = last !== undefined && pathOf(last.value) === notice.to
  // Words before the address are a display name, which stands before `<`.
  const isOne = outputs.length === 1 || /<\s*$/.test(texts.at(-2) ?? '')
  if (isPlain && isHis && isOne) return
  const [at] = nodes
  machine.findings.open((last ?? at)?.at ?? start, 'address', nameOf(last ?? at))
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
