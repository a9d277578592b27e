/** Alerts: raised once per matter, open until somebody has acknowledged them or the matter is over. */
import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { AuditActor } from '../audit/event.ts'
import { appendEvent } from '../audit/trail.ts'
import { fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import { type Alert, type AlertKind, alertKinds, refuseOtherWords } from './alert-kind.ts'
import {
  closeAlert,
  deleteClosed,
  insertAlert,
  type Matter,
  openAlert,
  openOfKinds,
  repeatAlert,
  seenAlert,
  selectAlerts,
} from './queries.sql.ts'

export type RaisedAlert = Alert & { readonly organisationId: string }

/**
 * Raises an alert in the transaction that has found the reason. A matter that is open already is only counted;
 * so is one that a person has acknowledged within the last day, or since `seenSince`.
 *
 * @returns its id
 * @throws RangeError if it would say more than plain words
 */
export async function raiseAlert(
  transaction: Transaction<Tables>,
  alert: RaisedAlert,
  now: Date,
  seenSince: Date = new Date(now.getTime() - seenMs),
): Promise<string> {
  refuseOtherWords(alert)
  const { organisationId, kind } = alert
  const says = wordsOf(alert)
  const known = await knownAlert(transaction, { organisationId, kind, says }, seenSince)
  if (known !== undefined) {
    await repeatAlert(transaction, organisationId, known, now)
    return known
  }
  const id = uuidV7(now.getTime(), randomBytes(10))
  await insertAlert(transaction, { organisationId, id, kind, says, at: now })
  const event = { kind: 'alert-raised', body: { alert: id, kind } } as const
  await appendEvent(transaction, { organisationId, actor: 'program', event })
  return id
}

/** An open one, or one that a person has seen since then: he is not told the same again before that. */
async function knownAlert(
  transaction: Transaction<Tables>,
  matter: Matter,
  seenSince: Date,
): Promise<string | undefined> {
  const open = await openAlert(transaction, matter)
  return open ?? (await seenAlert(transaction, matter, seenSince))
}

const seenMs = 24 * 60 * 60 * 1000

/** The matter is over, so nobody need look at it any more. Nothing if it is not open. */
export async function settleAlert(
  transaction: Transaction<Tables>,
  alert: RaisedAlert,
  now: Date,
): Promise<void> {
  const { organisationId, kind } = alert
  const id = await openAlert(transaction, { organisationId, kind, says: wordsOf(alert) })
  if (id !== undefined) await close(transaction, { organisationId, id, actor: 'program', now })
}

/** Closes open alerts of these kinds whose matter is not among those that still are. */
export async function settleOthers(
  transaction: Transaction<Tables>,
  organisationId: string,
  kinds: readonly AlertKind[],
  still: readonly Alert[],
  now: Date,
): Promise<void> {
  const matters = new Set(still.map((alert) => `${alert.kind} ${wordsOf(alert)}`))
  for (const { id, kind, says } of await openOfKinds(transaction, organisationId, kinds)) {
    if (matters.has(`${kind} ${says}`)) continue
    await close(transaction, { organisationId, id, actor: 'program', now })
  }
}

/** @throws SCH_ALERT_UNKNOWN if this organisation has no open alert of this id */
export async function acknowledgeAlert(
  transaction: Transaction<Tables>,
  which: {
    readonly organisationId: string
    readonly id: string
    readonly actor: AuditActor
    readonly now: Date
  },
): Promise<void> {
  if (!(await close(transaction, which))) throw fault('SCH_ALERT_UNKNOWN')
}

async function close(
  transaction: Transaction<Tables>,
  which: {
    readonly organisationId: string
    readonly id: string
    readonly actor: AuditActor
    readonly now: Date
  },
): Promise<boolean> {
  const { organisationId, id, actor } = which
  if (!(await closeAlert(transaction, which))) return false
  const event = { kind: 'alert-closed', body: { alert: id } } as const
  await appendEvent(transaction, { organisationId, actor, event })
  return true
}

export interface ListedAlert {
  readonly id: string
  readonly kind: AlertKind
  readonly says: Readonly<Record<string, string>>
  readonly raisedAt: Date
  readonly lastSeenAt: Date
  readonly times: number
  readonly closedAt: Date | null
  readonly closedBy: string | null
  /** Messengers that could not be told yet. */
  readonly failing: number
}

/** Newest first. @param reach open ones, or also those that are closed */
export async function listAlerts(
  database: Database,
  organisationId: string,
  reach: 'open' | 'all',
): Promise<readonly ListedAlert[]> {
  const rows = await selectAlerts(database, organisationId, reach)
  return rows.flatMap(({ kind: word, says, ...row }) => {
    const kind = alertKinds.find((one) => one === word)
    return kind ? [{ ...row, kind, says: saidOf(says) }] : []
  })
}

/**
 * Deletes alerts that were closed before this, with an entry that says how many.
 *
 * @returns how many
 */
export async function purgeAlerts(
  transaction: Transaction<Tables>,
  which: { readonly organisationId: string; readonly before: Date; readonly actor: AuditActor },
): Promise<bigint> {
  const { organisationId, before, actor } = which
  const rows = await deleteClosed(transaction, organisationId, before)
  if (rows === 0n) return 0n
  const event = { kind: 'retention-purged', body: { what: 'alerts', rows: String(rows) } } as const
  await appendEvent(transaction, { organisationId, actor, event })
  return rows
}

/** One spelling for one matter. */
function wordsOf({ says }: Alert): string {
  return JSON.stringify(Object.fromEntries(Object.entries(says).sort(([a], [b]) => (a < b ? -1 : 1))))
}

/** What an alert says, from its row. */
export function saidOf(says: string): Readonly<Record<string, string>> {
  const value: unknown = JSON.parse(says)
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([name, word]) => [name, String(word)]))
}
