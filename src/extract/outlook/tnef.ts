/** winmail.dat: what Outlook packs into one attachment when it thinks the recipient has Outlook (MS-OXTNEF). */
import type { Desk, Reader } from '../desk.ts'
import type { MapiProperties, MapiPropertyBag } from './mapi-properties.ts'
import { openPropertyBag } from './mapi-properties.ts'
import { putMessage } from './outlook-desk.ts'
import type { OutlookAttachment, OutlookMessage } from './outlook-message.ts'
import {
  attachmentTexts,
  nameOfAttachment,
  outlookMessageOf,
  propertyId,
  typeOfAttachment,
} from './outlook-message.ts'
import type { TnefObject } from './tnef-properties.ts'
import { cursorOf, readPropertyList, TnefCut, u32 } from './tnef-properties.ts'

/** @limit messages within messages, as in .msg */
const deepestMessage = 16
const signature = 0x223e9f78
const headerBytes = 6
/** Level, name and length of an attribute before its data, a checksum behind. */
const attributeBytes = 9
const checksumBytes = 2

/** @source MS-OXTNEF 2.1.3.2: names of attributes with their types */
const attribute = {
  from: 0x00008000,
  subject: 0x00018004,
  body: 0x0002800c,
  attachData: 0x0006800f,
  attachTitle: 0x00018010,
  attachTransportFilename: 0x00069001,
  attachRenddata: 0x00069002,
  properties: 0x00069003,
  recipients: 0x00069004,
  attachment: 0x00069005,
  codePage: 0x00069007,
  owner: 0x00060000,
  sentFor: 0x00060001,
} as const

export const readTnef: Reader = (bytes, desk) => putMessage(parseTnef(bytes, desk.spend.bind(desk)), desk)

interface TnefAttachment {
  readonly bag: MapiPropertyBag
  title: Uint8Array | undefined
  bytes: Uint8Array | undefined
  objects: readonly TnefObject[]
}

interface TnefReading {
  readonly spend: Desk['spend']
  readonly depth: number
  readonly bag: MapiPropertyBag
  readonly recipients: MapiProperties[]
  readonly attachments: TnefAttachment[]
  codePage: number
  damaged: boolean
}

/**
 * Wrong checksums are read over: Outlook does so too.
 *
 * @throws Error if the bytes do not begin as winmail.dat; LimitBroken
 */
export function parseTnef(bytes: Uint8Array, spend: Desk['spend']): OutlookMessage {
  return parseAt(bytes, spend, 0)
}

function parseAt(bytes: Uint8Array, spend: Desk['spend'], depth: number): OutlookMessage {
  const { view } = cursorOf(bytes)
  if (bytes.length < headerBytes || view.getUint32(0, true) !== signature)
    throw new Error('tnef: no signature')
  const reading: TnefReading = {
    spend,
    depth,
    bag: openPropertyBag(() => reading.codePage),
    recipients: [],
    attachments: [],
    codePage: 1252,
    damaged: false,
  }
  let at = headerBytes
  while (at + attributeBytes <= bytes.length) {
    const name = view.getUint32(at + 1, true)
    const size = view.getUint32(at + 5, true)
    const start = at + attributeBytes
    const end = Math.min(bytes.length, start + size)
    if (start + size > bytes.length) reading.damaged = true
    readAttribute(reading, name, bytes.subarray(start, end))
    at = start + size + checksumBytes
  }
  if (at < bytes.length) reading.damaged = true
  return messageOf(reading)
}

function readAttribute(reading: TnefReading, name: number, data: Uint8Array): void {
  const { bag } = reading
  switch (name) {
    case attribute.codePage:
      if (data.length >= 4) reading.codePage = cursorOf(data).view.getUint32(0, true) || reading.codePage
      break
    case attribute.subject:
      bag.addText(propertyId.subject, data, 'code-page')
      break
    case attribute.body:
      bag.addText(propertyId.body, data, 'code-page')
      break
    case attribute.from:
    case attribute.owner:
    case attribute.sentFor:
      // Structures of a name and an address; what is printable in them is both.
      bag.addText(name & 0xffff, printable(data), 'code-page')
      break
    case attribute.properties:
      readList(reading, () => readPropertyList(cursorOf(data), bag))
      break
    case attribute.recipients:
      readList(reading, () => readRecipients(reading, data))
      break
    default:
      readAttachmentAttribute(reading, name, data)
  }
}

function readAttachmentAttribute(reading: TnefReading, name: number, data: Uint8Array): void {
  let attachment = reading.attachments.at(-1)
  if (name === attribute.attachRenddata || (attachment === undefined && attachmentAttributes.has(name))) {
    attachment = {
      bag: openPropertyBag(() => reading.codePage),
      title: undefined,
      bytes: undefined,
      objects: [],
    }
    reading.attachments.push(attachment)
  }
  if (attachment === undefined) return
  const current = attachment
  if (name === attribute.attachTitle) current.title = data
  else if (name === attribute.attachTransportFilename) current.title ??= data
  else if (name === attribute.attachData) current.bytes = data
  else if (name === attribute.attachment) {
    readList(reading, () => {
      current.objects = readPropertyList(cursorOf(data), current.bag)
    })
  }
}

const attachmentAttributes: ReadonlySet<number> = new Set([
  attribute.attachTitle,
  attribute.attachTransportFilename,
  attribute.attachData,
  attribute.attachment,
])

function readRecipients(reading: TnefReading, data: Uint8Array): void {
  const cursor = cursorOf(data)
  const count = u32(cursor)
  for (let index = 0; index < count; index++) {
    const bag = openPropertyBag(() => reading.codePage)
    reading.recipients.push(bag)
    readPropertyList(cursor, bag)
  }
}

/** A list that is cut keeps what stood before the cut. */
function readList(reading: TnefReading, read: () => unknown): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof TnefCut)) throw error
    reading.damaged = true
  }
}

/** Bytes that are no letters become line ends. */
function printable(data: Uint8Array): Uint8Array {
  return data.map((code) => (code < 0x20 || code === 0x7f ? 0x0a : code))
}

function messageOf(reading: TnefReading): OutlookMessage {
  const { bag, recipients, spend } = reading
  return outlookMessageOf({
    properties: bag,
    recipients,
    attachments: reading.attachments.map((attachment) => attachmentOf(reading, attachment)),
    attachmentTexts: reading.attachments.flatMap((attachment) => attachmentTexts(attachment.bag)),
    damaged: reading.damaged,
    spend,
  })
}

function attachmentOf(
  reading: TnefReading,
  { bag, title, bytes, objects }: TnefAttachment,
): OutlookAttachment {
  if (title !== undefined) bag.addText(propertyId.attachFilename, title, 'code-page')
  const named = nameOfAttachment(bag)
  const inner = objects.find(({ id }) => id === propertyId.attachData)
  if (inner !== undefined && startsWithSignature(inner.bytes)) {
    if (reading.depth + 1 >= deepestMessage) return { kind: 'unread', ...named, reason: 'too-deep' }
    return { kind: 'message', ...named, message: parseAt(inner.bytes, reading.spend, reading.depth + 1) }
  }
  const content = bytes ?? bag.bytes(propertyId.attachData) ?? inner?.bytes
  if (content === undefined) return { kind: 'unread', ...named, reason: 'unknown-format' }
  return { kind: 'file', ...named, ...typeOfAttachment(bag), bytes: content }
}

function startsWithSignature(bytes: Uint8Array): boolean {
  return bytes.length >= headerBytes && cursorOf(bytes).view.getUint32(0, true) === signature
}
