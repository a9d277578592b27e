/** Which processor works for which controller, under which contract, from when until when (GDPR Art. 28(3)). */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import { fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { type Actor, auditActorOf } from './actor.ts'

export interface Relation {
  readonly id: string
  readonly controllerId: string
  readonly processorId: string
  /** What the contract is called in the controller's own files. */
  readonly contract: string
  /** Days, as `2026-12-31`. */
  readonly fromOn: string
  readonly untilOn?: string
}

/** @throws SCH_RELATION_ROLES, SCH_RELATION_TWICE if both have a contract on one of these days already, SCH_RELATION_DAYS */
export async function addRelation(
  database: Database,
  wanted: Omit<Relation, 'id'>,
  by: { readonly actor: Actor; readonly now: Date },
): Promise<string> {
  const id = uuidV7(by.now.getTime(), randomBytes(10))
  const { controllerId, processorId, contract, fromOn, untilOn } = wanted
  if (untilOn !== undefined && untilOn < fromOn) throw fault('SCH_RELATION_DAYS')
  await transact(database, async (transaction) => {
    const pair = await transaction
      .selectFrom('schleuse.organisation')
      .select(['id', 'role'])
      .where('id', 'in', [controllerId, processorId])
      .execute()
    const roleOf = (organisationId: string) => pair.find((one) => one.id === organisationId)?.role
    if (roleOf(controllerId) !== 'controller' || roleOf(processorId) !== 'processor') {
      throw fault('SCH_RELATION_ROLES')
    }
    const meeting = await transaction
      .selectFrom('schleuse.organisation_relation')
      .select('id')
      .where('organisation_id', '=', controllerId)
      .where('processor_id', '=', processorId)
      .where(
        sql<boolean>`daterange(from_on, until_on, '[]') && daterange(${fromOn}, ${untilOn ?? null}, '[]')`,
      )
      .executeTakeFirst()
    if (meeting) throw fault('SCH_RELATION_TWICE')
    await transaction
      .insertInto('schleuse.organisation_relation')
      .values({
        id,
        organisation_id: controllerId,
        processor_id: processorId,
        contract,
        from_on: fromOn,
        until_on: untilOn ?? null,
      })
      .execute()
    const event = {
      kind: 'relation-added',
      body: { relation: id, controller: controllerId, processor: processorId },
    } as const
    for (const organisationId of [controllerId, processorId]) {
      await appendEvent(transaction, { organisationId, actor: auditActorOf(by.actor), event })
    }
  })
  return id
}

/** @throws SCH_RELATION_UNKNOWN, SCH_RELATION_DAYS if it would end before it began, or later than it does now */
export async function endRelation(
  database: Database,
  wanted: { readonly id: string; readonly controllerId: string; readonly untilOn: string },
  actor: Actor,
): Promise<void> {
  await transact(database, async (transaction) => {
    const relation = await transaction
      .selectFrom('schleuse.organisation_relation')
      .select([
        'processor_id',
        sql<string>`from_on::text`.as('from_on'),
        sql<string | null>`until_on::text`.as('until_on'),
      ])
      .where('id', '=', wanted.id)
      .where('organisation_id', '=', wanted.controllerId)
      .executeTakeFirst()
    if (!relation) throw fault('SCH_RELATION_UNKNOWN')
    const isLater = relation.until_on !== null && relation.until_on < wanted.untilOn
    if (wanted.untilOn < relation.from_on || isLater) throw fault('SCH_RELATION_DAYS')
    const { numUpdatedRows } = await transaction
      .updateTable('schleuse.organisation_relation')
      .set({ until_on: wanted.untilOn })
      .where('id', '=', wanted.id)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw fault('SCH_RELATION_UNKNOWN')
    const event = { kind: 'relation-ended', body: { relation: wanted.id, untilOn: wanted.untilOn } } as const
    for (const organisationId of [wanted.controllerId, relation.processor_id]) {
      await appendEvent(transaction, { organisationId, actor: auditActorOf(actor), event })
    }
  })
}

/** Those in which the organisation is one of the two; all of them where none is given. */
export async function listRelations(
  database: Database,
  organisationId?: string,
): Promise<readonly Relation[]> {
  let query = database
    .selectFrom('schleuse.organisation_relation')
    .select(['id', 'organisation_id', 'processor_id', 'contract'])
    .select([sql<string>`from_on::text`.as('from_on'), sql<string | null>`until_on::text`.as('until_on')])
    .orderBy('id')
  if (organisationId !== undefined) {
    query = query.where((or) =>
      or.or([or('organisation_id', '=', organisationId), or('processor_id', '=', organisationId)]),
    )
  }
  return (await query.execute()).map((row) => ({
    id: row.id,
    controllerId: row.organisation_id,
    processorId: row.processor_id,
    contract: row.contract,
    fromOn: row.from_on,
    ...(row.until_on === null ? {} : { untilOn: row.until_on }),
  }))
}
