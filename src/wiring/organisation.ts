/** Runs `schleuse organisation`. */
import type { OrganisationAction } from '../cli/actions/organisation.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import { addOrganisation, listOrganisations } from '../staff/organisation.ts'
import type { Database } from '../store/connection.ts'
import type { StatePlace } from './state-parts.ts'

export async function runOrganisation(
  action: OrganisationAction,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  switch (action.kind) {
    case 'organisation-add': {
      const id = await addOrganisation(database, action, { actor: place.actor, now: place.now() })
      return { exit: 0, facts: [{ kind: 'organisation-added', id, name: action.name, role: action.role }] }
    }
    case 'organisation-list': {
      const all = await listOrganisations(database)
      return { exit: 0, facts: all.map(({ id, name, role }) => ({ kind: 'organisation', id, name, role })) }
    }
  }
}
