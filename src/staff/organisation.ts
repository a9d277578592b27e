/** Organisations: controllers and processors, separate from each other; every row belongs to one. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
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
  /** Whether it runs this installation. */
  readonly isHost: boolean
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
      const host = await transaction
        .selectFrom('schleuse.organisation')
        .select('id')
        .where('is_host', '=', true)
        .executeTakeFirst()
      // Whoever comes first runs the installation.
      const values = { id, name, role, is_host: host === undefined }
      await transaction.insertInto('schleuse.organisation').values(values).execute()
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
    .select(['id', 'name', 'role', 'created_at as createdAt', 'is_host as isHost'])
    .orderBy('id')
    .execute()
}

/** Itself and those it has a contract with; all of them where the connection is not confined to one. */
export async function listPartners(
  database: Database,
): Promise<readonly Pick<Organisation, 'id' | 'name' | 'role'>[]> {
  const { rows } = await sql<Pick<Organisation, 'id' | 'name' | 'role'>>`
    select id, name, role from schleuse.organisation_partners()
  `.execute(database)
  return rows
}

/** @throws SCH_ORGANISATION_UNKNOWN also for one that exists but has no contract with the own: its name is not ours to confirm */
export async function partnerMeant(database: Database, name: string): Promise<string> {
  const found = (await listPartners(database)).find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!found) throw fault('SCH_ORGANISATION_UNKNOWN')
  return found.id
}

/**
 * The one that is meant: by name, or the only one there is.
 *
 * @throws SCH_ORGANISATION_UNKNOWN, SCH_ORGANISATION_WHICH, SCH_ORGANISATION_NONE
 */
export async function organisationMeant(database: Database, name: string | undefined): Promise<Organisation> {
  const all = await listOrganisations(database)
  if (name === undefined) {
    const [only] = all
    if (only && all.length === 1) return only
    if (all.length === 0) throw fault('SCH_ORGANISATION_NONE')
    throw fault('SCH_ORGANISATION_WHICH', { params: { count: all.length } })
  }
  const found = all.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!found) throw fault('SCH_ORGANISATION_UNKNOWN')
  return found
}
