/** Puts a mail of Outlook's on a desk: headers, people, bodies, files, mails within. */
import { decodeText, innerCharset } from '../charset.ts'
import type { Desk } from '../desk.ts'
import { readHtml } from '../text/html.ts'
import type { OutlookMessage } from './outlook-message.ts'
import { readRtf } from './rtf.ts'

const recipientHeaders = { to: 'To', cc: 'Cc', bcc: 'Bcc' } as const

export async function putMessage(message: OutlookMessage, desk: Desk): Promise<void> {
  const lines = message.headers.map(([name, value]) => `${name}: ${value}`)
  for (const { type, name, address } of message.recipients) {
    lines.push(`${recipientHeaders[type]}: ${address === '' ? name : `${name} <${address}>`}`)
  }
  put(desk, lines.join('\n'))
  put(desk, message.transportHeaders)
  put(desk, message.bodyText)
  put(desk, message.otherTexts.join('\n'))
  if (message.damaged) desk.unchecked('broken')
  if (message.bodyHtml !== undefined) {
    const { bytes, charset } = message.bodyHtml
    desk.spend(bytes.length)
    const decoded = decodeText(bytes, charset, innerCharset(bytes))
    if (decoded.unknownCharset) desk.unchecked('unknown-charset')
    for (const html of decoded.readings) await readHtml(html, desk)
  }
  for (const attachment of message.attachments) {
    if (attachment.kind === 'unread') {
      put(desk, attachment.name)
      desk.unchecked(attachment.reason)
    } else if (attachment.kind === 'message') {
      put(desk, attachment.name)
      await putMessage(attachment.message, desk)
    } else {
      const { name, mediaType, bytes } = attachment
      desk.spend(bytes.length)
      await desk.embedded(
        { ...(name === undefined ? {} : { name }), ...(mediaType === undefined ? {} : { mediaType }) },
        bytes,
      )
    }
  }
  // Last, since it throws where it is no RTF.
  if (message.rtf !== undefined) await readRtf(message.rtf, desk)
}

function put(desk: Desk, text: string | undefined): void {
  if (text === undefined || text.trim() === '') return
  desk.spend(text.length)
  desk.text(text)
}
