/** The sink's door as a mail server that takes everything it is offered and passes nothing on. */
import { once } from 'node:events'
import { chmod } from 'node:fs/promises'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { MailDoor, MailDoorSetup } from '../../notice/sink/mail-door.ts'
import { fault } from '../../std/fault.ts'

/** Commands and replies pass at once on one machine; a client that is silent for so long has died in mid-mail. */
const idleMs = 60_000
/** Open conversations: more than any mailer opens to one server. */
const clientsMax = 200

/** @throws SCH_SINK_PLACE */
export async function openMailDoor(setup: MailDoorSetup): Promise<MailDoor> {
  let receiving = 0
  const server = new SMTPServer({
    // Whoever reaches the sink may use it: accounts of the real server are taken as well, and forgotten.
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: (_credentials, _session, done) => done(null, { user: 'sink' }),
    // Without a certificate of ours the library would offer one whose key everybody has.
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: setup.mailBytesMax,
    maxClients: clientsMax,
    socketTimeout: idleMs,
    closeTimeout: 1_000,
    banner: 'Schleuse sink: nothing leaves here',
    onData: (stream, session, done) => {
      receiving++
      keptOf(stream, session, setup)
        .finally(() => receiving--)
        .then((reply) => done(reply), done)
    },
  })
  // A client that hangs up in the middle is its own trouble: what it had not finished was never kept.
  server.on('error', () => {})
  try {
    await listen(server, setup)
  } catch (error) {
    throw fault('SCH_SINK_PLACE', { params: { place: placeOf(setup) }, cause: error })
  }
  if (setup.place.kind === 'socket') await chmod(setup.place.path, 0o600)
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    receiving: () => receiving,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function listen(server: SMTPServer, { place }: MailDoorSetup): Promise<void> {
  const net = place.kind === 'socket' ? server.listen(place.path) : server.listen(place.port, '127.0.0.1')
  await once(net, 'listening')
}

function placeOf({ place }: MailDoorSetup): string {
  return place.kind === 'socket' ? place.path : `127.0.0.1:${place.port}`
}

/** @returns null for 250, else the reply */
async function keptOf(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  { keep, mailBytesMax }: MailDoorSetup,
): Promise<Error | null> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of stream) {
    sizeBytes += chunk.length
    if (sizeBytes <= mailBytesMax) chunks.push(chunk)
  }
  if (stream.sizeExceeded || sizeBytes > mailBytesMax)
    return reply(552, 'This mail is larger than the sink takes')
  const kept = await keep({
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    to: envelope.rcptTo.map(({ address }) => address),
    bytes: Buffer.concat(chunks, sizeBytes),
  })
  if (kept.kind === 'kept') return null
  return kept.why === 'world-over'
    ? reply(554, 'The world this mail comes from is over')
    : reply(452, 'The sink has no room left')
}

function reply(responseCode: number, sentence: string): Error {
  return Object.assign(new Error(sentence), { responseCode })
}
