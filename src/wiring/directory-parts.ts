/** What the commands about the directory work with: an organisation, its keys, and who acts. */

import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import type { DirectoryKeys } from '../directory/directory-keys.ts'
import type { DirectoryParts } from '../directory/directory-parts.ts'
import { keysInUse, keysLeft } from '../directory/keys-in-use.ts'
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

interface DirectoryFrom {
  readonly database: Database
  readonly ring: KeyRing
  readonly place: StatePlace
}

/** @throws SCH_DIRECTORY_KEY_REVOKED, SCH_DIRECTORY_KEY_GONE */
export function directoryWork(name: string | undefined, from: DirectoryFrom): Promise<DirectoryWork> {
  return workUnder(name, from, ({ id }) => keysInUse(from.database, from.ring, id))
}

/** With the keys that a rebuild leaves. @throws SCH_DIRECTORY_KEY_GONE unless `isGone` */
export function directoryWorkToLeave(
  name: string | undefined,
  isGone: boolean,
  from: DirectoryFrom,
): Promise<DirectoryWork> {
  return workUnder(name, from, ({ id: organisationId }) =>
    keysLeft(from.database, from.ring, { organisationId, isGone }),
  )
}

async function workUnder(
  name: string | undefined,
  { database, place }: DirectoryFrom,
  keysOf: (organisation: Organisation) => Promise<DirectoryKeys>,
): Promise<DirectoryWork> {
  const organisation = await organisationMeant(database, name)
  const keys = await keysOf(organisation)
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
