/** Reads zip files: every entry, however it is named or hidden, and every text around the entries. */
import type { Desk } from '../desk.ts'
import { printableText } from '../printable.ts'
import { type ZipEntry, zipItems } from './zip-items.ts'

/**
 * @limit 10,000 entries
 * @source PKWARE APPNOTE 6.3
 */
export async function readZip(bytes: Uint8Array, desk: Desk): Promise<void> {
  for (const item of zipItems(bytes, (output, input) => desk.spend(output, input))) {
    if (item.kind === 'text') desk.text(`${item.text}\n`)
    else if (item.kind === 'rest') await readRest(item.bytes, bytes.length, desk)
    else await readEntry(item.entry, desk)
  }
}

/** Bytes around an archive are a file of their own; if they are all there is, this is no archive. */
async function readRest(rest: Uint8Array, archiveBytes: number, desk: Desk): Promise<void> {
  if (rest.length < archiveBytes) {
    await desk.embedded({}, rest)
    return
  }
  desk.unchecked('broken')
  desk.text(printableText(rest))
}

async function readEntry(entry: ZipEntry, desk: Desk): Promise<void> {
  const [name, ...otherNames] = entry.paths
  const file = name === undefined ? {} : { name }
  for (const other of otherNames) desk.text(`${other}\n`)
  if (entry.isFolder) {
    desk.text(`${name}\n`)
    return
  }
  for (const content of entry.contents()) {
    if (content.kind === 'read') {
      if (!content.isWhole && content.limit === undefined) desk.unchecked('broken')
      await desk.embedded(file, content.bytes)
      if (content.limit !== undefined) throw content.limit
      continue
    }
    desk.unchecked(content.reason)
    // The name is judged even if the content cannot be.
    await desk.embedded(file, new Uint8Array(0))
  }
}
