/** Carries alerts to staff by mail. */
import type { Messenger } from '../../alert/messenger.ts'
import { openMailServer } from './mail-server.ts'

export interface MailMessengerPlace {
  readonly name: string
  readonly url: string
  readonly ca?: string
  readonly from: string
  readonly to: readonly string[]
  /** Told as well when nobody has acknowledged an alert for a day. */
  readonly escalateTo: readonly string[]
}

/** @throws SCH_URL_UNSAFE */
export function mailMessenger({ name, from, to, escalateTo, ...place }: MailMessengerPlace): Messenger {
  const server = openMailServer(place)
  return {
    name,
    async tell({ subject, text, step }, signal) {
      const everybody = step === 'day' ? [...new Set([...to, ...escalateTo])] : to
      const sent = await server.send({ from, to: everybody, subject, text }, signal)
      return sent.kind === 'sent' ? { kind: 'told' } : sent
    },
  }
}
