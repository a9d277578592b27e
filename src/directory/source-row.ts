/** A source as the tables know it: made when it is first loaded. */
import { randomBytes } from 'node:crypto'
import { fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import type { DirectoryKeys } from './directory-keys.ts'

export interface SourceRow {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly staleAfterSeconds: number | null
  readonly succeededAt: Date | null
  readonly cursorSealed: Buffer | null
}

const columns = [
  'id',
  'name',
  'kind',
  'stale_after_seconds as staleAfterSeconds',
  'succeeded_at as succeededAt',
  'cursor_sealed as cursorSealed',
] as const

/** Uses directory_source_by_name. */
export async function findSource(
  database: Database,
  organisationId: string,
  name: string,
): Promise<SourceRow | undefined> {
  return database
    .selectFrom('schleuse.directory_source')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where(({ eb, fn }) => eb(fn<string>('lower', ['name']), '=', name.toLowerCase()))
    .executeTakeFirst()
}

export async function listSources(database: Database, organisationId: string): Promise<readonly SourceRow[]> {
  return database
    .selectFrom('schleuse.directory_source')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .orderBy('name')
    .execute()
}

/** @param wanted `staleAfterSeconds` undefined leaves it as it is */
export async function sourceMade(
  database: Database,
  keys: DirectoryKeys,
  wanted: { readonly name: string; readonly kind: string; readonly staleAfterSeconds?: number },
  now: Date,
): Promise<SourceRow> {
  const { organisationId } = keys
  const { name, kind, staleAfterSeconds } = wanted
  await database
    .insertInto('schleuse.directory_state')
    .values({ organisation_id: organisationId, matching_id: keys.matchingId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const id = uuidV7(now.getTime(), randomBytes(10))
  await database
    .insertInto('schleuse.directory_source')
    .values({ organisation_id: organisationId, id, name, kind })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (staleAfterSeconds !== undefined) {
    await database
      .updateTable('schleuse.directory_source')
      .set({ stale_after_seconds: staleAfterSeconds })
      .where('organisation_id', '=', organisationId)
      .where(({ eb, fn }) => eb(fn<string>('lower', ['name']), '=', name.toLowerCase()))
      .execute()
  }
  const row = await findSource(database, organisationId, name)
  if (row === undefined) throw fault('SCH_DIRECTORY_SOURCE_UNKNOWN', { params: { name } })
  return row
}

/** The end of the log of changes, and the key that the hashes were made under. */
export async function readState(
  database: Database,
  organisationId: string,
): Promise<{ readonly seq: bigint; readonly matchingId: string } | undefined> {
  return database
    .selectFrom('schleuse.directory_state')
    .select(['change_seq as seq', 'matching_id as matchingId'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
}
