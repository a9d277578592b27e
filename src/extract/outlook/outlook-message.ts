/** A mail as Outlook stores it, whether in a .msg or in a winmail.dat (MS-OXMSG, MS-OXTNEF, MS-OXPROPS). */
import type { UncheckedReason } from '../../exposure/view.ts'
import type { Desk } from '../desk.ts'
import { labelOfCodePage } from './code-page.ts'
import { unpackRtf } from './compressed-rtf.ts'
import type { MapiProperties } from './mapi-properties.ts'

export interface OutlookRecipient {
  readonly type: 'to' | 'cc' | 'bcc'
  readonly name: string
  /** SMTP address where there is one, else whatever address is stored; may be empty. */
  readonly address: string
}

export type OutlookAttachment =
  | {
      readonly kind: 'file'
      readonly name?: string
      readonly mediaType?: string
      /** For pictures shown inside the HTML: without angle brackets. */
      readonly contentId?: string
      readonly bytes: Uint8Array
    }
  | { readonly kind: 'message'; readonly name?: string; readonly message: OutlookMessage }
  | { readonly kind: 'unread'; readonly name?: string; readonly reason: UncheckedReason }

export interface OutlookMessage {
  /** Headers as they came through the internet; absent in mails that were never sent there. */
  readonly transportHeaders?: string
  /** Headers made of properties: name and value. */
  readonly headers: readonly (readonly [string, string])[]
  readonly recipients: readonly OutlookRecipient[]
  readonly bodyText?: string
  readonly bodyHtml?: {
    readonly bytes: Uint8Array
    /** Label of the character set the property store names. */
    readonly charset?: string
  }
  /** Unpacked. */
  readonly rtf?: Uint8Array
  readonly attachments: readonly OutlookAttachment[]
  /** Every other text of the message and its attachments. */
  readonly otherTexts: readonly string[]
  /** Something of the message could not be read for damage. */
  readonly damaged: boolean
}

/** @source MS-OXPROPS: property ids */
export const propertyId = {
  messageClass: 0x001a,
  subject: 0x0037,
  transportHeaders: 0x007d,
  recipientType: 0x0c15,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  displayName: 0x3001,
  emailAddress: 0x3003,
  attachData: 0x3701,
  attachFilename: 0x3704,
  attachMethod: 0x3705,
  attachLongFilename: 0x3707,
  attachMimeTag: 0x370e,
  attachContentId: 0x3712,
  smtpAddress: 0x39fe,
  internetCodePage: 0x3fde,
  messageCodePage: 0x3ffd,
} as const

const headerProperties: readonly (readonly [number, string])[] = [
  [propertyId.subject, 'Subject'],
  [0x0e04, 'To'],
  [0x0e03, 'Cc'],
  [0x0e02, 'Bcc'],
  [0x0050, 'Reply-To'],
  [0x1035, 'Message-ID'],
  [0x1042, 'In-Reply-To'],
  [0x1039, 'References'],
]

/** Texts that have a place of their own in the message. */
const placedTexts: ReadonlySet<number> = new Set([
  propertyId.transportHeaders,
  propertyId.body,
  propertyId.html,
  propertyId.messageClass,
])
const headerTexts: ReadonlySet<number> = new Set(headerProperties.map(([id]) => id))

