/** The log of changes: every change gets the next number of its organisation, in the transaction that makes it. */
import { sql, type Transaction } from 'kysely'
import { fault } from '../std/fault.ts'
import type { Tables } from '../store/tables.ts'
import type { DirectoryKeys } from './directory-keys.ts'

/** Told to whoever listens, with the organisation's id: a hint to look, nothing more. */
export const changeChannel = 'schleuse_directory'

export interface ChangeEntry {
  readonly kind: 'load' | 'push' | 'ask' | 'erase' | 'allowance'
  readonly sourceId?: string
  readonly loadId?: string
  readonly added?: number
  readonly changed?: number
  readonly gone?: number
  readonly facts?: number
}

/**
 * Takes the next number. Whoever has it is the only one who changes this organisation's directory until he is done.
 *
 * @throws SCH_DIRECTORY_UNLOADED if there are no customers yet; SCH_DIRECTORY_KEY_CHANGED if the hashes here are of another key: mixed ones would be found by nobody
 */
export async function nextChange(transaction: Transaction<Tables>, keys: DirectoryKeys): Promise<bigint> {
  const row = await transaction
    .updateTable('schleuse.directory_state')
    .set(({ eb }) => ({ change_seq: eb('change_seq', '+', 1n) }))
    .where('organisation_id', '=', keys.organisationId)
    .returning(['change_seq as seq', 'matching_id as matchingId'])
    .executeTakeFirst()
  if (row === undefined) throw fault('SCH_DIRECTORY_UNLOADED')
  if (row.matchingId !== keys.matchingId) throw fault('SCH_DIRECTORY_KEY_CHANGED')
  return row.seq
}

export async function logChange(
  transaction: Transaction<Tables>,
  organisationId: string,
  seq: bigint,
  entry: ChangeEntry,
): Promise<void> {
  await transaction
    .insertInto('schleuse.directory_change')
    .values({
      organisation_id: organisationId,
      seq,
      kind: entry.kind,
      source_id: entry.sourceId ?? null,
      load_id: entry.loadId ?? null,
      added: BigInt(entry.added ?? 0),
      changed: BigInt(entry.changed ?? 0),
      gone: BigInt(entry.gone ?? 0),
      facts: BigInt(entry.facts ?? 0),
    })
    .execute()
  await sql`select pg_notify(${changeChannel}, ${organisationId})`.execute(transaction)
}
