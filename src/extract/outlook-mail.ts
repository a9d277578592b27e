/** A mail that Outlook saved becomes the same pieces as one that came through the internet. */
import { decodeWords } from './mime/encoded-word.ts'
import type { HeaderBlock, HeaderField } from './mime/header-block.ts'
import { readHeaderBlock } from './mime/header-block.ts'
import { readHeaderPassages } from './mime/header-passages.ts'
import type { MailSetup } from './mime/walk.ts'
import type { OutlookAttachment, OutlookMessage, OutlookRecipient } from './outlook/outlook-message.ts'

/** Place of what Outlook stores beside headers, bodies and attachments. */
const storePlace = 'application/vnd.ms-outlook'

export async function readOutlookMail(message: OutlookMessage, mail: MailSetup): Promise<void> {
  const { reading, prefix } = mail
  const block = headersOf(message, mail)
  const hidden = mail.onHeaders(block)
  readHeaderPassages(reading, { block, prefix, hidden })
  mail.afterHeaders()
  if (message.damaged) reading.unchecked(`${prefix}${storePlace}`, 'broken')
  const { bodyText, bodyHtml, rtf } = message
  if (bodyText !== undefined)
    await readBody(mail, 'text/plain', { bytes: Buffer.from(bodyText), charset: 'utf-8' })
  if (bodyHtml !== undefined) await readBody(mail, 'text/html', bodyHtml)
  if (rtf !== undefined) await readBody(mail, 'text/rtf', { bytes: rtf })
  readOtherTexts(message, mail)
  for (const [index, attachment] of message.attachments.entries()) {
    await readAttachment(attachment, { mail, number: index + 1 })
  }
}

/** Headers as they came, those made of properties where they say something else, and the list of recipients. */
function headersOf(message: OutlookMessage, { reading }: MailSetup): HeaderBlock {
  const raw = Buffer.from(message.transportHeaders ?? '')
  const block = readHeaderBlock(raw, { start: 0, end: raw.length }, reading.limits)
  const known = new Set(block.fields.map(({ name, value }) => `${name}: ${decodeWords(value).text}`))
  const own = message.headers
    .map(([name, value]) => ({ name, value: value.trim() }))
    .filter(({ name, value }) => !known.has(`${name}: ${value}`))
  return { ...block, fields: [...block.fields, ...own, ...recipientFields(message.recipients)] }
}

function recipientFields(recipients: readonly OutlookRecipient[]): readonly HeaderField[] {
  const names = { to: 'To', cc: 'Cc', bcc: 'Bcc' } as const
  return recipients.map(({ type, name, address }) => ({
    name: names[type],
    value: address === '' ? quoted(name) : `${quoted(name)} <${address}>`.trim(),
  }))
}

function quoted(name: string): string {
  return name === '' ? '' : `"${name.replace(/["\\]/g, '\\$&')}"`
}

interface Body {
  readonly bytes: Uint8Array
  readonly charset?: string
}

async function readBody({ reading, prefix, depth }: MailSetup, mediaType: string, body: Body): Promise<void> {
  reading.spend(body.bytes.length)
  const placeOf = () => `${prefix}${mediaType}`
  await reading.read(reading.open({ ...body, mediaType, names: [], placeOf, depth }))
}

function readOtherTexts({ otherTexts }: OutlookMessage, { reading, prefix }: MailSetup): void {
  if (otherTexts.length === 0) return
  const section = reading.section(`${prefix}${storePlace}`)
  for (const text of otherTexts) section.text(`${text}\n`)
  section.close()
}

async function readAttachment(
  attachment: OutlookAttachment,
  { mail, number }: { readonly mail: MailSetup; readonly number: number },
): Promise<void> {
  const { reading, prefix, depth } = mail
  const names = attachment.name === undefined ? [] : [attachment.name]
  if (attachment.kind === 'file') {
    const { bytes, mediaType } = attachment
    const placeOf = (word: string) => `${prefix}attachment#${number}:${word}`
    await reading.read(reading.open({ bytes, mediaType, names, placeOf, depth: depth + 1 }))
    return
  }
  const place = `${prefix}attachment#${number}:${attachment.kind === 'message' ? 'msg' : 'bin'}`
  const section = reading.section(place)
  for (const text of names) section.passage({ text, position: 'addressee' })
  section.close()
  if (attachment.kind === 'unread') reading.unchecked(place, attachment.reason)
  else if (depth >= reading.limits.depth) reading.unchecked(place, 'too-deep')
  else
    await readOutlookMail(attachment.message, { ...innerMail(mail), prefix: `${place}/`, depth: depth + 1 })
}

/** A mail inside has no envelope. */
function innerMail(mail: MailSetup): MailSetup {
  return { ...mail, onHeaders: () => new Set(), afterHeaders: () => {} }
}
