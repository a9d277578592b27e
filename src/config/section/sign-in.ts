/** `sign_in`: other places where staff prove who they are. */
import { z } from 'zod'
import { url } from '../value/address.ts'
import type { SettingsPlace } from '../value/path.ts'
import { secret } from '../value/secret.ts'
import { name, text } from '../value/word.ts'

/** @limit one for each organisation that runs its own */
const providersMax = 50

export function signInSection(place: SettingsPlace) {
  const provider = z
    .strictObject({
      name: name(),
      organisation: text(200),
      issuer: url('https', 'http'),
      client_id: text(200),
      client_secret: secret(place),
    })
    .transform(({ client_id: clientId, client_secret: clientSecret, ...rest }) => ({
      ...rest,
      clientId,
      clientSecret,
    }))
  return z.strictObject({ oidc: z.array(provider).max(providersMax).prefault([]) })
}
