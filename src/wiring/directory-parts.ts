/** What the commands about the directory work with: an organisation, its keys, and who acts. */

import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import type { DirectoryParts } from '../directory/directory-parts.ts'
import { keysInUse } from '../directory/keys-in-use.ts'
import type { LoadOutcome } from '../directory/load.ts'
import type { Switched } from '../directory/load-switch.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { auditActorOf } from '../staff/actor.ts'
import { type Organisation, organisationMeant } from '../staff/organisation.ts'
import type { Database } from '../store/connection.ts'
import type { StatePlace } from './state-parts.ts'

export interface DirectoryWork {
  readonly organisation: Organisation
  readonly parts: DirectoryParts
}

export async function directoryWork(
  name: string | undefined,
  from: { readonly database: Database; readonly ring: KeyRing; readonly place: StatePlace },
): Promise<DirectoryWork> {
  const { database, ring, place } = from
  const organisation = await organisationMeant(database, name)
  const keys = await keysInUse(database, ring, organisation.id)
  for (const id of keys.lostHistory) place.tell(place.speech.say('directory.numbers-lost', { id }))
  return {
    organisation,
    parts: { database, keys, actor: auditActorOf(place.actor), now: place.now },
  }
}

/** 1 if a person has to do something: accept, or correct the source. */
export function loadAnswer(outcome: LoadOutcome, source: string): StateAnswer {
  if (outcome.kind === 'waiting') {
    const drops = outcome.drops.map(({ kind, what, before, after }): StateFact => {
      const [word, factKind] = what.startsWith('fact:') ? ['fact', what.slice('fact:'.length)] : [what]
      return { kind: `directory-drop-${kind}`, what: word ?? what, factKind: factKind ?? '', before, after }
    })
    return { exit: 1, facts: [...drops, { kind: 'directory-waiting', source, load: outcome.loadId }] }
  }
  const conflicts = outcome.conflicts.map(
    ({ conflict, at }): StateFact => ({
      kind: 'directory-conflict',
      conflict,
      file: at.file,
      line: String(at.line ?? ''),
    }),
  )
  const contested: readonly StateFact[] =
    outcome.contested === 0 ? [] : [{ kind: 'directory-contested', source, count: outcome.contested }]
  return {
    exit: outcome.contested === 0 ? 0 : 1,
    facts: [...conflicts, ...contested, loadFact(outcome, source)],
  }
}

export function loadFact(switched: Switched, source: string): StateFact {
  const { loadId: load, loadKind, seq, added, changed, gone, facts, customers } = switched
  return {
    kind: 'directory-loaded',
    source,
    loadKind,
    added,
    changed,
    gone,
    facts,
    customers,
    load,
    change: String(seq),
  }
}
