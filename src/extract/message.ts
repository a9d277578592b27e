import { createHash } from 'node:crypto'
import type { Place, Sha256 } from '../exposure/view.ts'
import type { MessageReaders } from './format.ts'
import { formatOf } from './format.ts'
import type { Limits } from './limits.ts'
import { defaultLimits } from './limits.ts'
import { loadMessage, normalised } from './message-bytes.ts'
import { envelopeOf } from './mime/envelope.ts'
import type { HeaderBlock } from './mime/header-block.ts'
import { looksLikeMail } from './mime/mail-signature.ts'
import type { MailSetup } from './mime/walk.ts'
import { walkMail } from './mime/walk.ts'
import type { OutlookMessage } from './outlook/outlook-message.ts'
import { readOutlookMail } from './outlook-mail.ts'
import type { MessageSource, Piece, ReadOptions } from './piece.ts'
import { printableRuns } from './printable.ts'
import type { Reading } from './reading.ts'
import { openReading, reasonOf } from './reading.ts'
import { recognise } from './recognise.ts'

/** What reading takes from outside beside the message; each has a default fit for the process of a reader. */
export interface ReadSetting {
  readonly limits?: Limits
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number
  /** Told the place of each part before it is read. */
  readonly announce?: (place: Place) => void
}

/** Place of what concerns a message as a whole. */
const wholePlace: Place = 'message/rfc822'

/**
 * Reads a message piece by piece: headers, envelope, parts, and `end` if it was read to its last byte.
 * Whatever is wrong with the message becomes an unchecked piece.
 *
 * @throws SourceUnreadable if there are no bytes to read; whatever `emit` throws
 */
export async function readMessage(
  source: MessageSource,
  options: ReadOptions,
  emit: (piece: Piece) => void,
  setting: ReadSetting = {},
): Promise<void> {
  const { limits = defaultLimits, now = () => performance.now() } = setting
  const startedAt = now()
  const { bytes, isCut } = await loadMessage(source, limits.messageBytes)
  const deadlineMs = limits.deadlineMs - (now() - startedAt)
  const message = { bytes, isCut, format: source.format }
  await readMessageBytes(message, options, emit, { ...setting, limits: { ...limits, deadlineMs } })
}

export interface LoadedMessage {
  readonly bytes: Buffer
  /** There is more than these bytes. */
  readonly isCut: boolean
  readonly format: MessageSource['format']
}

/** Reads a message whose bytes are at hand. @throws whatever `emit` throws */
export async function readMessageBytes(
  { bytes, isCut, format }: LoadedMessage,
  options: ReadOptions,
  emit: (piece: Piece) => void,
  setting: ReadSetting = {},
): Promise<void> {
  const { limits = defaultLimits, now = () => performance.now(), announce = () => {} } = setting
  const guarded = guard(emit)
  const message = openMessage(limits, options, { now, announce, emit: guarded.emit })
  try {
    await message.read(bytes, format)
  } catch (error) {
    guarded.rethrow()
    guarded.emit({ kind: 'unchecked', place: wholePlace, reason: reasonOf(error) })
  }
  guarded.rethrow()
  if (isCut) guarded.emit({ kind: 'unchecked', place: wholePlace, reason: 'too-large' })
  else guarded.emit({ kind: 'end', digest: digestOf(bytes), bytes: bytes.length })
}

interface Surroundings {
  readonly now: () => number
  readonly announce: (place: Place) => void
  readonly emit: (piece: Piece) => void
}

function openMessage(limits: Limits, options: ReadOptions, around: Surroundings) {
  const inner = (place: Place, depth: number) => ({ reading, prefix: `${place}/`, depth, ...noEnvelope })
  const readers: MessageReaders = {
    mail: ({ bytes, place, depth }) => walkMail(normalised(bytes), inner(place, depth)),
    outlook: async ({ bytes, place, depth }, spend) =>
      readOutlookMail(await openOutlook(bytes, spend), inner(place, depth)),
  }
  const reading: Reading = openReading({
    ...around,
    limits,
    allowedFiles: new Set(options.allowedFiles),
    recognise(found) {
      const [first, ...rest] = recognise(found)
      return [formatOf(first, readers), ...rest.map((recognised) => formatOf(recognised, readers))]
    },
  })
  return {
    async read(bytes: Buffer, format: MessageSource['format']) {
      const top = { reading, prefix: '', depth: 0, ...envelopeTo(around.emit, options) }
      if (format !== 'msg' || looksLikeMail(bytes)) await walkMail(normalised(bytes), top)
      else await readTopOutlook(bytes, top)
    },
  }
}

type EnvelopeHooks = Pick<MailSetup, 'onHeaders' | 'afterHeaders'>

const noEnvelope: EnvelopeHooks = { onHeaders: () => new Set(), afterHeaders: () => {} }

function envelopeTo(emit: (piece: Piece) => void, options: ReadOptions): EnvelopeHooks {
  let envelope = envelopeOf([])
  return {
    onHeaders(block: HeaderBlock) {
      envelope = envelopeOf(block.fields)
      return options.envelopeIsGiven ? new Set() : envelope.hidden
    },
    afterHeaders() {
      emit({ kind: 'envelope', source: envelope.source, addresses: envelope.addresses })
    },
  }
}

/** A file that is no mail of Outlook, or a broken one, still shows its printable runs. */
async function readTopOutlook(bytes: Buffer, top: MailSetup): Promise<void> {
  const { reading } = top
  const opened = await openOutlook(bytes, reading.spend).catch((error: unknown) => ({
    reason: reasonOf(error),
  }))
  if (!('reason' in opened)) {
    await readOutlookMail(opened, top)
    return
  }
  const section = reading.section('application/vnd.ms-outlook')
  section.unchecked(opened.reason)
  for (const text of printableRuns(bytes)) section.text(text)
  section.close()
}

async function openOutlook(bytes: Uint8Array, spend: (outputBytes: number) => void): Promise<OutlookMessage> {
  return (await import('./outlook/msg.ts')).parseMsg(bytes, spend)
}

/** What `emit` throws is the caller's and must reach him, although readers catch what goes wrong inside them. */
function guard(emit: (piece: Piece) => void) {
  let failure: { readonly error: unknown } | undefined
  return {
    emit(piece: Piece) {
      if (failure !== undefined) throw failure.error
      try {
        emit(piece)
      } catch (error) {
        failure = { error }
        throw error
      }
    },
    rethrow() {
      if (failure !== undefined) throw failure.error
    },
  }
}

function digestOf(bytes: Buffer): Sha256 {
  const digest = createHash('sha256').update(bytes).digest('hex')
  if (!isSha256(digest)) throw new TypeError('a digest has 64 hexadecimal digits')
  return digest
}

function isSha256(text: string): text is Sha256 {
  return /^[0-9a-f]{64}$/.test(text)
}
