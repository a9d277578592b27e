/** Raises an alert where a directory is too old, was never read or waits for a person's word, and settles it when that is over. */
import { raiseAlert, settleAlert } from '../alert/alert.ts'
import { isPlain } from '../alert/alert-kind.ts'
import { type SourceStatus, sourceStatuses } from '../directory/source-status.ts'
import { listOrganisations } from '../staff/organisation.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'

/** The first load of a great directory takes minutes, and whoever sets one up is still at it. */
const firstLoadMs = 60 * 60 * 1000

export async function watchDirectories(database: Database, now: Date): Promise<void> {
  for (const { id } of await listOrganisations(database)) {
    const statuses = await sourceStatuses(database, id, now)
    // Sources that share a word share an alert: it is over when it is over for all of them.
    const bySource = Map.groupBy(statuses, ({ name }) => plainName(name))
    for (const [source, sharing] of bySource) await watchSource(database, id, source, sharing, now)
  }
}

/** A source that was named by hand may have any name; which one it is stands in `directory status`. */
function plainName(name: string): string {
  return isPlain({ source: name }) ? name : 'unnamed'
}

async function watchSource(
  database: Database,
  organisationId: string,
  source: string,
  sharing: readonly SourceStatus[],
  now: Date,
): Promise<void> {
  const matters = [
    ['directory-stale', ({ freshness }: SourceStatus) => freshness === 'stale' || freshness === 'ahead'],
    ['directory-asks', ({ waitingLoad }: SourceStatus) => waitingLoad !== null],
    ['directory-never', (status: SourceStatus) => isNeverRead(status, now)],
  ] as const
  for (const [kind, isSo] of matters) {
    await transact(database, async (transaction) => {
      const tell = sharing.some(isSo) ? raiseAlert : settleAlert
      await tell(transaction, { organisationId, kind, says: { source } }, now)
    })
  }
}

function isNeverRead({ freshness, createdAt }: SourceStatus, now: Date): boolean {
  return freshness === 'never' && now.getTime() - createdAt.getTime() > firstLoadMs
}
