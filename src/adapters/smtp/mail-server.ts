/** The mail server that takes our own messages to staff and witnesses. Customers' mail never passes here. */
import { createTransport } from 'nodemailer'
import { fault } from '../../std/fault.ts'

export interface MailServerPlace {
  /** `smtp://` (STARTTLS, without it only on this machine) or `smtps://`, with account and password if needed. */
  readonly url: string
  /** Certificates that are trusted beside nothing else, in PEM; without them, those of the machine. */
  readonly ca?: string
}

export interface OutgoingMail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly attachment?: { readonly fileName: string; readonly json: string }
}

export type Sent =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly why: 'unreachable' | 'timeout' | 'untrusted' | 'refused' }

export interface MailServer {
  send(mail: OutgoingMail, signal: AbortSignal): Promise<Sent>
}

/** Each step of the conversation; a server that needs longer is as good as away. */
const stepMs = 10_000

/** @throws SCH_URL_UNSAFE for anything but smtp and smtps */
export function openMailServer({ url: text, ca }: MailServerPlace): MailServer {
  const url = new URL(text)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw fault('SCH_URL_UNSAFE', { params: { host: url.hostname } })
  const secure = url.protocol === 'smtps:'
  const isHere = ['localhost', '[::1]'].includes(url.hostname) || /^127(\.\d{1,3}){3}$/.test(url.hostname)
  const options = {
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !isHere,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    dnsTimeout: stepMs,
    // Nothing we send names a file or an address to be read; so nothing can be made to.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  return { send: (mail, signal) => send(options, mail, signal) }
}

async function send(
  options: Parameters<typeof createTransport>[0],
  mail: OutgoingMail,
  signal: AbortSignal,
): Promise<Sent> {
  if (signal.aborted) return { kind: 'failed', why: 'timeout' }
  const transport = createTransport(options)
  const stop = () => transport.close()
  signal.addEventListener('abort', stop)
  try {
    const info: { readonly rejected: readonly unknown[] } = await transport.sendMail({
      from: mail.from,
      to: [...mail.to],
      subject: mail.subject,
      text: mail.text,
      // No answering machine is to answer. @source RFC 3834, section 5
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      ...(mail.attachment ? { attachments: [attached(mail.attachment)] } : {}),
    })
    return info.rejected.length === 0 ? { kind: 'sent' } : { kind: 'failed', why: 'refused' }
  } catch (error) {
    return { kind: 'failed', why: signal.aborted ? 'timeout' : reasonOf(error) }
  } finally {
    signal.removeEventListener('abort', stop)
    transport.close()
  }
}

function attached({ fileName, json }: { readonly fileName: string; readonly json: string }) {
  // Base64: a signature holds for bytes, and servers on the way may break lines of text.
  const contentTransferEncoding = 'base64' as const
  return { filename: fileName, content: json, contentType: 'application/json', contentTransferEncoding }
}

/** @source nodemailer's codes: ETIMEDOUT, ETLS, EAUTH, EENVELOPE, EMESSAGE, ECONNECTION, EDNS, ESOCKET */
function reasonOf(error: unknown): 'unreachable' | 'timeout' | 'untrusted' | 'refused' {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ETIMEDOUT') return 'timeout'
  if (code === 'ETLS' || (error instanceof Error && /certificate|TLS|SSL/i.test(error.message)))
    return 'untrusted'
  return ['EAUTH', 'EENVELOPE', 'EMESSAGE', 'EPROTOCOL'].includes(code) ? 'refused' : 'unreachable'
}
