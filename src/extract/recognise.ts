import { looksLikeMail } from './mime/mail-signature.ts'
import { zipKind } from './zip-kind.ts'

/** What a file is, by its bytes first, its declared type and name second; the short word stands in places. */
export interface Recognised {
  readonly word: string
  readonly family: Family
}

export type Family =
  | 'plain'
  | 'html'
  | 'csv'
  | 'json'
  | 'xml'
  | 'vcard'
  | 'icalendar'
  | 'mail'
  | 'outlook'
  | 'cms'
  | 'signature'
  | 'pgp'
  | 'zip'
  | 'gzip'
  | 'tar'
  | 'ooxml'
  | 'odf'
  | 'pdf'
  | 'rtf'
  | 'tnef'
  | 'compound'
  | 'image'
  | 'encrypted'
  | 'font'
  | 'unknown'

interface Declared {
  readonly bytes: Uint8Array
  readonly mediaType?: string | undefined
  readonly names: readonly string[]
}

/** Bytes looked at for the marks of a format. */
const headBytes = 4_096

/** @returns formats as which the file is to be read, the first of which names it; more than one where a false label is shown as well */
export function recognise({ bytes, mediaType, names }: Declared): readonly [Recognised, ...Recognised[]] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const declared = declaredFormat(mediaType ?? '', names)
  const marked = markedFormat(buffer)
  const first = marked ?? unmarkedFormat(buffer, declared)
  const more: Recognised[] = []
  // A program that knows no marked-up text shows its source.
  if (marked === undefined && markedUpTexts.has(mediaType ?? '')) more.push({ word: 'html', family: 'html' })
  const isShownAsText = declared?.family === 'plain' && mediaType?.startsWith('text/') === true
  if (marked !== undefined && isShownAsText && marked.family !== 'plain' && isPrintable(buffer))
    more.push(plain)
  if (!isArchive(first.family) && endsWithZip(buffer)) more.push({ word: 'zip', family: 'zip' })
  return [first, ...more]
}

function isArchive(family: Family): boolean {
  return family === 'zip' || family === 'ooxml' || family === 'odf'
}

const plain: Recognised = { word: 'txt', family: 'plain' }

/** Their commands look like tags of HTML, and unknown ones break no word. @source RFC 1896; RFC 1341, 7.1.3 */
const markedUpTexts: ReadonlySet<string> = new Set(['text/enriched', 'text/richtext'])

function unmarkedFormat(buffer: Buffer, declared: Recognised | undefined): Recognised {
  if (!isPrintable(buffer)) {
    if (hasZipInside(buffer)) return { word: 'zip', family: 'zip' }
    if (declared?.family === 'font')
      return isHiddenFont(buffer) ? declared : { word: 'bin', family: 'unknown' }
  }
  if (declared !== undefined && isTextual(declared.family)) {
    return declared.family === 'plain' || isPrintable(buffer)
      ? declared
      : { word: declared.word, family: 'unknown' }
  }
  if (declared?.family === 'image') return declared
  if (looksLikeMail(buffer)) return { word: 'eml', family: 'mail' }
  if (declared?.family === 'mail' || declared?.family === 'cms') return declared
  if (isPrintable(buffer)) return plain
  return { word: 'bin', family: 'unknown' }
}

/** A program that unpacks itself, or any bytes that were put before an archive. @source PKWARE APPNOTE 4.1.9 and 4.3.6 */
function hasZipInside(buffer: Buffer): boolean {
  const end = buffer.lastIndexOf(zipEnd, undefined, 'latin1')
  return end > 0 && buffer.subarray(0, end).includes('PK\x01\x02', 0, 'latin1')
}

/** An archive that was put behind another file: programs find it from its end. */
function endsWithZip(buffer: Buffer): boolean {
  const tail = buffer.subarray(-(zipEndBytes + 0xffff))
  const end = tail.lastIndexOf(zipEnd, undefined, 'latin1')
  return end >= 0 && end + zipEndBytes <= tail.length && hasZipInside(buffer)
}

const zipEnd = 'PK\x05\x06'
/** Length of the record that ends an archive, without its comment. */
const zipEndBytes = 22

/**
 * A font in an office file whose first 32 bytes are hidden with a key: its list of tables shows behind them.
 *
 * @source ISO/IEC 29500-1, 17.8.1
 */
function isHiddenFont(buffer: Buffer): boolean {
  return [44, 60, 76].every((at) => /^[A-Za-z][A-Za-z0-9/ ]{3}$/.test(buffer.toString('latin1', at, at + 4)))
}

function isTextual(family: Family): boolean {
  return ['plain', 'html', 'csv', 'json', 'xml', 'vcard', 'icalendar', 'signature'].includes(family)
}

