/** Puts a mail of Outlook's on a desk: headers, people, bodies, files, mails within. */
import type { Desk } from '../desk.ts'
import type { OutlookMessage } from './outlook-message.ts'
import { readRtf } from './rtf.ts'

export async function putMessage(message: OutlookMessage, desk: Desk): Promise<void> {
  const lines = message.headers.map(([name, value]) => `${name}: ${value}`)
  for (const { name, address } of message.recipients)
    lines.push(address === '' ? name : `${name} <${address}>`)
  put(desk, lines.join('\n'))
  put(desk, message.transportHeaders)
  put(desk, message.bodyText)
  put(desk, message.otherTexts.join('\n'))
  if (message.damaged) desk.unchecked('broken')
  if (message.bodyHtml !== undefined) {
    const { bytes } = message.bodyHtml
    desk.spend(bytes.length)
    await desk.embedded({ mediaType: 'text/html' }, bytes)
  }
  if (message.rtf !== undefined) await readRtf(message.rtf, desk)
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
}

function put(desk: Desk, text: string | undefined): void {
  if (text === undefined || text.trim() === '') return
  desk.spend(text.length)
  desk.text(text)
}
