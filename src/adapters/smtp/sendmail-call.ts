/** How programs call `sendmail`. */

export type SendmailCall =
  | {
      readonly kind: 'mail'
      /** Envelope sender; empty where none is named. */
      readonly sender: string
      readonly recipients: readonly string[]
      /** `-t`: To, Cc and Bcc name recipients too. */
      readonly recipientsInHeaders: boolean
    }
  | { readonly kind: 'conversation' }
  | { readonly kind: 'unknown'; readonly option: string }

/** Options with a value of their own, attached or as the next argument, that change nothing for a sink. */
const valued = /^-[FNRVhXBLdpAC]/
/** Options without a value that change nothing for a sink. `-o…` are old settings, always attached. */
const silent = /^-(?:i|bm|v|n|G|U|o.*|em|ep|ee|ew|eq)$/

export function readSendmailCall(parameters: readonly string[]): SendmailCall {
  let sender = ''
  let recipientsInHeaders = false
  const recipients: string[] = []
  for (let at = 0; at < parameters.length; at++) {
    const one = parameters[at] ?? ''
    if (one === '--') {
      recipients.push(...parameters.slice(at + 1))
      break
    }
    if (!one.startsWith('-')) recipients.push(...one.split(',').map(bare))
    else if (one === '-bs') return { kind: 'conversation' }
    else if (one === '-t' || one === '-ti' || one === '-it') recipientsInHeaders = true
    else if (/^-[fr]/.test(one)) sender = bare(one.length > 2 ? one.slice(2) : (parameters[++at] ?? ''))
    else if (valued.test(one)) at += one.length > 2 ? 0 : 1
    else if (!silent.test(one)) return { kind: 'unknown', option: one }
  }
  return { kind: 'mail', sender, recipients, recipientsInHeaders }
}

/** The address in `Name <address>`, or the whole. */
function bare(text: string): string {
  return (/<([^<>]*)>/.exec(text)?.[1] ?? text).trim()
}

/**
 * @param mail headers and body, one sign for each byte
 * @returns addresses of To, Cc and Bcc
 */
export function recipientsIn(mail: string): readonly string[] {
  const headers = headersOf(mail)
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
  return headers
    .filter((line) => /^(?:to|cc|bcc)[ \t]*:/i.test(line))
    .flatMap((line) => addressesIn(line.slice(line.indexOf(':') + 1)))
}

/** Quoted display names and comments may hold commas and signs of addresses. @source RFC 5322, section 3.4 */
function addressesIn(field: string): readonly string[] {
  const plain = field.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').replaceAll(/\([^()]*\)/g, '')
  return plain
    .split(/[,;]/)
    .map((one) => bare(one.replace(/^[^:<]*:/, '')))
    .filter((one) => one.includes('@'))
}

/** Bcc is for the mailer only. @source RFC 5322, section 3.6.3 */
export function withoutBlindCopies(mail: Buffer): Buffer {
  const text = mail.toString('latin1')
  const headers = headersOf(text)
  const left = headers.replace(/^bcc[ \t]*:.*(?:\r?\n[ \t].*)*\r?\n?/gim, '')
  return Buffer.from(left + text.slice(headers.length), 'latin1')
}

function headersOf(mail: string): string {
  const end = /\r?\n\r?\n/.exec(mail)
  return end === null ? mail : mail.slice(0, end.index + end[0].length / 2)
}
