/** The messengers that the settings name. */
import { webhookMessenger } from '../adapters/http/messenger.ts'
import { mailMessenger } from '../adapters/smtp/messenger.ts'
import type { Messenger } from '../alert/messenger.ts'
import { readConnection, readSecret } from '../config/secret-value.ts'
import type { StatePlace } from './state-parts.ts'

type Place = Pick<StatePlace, 'settings' | 'environment' | 'now'>

/** @throws SCH_SECRET_*, SCH_URL_UNSAFE: a messenger that is set up and cannot be used is not left out silently */
export function messengersOf({ settings, environment, now }: Place): readonly Messenger[] {
  const { mail, webhooks } = settings.alerts
  const messengers: Messenger[] = webhooks.map(({ name, url, secret }) => {
    const shared = secret === undefined ? {} : { secret: readSecret(secret, environment) }
    return webhookMessenger({
      name: `webhook-${name}`,
      url: readConnection(url, environment),
      ...shared,
      now,
    })
  })
  if (!mail) return messengers
  const { from, to, escalate_to: escalateTo } = mail
  const url = readConnection(mail.connection, environment)
  return [mailMessenger({ name: 'mail', url, from, to, escalateTo }), ...messengers]
}
