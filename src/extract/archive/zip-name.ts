/** Names and comments of a zip, in the character sets they are written in. */
import { isUtf8 } from 'node:buffer'
import { decodeDosCodePage } from '../dos-code-page.ts'

/**
 * The readings of a name or comment. Programs do not agree on names without the UTF-8 mark: some write UTF-8 all the
 * same, others the code page of their machine.
 *
 * @param isMarkedUtf8 general purpose bit 11
 * @returns most plausible first; nothing for an empty name
 * @source PKWARE APPNOTE appendix D
 */
export function zipTexts(bytes: Uint8Array, isMarkedUtf8: boolean): readonly string[] {
  if (bytes.length === 0) return []
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (isUtf8(buffer)) return [buffer.toString('utf8')]
  const latin1 = buffer.toString('latin1')
  const dos = decodeDosCodePage(latin1, 'cp437')
  const windows = new TextDecoder('windows-1252').decode(bytes)
  return isMarkedUtf8 ? [buffer.toString('utf8'), dos, windows] : [dos, windows]
}
