/** `alerts`: how staff hear that something needs them. */
import { z } from 'zod'
import { mailAddress } from '../value/address.ts'
import { duration } from '../value/duration.ts'
import type { SettingsPlace } from '../value/path.ts'
import { connection, secret } from '../value/secret.ts'
import { name } from '../value/word.ts'

/** @limit people and programs that are told; a list of many is a mailing list of one address */
const receiversMax = 20

export function alertsSection(place: SettingsPlace) {
  const mail = z.strictObject({
    connection: connection(place, 'smtp', 'smtps'),
    from: mailAddress(),
    to: z.array(mailAddress()).min(1).max(receiversMax),
    escalate_to: z.array(mailAddress()).max(receiversMax).prefault([]),
  })
  const webhook = z.strictObject({
    name: name(),
    url: connection(place, 'https', 'http'),
    secret: secret(place).optional(),
  })
  return z
    .strictObject({
      mail: mail.optional(),
      webhooks: z.array(webhook).max(receiversMax).prefault([]),
      /** A nightly backup that came once, and a few hours. */
      backup_after: duration('1h', '90d').prefault('36h'),
    })
    .transform(({ backup_after: backupAfterMs, ...rest }) => ({ ...rest, backupAfterMs }))
}
