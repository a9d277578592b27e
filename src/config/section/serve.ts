/** `serve`: where the server listens and who stands in front of it. */
import { z } from 'zod'
import { isLocal, listenAddress, network, url } from '../value/address.ts'
import { path, type SettingsPlace } from '../value/path.ts'
import type { Conflict } from '../value/written.ts'

/** @limit one proxy or network of proxies each; more than a few is a network */
const proxiesMax = 50

export function serveSection(place: SettingsPlace) {
  return z
    .strictObject({
      listen: listenAddress().prefault('127.0.0.1:8080'),
      public_url: url('https', 'http').optional(),
      tls: z
        .strictObject({ certificate: path(place, 'certificate'), key: path(place, 'private-key') })
        .optional(),
      trusted_proxies: z.array(network()).max(proxiesMax).prefault([]),
      monitors: z.array(network()).max(proxiesMax).prefault([]),
    })
    .superRefine(({ listen, tls, trusted_proxies: proxies }, context) => {
      // What goes over the network in clear can be read and changed on its way: customers' names among it.
      if (isLocal(listen) || tls !== undefined || proxies.length > 0) return
      const params: Conflict = { code: 'SCH_CONFIG_WITHOUT_TLS' }
      context.addIssue({ code: 'custom', path: ['listen'], params: { ...params } })
    })
    .transform(({ public_url: publicUrl, trusted_proxies: trustedProxies, ...rest }) => ({
      ...rest,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      trustedProxies,
    }))
}
