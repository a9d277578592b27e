/** Why a source has stopped: called off from outside, closed, or too slow. */
import { type Fault, fault } from '../../std/fault.ts'

export interface Deadline {
  /** Aborted by whichever comes first. */
  readonly signal: AbortSignal
  /** The fault behind an abort; undefined if nothing was aborted. */
  readonly reason: () => Fault | undefined
}

/** @param signals called off from outside, or because the source is closed */
export function deadlineOf(source: string, timeoutMs: number, signals: readonly AbortSignal[]): Deadline {
  const timer = AbortSignal.timeout(timeoutMs)
  const at = { file: source }
  return {
    signal: AbortSignal.any([...signals, timer]),
    reason() {
      if (signals.some(({ aborted }) => aborted)) return fault('SCH_SOURCE_CALLED_OFF', { at })
      return timer.aborted
        ? fault('SCH_SOURCE_SLOW', { at, params: { reason: `${timeoutMs} ms` } })
        : undefined
    },
  }
}
