import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { withoutUnits } from './code-units.ts'
import { decodeDosCodePage, dosCodePageOf } from './dos-code-page.ts'
import { decodeUtf7 } from './utf7.ts'

export interface DecodedText {
  /** Every reading a reader's program may show, most plausible first; at least one, all different. */
  readonly readings: readonly [string, ...string[]]
  /** The label names no character set known here; the readings are a best effort. */
  readonly unknownCharset: boolean
}

/** Bytes in which a document may declare its own character set. @source WHATWG HTML, 13.2.3.2: the first 1024 bytes */
const sniffedBytes = 1024

/** Labels that say nothing. */
const emptyLabels = new Set([
  '',
  'unknown',
  'x-unknown',
  'unknown-8bit',
  'x-user-defined',
  'default',
  'none',
  'binary',
  '8bit',
  '7bit',
  'charset',
  'ansi',
])
/** Labels under which any eight-bit text travels. */
const looseLabels = new Set(['windows-1252'])

/**
 * Decodes text whose label may be missing, unknown or false.
 *
 * @param label the character set declared outside (MIME), or undefined
 * @param inner the character set the document declares itself, or undefined
 */
export function decodeText(bytes: Uint8Array, label?: string, inner?: string): DecodedText {
  const buffer = asBuffer(bytes)
  const marked = byteOrderMark(buffer)
  if (marked !== undefined) return { readings: [clean(marked)], unknownCharset: false }
  const labels = [...new Set([normalLabel(label), normalLabel(inner)])].filter((name) => name !== undefined)
  const readings = new Set<string>()
  let unknownCharset = false
  if (labels.length === 0) for (const text of unlabelled(buffer)) readings.add(clean(text))
  for (const name of labels) {
    const texts = labelled(buffer, name)
    // ASCII bytes can be anything under a label nobody knows: some character sets of seven bits hold Chinese.
    if (texts === undefined) unknownCharset = true
    for (const text of texts ?? unlabelled(buffer)) readings.add(clean(text))
  }
  const [first = '', ...rest] = readings
  return { readings: [first, ...rest], unknownCharset }
}

/** The character set an HTML or XML document names in its first bytes. */
export function innerCharset(bytes: Uint8Array): string | undefined {
  const head = asBuffer(bytes).toString('latin1', 0, Math.min(bytes.length, sniffedBytes))
  const xml = /^\s*<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)
  const meta = xml ?? /<meta\b[^>]{0,300}\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head)
  const name = meta?.[1]
  // A document that can be read as single bytes up to here is not UTF-16, whatever it says of itself.
  return name !== undefined && /^utf-?(16|32)/i.test(name) ? undefined : name
}

