/** Says of a template, without running it, whether a mail it makes can show or depend on another person's data. */
import type { NoticeAllowance, NoticeRule, NoticeSchema } from '../schema/schema.ts'
import type { Branch } from '../template/branch.ts'
import { type Partials, type Position, positionInFile, type Template } from '../template/template.ts'
import { addressFaults } from './address.ts'
import { type Collected, collectFindings, type LeakPlace, type OpenPlace } from './finding.ts'
import type { Machine } from './machine.ts'
import { ownershipOf } from './ownership.ts'
import { run } from './run.ts'
import { scopeLeaks } from './scope.ts'
import { openSources } from './sources.ts'
import type { TemplateSyntax } from './syntax.ts'

export interface ProofJob {
  readonly template: Template
  readonly partials: Partials
  readonly schema: NoticeSchema
  /** Undefined: an engine whose templates nothing can be proven of. */
  readonly syntax: TemplateSyntax | undefined
  /** Day on which allowances must hold, `YYYY-MM-DD`. */
  readonly today: string
}

export type ProofVerdict =
  | { readonly kind: 'proven' }
  | { readonly kind: 'not-provable'; readonly places: readonly OpenPlace[] }
  | {
      readonly kind: 'leaks-by-construction'
      readonly places: readonly LeakPlace[]
      /** What could not be followed besides. */
      readonly open: readonly OpenPlace[]
    }

export interface Proof {
  readonly verdict: ProofVerdict
  /** Every way that this template can go, partials it calls included. */
  readonly branches: readonly Branch[]
  /** Allowances without which it would leak, and those that would have helped but are over. */
  readonly allowed: readonly NoticeAllowance[]
  readonly expired: readonly NoticeAllowance[]
}

/** @limit nodes gone through, loops and partials counted as often as they are; templates of people need a few hundred */
const stepsMax = 100_000

export function prove(job: ProofJob): Proof {
  const { template, schema, syntax } = job
  const notice = schema.notices.get(template.noticeType)
  const [first] = template.parts
  const openAtStart = (why: OpenPlace['why'], name: string): Proof => ({
    verdict: {
      kind: 'not-provable',
      places: [{ part: first?.name ?? '', file: template.file, line: 1, column: 1, why, name }],
    },
    branches: [],
    allowed: [],
    expired: [],
  })
  if (syntax === undefined) return openAtStart('unknown-engine', template.engine)
  if (notice === undefined) return openAtStart('unknown-notice', template.noticeType)
  return proveNotice({ ...job, syntax }, notice)
}

function proveNotice(job: ProofJob & { readonly syntax: TemplateSyntax }, notice: NoticeRule): Proof {
  const { template, schema, syntax, today } = job
  const ownership = ownershipOf(schema, notice, today)
  const collected: Collected = { leaks: [...scopeLeaks(schema, notice, ownership)], open: [] }
  const sources = openSources(job)
  for (const part of template.parts) {
    const findings = collectFindings(collected, {
      part: part.name,
      file: template.file,
      positionOf: (within) => positionInFile(part, within),
    })
    const machine: Machine = {
      ownership,
      syntax,
      findings,
      frames: [{ names: new Map(), entered: [{ kind: 'roots' }] }],
      blocks: new Map(),
      depth: 0,
      seesRoots: true,
      state: { variables: new Map(), exits: [], captured: undefined, stepsLeft: stepsMax },
    }
    const program = sources.programOf(part.name, part.source)
    if (program.kind === 'unreadable') findings.open(program, 'unreadable', program.words)
    else {
      run(machine, program.body, sources.surroundings(part.name))
      if (part.name === 'to') addressFaults(machine, notice, program.body)
    }
  }
  return {
    verdict: verdictOf(collected),
    branches: sources.branches(),
    allowed: [...ownership.used],
    expired: [...ownership.expired].filter((allowance) => !ownership.used.has(allowance)),
  }
}

function verdictOf({ leaks, open }: Collected): ProofVerdict {
  const sorted = <T extends Partial<Position>>(places: readonly T[]): readonly T[] =>
    places.toSorted(
      (left, right) => (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0),
    )
  if (leaks.length > 0) return { kind: 'leaks-by-construction', places: sorted(leaks), open: sorted(open) }
  return open.length > 0 ? { kind: 'not-provable', places: sorted(open) } : { kind: 'proven' }
}
