/** Reads texts, sheets and presentations of OpenDocument, as packages and as single XML files. */

import type { Desk } from '../desk.ts'
import { printableText } from '../printable.ts'
import { readXml } from '../text/xml.ts'
import { readOdfMarkup } from './odf-markup.ts'
import { deskFor, type OfficePart, officeParts, partText, rootOf } from './office-package.ts'
import { looksLikeXml, xmlText } from './xml-text.ts'
import { walkXml } from './xml-walk.ts'

/** @source OpenDocument 1.3, parts 2 and 3 */
export async function readOdf(bytes: Uint8Array, desk: Desk): Promise<void> {
  if (looksLikeXml(bytes)) {
    await readOdfMarkup(partText({ bytes }, desk), desk)
    return
  }
  const parts = await officeParts(bytes, desk)
  const encrypted = encryptedParts(parts)
  for (const part of parts) {
    if (encrypted.has(part.name)) {
      desk.unchecked('encrypted')
      continue
    }
    for (const content of part.contents()) {
      await readPart(part.name, content, deskFor(content, desk))
      if (content.limit !== undefined) throw content.limit
    }
  }
}

/** Names of parts that only a password opens. @source OpenDocument 1.3 part 2, 4.4 (manifest:encryption-data) */
function encryptedParts(parts: readonly OfficePart[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const part of parts.filter(({ name }) => name === manifestName)) {
    for (const content of part.contents()) {
      let name = ''
      walkXml<'entry' | 'encryption' | 'other'>(xmlText(content.bytes).text, {
        kindOf: (local) =>
          local === 'file-entry' ? 'entry' : local === 'encryption-data' ? 'encryption' : 'other',
        open(kind, tag) {
          if (kind === 'entry') name = tag.attribute('full-path') ?? ''
          else if (kind === 'encryption') names.add(name)
        },
        close() {},
        text() {},
        remark() {},
      })
    }
  }
  return names
}

const manifestName = 'META-INF/manifest.xml'
const roots = /^(document|document-(content|styles|meta|settings)|manifest)$/

/** Numbers of lines and pages that a program keeps to open a text faster. */
const layoutCache = /(^|\/)layout-cache$/

async function readPart(name: string, content: { readonly bytes: Uint8Array }, desk: Desk): Promise<void> {
  const { bytes } = content
  if (bytes.length === 0) return
  if (name === 'mimetype' || layoutCache.test(name)) {
    desk.text(`${printableText(bytes)}\n`)
    return
  }
  const isNamedXml = /\.(xml|rdf)$/i.test(name)
  if (!isNamedXml || !looksLikeXml(bytes)) {
    if (isNamedXml) desk.unchecked('broken')
    await desk.embedded({ name }, bytes)
    return
  }
  const xml = partText(content, desk)
  if (roots.test(rootOf(xml).name)) await readOdfMarkup(xml, desk)
  else await readXml(xml, desk)
}
