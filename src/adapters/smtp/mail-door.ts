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
  const held: Held = { mails: 0, bytes: 0 }
  const server = new SMTPServer({
    // Whoever reaches the sink may use it: accounts of the real server are taken as well, and forgotten.
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: (_credentials, _session, done) => done(null, { user: 'sink' }),
    // Without a certificate of ours the library would offer one whose key everybody has.
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    // No SIZE: a mail that is refused before its first byte would be missed by nobody.
    maxClients: clientsMax,
    socketTimeout: idleMs,
    closeTimeout: 1_000,
    banner: 'Schleuse sink: nothing leaves here',
    onData: (stream, session, done) => {
      held.mails++
      keptOf(stream, session, { ...setup, held })
        .finally(() => held.mails--)
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
    receiving: () => held.mails,
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

/** Mails that are being received, and what they hold in memory. */
interface Held {
  mails: number
  bytes: number
}

/** @returns null for 250, else the reply */
async function keptOf(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  setup: MailDoorSetup & { readonly held: Held },
): Promise<Error | null> {
  const { held } = setup
  const read: ReadMail = { chunks: [], sizeBytes: 0, refusal: undefined }
  try {
    for await (const chunk of stream) take(chunk, read, setup)
    if (read.refusal !== undefined) {
      setup.onRefused()
      return read.refusal
    }
    const kept = await setup.keep({
      from: envelope.mailFrom ? envelope.mailFrom.address : '',
      to: envelope.rcptTo.map(({ address }) => address),
      bytes: Buffer.concat(read.chunks, read.sizeBytes),
    })
    if (kept.kind === 'kept') return null
    return kept.why === 'world-over'
      ? reply(554, 'The world this mail comes from is over')
      : reply(452, noRoom)
  } finally {
    held.bytes -= read.sizeBytes
  }
}

interface ReadMail {
  chunks: Buffer[]
  /** What `chunks` hold. */
  sizeBytes: number
  refusal: Error | undefined
}

const noRoom = 'The sink has no room left'

/** A mail that is refused is read to its end all the same: a client hears no reply before it. */
function take(
  chunk: Buffer,
  read: ReadMail,
  { held, mailBytesMax, heldBytesMax }: MailDoorSetup & { readonly held: Held },
): void {
  if (read.refusal !== undefined) return
  if (read.sizeBytes + chunk.length > mailBytesMax)
    read.refusal = reply(552, 'This mail is larger than the sink takes')
  else if (held.bytes + chunk.length > heldBytesMax) read.refusal = reply(452, noRoom)
  if (read.refusal === undefined) {
    read.chunks.push(chunk)
    read.sizeBytes += chunk.length
    held.bytes += chunk.length
    return
  }
  held.bytes -= read.sizeBytes
  read.chunks = []
  read.sizeBytes = 0
}

function reply(responseCode: number, sentence: string): Error {
  return Object.assign(new Error(sentence), { responseCode })
}
