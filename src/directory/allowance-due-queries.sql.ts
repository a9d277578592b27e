/** SQL about allowances that need a reminder. */
import type { Database } from '../store/connection.ts'

/** @limit reminders for one organisation; those that end first come first */
const remindedMax = 400

/** Allowances that nobody has ended and whose time is over between these two. Uses the primary key (organisation_id, id). */
export function allowancesEnding(database: Database, organisationId: string, from: Date, until: Date) {
  return database
    .selectFrom('schleuse.directory_allowance')
    .select(['id', 'expires_at as expiresAt'])
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', from)
    .where('expires_at', '<=', until)
    .orderBy('expires_at')
    .orderBy('id')
    .limit(remindedMax)
    .execute()
}
