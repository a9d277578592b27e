/** A witness that is a mailbox: the newest signed head from time to time, as an attachment. */
import type { Witness, WitnessedHead } from '../../audit/witness.ts'
import { type MailServer, type OutgoingMail, openMailServer } from './mail-server.ts'

export interface MailWitnessPlace {
  readonly name: string
  readonly url: string
  readonly ca?: string
  readonly from: string
  readonly to: string
  /** Once a day unless said otherwise: more would not be read, and each head stands for all before it. */
  readonly everyMs?: number
  /** Subject and text in the language of the installation. */
  readonly words: (head: WitnessedHead) => Pick<OutgoingMail, 'subject' | 'text'>
}

const dayMs = 24 * 60 * 60 * 1000

/** @throws SCH_URL_UNSAFE */
export function mailWitness(place: MailWitnessPlace): Witness {
  const server: MailServer = openMailServer(place)
  return {
    name: place.name,
    pace: { kind: 'newest', everyMs: place.everyMs ?? dayMs },
    async keep(head, signal) {
      const attachment = { fileName: `head-${head.seq}.json`, json: head.file }
      const mail = { from: place.from, to: [place.to], ...place.words(head), attachment }
      const sent = await server.send(mail, signal)
      return sent.kind === 'sent' ? { kind: 'kept' } : sent
    },
    weakness: () => undefined,
  }
}
