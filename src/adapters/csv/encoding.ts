/** Bytes of a table to text: UTF-8 if the whole file is valid UTF-8, else windows-1252. */
import { isUtf8 } from 'node:buffer'
import { fault } from '../../std/fault.ts'

/** @limit text is made in slices, because one string of a whole file would stand twice in memory */
const sliceBytes = 1 << 20

/**
 * @param file for the sentence of a fault
 * @throws Fault SCH_TABLE_UTF16 when a byte order mark of UTF-16 or UTF-32 stands first, SCH_TABLE_NUL with the line of a NUL byte
 */
export function* decodeTable(bytes: Uint8Array, file: string): Generator<string> {
  refuseWideCharacters(bytes, file)
  const nul = bytes.indexOf(0)
  if (nul >= 0) throw fault('SCH_TABLE_NUL', { at: { file, line: lineOfByte(bytes, nul) } })
  const decoder = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252')
  // A mark at the start promises UTF-8; where the rest breaks the promise, the mark is still no text.
  for (let at = byteOrderMarkLength(bytes); at < bytes.length; at += sliceBytes) {
    yield decoder.decode(bytes.subarray(at, at + sliceBytes), { stream: true })
  }
  yield decoder.decode()
}

export function byteOrderMarkLength([first, second, third]: Uint8Array): number {
  return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0
}

/** @throws SCH_TABLE_UTF16 */
export function refuseWideCharacters(bytes: Uint8Array, file: string): void {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw fault('SCH_TABLE_UTF16', { at: { file, line: 1 } })
  }
}

/** Line breaks are LF, CR LF or a lone CR, as in the rows. */
export function lineOfByte(bytes: Uint8Array, end: number): number {
  let line = 1
  for (let at = 0; at < end; at += 1) {
    if (bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] !== 10)) line += 1
  }
  return line
}
