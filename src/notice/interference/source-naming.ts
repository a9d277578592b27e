/** Whose data it is that a recipient's mail depends on. */
import type { Interference } from './interfere.ts'
import type { SpernerFamily } from './sperner.ts'

/**
 * Customers whose change alone explains the worlds in which the mail differed: those in exactly these worlds, of the ones
 * that could be compared. If nobody is, several are at work, and the ones are named whose change always showed.
 */
export function candidatesFor(interference: Interference, family: SpernerFamily): readonly number[] {
  const { recipient, differedIn, comparedIn } = interference
  const exact: number[] = []
  const part: number[] = []
  for (let customer = 0; customer < family.size; customer++) {
    if (customer === recipient) continue
    const shown = family.code(customer) & comparedIn
    if (shown >>> 0 === differedIn) exact.push(customer)
    else if (shown !== 0 && (shown & ~differedIn) === 0) part.push(customer)
  }
  return exact.length > 0 ? exact : part
}

/** Probes are whole runs where a foreign system sends: they are counted. */
export interface SourceSearch {
  /** The smallest set found whose change alone makes the mail differ. Empty if the probes did not suffice. */
  readonly sources: readonly number[]
  readonly probes: number
}

/**
 * Shrinks a set of customers whose change makes the mail differ to one of which none can be left out.
 *
 * @param suspects likely ones first: each is tried alone before the rest is halved
 * @param world all customers that changed when the mail differed
 * @param differs whether the mail differs if exactly these change
 * @source Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, IEEE TSE 28 (2002): ddmin
 */
export async function findSources(search: {
  readonly suspects: readonly number[]
  readonly world: readonly number[]
  readonly differs: (customers: readonly number[]) => Promise<boolean>
  readonly probesMax: number
}): Promise<SourceSearch> {
  const { suspects, world, probesMax } = search
  let probes = 0
  const differs = async (customers: readonly number[]): Promise<boolean> => {
    if (customers.length === 0) return false
    probes++
    return search.differs(customers)
  }
  for (const suspect of suspects) {
    if (probes >= probesMax) return { sources: [], probes }
    if (await differs([suspect])) return { sources: [suspect], probes }
  }
  let current = world
  for (let pieces = 2; current.length > 1; ) {
    const chunks = splitInto(current, Math.min(pieces, current.length))
    const rests =
      chunks.length > 2 ? chunks.map((chunk) => current.filter((one) => !chunk.includes(one))) : []
    const [smaller, budgetLeft] = await firstThat([...chunks, ...rests], differs, () => probes < probesMax)
    if (!budgetLeft) return { sources: [], probes }
    if (smaller) {
      pieces = smaller.length <= Math.ceil(current.length / chunks.length) ? 2 : Math.max(pieces - 1, 2)
      current = smaller
    } else if (pieces >= current.length) {
      break
    } else {
      pieces = Math.min(pieces * 2, current.length)
    }
  }
  return { sources: current, probes }
}

async function firstThat(
  sets: readonly (readonly number[])[],
  holds: (set: readonly number[]) => Promise<boolean>,
  mayGoOn: () => boolean,
): Promise<readonly [found: readonly number[] | undefined, budgetLeft: boolean]> {
  for (const set of sets) {
    if (!mayGoOn()) return [undefined, false]
    if (await holds(set)) return [set, true]
  }
  return [undefined, true]
}

function splitInto(items: readonly number[], pieces: number): readonly (readonly number[])[] {
  return Array.from({ length: pieces }, (_, at) =>
    items.slice(Math.floor((at * items.length) / pieces), Math.floor(((at + 1) * items.length) / pieces)),
  )
}
