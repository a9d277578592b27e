/** The parts of an office file: a zip in which every entry is read, whether the document knows it or not. */
import { type ZipEntry, zipItems } from '../archive/zip-items.ts'
import type { Desk, LimitBroken } from '../desk.ts'
import { xmlText } from './xml-text.ts'

export interface OfficePart {
  readonly name: string
  /** Contents of the part: more than one if the headers of the zip do not agree. Read anew with every call. */
  contents(): Iterable<PartContent>
}

export interface PartContent {
  readonly bytes: Uint8Array
  /** A limit ended the part here; to be thrown on once the bytes have been read. */
  readonly limit?: LimitBroken
}

/**
 * Puts names, comments and bytes around the archive on the desk and lists the parts.
 *
 * @throws LimitBroken
 */
export async function officeParts(bytes: Uint8Array, desk: Desk): Promise<readonly OfficePart[]> {
  const parts: OfficePart[] = []
  for (const item of zipItems(bytes, (output, input) => desk.spend(output, input))) {
    if (item.kind === 'text') desk.text(`${item.text}\n`)
    else if (item.kind === 'entry') parts.push(partOf(item.entry, desk))
    else if (item.bytes.length < bytes.length) await desk.embedded({}, item.bytes)
  }
  if (parts.length === 0) desk.unchecked('broken')
  const names = parts.map((part) => part.name)
  if (names.length > 0) desk.text(`${names.join('\n')}\n`)
  return parts
}

function partOf(entry: ZipEntry, desk: Desk): OfficePart {
  const [name = '', ...otherNames] = entry.paths
  for (const other of otherNames) desk.text(`${other}\n`)
  return {
    name: name.replaceAll('\\', '/'),
    *contents() {
      if (entry.isFolder) return
      for (const content of entry.contents()) {
        if (content.kind === 'unread') desk.unchecked(content.reason)
        else {
          if (!content.isWhole && content.limit === undefined) desk.unchecked('broken')
          yield content
        }
      }
    },
  }
}

/** The desk for what a broken limit left: its bytes are paid for, and what can be read in them is still read. */
export function deskFor(content: PartContent, desk: Desk): Desk {
  if (content.limit === undefined) return desk
  return {
    text: (text) => desk.text(text),
    row: (row) => desk.row(row),
    unchecked: (reason) => desk.unchecked(reason),
    embedded: (file, bytes) => desk.embedded(file, bytes),
    spend() {},
  }
}

/** Text of an XML part; an unknown or false encoding is told. */
export function partText(content: PartContent, desk: Desk): string {
  const { text, isSound } = xmlText(content.bytes)
  if (!isSound) desk.unchecked('unknown-charset')
  return text
}

/** The root element of an XML document: its local name, and the tag as written. */
export function rootOf(xml: string): { readonly name: string; readonly tag: string } {
  let mark = xml.indexOf('<')
  while (mark >= 0 && /[!?\s]/.test(xml.slice(mark + 1, mark + 2))) mark = xml.indexOf('<', mark + 1)
  if (mark < 0) return { name: '', tag: '' }
  const end = xml.indexOf('>', mark)
  const tag = xml.slice(mark, end < 0 ? xml.length : end)
  const name = /^<(?:[^\s/:>]*:)?([^\s/>]*)/.exec(tag)?.[1] ?? ''
  return { name, tag }
}
