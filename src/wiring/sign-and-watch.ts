/** Signs heads and hands them over, and raises an alert where that fails. */
import { join } from 'node:path'
import { raiseAlert, settleAlert } from '../alert/alert.ts'
import { type HeadMemory, headMemoryIn } from '../audit/head-memory.ts'
import { type SigningOutcome, type SigningParts, signHeads } from '../audit/sign-heads.ts'
import { transact } from '../store/transaction.ts'
import type { StatePlace } from './state-parts.ts'

/** Beside the keys, not in the database's folder: another account's, where the database is a server of somebody else. */
export function headMemoryOf({ folder }: Pick<StatePlace, 'folder'>): HeadMemory {
  return headMemoryIn(headFolderOf(folder))
}

export function headFolderOf(stateFolder: string): string {
  return join(stateFolder, 'heads')
}

/** How long a witness may fail before staff hear of it: a restart of its host is no matter for them. */
const witnessPatienceMs = 60 * 60 * 1000

/** @param told names of witnesses whose failure staff hear of: those of the settings */
export async function signAndWatch(parts: SigningParts, told: readonly string[]): Promise<SigningOutcome> {
  const outcome = await signHeads(parts)
  for (const one of outcome.signings) {
    const entry = one.kind === 'refused' ? one.faults[0]?.seq : undefined
    if (entry === undefined) continue
    const { organisationId } = one
    const says = { entry: String(entry) }
    await transact(parts.database, (transaction) =>
      raiseAlert(transaction, { organisationId, kind: 'trail-broken', says }, parts.now()),
    )
  }
  for (const one of outcome.handOvers) if (told.includes(one.witness)) await watchWitness(parts, one)
  return outcome
}

async function watchWitness(
  { database, now }: SigningParts,
  one: SigningOutcome['handOvers'][number],
): Promise<void> {
  const { organisationId, witness } = one
  const alert = { organisationId, kind: 'witness-failing', says: { witness } } as const
  const hasFailedLong = one.kind === 'failed' && now().getTime() - one.since.getTime() >= witnessPatienceMs
  // Another head in its place is no failure of the network: somebody has written there.
  if (hasFailedLong || (one.kind === 'failed' && one.why === 'occupied'))
    await transact(database, (transaction) => raiseAlert(transaction, alert, now()))
  else if (one.kind === 'handed-over' && one.heads > 0)
    await transact(database, (transaction) => settleAlert(transaction, alert, now()))
}
