/** Lets a staged load count: all of it in one transaction, with its entry in the trail. */
import { sql, type Transaction } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import { Fault, type Problem } from '../std/fault.ts'
import type { Tables } from '../store/tables.ts'
import { transact } from '../store/transaction.ts'
import { logChange, nextChange } from './directory-change.ts'
import type { DirectoryParts } from './directory-parts.ts'
import { switchFacts, unownedFacts } from './fact-switch-queries.sql.ts'
import type { OfLoad } from './load-check-queries.sql.ts'
import type { LoadDrop } from './load-drop.ts'
import { endLoad, refuseLost } from './load-row.ts'
import { placesListedMax } from './load-staging.ts'
import {
  dropOutdated,
  dropOvertaken,
  keepReplacedNumbers,
  keepToldNumbers,
  keepUnseenNumbers,
  putCustomers,
  removeGone,
  type Switching,
} from './load-switch-queries.sql.ts'
import { clearStaged } from './staging-queries.sql.ts'

export interface SwitchWish extends OfLoad {
  readonly baseSeq: bigint
  readonly matchingId: string
  readonly cursorSealed: Uint8Array | null
  /** When what the load says was so. */
  readonly contentAt: Date | null
  readonly contested: number
  readonly sourceName: string
  /** What a person has accepted, if it was asked about. */
  readonly acceptedDrops?: readonly LoadDrop[]
  /** `push`, `ask`: rows by hand or by answer; the source as a whole is no more up to date than before. */
  readonly origin: 'load' | 'push' | 'ask'
}

export interface Switched {
  readonly loadId: string
  readonly loadKind: 'full' | 'incremental'
  readonly seq: bigint
  readonly added: number
  readonly changed: number
  readonly gone: number
  readonly facts: number
  /** Of this source, now. */
  readonly customers: number
  readonly sourceName: string
}

/**
 * @throws Fault SCH_DIRECTORY_OWNER_UNKNOWN with the facts that nobody owns; SCH_DIRECTORY_LOAD_LOST if the load was ended or
 *   its rows are not all there; then nothing has changed
 */
export async function switchLoad(wish: SwitchWish, parts: DirectoryParts): Promise<Switched> {
  const { database } = parts
  const switched = await transact(database, async (transaction) => {
    const seq = await nextChange(transaction, parts.keys)
    return switchIn(transaction, { ...wish, seq, sealingId: parts.keys.contactId }, parts)
  })
  await clearStaged(database, wish)
  return switched
}

async function switchIn(
  transaction: Transaction<Tables>,
  of: SwitchWish & Switching,
  { actor, now }: DirectoryParts,
): Promise<Switched> {
  const { organisationId, sourceId, loadId, seq, kind } = of
  // Rows by hand or by answer have no load that could be ended.
  if (of.origin === 'load') await refuseLost(transaction, of)
  if (kind === 'incremental') await dropOvertaken(transaction, of)
  await dropOutdated(transaction, of)
  const gone = await removeGone(transaction, of)
  await keepUnseenNumbers(transaction, of)
  await keepReplacedNumbers(transaction, of)
  await keepToldNumbers(transaction, of)
  const { added, changed } = await putCustomers(transaction, of)
  await refuseUnowned(transaction, of)
  const facts = await switchFacts(transaction, of)
  const customers = await countSource(transaction, of, now())
  await endLoad(transaction, of, 'done')
  const counts = { added, changed, gone, facts }
  await logChange(transaction, organisationId, seq, {
    kind: of.origin,
    sourceId,
    loadId,
    ...counts,
  })
  if (of.acceptedDrops !== undefined) {
    const drops = of.acceptedDrops.map(({ what, before, after }) => ({
      what: closedWord(what),
      before,
      after,
    }))
    const event = {
      kind: 'directory-drop-accepted',
      body: { source: sourceId, load: loadId, drops },
    } as const
    await appendEvent(transaction, { organisationId, actor, event })
  }
  const body = {
    source: sourceId,
    load: loadId,
    kind,
    origin: of.origin,
    ...counts,
    contested: of.contested,
    seq: String(seq),
  }
  await appendEvent(transaction, { organisationId, actor, event: { kind: 'directory-loaded', body } })
  return { loadId, loadKind: kind, seq, ...counts, customers, sourceName: of.sourceName }
}

/** The source's own word for a kind of fact is no word of a closed list. */
export function closedWord(what: string): string {
  return what.startsWith('fact:') ? 'fact' : what
}

/** @throws SCH_DIRECTORY_OWNER_UNKNOWN with the facts that nobody owns */
export async function refuseUnowned(
  transaction: Transaction<Tables>,
  of: Switching & { readonly sourceName: string },
): Promise<void> {
  const unowned = await unownedFacts(transaction, of, placesListedMax)
  const [first, ...others] = unowned.map(
    ({ ordinal, line }): Problem => ({
      code: 'SCH_DIRECTORY_OWNER_UNKNOWN',
      at: { file: of.sourceName, line: line ?? Number(ordinal) },
    }),
  )
  if (first !== undefined) throw new Fault([first, ...others])
}

/** What is told of the source: counts, and how up to date it is. */
export async function countSource(
  transaction: Transaction<Tables>,
  of: Switching & Pick<SwitchWish, 'origin' | 'contentAt' | 'cursorSealed'>,
  now: Date,
): Promise<number> {
  const { organisationId, sourceId } = of
  const { rows } = await sql<{ customers: bigint }>`
    update schleuse.directory_source s set
      customers = (select count(*) from schleuse.directory_customer c
                   where c.organisation_id = ${organisationId} and c.source_id = ${sourceId}),
      facts = (select count(*) from schleuse.directory_fact f
               where f.organisation_id = ${organisationId} and f.source_id = ${sourceId}),
      refused = (select count(*) from schleuse.directory_customer c
                 where c.organisation_id = ${organisationId} and c.source_id = ${sourceId} and c.kinds & 256 <> 0)
    where s.organisation_id = ${organisationId} and s.id = ${sourceId}
    returning customers
  `.execute(transaction)
  if (of.origin === 'load') {
    await transaction
      .updateTable('schleuse.directory_source')
      .set({
        succeeded_at: now,
        content_at: of.contentAt ?? now,
        failure: null,
        ...(of.kind === 'full' ? { full_at: now } : {}),
        ...(of.cursorSealed === null ? {} : { cursor_sealed: of.cursorSealed }),
      })
      .where('organisation_id', '=', organisationId)
      .where('id', '=', sourceId)
      .execute()
  }
  return Number(rows[0]?.customers ?? 0n)
}
