/** What is deleted after a time, in every room, and how long it is kept. One line per kind of rows. */
import { purgeAlerts } from '../alert/alert.ts'
import { countClosed } from '../alert/queries.sql.ts'
import type { AuditActor, PurgedKind } from '../audit/event.ts'
import { expiredEntries, purgeCheckpoints, type SegmentParts, sealExpired } from '../audit/segment.ts'
import { countThinnable } from '../audit/segment-queries.sql.ts'
import type { Settings } from '../config/settings.ts'
import { purgeAllowances, purgeWaitingLoads } from '../directory/retention.ts'
import { countOverAllowances, countWaitingLoads } from '../directory/retention-queries.sql.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { countOverSessions, purgeSessions } from '../staff/sign-in/session-retention.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'

export interface RetentionParts {
  readonly database: Database
  readonly ring: KeyRing
  readonly settings: Pick<Settings, 'retention'>
  readonly archiveFolder: string
  readonly now: () => Date
  readonly actor: AuditActor
}

export interface RetentionRule {
  readonly what: PurgedKind | 'audit'
  readonly keepMs: number
  /** Rows that would be deleted now. */
  expired(organisationId: string): Promise<bigint>
  /** @returns rows deleted; every deletion has its entry in the trail */
  purge(organisationId: string): Promise<bigint>
}

/** Signed heads of every minute; the same time stands in the function `schleuse.audit_thin_checkpoints`. */
const checkpointsMs = 30 * 24 * 60 * 60 * 1000

/** A person was reminded every day; the rows are whole customers. */
const waitingLoadsMs = 30 * 24 * 60 * 60 * 1000

export function retentionRules(parts: RetentionParts): readonly RetentionRule[] {
  return [...trailRules(parts), ...directoryRules(parts), sessionRule(parts)]
}

function earlier({ now }: RetentionParts, ms: number): Date {
  return new Date(now().getTime() - ms)
}

function directoryRules(parts: RetentionParts): readonly RetentionRule[] {
  const { database, actor } = parts
  const { allowancesMs } = parts.settings.retention
  return [
    {
      what: 'allowances',
      keepMs: allowancesMs,
      expired: (organisationId) =>
        countOverAllowances(database, { organisationId, before: earlier(parts, allowancesMs) }),
      purge: (organisationId) =>
        purgeAllowances(database, { organisationId, before: earlier(parts, allowancesMs), actor }),
    },
    {
      what: 'waiting-loads',
      keepMs: waitingLoadsMs,
      expired: (organisationId) =>
        countWaitingLoads(database, { organisationId, before: earlier(parts, waitingLoadsMs) }),
      purge: (organisationId) =>
        purgeWaitingLoads(database, { organisationId, before: earlier(parts, waitingLoadsMs), actor }),
    },
  ]
}

function sessionRule(parts: RetentionParts): RetentionRule {
  const { database, actor } = parts
  const { sessionsMs } = parts.settings.retention
  return {
    what: 'sessions',
    keepMs: sessionsMs,
    expired: (organisationId) =>
      countOverSessions(database, { organisationId, before: earlier(parts, sessionsMs) }),
    purge: (organisationId) =>
      purgeSessions(database, { organisationId, before: earlier(parts, sessionsMs), actor }),
  }
}

function trailRules(parts: RetentionParts): readonly RetentionRule[] {
  const { database, actor } = parts
  const { auditMs, alertsMs } = parts.settings.retention
  const before = (keepMs: number): Date => earlier(parts, keepMs)
  const segments: SegmentParts = { ...parts, retentionMs: auditMs }
  return [
    {
      what: 'audit',
      keepMs: auditMs,
      expired: (organisationId) => expiredEntries(database, organisationId, before(auditMs)),
      async purge(organisationId) {
        const dropped = await sealExpired(segments, organisationId)
        return dropped.reduce((sum, { range }) => sum + range.last - range.first + 1n, 0n)
      },
    },
    {
      what: 'checkpoints',
      keepMs: checkpointsMs,
      expired: (organisationId) => countThinnable(database, organisationId),
      purge: (organisationId) => purgeCheckpoints(segments, organisationId),
    },
    {
      what: 'alerts',
      keepMs: alertsMs,
      expired: (organisationId) => countClosed(database, organisationId, before(alertsMs)),
      purge: (organisationId) =>
        transact(database, (transaction) =>
          purgeAlerts(transaction, { organisationId, before: before(alertsMs), actor }),
        ),
    },
  ]
}
