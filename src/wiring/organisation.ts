/** Runs `schleuse organisation`. */
import type { OrganisationAction } from '../cli/actions/organisation.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import {
  addOrganisation,
  listOrganisations,
  listPartners,
  organisationMeant,
  partnerMeant,
} from '../staff/organisation.ts'
import { addRelation, endRelation, listRelations } from '../staff/relation.ts'
import { dayOf } from '../std/day.ts'
import type { Database } from '../store/connection.ts'
import type { StatePlace } from './state-parts.ts'

type Action<Kind extends OrganisationAction['kind']> = Extract<OrganisationAction, { kind: Kind }>

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
    case 'organisation-relate':
      return relate(action, database, place)
    case 'organisation-relations':
      return relations(action, database)
    case 'organisation-part': {
      const { id: controllerId } = await organisationMeant(database, action.organisation)
      const untilOn = dayOf(action.untilOn)
      await endRelation(database, { id: action.id, controllerId, untilOn }, place.actor)
      return { exit: 0, facts: [{ kind: 'relation-ended', id: action.id, untilOn }] }
    }
  }
}

async function relate(
  action: Action<'organisation-relate'>,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  const { controller, processor, contract } = action
  const fromOn = dayOf(action.fromOn)
  const wanted = {
    controllerId: (await organisationMeant(database, controller)).id,
    processorId: await partnerMeant(database, processor),
    contract,
    fromOn,
    ...(action.untilOn === undefined ? {} : { untilOn: dayOf(action.untilOn) }),
  }
  const id = await addRelation(database, wanted, { actor: place.actor, now: place.now() })
  return { exit: 0, facts: [{ kind: 'relation-added', id, controller, processor, contract, fromOn }] }
}

async function relations(action: Action<'organisation-relations'>, database: Database): Promise<StateAnswer> {
  const names = new Map((await listPartners(database)).map(({ id, name }) => [id, name]))
  const meant =
    action.organisation === undefined ? undefined : await organisationMeant(database, action.organisation)
  const all = await listRelations(database, meant?.id)
  return {
    exit: 0,
    facts: all.map(({ id, controllerId, processorId, contract, fromOn, untilOn = 'open' }) => ({
      kind: 'relation',
      id,
      processor: names.get(processorId) ?? processorId,
      controller: names.get(controllerId) ?? controllerId,
      contract,
      fromOn,
      untilOn,
    })),
  }
}
