/** Rule `corroborated`: two facts of different classes that one record has, in one part and, of rows, in one row. */
import type { Finding, PartEvidence } from './evidence.ts'
import {
  bitOfClass,
  classCount,
  holdersOf,
  isCommon,
  ownersOfBoth,
  ownersWithin,
  pairOf,
} from './handle-join.ts'
import type { RecordHandle } from './identifier-index.ts'

/** Told for every fact of a record that stands beside another one of his; the same may be told more than once. */
export type Corroborate = (handle: RecordHandle, finding: Finding) => void

/**
 * Two rows of one part do not support each other; running text supports every row of its part.
 *
 * @limit Work is bounded by the owners of the rarer facts: a fact that thousands have is looked into, not written out.
 */
export function corroboratePart(
  part: PartEvidence,
  isForeign: (finding: Finding) => boolean,
  corroborate: Corroborate,
): void {
  const running = part.running.findings.filter(isForeign)
  const inRows = part.inRows.findings.filter(isForeign)
  const pairs = new Set<number>()
  if (running.length > 1) corroborateText({ findings: running, pairs, corroborate })
  for (const row of part.rows) {
    corroborateRow({ findings: row.findings.filter(isForeign), pairs, corroborate })
  }
  if (running.length > 0 && inRows.length > 0) corroborateAcross({ running, inRows, pairs, corroborate })
}

interface UnitTask {
  readonly findings: readonly Finding[]
  /** Pairs of facts that have been joined in this part: whoever has both is the same in every row. */
  readonly pairs: Set<number>
  readonly corroborate: Corroborate
}

/** A row has few facts, a part may have many rows: each pair is looked at by itself, and nothing is written out. */
function corroborateRow({ findings, pairs, corroborate }: UnitTask): void {
  for (let i = 1; i < findings.length; i++) {
    for (let k = 0; k < i; k++) {
      const [one, other] = [findings[i], findings[k]]
      if (one !== undefined && other !== undefined) joinPair(one, other, pairs, corroborate)
    }
  }
}

function corroborateText({ findings, pairs, corroborate }: UnitTask): void {
  const holders = holdersOf(findings)
  const supported = new Set<RecordHandle>()
  for (const handle of holders.rare.keys()) {
    if (classCount(holders.classesOf(handle)) > 1) supported.add(handle)
  }
  tellAll(findings, supported, corroborate)
  corroborateRow({ findings: holders.common, pairs, corroborate })
}

function corroborateAcross(task: {
  readonly running: readonly Finding[]
  readonly inRows: readonly Finding[]
  readonly pairs: Set<number>
  readonly corroborate: Corroborate
}): void {
  const { running, inRows, pairs, corroborate } = task
  const holders = holdersOf(running)
  const supported = new Set<RecordHandle>()
  const support = (handle: RecordHandle, finding: Finding, classes: number) => {
    if ((classes & ~bitOfClass[finding.factClass]) === 0) return
    supported.add(handle)
    corroborate(handle, finding)
  }
  for (const finding of inRows) {
    if (!isCommon(finding)) {
      for (const handle of finding.owners) support(handle, finding, holders.classesOf(handle))
      continue
    }
    for (const handle of ownersWithin(finding.owners, holders.rare)) {
      support(handle, finding, holders.rare.get(handle) ?? 0)
    }
    for (const other of holders.common) joinPair(finding, other, pairs, corroborate)
  }
  tellAll(running, supported, corroborate)
}

function tellAll(
  findings: readonly Finding[],
  supported: ReadonlySet<RecordHandle>,
  corroborate: Corroborate,
): void {
  if (supported.size === 0) return
  for (const finding of findings) {
    for (const handle of ownersWithin(finding.owners, supported)) corroborate(handle, finding)
  }
}

/** A pair with a fact this rare is joined again rather than remembered. */
const FEW_OWNERS = 4

function joinPair(one: Finding, other: Finding, pairs: Set<number>, corroborate: Corroborate): void {
  if (one.factClass === other.factClass) return
  if (one.owners.length > FEW_OWNERS && other.owners.length > FEW_OWNERS) {
    const pair = pairOf(one.id, other.id)
    if (pairs.has(pair)) return
    pairs.add(pair)
  }
  for (const handle of ownersOfBoth(one, other)) {
    corroborate(handle, one)
    corroborate(handle, other)
  }
}
