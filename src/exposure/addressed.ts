/** Rule `addressed`: whom a name in an addressee position means. */
import type { AddresseeName, Finding } from './evidence.ts'
import { bitOfClass, classCount, ownersWithin } from './handle-join.ts'
import type { Handles, IdentifierIndex, RecordHandle } from './identifier-index.ts'

/** Of a name that thousands have, so many are named; how many there are is told beside. */
const MAX_NAMED = 20

/** The customers a name can mean after everything else in the message is considered. */
export interface Fit {
  /** At most `MAX_NAMED` of those who fit, by ascending customer number, unless they are disclosed anyway. */
  readonly meant: ReadonlySet<RecordHandle>
  /** How many fit the name; 1 if it means everyone in `meant`. */
  readonly candidates: number
}

/**
 * Whom each name means. Those who are disclosed by a stronger rule come first; then those of whom the message holds
 * most other facts, in any of its parts; else everyone who has the name.
 *
 * @param names foreign to the viewer, each once
 * @param findings foreign to the viewer
 * @param exposed who is disclosed by a stronger rule
 */
export function fitsOf(
  names: readonly AddresseeName[],
  findings: readonly Finding[],
  exposed: ReadonlyMap<RecordHandle, unknown>,
  index: IdentifierIndex,
): ReadonlyMap<AddresseeName['identity'], Fit> {
  const fits = new Map<AddresseeName['identity'], Fit>()
  const open: AddresseeName[] = []
  for (const name of names) {
    const meant = new Set(ownersWithin(name.owners, exposed))
    if (meant.size > 0) fits.set(name.identity, { meant, candidates: 1 })
    else open.push(name)
  }
  const support = supportOf(open, names, findings)
  for (const name of open) fits.set(name.identity, bestFit(name.owners, support, index))
  return fits
}

/** For everyone whom an open name can mean: classes of his other facts in the message. */
function supportOf(
  open: readonly AddresseeName[],
  names: readonly AddresseeName[],
  findings: readonly Finding[],
): ReadonlyMap<RecordHandle, number> {
  const support = new Map<RecordHandle, number>()
  for (const { owners } of open) {
    if (owners.length > 1) for (const owner of owners) support.set(owner, 0)
  }
  if (support.size === 0) return support
  const add = (owners: Handles, bit: number) => {
    for (const owner of ownersWithin(owners, support)) support.set(owner, (support.get(owner) ?? 0) | bit)
  }
  for (const { owners, factClass } of findings) add(owners, bitOfClass[factClass])
  // A full name in one address says whom the surname in another one means.
  for (const { owners, isFull } of names) if (isFull) add(owners, bitOfClass['full-name'])
  return support
}

function bestFit(owners: Handles, support: ReadonlyMap<RecordHandle, number>, index: IdentifierIndex): Fit {
  let most = 0
  let fitting: RecordHandle[] = []
  for (const owner of owners) {
    const count = classCount(support.get(owner) ?? 0)
    if (count < most) continue
    if (count > most) fitting = []
    most = count
    fitting.push(owner)
  }
  return { meant: new Set(lowestNumbers(fitting, index)), candidates: fitting.length }
}

/** The `MAX_NAMED` handles with the lowest customer numbers, in one pass. */
function lowestNumbers(handles: readonly RecordHandle[], index: IdentifierIndex): readonly RecordHandle[] {
  const lowest: { readonly handle: RecordHandle; readonly customerNumber: string }[] = []
  for (const handle of handles) {
    const { customerNumber } = index.record(handle)
    let at = lowest.length
    while (at > 0 && customerNumber < (lowest[at - 1]?.customerNumber ?? '')) at -= 1
    if (at >= MAX_NAMED) continue
    lowest.splice(at, 0, { handle, customerNumber })
    if (lowest.length > MAX_NAMED) lowest.pop()
  }
  return lowest.map(({ handle }) => handle)
}
