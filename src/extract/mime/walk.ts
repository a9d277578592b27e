import type { Place } from '../../exposure/view.ts'
import { LimitBroken } from '../desk.ts'
import type { Reading } from '../reading.ts'
import type { Content, PartType } from './content.ts'
import { contentOf } from './content.ts'
import { bodyEnd, guessBoundary, nextDelimiter } from './delimiter.ts'
import type { HeaderBlock } from './header-block.ts'
import { readHeaderBlock } from './header-block.ts'
import { readHeaderPassages } from './header-passages.ts'
import type { TransferEncoding } from './transfer-encoding.ts'
import { decodeBase64, decodeQuotedPrintable } from './transfer-encoding.ts'
import { findUuencoded } from './uuencode.ts'

/** Where a message stands among the places, and what the walk needs beside it. */
export interface MailSetup {
  readonly reading: Reading
  /** Place of the message with a slash, or empty. */
  readonly prefix: string
  readonly depth: number
  /** Told the fields of the message itself; answers which of them its recipient does not see. */
  readonly onHeaders: (block: HeaderBlock) => ReadonlySet<string>
  /** Called after the message's own fields were read. */
  readonly afterHeaders: () => void
}

/** A multipart whose closing delimiter has not come. */
interface Multipart {
  boundary: string
  readonly type: PartType
  readonly encoding: TransferEncoding
  readonly place: Place
  readonly childType: string
  /** A delimiter of it was seen. */
  seen: boolean
  guessed: boolean
  /** Other readings of a contradicting header, to be read once the end is known. */
  readonly others: Content | undefined
  readonly bodyStart: number
}

/** Bytes up to the next delimiter: the body of a part, or the text around parts. */
type Segment =
  | {
      readonly kind: 'body'
      readonly start: number
      readonly content: Content
      readonly block: HeaderBlock | undefined
    }
  | { readonly kind: 'around'; readonly start: number; readonly multipart: Multipart }
  | { readonly kind: 'unread'; readonly start: number }

interface Walk {
  readonly bytes: Buffer
  readonly mail: MailSetup
  readonly open: Multipart[]
  /** Attachments of the message so far. */
  readonly attachments: { count: number }
}

const nothingHidden: ReadonlySet<string> = new Set()

/**
 * Walks a message from its first to its last byte in one pass and hands each part to the reading.
 * A delimiter of any open multipart ends what stands before it, so that a missing end loses nothing.
 *
 * @throws LimitBroken when the whole message cannot be read on
 */
export async function walkMail(bytes: Buffer, mail: MailSetup): Promise<void> {
  const block = readHeaderBlock(bytes, { start: 0, end: bytes.length }, mail.reading.limits)
  const hidden = mail.onHeaders(block)
  const { reading, prefix } = mail
  readHeaderPassages(reading, { block, prefix, hidden })
  mail.afterHeaders()
  const walk: Walk = { bytes, mail, open: [], attachments: { count: 0 } }
  const content = contentOf(block.fields, 'text/plain')
  await walkSegments(walk, openBody(walk, { content, block: undefined, start: block.bodyStart }))
}

async function walkSegments(walk: Walk, first: Segment): Promise<void> {
  const { bytes, open } = walk
  let segment = first
  for (;;) {
    walk.mail.reading.checkTime()
    const delimiter = nextDelimiter(
      bytes,
      segment.start,
      open.map((multipart) => multipart.boundary),
    )
    const end = delimiter === undefined ? bytes.length : bodyEnd(bytes, segment.start, delimiter.start)
    const isOwn = segment.kind === 'around' && delimiter?.level === open.indexOf(segment.multipart)
    if (segment.kind === 'around' && !segment.multipart.seen && !isOwn && guess(walk, segment.multipart, end))
      continue
    await readSegment(walk, segment, end)
    await closeDownTo(walk, delimiter === undefined ? -1 : delimiter.level, end)
    const multipart = delimiter === undefined ? undefined : open[delimiter.level]
    if (delimiter === undefined || multipart === undefined) return
    multipart.seen = true
    segment = delimiter.closes
      ? { kind: 'around', start: delimiter.next, multipart }
      : openPart(walk, delimiter.next, multipart)
  }
}

/** A boundary that never appears is replaced by the one the body seems to use. */
function guess(walk: Walk, multipart: Multipart, end: number): boolean {
  if (multipart.guessed) return false
  multipart.guessed = true
  const boundary = guessBoundary(walk.bytes, multipart.bodyStart, end)
  if (boundary !== undefined) multipart.boundary = boundary
  return boundary !== undefined
}

