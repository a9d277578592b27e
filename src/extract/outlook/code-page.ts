/** Windows code pages by number, as RTF, Outlook and property sets name them. */
import { TextDecoder } from 'node:util'

export type CodePageDecoder = (bytes: Uint8Array) => string

/** Pages whose name is not `windows-` and their number. */
const labels: ReadonlyMap<number, string> = new Map([
  [437, 'ibm437'],
  [708, 'iso-8859-6'],
  [866, 'ibm866'],
  [932, 'shift_jis'],
  [936, 'gbk'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [1200, 'utf-16le'],
  [1201, 'utf-16be'],
  [10000, 'macintosh'],
  [10007, 'x-mac-cyrillic'],
  [20127, 'us-ascii'],
  [20866, 'koi8-r'],
  [20932, 'euc-jp'],
  [20936, 'gbk'],
  [21866, 'koi8-u'],
  [50220, 'iso-2022-jp'],
  [50221, 'iso-2022-jp'],
  [50222, 'iso-2022-jp'],
  [51932, 'euc-jp'],
  [51949, 'euc-kr'],
  [54936, 'gb18030'],
  [65001, 'utf-8'],
])

/** @source MS-LCID and the `fcharset` list of the RTF specification 1.9.1 */
const pagesOfFontCharsets: ReadonlyMap<number, number> = new Map([
  [0, 1252],
  [77, 10000],
  [128, 932],
  [129, 949],
  [130, 1361],
  [134, 936],
  [136, 950],
  [161, 1253],
  [162, 1254],
  [163, 1258],
  [177, 1255],
  [178, 1256],
  [186, 1257],
  [204, 1251],
  [222, 874],
  [238, 1250],
])

/** @param charset `\fcharset` of a font; undefined if it says "whatever the document has" */
export function pageOfFontCharset(charset: number): number | undefined {
  return pagesOfFontCharsets.get(charset)
}

/** Pages in which a letter may take two bytes, the second of which can be ASCII. */
export function isDoubleByte(page: number): boolean {
  return page === 932 || page === 936 || page === 949 || page === 950 || page === 1361
}

/** The character set a page is known by outside Windows; `windows-1252` for pages nobody names. */
export function labelOfCodePage(page: number): string {
  if (page >= 28591 && page <= 28606) return `iso-8859-${page - 28590}`
  return labels.get(page) ?? `windows-${page}`
}

/** @returns a decoder that never fails; unknown pages are read as windows-1252 */
export function openCodePages(): (page: number) => CodePageDecoder {
  const decoders = new Map<number, CodePageDecoder>()
  return (page) => {
    const known = decoders.get(page)
    if (known !== undefined) return known
    const decode = decodeWith(decoderOf(labelOfCodePage(page)))
    decoders.set(page, decode)
    return decode
  }
}

/** RTF writes letters one by one: for so few a table is ten times as fast as a decoder. */
const tableBytes = 32

function decodeWith(decoder: TextDecoder): CodePageDecoder {
  const decodeAll: CodePageDecoder = (bytes) => decoder.decode(bytes)
  if (!/^(windows-|iso-8859-|koi8-|ibm|macintosh|x-mac-)/.test(decoder.encoding)) return decodeAll
  const letters = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)))
  return (bytes) => {
    if (bytes.length > tableBytes) return decodeAll(bytes)
    let text = ''
    for (const byte of bytes) text += letters[byte]
    return text
  }
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder('windows-1252')
  }
}
