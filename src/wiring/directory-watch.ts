/** Raises an alert where a directory is too old or waits for a person's word, and settles it when that is over. */
import { raiseAlert, settleAlert } from '../alert/alert.ts'
import { isPlain } from '../alert/alert-kind.ts'
import { type SourceStatus, sourceStatuses } from '../directory/source-status.ts'
import { listOrganisations } from '../staff/organisation.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'

export async function watchDirectories(database: Database, now: Date): Promise<void> {
  for (const { id } of await listOrganisations(database)) {
    for (const status of await sourceStatuses(database, id, now)) await watchSource(database, id, status, now)
  }
}

async function watchSource(
  database: Database,
  organisationId: string,
  { name, freshness, waitingLoad }: SourceStatus,
  now: Date,
): Promise<void> {
  // A source that was named by hand may have any name; which one it is stands in `directory status`.
  const says = isPlain({ source: name }) ? { source: name } : { source: 'unnamed' }
  const matters = [
    ['directory-stale', freshness === 'stale'],
    ['directory-asks', waitingLoad !== null],
  ] as const
  for (const [kind, isSo] of matters) {
    await transact(database, async (transaction) => {
      const tell = isSo ? raiseAlert : settleAlert
      await tell(transaction, { organisationId, kind, says }, now)
    })
  }
}