function openPart(walk: Walk, start: number, parent: Multipart): Segment {
  const { bytes, mail } = walk
  const block = readHeaderBlock(bytes, { start, end: bytes.length }, mail.reading.limits)
  const content = contentOf(block.fields, parent.childType)
  return openBody(walk, { content, block, start: block.bodyStart })
}

/** Where a body begins: a multipart is opened, anything else waits for its end. */
function openBody(
  walk: Walk,
  { content, block, start }: { content: Content; block: HeaderBlock | undefined; start: number },
): Segment {
  const type = content.types.find((candidate) => isMultipart(candidate))
  if (type === undefined) return { kind: 'body', start, content, block }
  const place = `${walk.mail.prefix}${placeName(type)}`
  if (walk.mail.depth + walk.open.length >= walk.mail.reading.limits.depth) {
    walk.mail.reading.unchecked(place, 'too-deep')
    return { kind: 'unread', start }
  }
  if (block !== undefined) readBlock(walk, block, `${place}/`)
  if (type.mediaType === 'multipart/encrypted') walk.mail.reading.unchecked(place, 'encrypted')
  const others = content.types.filter((candidate) => candidate !== type)
  const [first, ...rest] = others
  const multipart: Multipart = {
    boundary: Buffer.from(type.boundary ?? '', 'utf8').toString('latin1'),
    type,
    encoding: content.encodings.find((encoding) => encoding !== 'identity') ?? 'identity',
    place,
    childType: type.mediaType === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
    seen: false,
    guessed: false,
    others: first === undefined ? undefined : { ...content, types: [first, ...rest] },
    bodyStart: start,
  }
  walk.open.push(multipart)
  return { kind: 'around', start, multipart }
}

function isMultipart(type: PartType): boolean {
  return type.mediaType.startsWith('multipart/')
}

async function closeDownTo(walk: Walk, level: number, end: number): Promise<void> {
  while (walk.open.length - 1 > level) {
    const multipart = walk.open.pop()
    if (multipart === undefined) return
    const { others, bodyStart } = multipart
    if (others !== undefined)
      await readBody(walk, { kind: 'body', start: bodyStart, content: others, block: undefined }, end)
  }
}

async function readSegment(walk: Walk, segment: Segment, end: number): Promise<void> {
  if (segment.kind === 'unread') return
  if (segment.kind === 'body') return await readBody(walk, segment, end)
  const { multipart } = segment
  const bytes = walk.bytes.subarray(segment.start, end)
  if (isBlank(bytes)) return
  const wasParts = multipart.seen || multipart.encoding === 'identity'
  if (wasParts || walk.open.indexOf(multipart) === -1) return await readAround(walk, bytes, multipart)
  await readAround(walk, bytes, multipart)
  await walkDecoded(walk, bytes, multipart)
}

function isBlank(bytes: Buffer): boolean {
  return bytes.length < 4_096 && bytes.toString('latin1').trim() === ''
}

/** Text before the first and after the last part, and the body of a multipart whose boundary never appears. */
async function readAround(walk: Walk, bytes: Buffer, multipart: Multipart): Promise<void> {
  const { reading, depth } = walk.mail
  await reading.read(
    reading.open({
      bytes,
      mediaType: 'text/plain',
      charset: multipart.type.charset,
      names: [],
      placeOf: () => multipart.place,
      depth,
    }),
  )
}

/** A multipart that is encoded as a whole: forbidden, and decoded by some programs. */
async function walkDecoded(walk: Walk, bytes: Buffer, multipart: Multipart): Promise<void> {
  const { mail } = walk
  const decoded = decode(bytes, multipart.encoding)
  if (mail.depth + walk.open.length >= mail.reading.limits.depth) throw new LimitBroken('too-deep')
  mail.reading.spend(decoded.bytes.length)
  const inner: Walk = {
    bytes: decoded.bytes,
    mail: { ...mail, depth: mail.depth + walk.open.length },
    open: [],
    attachments: walk.attachments,
  }
  const copy: Multipart = {
    ...multipart,
    encoding: 'identity',
    seen: false,
    guessed: false,
    bodyStart: 0,
    others: undefined,
  }
  inner.open.push(copy)
  await walkSegments(inner, { kind: 'around', start: 0, multipart: copy })
}

