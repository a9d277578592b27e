/** Runs `schleuse alert`. */
import { acknowledgeAlert, type ListedAlert, listAlerts } from '../alert/alert.ts'
import { type Delivery, deliverAlerts } from '../alert/deliver.ts'
import type { AlertAction } from '../cli/actions/alert.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import { auditActorOf } from '../staff/actor.ts'
import { organisationMeant } from '../staff/organisation.ts'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { languageOfLocale } from '../text/language.ts'
import { speechIn } from '../text/speech.ts'
import { messengersOf } from './messengers.ts'
import type { StatePlace } from './state-parts.ts'

export async function runAlert(
  action: AlertAction,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  switch (action.kind) {
    case 'alert-list': {
      const { id } = await organisationMeant(database, action.organisation)
      const alerts = await listAlerts(database, id, action.reach)
      return { exit: 0, facts: alerts.length === 0 ? [{ kind: 'alert-none' }] : alerts.map(alertFact) }
    }
    case 'alert-acknowledge': {
      const { id: organisationId } = await organisationMeant(database, action.organisation)
      const id = idGiven(action.id)
      const which = { organisationId, id, actor: auditActorOf(place.actor), now: place.now() }
      await transact(database, (transaction) => acknowledgeAlert(transaction, which))
      return { exit: 0, facts: [{ kind: 'alert-acknowledged', id }] }
    }
    case 'alert-tell':
      return tell(database, place)
  }
}

async function tell(database: Database, place: StatePlace): Promise<StateAnswer> {
  const messengers = messengersOf(place)
  if (messengers.length === 0) return { exit: 1, facts: [{ kind: 'alert-nobody' }] }
  const deliveries = await deliverAlerts({
    database,
    messengers,
    speech: speechIn(languageOfLocale(place.environment)),
    now: place.now,
    signal: new AbortController().signal,
  })
  if (deliveries.length === 0) return { exit: 0, facts: [{ kind: 'alert-quiet' }] }
  const isWell = deliveries.every(({ kind }) => kind === 'told')
  return { exit: isWell ? 0 : 1, facts: deliveries.map(deliveryFact) }
}

function deliveryFact(one: Delivery): StateFact {
  const { alert: id, messenger } = one
  if (one.kind === 'told') return { kind: 'alert-told', id, messenger }
  return { kind: 'alert-untold', id, messenger, why: one.why }
}

function alertFact({ id, kind, says, raisedAt, times, closedBy, failing }: ListedAlert): StateFact {
  const status = closedBy === null ? 'open' : closedBy === 'program' ? 'over' : 'acknowledged'
  const about = Object.entries(says)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  return { kind: 'alert', id, alert: kind, about, raisedAt: raisedAt.toISOString(), status, times, failing }
}

/** @throws SCH_ALERT_UNKNOWN for what is no id at all: the database would answer with an error of its own */
function idGiven(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw fault('SCH_ALERT_UNKNOWN')
  return text.toLowerCase()
}
