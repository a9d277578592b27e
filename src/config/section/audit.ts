/** `audit`: who else keeps the signed heads of the trail. */
import { z } from 'zod'
import { mailAddress } from '../value/address.ts'
import { path, type SettingsPlace } from '../value/path.ts'
import { connection, secret } from '../value/secret.ts'
import { name } from '../value/word.ts'

/** @limit each is told every minute */
const witnessesMax = 10

export function auditSection(place: SettingsPlace) {
  const witness = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('file'), name: name(), path: path(place) }),
    z.strictObject({
      kind: z.literal('http'),
      name: name(),
      url: connection(place, 'https', 'http'),
      token: secret(place).optional(),
    }),
    z.strictObject({
      kind: z.literal('mail'),
      name: name(),
      connection: connection(place, 'smtp', 'smtps'),
      from: mailAddress(),
      to: mailAddress(),
    }),
  ])
  return z.strictObject({
    witnesses: z.array(witness).max(witnessesMax).prefault([]),
    /** Where expired parts of the trails are archived. */
    archive: path(place).optional(),
  })
}
