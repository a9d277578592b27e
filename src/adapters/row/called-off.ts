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
      const slow = (reason: string) => fault('SCH_SOURCE_SLOW', { at, params: { reason } })
      const off = signals.find(({ aborted }) => aborted)
      // Whoever asks has a deadline of his own; that it has passed is the source's doing.
      if (off !== undefined)
        return isTimeout(off.reason) ? slow('deadline') : fault('SCH_SOURCE_CALLED_OFF', { at })
      return timer.aborted ? slow(`${timeoutMs} ms`) : undefined
    },
  }
}

/** @source WHATWG DOM, AbortSignal.timeout() */
function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError'
}