async function readBody(walk: Walk, body: Segment & { kind: 'body' }, end: number): Promise<void> {
  const { content, block } = body
  const raw = walk.bytes.subarray(body.start, Math.max(body.start, end))
  let isFirst = true
  walk.mail.reading.announce(`${walk.mail.prefix}${placeName(content.types[0])}`)
  for (const encoding of content.encodings) {
    const decoded = decode(raw, encoding)
    if (encoding !== 'identity') walk.mail.reading.spend(decoded.bytes.length)
    for (const type of content.types) {
      await readLeaf(walk, {
        content,
        type,
        bytes: decoded.bytes,
        block: isFirst ? block : undefined,
        isUnknown: decoded.isUnknown,
      })
      isFirst = false
    }
    if (decoded.dirty) await readRaw(walk, raw, content.types[0])
  }
}

interface Leaf {
  readonly content: Content
  readonly type: PartType
  readonly bytes: Buffer
  readonly block: HeaderBlock | undefined
  readonly isUnknown: boolean
}

async function readLeaf(walk: Walk, { content, type, bytes, block, isUnknown }: Leaf): Promise<void> {
  const { reading, prefix, depth } = walk.mail
  if (bytes.length === 0 && block === undefined && content.names.length === 0) return
  const isAttachment = content.isAttachment && !isMultipart(type)
  if (isAttachment) walk.attachments.count++
  const number = walk.attachments.count
  const file = reading.open({
    bytes,
    mediaType: type.mediaType,
    charset: type.charset,
    flowed: type.flowed,
    names: content.names,
    placeOf: (word) =>
      isAttachment ? `${prefix}attachment#${number}:${word}` : `${prefix}${placeName(type)}`,
    depth: depth + walk.open.length + 1,
  })
  if (block !== undefined) readBlock(walk, block, `${file.section.place}/`)
  if (content.unknownCharset) file.section.unchecked('unknown-charset')
  if (isUnknown) file.section.unchecked('unknown-format')
  if (type.mediaType === 'message/partial') file.section.unchecked('broken')
  // What such a part shows lies on another machine.
  if (type.mediaType === 'message/external-body') file.section.unchecked('unknown-format')
  await reading.read(file)
}

/** A body with characters foreign to its encoding is read as it stands too. */
async function readRaw(walk: Walk, bytes: Buffer, type: PartType): Promise<void> {
  const { reading, prefix, depth } = walk.mail
  const placeOf = () => `${prefix}${placeName(type)}`
  await reading.read(
    reading.open({
      bytes,
      mediaType: 'text/plain',
      charset: type.charset,
      names: [],
      placeOf,
      depth: depth + 1,
    }),
  )
}

/**
 * A type that is written like no registered one, or that holds a number, could carry somebody's data into a report:
 * it is named as RFC 2046, 4.5.1 has it treated.
 */
function placeName({ mediaType }: PartType): string {
  return registeredType.test(mediaType) && mediaType.length <= typeChars && !/\d{4}/.test(mediaType)
    ? mediaType
    : 'application/octet-stream'
}

/** @source RFC 6838, 4.2: the top-level types, and names without signs that only commands and paths need */
const registeredType =
  /^(application|audio|chemical|font|haptics|image|message|model|multipart|text|video)\/[a-z0-9][a-z0-9.+_-]*$/
/** Longer than every type of the office programs. */
const typeChars = 100

function readBlock(walk: Walk, block: HeaderBlock, prefix: string): void {
  readHeaderPassages(walk.mail.reading, { block, prefix, hidden: nothingHidden })
}

function decode(raw: Buffer, encoding: TransferEncoding) {
  switch (encoding) {
    case 'identity':
      return { bytes: raw, dirty: false, isUnknown: false }
    case 'base64':
      return { ...decodeBase64(raw), isUnknown: false }
    case 'quoted-printable':
      return { bytes: decodeQuotedPrintable(raw), dirty: false, isUnknown: false }
    case 'uuencode': {
      const [file] = findUuencoded(raw.toString('latin1'))
      // The text around the file, or all of it if there is none, is found when the raw body is read.
      return { bytes: file?.bytes ?? raw, dirty: true, isUnknown: file === undefined }
    }
    case 'yenc':
    case 'unknown':
      return { bytes: raw, dirty: false, isUnknown: true }
  }
}
