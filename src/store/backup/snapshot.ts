/** One moment of the whole database, kept while everything is read. */
import { sql } from 'kysely'
import { fault } from '../../std/fault.ts'
import type { Session } from '../session.ts'
import { majorOf, nameOf, tablesOf, upgradesOf } from './queries.sql.ts'
import type { BackupContents, BackupTable } from './record.ts'

export interface Snapshot extends Pick<BackupContents, 'upgrades' | 'major'> {
  readonly tables: readonly BackupTable[]
}

/** An upgrade that comes between asking for the tables and locking them makes both asked for again. */
const triesMax = 5

/** How long a moment without a writer is waited for that could still make the others look wrong. */
const safeMomentMs = 30_000

/**
 * Begins a transaction that only reads and sees one moment. Serializable and deferrable: what it sees can be explained by
 * some order of the transactions that had ended. While one writer goes on for too long: the moment as it is committed.
 *
 * @invariant the tables are locked against a change of their form before the moment is fixed: a table rewritten after it
 *   would look empty
 */
export async function beginSnapshot(session: Session, waitMs = safeMomentMs): Promise<Snapshot> {
  for (let tries = 1; tries <= triesMax; tries++) {
    const expected = await tablesOf(session.database)
    const found = await lockedMoment(session, expected, waitMs)
    if (JSON.stringify(found.tables) === JSON.stringify(expected)) return found
    await endSnapshot(session)
  }
  throw fault('SCH_STORE_CONTENDED', { params: { tries: triesMax } })
}

export async function endSnapshot(session: Session): Promise<void> {
  await sql`rollback`.execute(session.database)
}

async function lockedMoment(
  session: Session,
  tables: readonly BackupTable[],
  waitMs: number,
): Promise<Snapshot> {
  try {
    return await moment(session, tables, { isolation: 'serializable read only deferrable', waitMs })
  } catch (error) {
    await endSnapshot(session)
    if (!isTimeout(error)) throw error
    return moment(session, tables, { isolation: 'repeatable read read only', waitMs })
  }
}

async function moment(
  { database }: Session,
  tables: readonly BackupTable[],
  { isolation, waitMs }: { readonly isolation: string; readonly waitMs: number },
): Promise<Snapshot> {
  await sql.raw(`begin isolation level ${isolation}`).execute(database)
  // With rules per row in force, a role they hold for would see less than there is: then it is an error.
  await sql`set local row_security = off`.execute(database)
  await sql.raw(`set local statement_timeout = ${waitMs}`).execute(database)
  if (tables.length > 0) {
    await sql.raw(`lock table ${tables.map(nameOf).join(', ')} in access share mode`).execute(database)
  }
  const found = await tablesOf(database)
  await sql`set local statement_timeout = 0`.execute(database)
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(database)
  return { tables: found, upgrades: await upgradesOf(database), major: await majorOf(database) }
}

/** Query cancelled. @source PostgreSQL, appendix A */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014'
}
