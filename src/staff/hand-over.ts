/** A processor hands a case or a data set over to the controller he works for; the other side accepts or refuses, once. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import { fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { type Actor, auditActorOf } from './actor.ts'

export const handOverSubjects = ['case', 'data-set'] as const
export type HandOverSubject = (typeof handOverSubjects)[number]
export type HandOverAnswer = 'accepted' | 'refused'

/** What is handed over, by its digest: the trail proves which bytes it was and holds none of them. */
export interface HandedFile {
  readonly sha256: Buffer
  readonly sizeBytes: bigint
}

export interface HandOver {
  readonly id: string
  readonly giverId: string
  readonly receiverId: string
  readonly subject: HandOverSubject
  readonly digest: string
  readonly offeredAt: Date
  readonly answer: HandOverAnswer | 'open'
}

/** @throws SCH_HAND_OVER_CONTRACT if no contract holds between the two today, by the database's clock */
export async function offerHandOver(
  database: Database,
  wanted: {
    readonly giverId: string
    readonly receiverId: string
    readonly subject: HandOverSubject
    readonly file: HandedFile
  },
  by: { readonly actor: Actor; readonly now: Date },
): Promise<string> {
  const id = uuidV7(by.now.getTime(), randomBytes(10))
  const { giverId, receiverId, subject, file } = wanted
  const actor = auditActorOf(by.actor)
  await transact(database, async (transaction) => {
    const relation = await transaction
      .selectFrom('schleuse.organisation_relation')
      .select('id')
      .where('organisation_id', '=', receiverId)
      .where('processor_id', '=', giverId)
      .where(sql<boolean>`daterange(from_on, until_on, '[]') @> current_date`)
      .executeTakeFirst()
    if (!relation) throw fault('SCH_HAND_OVER_CONTRACT')
    await transaction
      .insertInto('schleuse.hand_over')
      .values({
        id,
        organisation_id: receiverId,
        giver_id: giverId,
        relation_id: relation.id,
        subject,
        digest: file.sha256,
        size_bytes: file.sizeBytes,
        offered_by: actor,
      })
      .execute()
    const body = { handOver: id, relation: relation.id, subject, digest: file.sha256.toString('hex') }
    for (const organisationId of [giverId, receiverId]) {
      await appendEvent(transaction, { organisationId, actor, event: { kind: 'hand-over-offered', body } })
    }
  })
  return id
}

/**
 * @param wanted.file what has arrived; needed to accept: one accepts what one has in hand, not what was announced
 * @throws SCH_HAND_OVER_UNKNOWN, SCH_HAND_OVER_ANSWERED, SCH_HAND_OVER_OTHER_FILE
 */
export async function answerHandOver(
  database: Database,
  wanted: { readonly id: string; readonly receiverId: string } & (
    | { readonly answer: 'accepted'; readonly file: HandedFile }
    | { readonly answer: 'refused' }
  ),
  actor: Actor,
): Promise<void> {
  const { id, receiverId, answer } = wanted
  await transact(database, async (transaction) => {
    const offer = await transaction
      .selectFrom('schleuse.hand_over')
      .select(['giver_id', 'digest', 'size_bytes', 'answer'])
      .where('id', '=', id)
      .where('organisation_id', '=', receiverId)
      .executeTakeFirst()
    if (!offer) throw fault('SCH_HAND_OVER_UNKNOWN')
    if (offer.answer !== null) throw fault('SCH_HAND_OVER_ANSWERED')
    if (wanted.answer === 'accepted') {
      const isSame = wanted.file.sha256.equals(offer.digest) && wanted.file.sizeBytes === offer.size_bytes
      if (!isSame) throw fault('SCH_HAND_OVER_OTHER_FILE')
    }
    const { numUpdatedRows } = await transaction
      .updateTable('schleuse.hand_over')
      .set({ answer, answered_at: sql<Date>`clock_timestamp()`, answered_by: auditActorOf(actor) })
      .where('id', '=', id)
      .executeTakeFirst()
    // Who may see an offer may not always answer it: the giver's own connection changes no row.
    if (numUpdatedRows !== 1n) throw fault('SCH_HAND_OVER_UNKNOWN')
    const event = {
      kind: 'hand-over-answered',
      body: { handOver: id, answer, digest: offer.digest.toString('hex') },
    } as const
    for (const organisationId of [offer.giver_id, receiverId]) {
      await appendEvent(transaction, { organisationId, actor: auditActorOf(actor), event })
    }
  })
}

/** Given by or offered to the organisation. */
export async function listHandOvers(
  database: Database,
  organisationId: string,
): Promise<readonly HandOver[]> {
  const rows = await database
    .selectFrom('schleuse.hand_over')
    .select(['id', 'giver_id', 'organisation_id', 'subject', 'digest', 'offered_at', 'answer'])
    .where((or) => or.or([or('organisation_id', '=', organisationId), or('giver_id', '=', organisationId)]))
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    giverId: row.giver_id,
    receiverId: row.organisation_id,
    subject: row.subject,
    digest: row.digest.toString('hex'),
    offeredAt: row.offered_at,
    answer: row.answer ?? 'open',
  }))
}
