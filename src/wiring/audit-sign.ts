/** Runs `schleuse audit sign` and `schleuse audit witnesses`. */
import { resolve } from 'node:path'
import { fileWitness } from '../adapters/file/witness.ts'
import { progressOfAll } from '../audit/checkpoint-queries.sql.ts'
import type { SigningOutcome } from '../audit/sign-heads.ts'
import type { Witness } from '../audit/witness.ts'
import type { AuditAction } from '../cli/actions/audit.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import type { Database } from '../store/connection.ts'
import { headMemoryOf, signAndWatch } from './sign-and-watch.ts'
import { ringIn, type StatePlace } from './state-parts.ts'
import { witnessesOf } from './witnesses.ts'

export async function runSigning(
  action: Extract<AuditAction, { kind: 'audit-sign' | 'audit-witnesses' }>,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  switch (action.kind) {
    case 'audit-witnesses':
      return { exit: 0, facts: await progressFacts(database) }
    case 'audit-sign': {
      const given = action.witnessFolders.map((folder) => folderWitness(folder, place))
      const configured = witnessesOf(place)
      const witnesses = [...configured, ...given]
      const { now } = place
      const signal = new AbortController().signal
      const memory = headMemoryOf(place)
      const parts = { database, ring: ringIn(place), witnesses, memory, now, signal, isUrgent: true }
      const outcome = await signAndWatch(
        parts,
        configured.map(({ name }) => name),
      )
      const isWell =
        outcome.signings.every(({ kind }) => kind !== 'refused') &&
        outcome.handOvers.every(({ kind }) => kind !== 'failed')
      return { exit: isWell ? 0 : 1, facts: [...outcomeFacts(outcome), ...weakness(witnesses)] }
    }
  }
}

function folderWitness(folder: string, place: StatePlace): Witness {
  const path = resolve(folder)
  return fileWitness({ name: path, folder: path, stateFolder: place.folder })
}

function outcomeFacts({ signings, handOvers }: SigningOutcome): readonly StateFact[] {
  const signed = signings.flatMap((one): readonly StateFact[] => {
    const { organisation } = one
    if (one.kind !== 'refused')
      return [{ kind: `head-${one.kind}`, organisation, entries: String(one.head.seq) }]
    const faults = one.faults.map(({ kind, seq }) => ({
      kind: 'trail-fault',
      damage: kind,
      entry: String(seq),
    }))
    return [...faults, { kind: 'head-refused', organisation }]
  })
  return [...signed, ...handOvers.map(handOverFact)]
}

function handOverFact(one: SigningOutcome['handOvers'][number]): StateFact {
  const { organisation, witness } = one
  switch (one.kind) {
    case 'handed-over':
      return { kind: 'witness-kept', witness, organisation, heads: one.heads }
    case 'waits':
      return { kind: 'witness-waits', witness, organisation }
    case 'failed':
      return { kind: 'witness-failed', witness, organisation, why: one.why, since: one.since.toISOString() }
  }
}

/** What the operator should know of his witnesses, however well they took the heads. */
function weakness(witnesses: readonly Witness[]): readonly StateFact[] {
  if (witnesses.length === 0) return [{ kind: 'witness-none' }]
  return witnesses.flatMap((witness) => {
    const weak = witness.weakness()
    return weak ? [{ kind: `witness-${weak}`, witness: witness.name }] : []
  })
}

async function progressFacts(database: Database): Promise<readonly StateFact[]> {
  const all = await progressOfAll(database)
  if (all.length === 0) return [{ kind: 'witness-none' }]
  return all.map((one) => ({
    kind: 'witness',
    witness: one.witness,
    organisation: one.organisation,
    lastSuccess: one.lastSuccessAt?.toISOString() ?? 'never',
    lastFailure: one.lastFailureAt?.toISOString() ?? 'never',
    why: one.lastFailure ?? 'none',
    waiting: Number(one.waiting),
  }))
}