function markedFormat(buffer: Buffer): Recognised | undefined {
  const head = buffer.toString('latin1', 0, Math.min(buffer.length, headBytes))
  for (const { word, family, mark } of marks) {
    if (typeof mark === 'string' ? head.startsWith(mark) : mark.test(head))
      return refined(buffer, { word, family })
  }
  // @source ISO 32000-2, annex I: readers accept the mark within the first 1024 bytes
  const pdf = head.indexOf('%PDF-')
  if (pdf !== -1 && pdf <= 1_024) return { word: 'pdf', family: 'pdf' }
  if (head.slice(257, 262) === 'ustar') return { word: 'tar', family: 'tar' }
  return textMark(head)
}

interface Mark extends Recognised {
  readonly mark: string | RegExp
}

const marks: readonly Mark[] = [
  { word: 'zip', family: 'zip', mark: /^PK(\x03\x04|\x05\x06|\x07\x08)/ },
  { word: 'gz', family: 'gzip', mark: '\x1f\x8b' },
  { word: '7z', family: 'unknown', mark: '7z\xbc\xaf\x27\x1c' },
  { word: 'rar', family: 'unknown', mark: 'Rar!\x1a\x07' },
  { word: 'bz2', family: 'unknown', mark: /^BZh[1-9]1AY&SY/ },
  { word: 'xz', family: 'unknown', mark: '\xfd7zXZ\0' },
  { word: 'zst', family: 'unknown', mark: '\x28\xb5\x2f\xfd' },
  { word: 'ole', family: 'compound', mark: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { word: 'rtf', family: 'rtf', mark: /^\s*\{\\rt/ },
  { word: 'tnef', family: 'tnef', mark: '\x78\x9f\x3e\x22' },
  { word: 'png', family: 'image', mark: '\x89PNG\r\n\x1a\n' },
  { word: 'jpg', family: 'image', mark: '\xff\xd8\xff' },
  { word: 'gif', family: 'image', mark: /^GIF8[79]a/ },
  { word: 'webp', family: 'image', mark: /^RIFF[\s\S]{4}WEBP/ },
  { word: 'tiff', family: 'image', mark: /^(II\*\0|MM\0\*)/ },
  { word: 'bmp', family: 'image', mark: /^BM[\s\S]{4}\0\0\0\0[\s\S]{4}[\x0c\x28\x6c\x7c]\0\0\0/ },
  { word: 'heic', family: 'image', mark: /^[\s\S]{4}ftyp(heic|heix|mif1|avif)/ },
  { word: 'ico', family: 'image', mark: /^\0\0\x01\0[\x01-\x40]\0/ },
  { word: 'woff', family: 'font', mark: /^wOF[F2](\0\x01\0\0|OTTO|true)/ },
  { word: 'ttf', family: 'font', mark: /^(\0\x01\0\0|OTTO|true)\0[\x01-\x40][\s\S]{6}[ -~]{4}/ },
  { word: 'ttc', family: 'font', mark: /^ttcf\0[\x01\x02]\0\0/ },
  // @source Embedded OpenType submission to the W3C, section 4: version and magic number
  { word: 'eot', family: 'font', mark: /^[\s\S]{8}[\0\x01\x02]\0[\x01\x02]\0[\s\S]{22}LP/ },
  { word: 'pgp', family: 'pgp', mark: /^\s*-----BEGIN PGP MESSAGE-----/ },
  { word: 'asc', family: 'signature', mark: /^\s*-----BEGIN PGP SIGNATURE-----/ },
  { word: 'p7m', family: 'cms', mark: /^\s*-----BEGIN (PKCS7|CMS)-----/ },
  // The object identifier of signed (2) or enveloped (3) data after one or two length octets. @source RFC 5652, 3
  { word: 'p7m', family: 'cms', mark: /^\x30[\s\S]{1,5}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x02\x03]/ },
  {
    word: 'p7m',
    family: 'cms',
    mark: /^\x30[\s\S]{1,5}\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01[\x09\x17]/,
  },
]

/** Marks of text formats, which may follow a byte order mark and white space. */
function textMark(head: string): Recognised | undefined {
  const text = (/^(\xff\xfe|\xfe\xff)/.test(head) ? head.slice(2).replaceAll('\0', '') : head)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
  if (/^(<!doctype html|<html|<head|<body)\b/i.test(text)) return { word: 'html', family: 'html' }
  // OpenDocument as a single file instead of a package.
  if (/^(<\?xml[^>]*>\s*)?<office:document\s/.test(text)) return { word: 'odf', family: 'odf' }
  if (/^<\?xml\b/.test(text)) {
    return /<html\b/i.test(text)
      ? { word: 'html', family: 'html' }
      : { word: /<svg\b/.test(text) ? 'svg' : 'xml', family: 'xml' }
  }
  if (/^<svg\b/i.test(text)) return { word: 'svg', family: 'xml' }
  if (/^BEGIN:VCARD\b/i.test(text)) return { word: 'vcf', family: 'vcard' }
  if (/^BEGIN:VCALENDAR\b/i.test(text)) return { word: 'ics', family: 'icalendar' }
  return undefined
}

/** A container is named after what it holds. */
function refined(buffer: Buffer, format: Recognised): Recognised {
  if (format.family === 'zip') return zipKind(buffer)
  if (format.family === 'compound') return compoundFormat(buffer)
  return format
}

/** Streams of a compound file are named in UTF-16. */
function compoundFormat(buffer: Buffer): Recognised {
  const has = (name: string) => buffer.includes(Buffer.from(name, 'utf16le'))
  if (has('EncryptedPackage')) return { word: 'ooxml', family: 'encrypted' }
  if (has('__properties_version1.0')) return { word: 'msg', family: 'outlook' }
  if (has('WordDocument')) return { word: 'doc', family: 'compound' }
  if (has('Workbook') || has('Book')) return { word: 'xls', family: 'compound' }
  if (has('PowerPoint Document')) return { word: 'ppt', family: 'compound' }
  return { word: 'ole', family: 'compound' }
}

const byMediaType: Readonly<Record<string, Recognised>> = {
  'text/plain': plain,
  'text/html': { word: 'html', family: 'html' },
  'application/xhtml+xml': { word: 'html', family: 'html' },
  'text/csv': { word: 'csv', family: 'csv' },
  'text/tab-separated-values': { word: 'csv', family: 'csv' },
  'text/comma-separated-values': { word: 'csv', family: 'csv' },
  'application/csv': { word: 'csv', family: 'csv' },
  'application/json': { word: 'json', family: 'json' },
  'application/ld+json': { word: 'json', family: 'json' },
  'text/xml': { word: 'xml', family: 'xml' },
  'application/xml': { word: 'xml', family: 'xml' },
  'image/svg+xml': { word: 'svg', family: 'xml' },
  // Pixels without a file format around them, as PDF and RTF store them: they can look like anything.
  'image/jp2': { word: 'jp2', family: 'image' },
  'image/x-pdf-pixels': { word: 'img', family: 'image' },
  'image/x-dib': { word: 'dib', family: 'image' },
  'image/x-ddb': { word: 'ddb', family: 'image' },
  'application/vnd.openxmlformats-officedocument.obfuscatedfont': { word: 'odttf', family: 'font' },
  'text/vcard': { word: 'vcf', family: 'vcard' },
  'text/x-vcard': { word: 'vcf', family: 'vcard' },
  'text/directory': { word: 'vcf', family: 'vcard' },
  'text/calendar': { word: 'ics', family: 'icalendar' },
  'text/x-amp-html': { word: 'html', family: 'html' },
  'text/rfc822-headers': { word: 'eml', family: 'mail' },
  'message/global-headers': { word: 'eml', family: 'mail' },
  'message/rfc822': { word: 'eml', family: 'mail' },
  'message/global': { word: 'eml', family: 'mail' },
  'message/partial': { word: 'eml', family: 'mail' },
  'message/external-body': { word: 'eml', family: 'mail' },
  'application/pkcs7-mime': { word: 'p7m', family: 'cms' },
  'application/x-pkcs7-mime': { word: 'p7m', family: 'cms' },
  'application/pkcs7-signature': { word: 'p7s', family: 'cms' },
  'application/x-pkcs7-signature': { word: 'p7s', family: 'cms' },
  'application/pgp-signature': { word: 'asc', family: 'signature' },
}

const byEnding: Readonly<Record<string, Recognised>> = {
  txt: plain,
  log: plain,
  md: plain,
  htm: { word: 'html', family: 'html' },
  html: { word: 'html', family: 'html' },
  csv: { word: 'csv', family: 'csv' },
  tsv: { word: 'csv', family: 'csv' },
  json: { word: 'json', family: 'json' },
  xml: { word: 'xml', family: 'xml' },
  vcf: { word: 'vcf', family: 'vcard' },
  ics: { word: 'ics', family: 'icalendar' },
  eml: { word: 'eml', family: 'mail' },
  p7m: { word: 'p7m', family: 'cms' },
  odttf: { word: 'odttf', family: 'font' },
}

function declaredFormat(mediaType: string, names: readonly string[]): Recognised | undefined {
  const byType = byMediaType[mediaType]
  if (byType !== undefined && byType !== plain) return byType
  for (const name of names) {
    const format = byEnding[name.slice(name.lastIndexOf('.') + 1).toLowerCase()]
    if (format !== undefined) return format
  }
  return byType ?? (mediaType.startsWith('text/') ? plain : undefined)
}

/** Share of control characters above which bytes are no text of single or multiple bytes. */
const controlShare = 0.02

/** Could a person read these bytes as text? */
export function isPrintable(buffer: Buffer): boolean {
  const length = Math.min(buffer.length, headBytes)
  if (/^(\xff\xfe|\xfe\xff|\xef\xbb\xbf)/.test(buffer.toString('latin1', 0, 3))) return true
  let controls = 0
  let zeros = 0
  for (let at = 0; at < length; at++) {
    const byte = buffer[at] ?? 0
    if (byte === 0) zeros++
    else if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) controls++
    else if (byte === 0x7f) controls++
  }
  // Half of the bytes are zero in Latin text of two bytes a character.
  const isWide = zeros > length / 3 && zeros < length * 0.6
  return controls <= length * controlShare && (isWide || zeros <= length * controlShare)
}
