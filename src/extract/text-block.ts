import { decodeWords } from './mime/encoded-word.ts'
import { decodeQuotedPrintable } from './mime/transfer-encoding.ts'
import { findUuencoded } from './mime/uuencode.ts'
import { isPrintable } from './recognise.ts'

/** Something in running text that a curious person decodes. */
export type TextBlock =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Buffer }
  | { readonly kind: 'text'; readonly bytes: Buffer }
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'unknown' }

/** Shorter runs are words, keys and numbers of the text itself. */
const runChars = 40
/** A body that is nothing but base64 is decoded even when it is short. */
const bodyChars = 12

/** A soft line break (not under a row of `=`), an escaped `=`, or an escaped umlaut in UTF-8 or Latin-1. */
const undeclaredQuoting = /[^=\s]=\r*\n|=3D|=C3=[89AB][0-9A-F]|[A-Za-z]=(?:E4|F6|FC|DF)[a-z]/

/** Finds uuencoded and yEnc files, PGP messages, long base64 runs, encoded words and quoted-printable that nobody declared. */
export function* findTextBlocks(text: string): Iterable<TextBlock> {
  if (text.includes('begin')) {
    for (const { name, bytes } of findUuencoded(text)) yield { kind: 'file', name, bytes }
  }
  if (text.includes('-----BEGIN PGP MESSAGE-----')) yield { kind: 'encrypted' }
  if (text.includes('=ybegin ') && /^=ybegin .*\bname=/m.test(text)) yield { kind: 'unknown' }
  for (const run of base64Runs(text)) {
    const bytes = Buffer.from(run, 'base64')
    if (isPrintable(bytes)) yield { kind: 'text', bytes }
    else if (/^(%PDF-|PK\x03\x04|\xd0\xcf\x11\xe0)/.test(bytes.toString('latin1', 0, 8)))
      yield { kind: 'file', name: '', bytes }
  }
  if (text.includes('=?')) {
    const decoded = decodeWords(text).text
    if (decoded !== text) yield { kind: 'text', bytes: Buffer.from(decoded, 'utf8') }
  }
  if (undeclaredQuoting.test(text)) {
    const raw = Buffer.from(text, 'utf8')
    const bytes = decodeQuotedPrintable(raw)
    if (bytes.length !== raw.length && isPrintable(bytes)) yield { kind: 'text', bytes }
  }
}

/** Runs of base64 characters over one or several lines; each start is tried once, so that the search is linear. */
function* base64Runs(text: string): Iterable<string> {
  const body = text.length < 10_000 ? text.trim() : ''
  if (body.length >= bodyChars && body.length < runChars && /^[A-Za-z0-9+/_-]+={0,2}$/.test(body)) yield body
  let run = ''
  let end = -1
  for (const { from, to } of longRuns(text)) {
    const joins = end !== -1 && isLineGap(text, end, from)
    if (!joins && run !== '') yield run + tail(text, end)
    run = joins ? run + text.slice(from, to) : text.slice(from, to)
    end = to
  }
  if (run !== '') yield run + tail(text, end)
}

/** Stretches of base64 characters with their padding; a loop, because a pattern would need a stack as deep as the run is long. */
function* longRuns(text: string): Iterable<{ readonly from: number; readonly to: number }> {
  const { length } = text
  let at = 0
  while (at + runChars <= length) {
    // A run that covers this window covers its last character.
    if (!isBase64(text.charCodeAt(at + runChars - 1))) {
      at += runChars
      continue
    }
    let from = at + runChars - 1
    while (from > at && isBase64(text.charCodeAt(from - 1))) from--
    let to = at + runChars
    while (to < length && isBase64(text.charCodeAt(to))) to++
    if (to - from >= runChars) {
      const padded = text[to] === '=' ? (text[to + 1] === '=' ? to + 2 : to + 1) : to
      yield { from, to: padded }
      to = padded
    }
    at = to
  }
}

function isBase64(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2f && code <= 0x39) ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x5f
  )
}

/** Only a line break, perhaps with the marks of a quotation, stands between two lines of one run. */
function isLineGap(text: string, from: number, to: number): boolean {
  return to - from <= 12 && /^[ \t]*\r*\n[> \t]*$/.test(text.slice(from, to))
}

/** The last line of a run is short. */
function tail(text: string, end: number): string {
  if (text[end - 1] === '=') return ''
  return (
    /^[ \t]*\r*\n[> \t]*([A-Za-z0-9+/_-]{1,120}={0,2})[ \t]*(?:\r*\n|$)/.exec(
      text.slice(end, end + 160),
    )?.[1] ?? ''
  )
}
