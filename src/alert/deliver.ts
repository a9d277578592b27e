/** Tells staff what is open: at once, and again after an hour and after a day for as long as nobody has acknowledged it. */
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { type Speech, sentenceKeys } from '../text/speech.ts'
import { saidOf } from './alert.ts'
import { type AlertKind, alertKinds, isPlain } from './alert-kind.ts'
import { type AlertMessage, alertSteps, type Messenger, type Told } from './messenger.ts'
import { allOpenAlerts, lastTelling, type OpenAlertRow, type Telling, writeTelling } from './queries.sql.ts'

export interface DeliveryParts {
  readonly database: Database
  readonly messengers: readonly Messenger[]
  readonly speech: Speech
  readonly now: () => Date
  readonly signal: AbortSignal
}

export type Delivery = { readonly messenger: string; readonly alert: string } & Told

type KnownAlert = OpenAlertRow & { readonly kind: AlertKind }

const hourMs = 60 * 60 * 1000
/** When each step is due, from the moment it was raised. */
const dueAfterMs = [0, hourMs, 24 * hourMs] as const

/** How long a process may be at one message before another takes over. */
const claimMs = 2 * 60 * 1000
const firstPauseMs = 30 * 1000
/** A messenger that comes back is used again soon. */
const pauseMaxMs = 15 * 60 * 1000

/** To be called every minute, by any number of processes. Messengers are told side by side. */
export async function deliverAlerts(parts: DeliveryParts): Promise<readonly Delivery[]> {
  // A kind that only a newer program knows is left to it.
  const open = (await allOpenAlerts(parts.database)).flatMap((row) => {
    const kind = alertKinds.find((one) => one === row.kind)
    return kind ? [{ ...row, kind }] : []
  })
  const all = await Promise.all(parts.messengers.map((messenger) => tellAll(parts, messenger, open)))
  return all.flat()
}

async function tellAll(
  parts: DeliveryParts,
  messenger: Messenger,
  open: readonly KnownAlert[],
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = []
  for (const alert of open) {
    if (parts.signal.aborted) break
    const told = await tellOne(parts, messenger, alert)
    if (told) deliveries.push({ messenger: messenger.name, alert: alert.id, ...told })
    // What cannot be reached now is not asked for each alert in turn.
    if (told?.kind === 'failed' && told.why !== 'refused') break
  }
  return deliveries
}

/** @returns undefined if nothing is due */
async function tellOne(
  parts: DeliveryParts,
  messenger: Messenger,
  alert: KnownAlert,
): Promise<Told | undefined> {
  const which = { organisationId: alert.organisationId, id: alert.id, messenger: messenger.name }
  const claimed = await transact(parts.database, async (transaction) => {
    const telling = dueTelling(alert, await lastTelling(transaction, which), parts.now())
    if (!telling) return undefined
    const claimedUntil = new Date(parts.now().getTime() + claimMs)
    await writeTelling(transaction, which, { ...telling, claimedUntil, why: null })
    return telling
  })
  if (!claimed) return undefined
  const told = await messenger.tell(messageOf(alert, claimed.step, parts.speech), parts.signal)
  await transact(parts.database, (transaction) =>
    writeTelling(transaction, which, afterwards(claimed, told, parts.now())),
  )
  return told
}

/** The step that is due and not told: only the latest one, so that after a long silence each is told once. */
function dueTelling(alert: OpenAlertRow, last: Telling | undefined, now: Date): Telling | undefined {
  const age = now.getTime() - alert.raisedAt.getTime()
  const step = Math.max(
    0,
    dueAfterMs.findLastIndex((due) => age >= due),
  )
  const fresh = { step, toldAt: null, failures: 0, nextTryAt: null, claimedUntil: null }
  if (!last) return fresh
  if (last.claimedUntil !== null && last.claimedUntil > now) return undefined
  if (last.toldAt !== null) return step > last.step ? fresh : undefined
  if (last.nextTryAt !== null && last.nextTryAt > now) return undefined
  return { ...last, step: Math.max(step, last.step) }
}

function afterwards(claimed: Telling, told: Told, now: Date): Telling & { readonly why: string | null } {
  const { step } = claimed
  if (told.kind === 'told')
    return { step, toldAt: now, failures: claimed.failures, nextTryAt: null, claimedUntil: null, why: null }
  const failures = claimed.failures + 1
  const pauseMs = Math.min(firstPauseMs * 2 ** (failures - 1), pauseMaxMs)
  const nextTryAt = new Date(now.getTime() + pauseMs)
  return { step, toldAt: null, failures, nextTryAt, claimedUntil: null, why: told.why }
}

function messageOf(alert: KnownAlert, stepNumber: number, speech: Speech): AlertMessage {
  const { id, organisationId, organisation, kind, raisedAt } = alert
  const step = alertSteps[stepNumber] ?? 'day'
  const said = saidOf(alert.says)
  // Looked at once more before it leaves: whoever wrote the row may have been another program.
  const says = isPlain(said) ? said : {}
  const what = isPlain(said)
    ? speech.sayChosen(`alert.${kind}`, inWords(said, speech))
    : speech.say('alert.reserved')
  const subject = speech.say(`alert.subject.${step}`, { organisation })
  const text = speech.say('alert.text', { what, organisation, id, raisedAt: raisedAt.toISOString() })
  return { id, organisationId, organisation, kind, says, step, raisedAt, subject, text }
}

/** Words of closed lists have a sentence of their own; names stand as they are. */
function inWords(says: Readonly<Record<string, string>>, speech: Speech): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(says).map(([name, value]) => {
      const key = sentenceKeys().find((one) => one === `state.${name}.${value}`)
      return [name, key ? speech.sayChosen(key, {}) : value]
    }),
  )
}
