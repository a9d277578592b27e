/** Whether a process may be given work: every part it needs is asked, each with a limit. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Readiness, ReadinessPart, ReadinessState } from '../contract/health.ts'

export interface ReadinessCheck {
  readonly part: ReadinessPart
  /** @returns what is so now; whatever it throws counts as `away` */
  readonly ask: () => Promise<{ readonly state: ReadinessState; readonly count?: number }>
}

/** A monitor asks every few seconds and waits about as long. */
const answerMs = 2_000
/** Many monitors ask no more often than one. */
const freshMs = 1_000

/** @param nowMs milliseconds of a clock that only goes forward */
export function askReadiness(
  checks: readonly ReadinessCheck[],
  nowMs: () => number,
): () => Promise<Readiness> {
  let last: { readonly atMs: number; readonly answer: Promise<Readiness> } | undefined
  return () => {
    if (last === undefined || nowMs() - last.atMs >= freshMs) {
      last = { atMs: nowMs(), answer: askAll(checks) }
    }
    return last.answer
  }
}

async function askAll(checks: readonly ReadinessCheck[]): Promise<Readiness> {
  const parts = await Promise.all(checks.map(askOne))
  const isReady = parts.every(({ state }) => state === 'ok')
  return { status: isReady ? 'ready' : 'not-ready', parts }
}

async function askOne({ part, ask }: ReadinessCheck): Promise<Readiness['parts'][number]> {
  const done = new AbortController()
  try {
    const late = sleep(answerMs, { state: 'slow' } as const, { signal: done.signal, ref: false })
    return { part, ...(await Promise.race([ask(), late])) }
  } catch {
    return { part, state: 'away' }
  } finally {
    done.abort()
  }
}
