/** Non-interference of a foreign system, by nothing but the mails it sends. */
import { findInterferences, type InterferenceResult } from '../interference/interfere.ts'
import { isProven, type Probe } from '../isolation/isolation.ts'
import type { NoisyPlace } from './noise.ts'
import type { SystemRuns } from './system-run.ts'

export interface SystemInterference extends InterferenceResult {
  /** What was not compared, because it varies by itself. */
  readonly noise: readonly NoisyPlace[]
  /** What was tried from inside, and whether that proves that nothing could leave. If not, the rehearsal cannot be approved. */
  readonly probes: readonly Probe[]
  readonly isIsolated: boolean
}

/**
 * Before a difference is called anybody's, the world without a change is run once more, now that time has passed, and
 * everything is read again with what that shows: clocks go on during a rehearsal, and no customer made them.
 */
export async function findSystemInterferences(
  runs: SystemRuns,
  wish: {
    readonly customers: number
    readonly withRemovals: boolean
    readonly onRun?: (run: number, runs: number) => void
  },
): Promise<SystemInterference> {
  const { places } = await runs.learn()
  const isolation = { probes: runs.probes, isIsolated: isProven(runs.probes) }
  const result = { ...(await findInterferences({ ...wish, run: runs.run })), ...isolation }
  if (result.interferences.length === 0 && result.unsteady.length === 0) return { ...result, noise: places }
  const later = await runs.learn()
  if (later.places.length === places.length) return { ...result, noise: places }
  runs.rewind()
  const { customers, withRemovals } = wish
  const again = await findInterferences({ customers, withRemovals, run: runs.run })
  return { ...again, ...isolation, noise: later.places }
}
