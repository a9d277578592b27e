/** What the entries of a zip file say about the program that opens it. */
import { inflateRawSync } from 'node:zlib'

export interface ZipKind {
  readonly word: string
  readonly family: 'zip' | 'odf' | 'ooxml'
}

const zip: ZipKind = { word: 'zip', family: 'zip' }

/** @param bytes a file that begins like a zip file */
export function zipKind(bytes: Buffer): ZipKind {
  const odf = opendocument.exec(firstEntry(bytes))
  if (odf !== null) return { word: odfWords[odf[1] ?? ''] ?? 'odt', family: 'odf' }
  if (bytes.includes('word/document')) return { word: 'docx', family: 'ooxml' }
  if (bytes.includes('xl/workbook')) return { word: 'xlsx', family: 'ooxml' }
  if (bytes.includes('ppt/presentation')) return { word: 'pptx', family: 'ooxml' }
  const names = listedNames(bytes)
  const isOdf = names.has('content.xml') && names.has('META-INF/manifest.xml')
  return isOdf ? { word: 'odt', family: 'odf' } : zip
}

const opendocument = /application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation|graphics)/

const odfWords: Readonly<Record<string, string>> = {
  text: 'odt',
  spreadsheet: 'ods',
  presentation: 'odp',
  graphics: 'odg',
}

/** A media type is shorter. */
const mediaTypeBytes = 200
const localHeaderBytes = 30

/**
 * The content of an entry `mimetype` in front. The standard wants it stored; programs that open the file take it
 * compressed, too.
 *
 * @source OpenDocument 1.3 part 2, 3.3
 */
function firstEntry(bytes: Buffer): string {
  if (bytes.length < localHeaderBytes || bytes.toString('latin1', localHeaderBytes, 38) !== 'mimetype')
    return ''
  const start = localHeaderBytes + bytes.readUInt16LE(26) + bytes.readUInt16LE(28)
  const data = bytes.subarray(start, start + mediaTypeBytes)
  if (bytes.readUInt16LE(8) !== 8) return data.toString('latin1')
  try {
    return inflateRawSync(data, { maxOutputLength: 4 * mediaTypeBytes }).toString('latin1')
  } catch {
    return ''
  }
}

const centralHeaderBytes = 46
/** @limit names looked at: the parts of a document that tell its kind are among the first some dozens */
const mostNames = 10_000

/** Names in the directory of this file itself, not of a file inside it. @source PKWARE APPNOTE 6.3, 4.3.12 and 4.3.16 */
function listedNames(bytes: Buffer): ReadonlySet<string> {
  const names = new Set<string>()
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end === -1 || end + 20 > bytes.length) return names
  let at = bytes.readUInt32LE(end + 16)
  while (names.size < mostNames && at + centralHeaderBytes <= bytes.length) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) break
    const nameBytes = bytes.readUInt16LE(at + 28)
    const start = at + centralHeaderBytes
    names.add(bytes.toString('latin1', start, start + nameBytes))
    at = start + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return names
}