function normalLabel(label: string | undefined): string | undefined {
  const name =
    label
      ?.trim()
      .toLowerCase()
      .replace(/^["']+|["';]+$/g, '') ?? ''
  return emptyLabels.has(name) ? undefined : name
}

/** @returns undefined for a character set nobody here knows */
function labelled(buffer: Buffer, label: string): readonly string[] | undefined {
  if (/^(x-)?(unicode-1-1-)?utf-?7$/.test(label)) return [decodeUtf7(buffer.toString('latin1'))]
  if (/^(utf-?16|utf-?16-?(le|be)|ucs-2|iso-10646-ucs-2|unicode)$/.test(label)) return wide(buffer, label)
  if (/^(utf-?32|ucs-4)/.test(label)) return [utf32(buffer, /le$/.test(label))]
  const page = dosCodePageOf(label)
  if (page !== undefined) return [decodeDosCodePage(buffer.toString('latin1'), page)]
  const decoder = decoderOf(label)
  if (decoder === undefined) return undefined
  if (isAscii(buffer) && !buffer.includes(0x1b)) return [...ascii(buffer)]
  if (decoder.encoding === 'utf-8') {
    return isUtf8(buffer) ? [buffer.toString('utf8')] : [windows1252(buffer), buffer.toString('utf8')]
  }
  if (looseLabels.has(decoder.encoding)) {
    return isUtf8(buffer) ? [buffer.toString('utf8'), windows1252(buffer)] : [windows1252(buffer)]
  }
  const text = decoder.decode(buffer)
  // A false label on UTF-8 is common, and no other text is valid UTF-8 by chance once it is longer than a word.
  return isUtf8(buffer) && decoder.encoding !== 'iso-2022-jp' ? [text, buffer.toString('utf8')] : [text]
}

function unlabelled(buffer: Buffer): readonly string[] {
  if (isAscii(buffer)) return ascii(buffer)
  const pattern = nulPattern(buffer)
  if (pattern !== undefined) return [utf16(buffer, pattern), windows1252(buffer)]
  return [isUtf8(buffer) ? buffer.toString('utf8') : windows1252(buffer)]
}

function ascii(buffer: Buffer): readonly string[] {
  const pattern = nulPattern(buffer)
  return pattern === undefined
    ? [buffer.toString('latin1')]
    : [utf16(buffer, pattern), buffer.toString('latin1')]
}

function wide(buffer: Buffer, label: string): readonly string[] {
  const pattern = nulPattern(buffer)
  if (pattern !== undefined) return [utf16(buffer, pattern)]
  if (!/[lb]e$/.test(label)) return [utf16(buffer, 'be'), utf16(buffer, 'le'), ...unlabelled(buffer)]
  return [
    utf16(buffer, label.endsWith('be') ? 'be' : 'le'),
    ...(isUtf8(buffer) ? [buffer.toString('utf8')] : []),
  ]
}

/** Where zero bytes stand in text of two bytes a character: seen in the first bytes only, Latin letters assumed. */
function nulPattern(buffer: Buffer): 'le' | 'be' | undefined {
  if (buffer.indexOf(0) === -1) return undefined
  const end = Math.min(buffer.length, sniffedBytes) & ~1
  let even = 0
  let odd = 0
  for (let at = 0; at < end; at += 2) {
    if (buffer[at] === 0) even++
    if (buffer[at + 1] === 0) odd++
  }
  const enough = Math.max(1, end / 5)
  if (odd >= enough && even * 8 < odd) return 'le'
  if (even >= enough && odd * 8 < even) return 'be'
  return undefined
}

function byteOrderMark(buffer: Buffer): string | undefined {
  const [a, b, c, d] = buffer
  if (a === 0xef && b === 0xbb && c === 0xbf && isUtf8(buffer)) return buffer.toString('utf8', 3)
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return utf32(buffer.subarray(4), true)
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return utf32(buffer.subarray(4), false)
  if (a === 0xff && b === 0xfe) return utf16(buffer.subarray(2), 'le')
  if (a === 0xfe && b === 0xff) return utf16(buffer.subarray(2), 'be')
  return undefined
}

function utf16(buffer: Buffer, order: 'le' | 'be'): string {
  const even = buffer.subarray(0, buffer.length & ~1)
  return order === 'le' ? even.toString('utf16le') : Buffer.from(even).swap16().toString('utf16le')
}

function utf32(buffer: Buffer, littleEndian: boolean): string {
  const out: string[] = []
  for (let at = 0; at + 4 <= buffer.length; at += 4) {
    const code = littleEndian ? buffer.readUInt32LE(at) : buffer.readUInt32BE(at)
    out.push(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')
  }
  return out.join('')
}

const windows1252Controls = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** The platform's decoder has shown control characters here in some of its versions, so the 32 are mapped by hand. */
function windows1252(buffer: Buffer): string {
  return buffer
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (char) => windows1252Controls[char.charCodeAt(0) - 0x80] ?? char)
}

/** Spellings of labels that mail carries and the platform does not know. */
function decoderOf(label: string): TextDecoder | undefined {
  const aliases = [
    label,
    label.replace(/^(x-)?(cp|win|windows)-?(?=\d)/, 'windows-'),
    label.replace(/[_ ]/g, '-'),
  ]
  const special: Readonly<Record<string, string>> = {
    latin9: 'iso-8859-15',
    'latin-1': 'iso-8859-1',
    'latin-9': 'iso-8859-15',
    cp932: 'shift_jis',
    cp936: 'gbk',
    cp949: 'euc-kr',
    cp950: 'big5',
    ascii: 'us-ascii',
    us_ascii: 'us-ascii',
    utf8mb4: 'utf-8',
    'iso-8859': 'iso-8859-1',
  }
  for (const name of [special[label] ?? label, ...aliases]) {
    try {
      return new TextDecoder(name)
    } catch {}
  }
  return undefined
}

/** A NUL is shown as nothing. */
function clean(text: string): string {
  return text.includes('\0') ? withoutUnits(text, (code) => code === 0) : text
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