/** Puts the message together from what its store holds. */
export function outlookMessageOf(parts: {
  readonly properties: MapiProperties
  readonly recipients: readonly MapiProperties[]
  readonly attachments: readonly OutlookAttachment[]
  readonly attachmentTexts: readonly string[]
  readonly damaged: boolean
  readonly spend: Desk['spend']
}): OutlookMessage {
  const { properties } = parts
  const packedRtf = properties.bytes(propertyId.rtf)
  const rtf = packedRtf === undefined ? undefined : unpackRtf(packedRtf, parts.spend)
  const transportHeaders = properties.text(propertyId.transportHeaders)
  const bodyText = properties.text(propertyId.body)
  const bodyHtml = htmlOf(properties)
  // Outlook shows its own properties; headers of the internet beside them may say something else.
  const hasOwnPlace = (id: number): boolean =>
    placedTexts.has(id) || (transportHeaders === undefined && headerTexts.has(id))
  const otherTexts = [...properties.texts()].filter(([id]) => !hasOwnPlace(id)).map(([, text]) => text)
  for (const recipient of parts.recipients) {
    for (const [id, text] of recipient.texts()) if (!recipientIds.has(id)) otherTexts.push(text)
  }
  return {
    ...(transportHeaders === undefined ? {} : { transportHeaders }),
    headers: headersOf(properties),
    recipients: parts.recipients.map(recipientOf),
    ...(bodyText === undefined ? {} : { bodyText }),
    ...(bodyHtml === undefined ? {} : { bodyHtml }),
    ...(rtf === undefined ? {} : { rtf }),
    attachments: parts.attachments,
    otherTexts: [...new Set([...otherTexts, ...parts.attachmentTexts])],
    damaged: parts.damaged || (packedRtf !== undefined && rtf === undefined),
  }
}

const recipientIds: ReadonlySet<number> = new Set([propertyId.displayName, propertyId.smtpAddress])

function headersOf(properties: MapiProperties): readonly (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = []
  const from = addressOf(properties.text(0x0042), properties.text(0x5d02) ?? properties.text(0x0065))
  const sender = addressOf(properties.text(0x0c1a), properties.text(0x5d01) ?? properties.text(0x0c1f))
  if (from !== '') headers.push(['From', from])
  if (sender !== '' && sender !== from) headers.push(['Sender', sender])
  for (const [id, name] of headerProperties) {
    const text = properties.text(id)
    if (text !== undefined) headers.push([name, text])
  }
  return headers
}

function addressOf(name: string | undefined, address: string | undefined): string {
  if (address === undefined || address === '') return name ?? ''
  return name === undefined || name === '' ? address : `${name} <${address}>`
}

function htmlOf(properties: MapiProperties): { bytes: Uint8Array; charset?: string } | undefined {
  const bytes = properties.bytes(propertyId.html)
  const page = properties.number(propertyId.internetCodePage)
  if (bytes !== undefined) return page === undefined ? { bytes } : { bytes, charset: labelOfCodePage(page) }
  const text = properties.text(propertyId.html)
  if (text === undefined) return undefined
  return { bytes: new Uint8Array(Buffer.from(text, 'utf8')), charset: 'utf-8' }
}

/** `PR_RECIPIENT_TYPE`: 1 to, 2 cc, 3 bcc; the upper bits say whether it was sent (MS-OXOMSG 2.2.3.1). */
function recipientOf(properties: MapiProperties): OutlookRecipient {
  const type = (properties.number(propertyId.recipientType) ?? 1) & 0xf
  return {
    type: type === 3 ? 'bcc' : type === 2 ? 'cc' : 'to',
    name: properties.text(propertyId.displayName) ?? '',
    address: properties.text(propertyId.smtpAddress) ?? properties.text(propertyId.emailAddress) ?? '',
  }
}

export function nameOfAttachment(bag: MapiProperties): { readonly name?: string } {
  const { attachLongFilename, attachFilename, displayName } = propertyId
  const name = bag.text(attachLongFilename) ?? bag.text(attachFilename) ?? bag.text(displayName)
  return name === undefined ? {} : { name }
}

export function typeOfAttachment(bag: MapiProperties): {
  readonly mediaType?: string
  readonly contentId?: string
} {
  const mediaType = bag.text(propertyId.attachMimeTag)?.toLowerCase()
  const contentId = bag.text(propertyId.attachContentId)
  return { ...(mediaType ? { mediaType } : {}), ...(contentId ? { contentId } : {}) }
}

/** Texts of an attachment beyond those that are given with it. */
export function attachmentTexts(bag: MapiProperties): readonly string[] {
  return [...bag.texts()].filter(([id]) => id !== propertyId.attachMimeTag).map(([, text]) => text)
}
