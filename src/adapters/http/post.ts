/** One JSON document to another host: over TLS, without following it elsewhere, and without reading more than the answer's status. */
import { request as requestPlain } from 'node:http'
import { type RequestOptions, request as requestTls } from 'node:https'
import { fault } from '../../std/fault.ts'

export type Posted =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'failed'
      readonly why: 'unreachable' | 'timeout' | 'untrusted' | 'refused' | 'redirected'
    }

export interface Letter {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Certificates that are trusted beside nothing else, in PEM; without them, those of the machine. */
  readonly ca?: string
}

/** From connecting to the status line: a host that needs longer is as good as away. */
const answerMs = 10_000

/** @throws SCH_URL_UNSAFE for plain HTTP to another machine, and for names and passwords inside an address */
export function postTarget(text: string): URL {
  const url = new URL(text)
  const isPlainElsewhere = url.protocol === 'http:' && !isLoopback(url.hostname)
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || isPlainElsewhere || url.username !== '')
    throw fault('SCH_URL_UNSAFE', { params: { host: url.hostname } })
  return url
}

/** @source RFC 6761, section 6.3; RFC 1122, section 3.2.1.3 (127.0.0.0/8); RFC 4291, section 2.5.3 */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

export function post(target: URL, letter: Letter, signal: AbortSignal): Promise<Posted> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(answerMs)])
  const bytes = Buffer.from(letter.body, 'utf8')
  const options: RequestOptions = {
    method: 'POST',
    // Never a connection that was idle: it may be dead without either side knowing.
    agent: false,
    signal: deadline,
    headers: { ...letter.headers, 'content-type': 'application/json', 'content-length': bytes.length },
    ...(letter.ca === undefined ? {} : { ca: letter.ca }),
  }
  const request = target.protocol === 'https:' ? requestTls : requestPlain
  return new Promise((resolve) => {
    const call = request(target, options, (response) => {
      resolve(postedOf(response.statusCode ?? 0))
      // What else it may say is nothing that is needed, and nothing that is trusted.
      response.destroy()
    })
    call.on('error', (error) => resolve({ kind: 'failed', why: reasonOf(error, deadline) }))
    call.end(bytes)
  })
}

function postedOf(status: number): Posted {
  if (status >= 200 && status < 300) return { kind: 'accepted' }
  return { kind: 'failed', why: status >= 300 && status < 400 ? 'redirected' : 'refused' }
}

function reasonOf(error: Error, deadline: AbortSignal): 'timeout' | 'untrusted' | 'unreachable' {
  if (deadline.aborted) return 'timeout'
  const code = 'code' in error ? String(error.code) : ''
  return /CERT|SIGNATURE|SSL|TLS/.test(code) ? 'untrusted' : 'unreachable'
}
