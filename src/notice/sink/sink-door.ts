/** The sink: a door of which nothing leads out, and the spool behind it. */
import type { MailDoor, MailDoorPlace, OfferedMail, OpenMailDoor } from './mail-door.ts'
import type { WorldSpool } from './world-spool.ts'

export interface SinkDoor extends MailDoor {
  /** How many mails to this address came in, of those that only try the way. */
  arrived(address: string): number
}

/** Mails to this domain belong to no world: by them isolation is tried. @source RFC 6761, section 6.4 */
const probeDomain = '@probe.invalid'
/** As large mails as common servers take. */
const mailBytesMax = 100 * 1024 * 1024

export async function openSinkDoor(parts: {
  readonly spool: WorldSpool
  readonly open: OpenMailDoor
  readonly place: MailDoorPlace
}): Promise<SinkDoor> {
  const probes = new Map<string, number>()
  const door = await parts.open({
    place: parts.place,
    mailBytesMax,
    keep: async (mail) => {
      if (!isProbe(mail)) return parts.spool.keep(mail)
      for (const address of mail.to) probes.set(address, (probes.get(address) ?? 0) + 1)
      return { kind: 'kept' }
    },
  })
  return {
    port: door.port,
    receiving: () => door.receiving(),
    close: () => door.close(),
    arrived: (address) => probes.get(address) ?? 0,
  }
}

function isProbe({ to }: OfferedMail): boolean {
  return to.length > 0 && to.every((address) => address.endsWith(probeDomain))
}
