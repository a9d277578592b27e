/** Hands signed heads to one witness, in order, and remembers how far it got and what went wrong. */
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import {
  checkpointsAfter,
  newestCheckpoint,
  readProgress,
  type StoredCheckpoint,
  type TrailOwner,
  type WitnessProgress,
  writeProgress,
} from './checkpoint-queries.sql.ts'
import type { Witness, WitnessFailure } from './witness.ts'

export type HandOver = { readonly witness: string } & (
  | { readonly kind: 'handed-over'; readonly heads: number }
  /** Another process is at it, or the next try after a failure is not due yet. */
  | { readonly kind: 'waits' }
  | { readonly kind: 'failed'; readonly why: WitnessFailure; readonly since: Date }
)

export interface HandOverParts {
  readonly database: Database
  readonly now: () => Date
  readonly signal: AbortSignal
  /** Tries at once what has failed a moment ago. */
  readonly isUrgent?: boolean
}

/** Heads per call: a witness that was away for a week has caught up after an hour, and nobody waits long for the others. */
const headsMax = 200
/** How long a process may be at it before another takes over: longer than `tryMs`, since it may have been killed. */
const claimMs = 5 * 60 * 1000
/** All heads of one call. */
const tryMs = 2 * 60 * 1000
const firstPauseMs = 30 * 1000
const pauseMaxMs = 15 * 60 * 1000

export async function handOver(parts: HandOverParts, owner: TrailOwner, witness: Witness): Promise<HandOver> {
  const progress = await claim(parts, owner, witness)
  if (!progress) return { witness: witness.name, kind: 'waits' }
  const heads = await headsFor(parts, owner, witness, progress)
  const signal = AbortSignal.any([parts.signal, AbortSignal.timeout(tryMs)])
  let kept: StoredCheckpoint | undefined
  let count = 0
  for (const head of heads) {
    const outcome = signal.aborted
      ? ({ kind: 'failed', why: 'timeout' } as const)
      : await witness.keep({ ...owner, ...head }, signal)
    if (outcome.kind === 'failed') {
      const since = progress.failingSince && !kept ? progress.failingSince : parts.now()
      await release(parts, owner, witness, {
        ...advanced(parts, kept),
        ...failed(parts, progress, outcome.why, since),
      })
      return { witness: witness.name, kind: 'failed', why: outcome.why, since }
    }
    kept = head
    count++
  }
  await release(parts, owner, witness, advanced(parts, kept))
  return { witness: witness.name, kind: 'handed-over', heads: count }
}

/** @returns undefined if it is not this process's turn */
function claim(
  { database, now, isUrgent }: HandOverParts,
  { organisationId }: TrailOwner,
  { name }: Witness,
): Promise<WitnessProgress | undefined> {
  return transact(database, async (transaction) => {
    const progress = (await readProgress(transaction, organisationId, name)) ?? nothingYet
    const at = now()
    const isClaimed = progress.claimedUntil !== null && progress.claimedUntil > at
    const isPausing = !isUrgent && progress.nextTryAt !== null && progress.nextTryAt > at
    if (isClaimed || isPausing) return undefined
    await writeProgress(transaction, organisationId, name, {
      claimedUntil: new Date(at.getTime() + claimMs),
    })
    return progress
  })
}

const nothingYet: WitnessProgress = {
  deliveredId: 0n,
  lastSuccessAt: null,
  lastFailureAt: null,
  lastFailure: null,
  failures: 0,
  failingSince: null,
  nextTryAt: null,
  claimedUntil: null,
}

async function headsFor(
  { database, now }: HandOverParts,
  { organisationId }: TrailOwner,
  { pace }: Witness,
  progress: WitnessProgress,
): Promise<readonly StoredCheckpoint[]> {
  if (pace.kind === 'each')
    return checkpointsAfter(database, organisationId, { id: progress.deliveredId, limit: headsMax })
  const { lastSuccessAt } = progress
  if (lastSuccessAt && now().getTime() - lastSuccessAt.getTime() < pace.everyMs) return []
  const newest = await newestCheckpoint(database, organisationId)
  return newest && newest.id > progress.deliveredId ? [newest] : []
}

function advanced({ now }: HandOverParts, kept: StoredCheckpoint | undefined): Partial<WitnessProgress> {
  if (!kept) return {}
  const well = { failures: 0, failingSince: null, nextTryAt: null }
  return { ...well, deliveredId: kept.id, lastSuccessAt: now() }
}

function failed(
  { now }: HandOverParts,
  progress: WitnessProgress,
  why: WitnessFailure,
  since: Date,
): Partial<WitnessProgress> {
  const failures = progress.failures + 1
  const pauseMs = Math.min(firstPauseMs * 2 ** (failures - 1), pauseMaxMs)
  return {
    failures,
    lastFailure: why,
    lastFailureAt: now(),
    failingSince: since,
    nextTryAt: new Date(now().getTime() + pauseMs),
  }
}

function release(
  { database }: HandOverParts,
  { organisationId }: TrailOwner,
  { name }: Witness,
  progress: Partial<WitnessProgress>,
): Promise<void> {
  return transact(database, (transaction) =>
    writeProgress(transaction, organisationId, name, { ...progress, claimedUntil: null }),
  )
}
