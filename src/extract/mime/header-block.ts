import { isUtf8 } from 'node:buffer'
import type { UncheckedReason } from '../../exposure/view.ts'
import { decodeText } from '../charset.ts'

export interface HeaderField {
  /** As people write it, whatever the case in this mail. */
  readonly name: string
  /** Unfolded, raw words kept, eight-bit text decoded. */
  readonly value: string
}

export interface HeaderBlock {
  readonly fields: readonly HeaderField[]
  /** Where the body begins. */
  readonly bodyStart: number
  readonly broken: UncheckedReason | undefined
}

const lf = 0x0a
const cr = 0x0d

/**
 * Reads the header fields that begin at `start`. The block ends at an empty line, at a line that is no field (a mail
 * that lacks the empty line: the line is body), or at `end`.
 *
 * @limit bytes and fields; fields before the limit are returned, and the body is still found
 * @source RFC 5322, 2.2; RFC 6532
 */
export function readHeaderBlock(
  bytes: Buffer,
  range: { readonly start: number; readonly end: number },
  limits: { readonly headerBytes: number; readonly headerFields: number },
): HeaderBlock {
  const fields: HeaderField[] = []
  const bytesEnd = range.start + limits.headerBytes
  let at = range.start
  let fieldStart = -1
  const close = (end: number) => {
    if (fieldStart !== -1) fields.push(fieldOf(bytes, fieldStart, end))
    fieldStart = -1
  }
  while (at < range.end) {
    const next = lineEnd(bytes, at, range.end)
    const text = textEnd(bytes, at, next)
    if (text === at) {
      close(at)
      return { fields, bodyStart: next, broken: undefined }
    }
    const first = bytes[at]
    const folded = (first === 0x20 || first === 0x09) && fieldStart !== -1
    if (folded && isBlank(bytes, at, text) && !isFoldedNext(bytes, next, range.end)) {
      close(at)
      return { fields, bodyStart: next, broken: undefined }
    }
    if (!folded) {
      close(at)
      if (at === range.start && isFromLine(bytes, at)) {
        fields.push({ name: 'From', value: bytes.toString('latin1', at, text).replace(/^>?From /, '') })
        at = next
        continue
      }
      if (!isFieldStart(bytes, at, text)) return { fields, bodyStart: at, broken: undefined }
      if (fields.length >= limits.headerFields) return skip(bytes, at, range.end, fields, 'too-many-parts')
      fieldStart = at
    }
    if (next > bytesEnd) {
      close(Math.min(next, bytesEnd))
      return skip(bytes, at, range.end, fields, 'too-large')
    }
    at = next
  }
  close(range.end)
  return { fields, bodyStart: range.end, broken: undefined }
}

function skip(
  bytes: Buffer,
  at: number,
  end: number,
  fields: HeaderField[],
  broken: UncheckedReason,
): HeaderBlock {
  const unix = bytes.indexOf('\n\n', at)
  const windows = bytes.indexOf('\n\r\n', at)
  const gap = Math.min(unix === -1 ? end : unix + 2, windows === -1 ? end : windows + 3)
  return { fields, bodyStart: Math.min(gap, end), broken }
}

/** Start of the next line. */
function lineEnd(bytes: Buffer, at: number, end: number): number {
  const found = bytes.indexOf(lf, at)
  return found === -1 || found >= end ? end : found + 1
}

/** End of the line without its line break, in which any number of CR may stand (CR CR LF). */
function textEnd(bytes: Buffer, start: number, next: number): number {
  let end = next
  if (end > start && bytes[end - 1] === lf) end--
  while (end > start && bytes[end - 1] === cr) end--
  return end
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0x20 && bytes[at] !== 0x09) return false
  return true
}

function isFoldedNext(bytes: Buffer, at: number, end: number): boolean {
  return at < end && (bytes[at] === 0x20 || bytes[at] === 0x09)
}

/** A mail cut out of an mbox, or forwarded by a program of old, begins with the line that separates mails there. */
function isFromLine(bytes: Buffer, at: number): boolean {
  return /^>?From /.test(bytes.toString('latin1', at, at + 6))
}

/** A field name is at most this long before its colon; real ones stay below 80. */
const nameBytes = 256

/** @source RFC 5322, 3.6.8: printable ASCII except colon; white space before the colon is the obsolete form (4.5.8) */
function isFieldStart(bytes: Buffer, start: number, end: number): boolean {
  if (bytes[start] === 0x2d && bytes[start + 1] === 0x2d) return false
  let at = start
  const stop = Math.min(end, start + nameBytes)
  while (at < stop && isNameByte(bytes[at] ?? 0)) at++
  if (at === start) return false
  while (at < stop && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++
  return at < end && bytes[at] === 0x3a
}

/** NUL and eight-bit bytes are let through: a name they stand in still names a field for the programs that show it. */
function isNameByte(code: number): boolean {
  return code !== 0x3a && (code > 0x20 || code === 0) && code !== 0x7f
}

function fieldOf(bytes: Buffer, start: number, end: number): HeaderField {
  const raw = bytes.subarray(start, end)
  const text = isUtf8(raw) ? raw.toString('utf8') : decodeText(raw).readings[0]
  const colon = text.indexOf(':')
  return {
    name: commonName(text.slice(0, colon).replaceAll('\0', '').trim()),
    value: unfold(text.slice(colon + 1))
      .replaceAll('\0', '')
      .trim(),
  }
}

function unfold(text: string): string {
  return text.replace(/[\r\n]+/g, (run, at: number) => {
    const next = text[at + run.length]
    return run.includes('\n') && (next === ' ' || next === '\t') ? '' : '\n'
  })
}

/** The name as people write it: `list-unsubscribe` becomes `List-Unsubscribe`. */
export function commonName(name: string): string {
  const known = spellings[name.toLowerCase()]
  if (known !== undefined) return known
  return name
    .slice(0, 80)
    .toLowerCase()
    .replace(/[^!-~]|[/]/g, '_')
    .replace(/(^|[-_])([a-z])/g, (_, gap: string, letter: string) => gap + letter.toUpperCase())
}

const spellings: Readonly<Record<string, string>> = {
  'message-id': 'Message-ID',
  'content-id': 'Content-ID',
  'mime-version': 'MIME-Version',
  'list-id': 'List-ID',
  'dkim-signature': 'DKIM-Signature',
  'resent-message-id': 'Resent-Message-ID',
  'content-md5': 'Content-MD5',
  'arc-seal': 'ARC-Seal',
  'arc-message-signature': 'ARC-Message-Signature',
  'arc-authentication-results': 'ARC-Authentication-Results',
}
