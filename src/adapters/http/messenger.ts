/** Carries alerts to another program: JSON, signed so that the program knows where it comes from. */
import { createHmac } from 'node:crypto'
import type { AlertMessage, Messenger } from '../../alert/messenger.ts'
import { post, postTarget } from './post.ts'

export interface WebhookPlace {
  readonly name: string
  readonly url: string
  readonly ca?: string
  /** Shared with the receiver; without it, nothing is signed. */
  readonly secret?: string
  readonly now: () => Date
}

/** @throws SCH_URL_UNSAFE */
export function webhookMessenger({ name, url, ca, secret, now }: WebhookPlace): Messenger {
  const target = postTarget(url)
  return {
    name,
    async tell(message, signal) {
      const body = bodyOf(message)
      const headers = secret === undefined ? {} : signatureOf(body, secret, now())
      const posted = await post(target, { body, headers, ...(ca ? { ca } : {}) }, signal)
      return posted.kind === 'accepted' ? { kind: 'told' } : posted
    },
  }
}

function bodyOf(message: AlertMessage): string {
  const { id, organisationId, organisation, kind, says, step, raisedAt, text } = message
  return JSON.stringify({
    alert: id,
    organisation: { id: organisationId, name: organisation },
    kind,
    says,
    step,
    raisedAt: raisedAt.toISOString(),
    text,
  })
}

/**
 * `schleuse-signature: t=SECONDS,v1=HEX`: HMAC-SHA-256 under the secret over `SECONDS.BODY`. The receiver refuses what is older than it
 * tolerates, so that nobody plays it to him again.
 *
 * @source RFC 2104
 */
function signatureOf(body: string, secret: string, at: Date): Readonly<Record<string, string>> {
  const seconds = String(Math.floor(at.getTime() / 1000))
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { 'schleuse-signature': `t=${seconds},v1=${mac}` }
}
