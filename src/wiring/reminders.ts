/** Reminds staff of what waits, ends soon or was forgotten; each reminder is over by itself when its reason is. */
import { raiseAlert, settleOthers } from '../alert/alert.ts'
import type { Alert, AlertKind } from '../alert/alert-kind.ts'
import { certificateEnd, readTlsFiles } from '../api/tls-files.ts'
import { lastBackupAt } from '../audit/last-backup.ts'
import type { Settings } from '../config/settings.ts'
import { allowancesEnding } from '../directory/allowance-due-queries.sql.ts'
import { requestsWaiting, tokensEnding } from '../staff/due-queries.sql.ts'
import { listOrganisations } from '../staff/organisation.ts'
import type { Database } from '../store/connection.ts'
import { databaseNow } from '../store/database-clock.ts'
import { transact } from '../store/transaction.ts'
import type { Job } from '../workflow/job.ts'

export interface ReminderParts {
  readonly database: Database
  /** By the database's clock. */
  readonly now: Date
  readonly backupAfterMs: number
  /** When the server's certificate ends. @throws SCH_TLS_FILE, SCH_TLS_KEY_EXPOSED. Without it there is none. */
  readonly certificateEnd?: () => Date
  readonly signal: AbortSignal
}

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs
/** Enough for the person on leave to come back. */
const endingMs = 14 * dayMs
/** Told for so long that a standstill of the program over a long weekend hides no end. */
const endedMs = 7 * dayMs

const ownKinds = ['request-waiting', 'allowance-ending', 'allowance-ended', 'token-ending'] as const
/** Whoever has acknowledged one of these is not told again: the next stage is another matter. A missing backup is told daily. */
const forGood = new Date(0)

export function reminderJob({ alerts, serve }: Pick<Settings, 'alerts' | 'serve'>): Job {
  const { tls } = serve
  const certificate = tls && { certificateEnd: () => certificateEnd(readTlsFiles(tls)) }
  return {
    name: 'remind',
    rhythm: { kind: 'every', everyMs: hourMs },
    timeoutMs: hourMs / 12,
    async run({ signal, database }) {
      const now = await databaseNow(database)
      await remind({ database, now, backupAfterMs: alerts.backupAfterMs, ...certificate, signal })
    },
  }
}

/** To be called every hour. What concerns the whole installation is told to the organisation that runs it. */
export async function remind(parts: ReminderParts): Promise<void> {
  const organisations = await listOrganisations(parts.database)
  for (const { id } of organisations) {
    if (parts.signal.aborted) return
    await keep(parts, id, ownKinds, await dueOf(parts, id), forGood)
  }
  const host = organisations.find(({ isHost }) => isHost)
  if (host === undefined || parts.signal.aborted) return
  await remindOfBackup(parts, host.id)
  // Last: files that cannot be read keep no other reminder back.
  await keep(parts, host.id, ['certificate-ending'], certificateDue(parts), forGood)
}

async function dueOf({ database, now }: ReminderParts, organisationId: string): Promise<readonly Alert[]> {
  const after = (ms: number) => new Date(now.getTime() + ms)
  const requests = await requestsWaiting(database, organisationId, after(-hourMs), now)
  const allowances = await allowancesEnding(database, organisationId, after(-endedMs), after(endingMs))
  const tokens = await tokensEnding(database, organisationId, now, after(endingMs))
  return [
    ...requests.map(({ id, requestedAt }): Alert => {
      const waiting = requestedAt <= after(-dayMs) ? 'day' : 'hour'
      return { kind: 'request-waiting', says: { request: id, waiting } }
    }),
    ...allowances.map(({ id, expiresAt }): Alert => {
      const kind = expiresAt <= now ? 'allowance-ended' : 'allowance-ending'
      return { kind, says: { allowance: id } }
    }),
    ...tokens.map(({ id }): Alert => ({ kind: 'token-ending', says: { token: id } })),
  ]
}

async function remindOfBackup(parts: ReminderParts, organisationId: string): Promise<void> {
  const { database, now, backupAfterMs } = parts
  const at = await lastBackupAt(database, organisationId)
  // Never made, or so long ago that the trail has forgotten it: then an open reminder stays as it is.
  if (at === undefined) return
  const hours = String(Math.floor(backupAfterMs / hourMs))
  const isLate = now.getTime() - at.getTime() > backupAfterMs
  const due: readonly Alert[] = isLate ? [{ kind: 'backup-missing', says: { hours } }] : []
  await keep(parts, organisationId, ['backup-missing'], due)
}

function certificateDue({ now, certificateEnd }: ReminderParts): readonly Alert[] {
  if (certificateEnd === undefined) return []
  const leftMs = certificateEnd().getTime() - now.getTime()
  if (leftMs > 30 * dayMs) return []
  const left = leftMs <= 0 ? 'nothing' : leftMs <= 7 * dayMs ? 'week' : 'month'
  return [{ kind: 'certificate-ending', says: { left } }]
}

/** Of these kinds, what is due is open afterwards, and nothing else. */
async function keep(
  { database, now }: ReminderParts,
  organisationId: string,
  kinds: readonly AlertKind[],
  due: readonly Alert[],
  seenSince?: Date,
): Promise<void> {
  await transact(database, (transaction) => settleOthers(transaction, organisationId, kinds, due, now))
  for (const alert of due) {
    await transact(database, (transaction) =>
      raiseAlert(transaction, { ...alert, organisationId }, now, seenSince),
    )
  }
}
