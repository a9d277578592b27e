/** Mails saved by Outlook as .msg (MS-OXMSG): a compound file with one stream per property. */
import type { Desk, Reader } from '../desk.ts'
import type { CompoundFile, CompoundStorage, CompoundStream } from './compound-file.ts'
import { openCompoundFile, streamIn } from './compound-file.ts'
import type { MapiProperties, MapiPropertyBag } from './mapi-properties.ts'
import { mapiType, openPropertyBag } from './mapi-properties.ts'
import { packageOf } from './ole-object.ts'
import { putMessage } from './outlook-desk.ts'
import type { OutlookAttachment, OutlookMessage } from './outlook-message.ts'
import {
  attachmentTexts,
  nameOfAttachment,
  outlookMessageOf,
  propertyId,
  typeOfAttachment,
} from './outlook-message.ts'

/** @limit mails within mails; the limit on parts in parts of a message is lower still */
const deepestMessage = 16

interface MsgReading {
  readonly file: CompoundFile
  readonly spend: Desk['spend']
  /** Header of a property stream, which depends on what the properties belong to (MS-OXMSG 2.4.1). */
  readonly depth: number
}

/**
 * @param spend of the desk: called before anything is unpacked
 * @throws Error if the file is none; LimitBroken
 */
export function parseMsg(bytes: Uint8Array, spend: Desk['spend']): OutlookMessage {
  const file = openCompoundFile(bytes, spend)
  if (!isMessage(file.root)) throw new Error('msg: no properties')
  return readMessage({ file, spend, depth: 0 }, file.root)
}

/** A .msg inside another file: everything in it, as one part. */
export const readMsg: Reader = (bytes, desk) => putMessage(parseMsg(bytes, desk.spend.bind(desk)), desk)

/** Whether a compound file is a mail: it has a stream of properties in its root. */
export function isMessage(storage: CompoundStorage): boolean {
  return streamIn(storage, propertyStream) !== undefined
}

const propertyStream = '__properties_version1.0'
const topHeaderBytes = 32
const innerMessageHeaderBytes = 24
const partHeaderBytes = 8
const propertyBytes = 16

function readMessage(reading: MsgReading, storage: CompoundStorage): OutlookMessage {
  const header = reading.depth === 0 ? topHeaderBytes : innerMessageHeaderBytes
  const own: MapiPropertyBag = openPropertyBag(() => codePageOf(own))
  readProperties(reading, { storage, header, bag: own })
  const recipients: MapiProperties[] = []
  const attachments: OutlookAttachment[] = []
  const texts: string[] = []
  for (const child of storage.children) {
    if (child.kind !== 'storage') continue
    const name = child.name.toLowerCase()
    if (!name.startsWith('__recip_') && !name.startsWith('__attach_')) continue
    const bag = openPropertyBag(() => codePageOf(own))
    readProperties(reading, { storage: child, header: partHeaderBytes, bag })
    if (name.startsWith('__recip_')) recipients.push(bag)
    else {
      attachments.push(...attachmentsOf(reading, child, bag))
      for (const text of attachmentTexts(bag)) texts.push(text)
    }
  }
  return outlookMessageOf({
    properties: own,
    recipients,
    attachments,
    attachmentTexts: texts,
    damaged: reading.file.isDamaged(),
    spend: reading.spend,
  })
}

const windows1252 = 1252

export function codePageOf(properties: MapiProperties): number {
  const message = properties.number(propertyId.messageCodePage)
  const internet = properties.number(propertyId.internetCodePage)
  // An eight-bit text is never UTF-16, whatever the number says.
  return [message, internet].find((page) => page !== undefined && page > 0 && page !== 1200) ?? windows1252
}

interface PropertySource {
  readonly storage: CompoundStorage
  readonly header: number
  readonly bag: MapiPropertyBag
}

/** `__substg1.0_` and eight hexadecimal digits: id and type; lists have `-` and a number behind. */
const valueName = /^__substg1\.0_([0-9a-f]{4})([0-9a-f]{4})(-[0-9a-f]{8})?$/i

function readProperties(reading: MsgReading, { storage, header, bag }: PropertySource): void {
  const fixed = streamIn(storage, propertyStream)
  if (fixed !== undefined) readNumbers(reading.file.read(fixed), header, bag)
  for (const child of storage.children) {
    if (child.kind !== 'stream') continue
    const match = valueName.exec(child.name)
    if (match === null) continue
    const type = Number.parseInt(match[2] ?? '', 16)
    // The list itself holds only the lengths of its members.
    if ((type & mapiType.many) !== 0 && match[3] === undefined) continue
    addValue(reading, child, { id: Number.parseInt(match[1] ?? '', 16), type: type & ~mapiType.many, bag })
  }
}

function addValue(
  reading: MsgReading,
  stream: CompoundStream,
  { id, type, bag }: { id: number; type: number; bag: MapiPropertyBag },
): void {
  if (type === mapiType.text16) bag.addText(id, reading.file.read(stream), 'utf-16')
  else if (type === mapiType.text8) bag.addText(id, reading.file.read(stream), 'code-page')
  else if (type === mapiType.binary && usedBinaries.has(id)) bag.addBytes(id, reading.file.read(stream))
}

const usedBinaries: ReadonlySet<number> = new Set([propertyId.rtf, propertyId.html, propertyId.attachData])

function readNumbers(bytes: Uint8Array, header: number, bag: MapiPropertyBag): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = header; at + propertyBytes <= bytes.length; at += propertyBytes) {
    const type = view.getUint16(at, true)
    if (type === mapiType.integer) bag.addNumber(view.getUint16(at + 2, true), view.getInt32(at + 8, true))
  }
}

function attachmentsOf(
  reading: MsgReading,
  storage: CompoundStorage,
  bag: MapiProperties,
): readonly OutlookAttachment[] {
  const named = nameOfAttachment(bag)
  const bytes = bag.bytes(propertyId.attachData)
  if (bytes !== undefined) return [{ kind: 'file', ...named, ...typeOfAttachment(bag), bytes }]
  const inner = storage.children.find(
    (child) => child.kind === 'storage' && /^__substg1\.0_3701000d$/i.test(child.name),
  )
  if (inner?.kind !== 'storage') {
    // A link to a file somewhere else holds nothing here; its path is among the texts.
    return [{ kind: 'unread', ...named, reason: 'unknown-format' }]
  }
  if (!isMessage(inner)) return objectsOf(reading, inner, named)
  if (reading.depth + 1 >= deepestMessage) return [{ kind: 'unread', ...named, reason: 'too-deep' }]
  const message = readMessage({ ...reading, depth: reading.depth + 1 }, inner)
  return [{ kind: 'message', ...named, message }]
}

/** An object of another program: its file, if it holds one that can be taken out, else nothing that can be read here. */
function objectsOf(
  reading: MsgReading,
  storage: CompoundStorage,
  named: { readonly name?: string },
): readonly OutlookAttachment[] {
  const native = streamIn(storage, '\u0001Ole10Native')
  const file = native === undefined ? undefined : packageOf(reading.file.read(native).subarray(4))
  if (file !== undefined) return [{ kind: 'file', ...named, ...file }]
  const contents = streamIn(storage, 'CONTENTS') ?? streamIn(storage, 'Package')
  if (contents !== undefined) return [{ kind: 'file', ...named, bytes: reading.file.read(contents) }]
  return [{ kind: 'unread', ...named, reason: 'unknown-format' }]
}
