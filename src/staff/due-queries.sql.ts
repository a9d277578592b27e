/** SQL about what of the staff's needs a reminder. */
import type { Database } from '../store/connection.ts'

/** @limit reminders of one kind for one organisation; those that are due first come first */
const remindedMax = 200

/** Open requests for a second person that were made before this, and have not expired. Uses the index staff_request_open. */
export function requestsWaiting(database: Database, organisationId: string, before: Date, now: Date) {
  return database
    .selectFrom('schleuse.staff_request')
    .select(['id', 'requested_at as requestedAt'])
    .where('organisation_id', '=', organisationId)
    .where('answer', 'is', null)
    .where('requested_at', '<=', before)
    .where('expires_at', '>', now)
    .orderBy('requested_at')
    .orderBy('id')
    .limit(remindedMax)
    .execute()
}

/** Tokens that still count and end by then. Uses the primary key (organisation_id, id). */
export function tokensEnding(database: Database, organisationId: string, now: Date, until: Date) {
  return database
    .selectFrom('schleuse.staff_token')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('expires_at', '<=', until)
    .orderBy('expires_at')
    .orderBy('id')
    .limit(remindedMax)
    .execute()
}
