/** When the last backup was made, as the trail knows it. */
import type { Database } from '../store/connection.ts'
import type { AuditEvent } from './event.ts'

const kind: AuditEvent['kind'] = 'backup-created'

/** @returns undefined if none was ever made, or retention has taken out that part of the trail. Uses audit_entry_backup. */
export async function lastBackupAt(database: Database, organisationId: string): Promise<Date | undefined> {
  const row = await database
    .selectFrom('schleuse.audit_entry')
    .select('at')
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', kind)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at
}
