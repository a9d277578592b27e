/** What nobody gave the right to: refused before anything runs, and told to the trail. */

import { appendEvent } from '../audit/trail.ts'
import type { StateAction, StateAnswer } from '../cli/state-call.ts'
import { type Actor, auditActorOf } from '../staff/actor.ts'
import { listOrganisations } from '../staff/organisation.ts'
import { isAllowed, type Permission } from '../staff/permission.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { permissionFor } from './permission-of.ts'

/** @returns the permission that is missing */
export function missingFor(action: StateAction, actor: Actor): Permission | undefined {
  const permission = permissionFor(action)
  return permission === 'free' || isAllowed(actor, permission) ? undefined : permission
}

/** Entered with the organisation of whoever tried; what the shell tried concerns all. */
export async function refuse(action: StateAction, actor: Actor, database: Database): Promise<StateAnswer> {
  const permission = missingFor(action, actor)
  if (permission === undefined) throw new Error(`nothing is missing for ${action.kind}`)
  const organisationIds =
    actor.kind === 'staff' ? [actor.organisationId] : (await listOrganisations(database)).map(({ id }) => id)
  const event = { kind: 'action-refused', body: { action: action.kind, permission } } as const
  await transact(database, async (transaction) => {
    for (const organisationId of organisationIds) {
      await appendEvent(transaction, { organisationId, actor: auditActorOf(actor), event })
    }
  })
  return { exit: 1, facts: [{ kind: 'action-refused', permission }] }
}
