/** Organisations: controllers and processors, separate from each other; every row belongs to one. */
import { randomBytes } from 'node:crypto'
import { appendEvent } from '../audit/trail.ts'
import { fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { type Actor, auditActorOf } from './actor.ts'

export interface Organisation {
  readonly id: string
  readonly name: string
  /** GDPR Art. 4(7) and 4(8). */
  readonly role: 'controller' | 'processor'
  readonly createdAt: Date
}

/** Unique violation. @source PostgreSQL, appendix A */
const uniqueViolation = '23505'

/** @throws SCH_ORGANISATION_TWICE if the name is taken, in any case of its letters */
export async function addOrganisation(
  database: Database,
  wanted: Pick<Organisation, 'name' | 'role'>,
  by: { readonly actor: Actor; readonly now: Date },
): Promise<string> {
  const id = uuidV7(by.now.getTime(), randomBytes(10))
  const { name, role } = wanted
  try {
    await transact(database, async (transaction) => {
      await transaction.insertInto('schleuse.organisation').values({ id, name, role }).execute()
      const event = { kind: 'organisation-added', body: { role } } as const
      await appendEvent(transaction, { organisationId: id, actor: auditActorOf(by.actor), event })
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === uniqueViolation) {
      throw fault('SCH_ORGANISATION_TWICE', { cause: error })
    }
    throw error
  }
  return id
}

/** In the order in which they were added. */
export async function listOrganisations(database: Database): Promise<readonly Organisation[]> {
  return database
    .selectFrom('schleuse.organisation')
    .select(['id', 'name', 'role', 'created_at as createdAt'])
    .orderBy('id')
    .execute()
}

/**
 * The one that is meant: by name, or the only one there is.
 *
 * @throws SCH_ORGANISATION_UNKNOWN, SCH_ORGANISATION_WHICH
 */
export async function organisationMeant(database: Database, name: string | undefined): Promise<Organisation> {
  const all = await listOrganisations(database)
  if (name === undefined) {
    const [only] = all
    if (only && all.length === 1) return only
    throw fault('SCH_ORGANISATION_WHICH', { params: { count: all.length } })
  }
  const found = all.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!found) throw fault('SCH_ORGANISATION_UNKNOWN')
  return found
}
