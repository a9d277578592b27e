/** The sink: a door of which nothing leads out, and the spool behind it. */
import { randomUUID } from 'node:crypto'
import type { SinkProbe } from '../isolation/isolation.ts'
import type { MailDoor, MailDoorPlace, OpenMailDoor } from './mail-door.ts'
import type { WorldSpool } from './world-spool.ts'

export interface SinkDoor extends MailDoor {
  openProbe(): SinkProbe
}

/** @source RFC 6761, section 6.4 */
const probeDomain = 'probe.invalid'
/** As large mails as common servers take. */
const mailBytesMax = 100 * 1024 * 1024
const heldBytesMax = 256 * 1024 * 1024

export async function openSinkDoor(parts: {
  readonly spool: WorldSpool
  readonly open: OpenMailDoor
  readonly place: MailDoorPlace
}): Promise<SinkDoor> {
  const probes = new Map<string, number>()
  const door = await parts.open({
    place: parts.place,
    mailBytesMax,
    heldBytesMax,
    onRefused: () => parts.spool.countRefused(),
    keep: async (mail) => {
      // Any other mail to this domain is a mail of the system, that went astray.
      if (mail.to.length === 0 || !mail.to.every((address) => probes.has(address)))
        return parts.spool.keep(mail)
      for (const address of mail.to) probes.set(address, (probes.get(address) ?? 0) + 1)
      return { kind: 'kept' }
    },
  })
  return {
    port: door.port,
    receiving: () => door.receiving(),
    close: () => door.close(),
    openProbe() {
      const address = `${randomUUID()}@${probeDomain}`
      probes.set(address, 0)
      return {
        address,
        arrived: () => probes.get(address) ?? 0,
        close: () => void probes.delete(address),
      }
    },
  }
}
