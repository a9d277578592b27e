/** How each family of formats is read; readers are loaded when the first file of their kind appears. */

import { decodeText, innerCharset } from './charset.ts'
import { openCms } from './cms.ts'
import type { Desk, Reader, TextReader } from './desk.ts'
import { printableRuns } from './printable.ts'
import type { Format, OpenFile } from './reading.ts'
import { reasonOf } from './reading.ts'
import type { Family, Recognised } from './recognise.ts'
import { findTextBlocks } from './text-block.ts'

/** A message inside: read with its own headers and places. */
export interface InnerMessage {
  readonly bytes: Uint8Array
  /** Place of the file that is or holds the message. */
  readonly place: string
  readonly depth: number
}

export interface MessageReaders {
  readonly mail: (message: InnerMessage) => Promise<void>
  readonly outlook: (message: InnerMessage, spend: Desk['spend']) => Promise<void>
}

const textReaders: Partial<Readonly<Record<Family, () => Promise<TextReader>>>> = {
  csv: async () => (await import('./text/csv.ts')).readCsv,
  json: async () => (await import('./text/json.ts')).readJson,
  xml: async () => (await import('./text/xml.ts')).readXml,
  vcard: async () => (await import('./text/vcard.ts')).readVcard,
  icalendar: async () => (await import('./text/icalendar.ts')).readIcalendar,
}

const byteReaders: Partial<Readonly<Record<Family, () => Promise<Reader>>>> = {
  pdf: async () => (await import('./pdf/pdf.ts')).readPdf,
  zip: async () => (await import('./archive/zip.ts')).readZip,
  gzip: async () => (await import('./archive/gzip.ts')).readGzip,
  tar: async () => (await import('./archive/tar.ts')).readTar,
  rtf: async () => (await import('./outlook/rtf.ts')).readRtf,
  tnef: async () => (await import('./outlook/tnef.ts')).readTnef,
  compound: async () => (await import('./outlook/legacy-office.ts')).readCompound,
  ooxml: async () => (await import('./office/ooxml.ts')).readOoxml,
  odf: async () => (await import('./office/odf.ts')).readOdf,
  image: async () => (await import('./image/image-metadata.ts')).readImage,
}

export function formatOf({ word, family }: Recognised, readers: MessageReaders): Format {
  return {
    word,
    async read(file) {
      const byteReader = await byteReaders[family]?.()
      if (byteReader !== undefined) return await readBytes(file, byteReader)
      const textReader = await textReaders[family]?.()
      if (textReader !== undefined) return await readDecoded(file, innerCharset(file.found.bytes), textReader)
      await readFamily(family, file, readers)
    },
  }
}

/** A file that turns out to be broken still shows its printable runs to whoever opens it as text. */
async function readBytes(file: OpenFile, reader: Reader): Promise<void> {
  try {
    await reader(file.found.bytes, file.desk)
  } catch (error) {
    const reason = reasonOf(error)
    file.section.unchecked(reason)
    if (reason === 'broken') readStrings(file)
  }
}

async function readFamily(family: Family, file: OpenFile, readers: MessageReaders): Promise<void> {
  const { found, section } = file
  switch (family) {
    case 'plain':
      return await readPlainText(file)
    case 'html':
      return await readPage(file, (await import('./text/html.ts')).readHtml)
    case 'mail':
      return await readers.mail({ bytes: found.bytes, place: section.place, depth: found.depth })
    case 'outlook':
      return await readBytes(file, (bytes, { spend }) =>
        readers.outlook({ bytes, place: section.place, depth: found.depth }, spend),
      )
    case 'cms':
      return await readCms(file, readers)
    case 'signature':
      return
    case 'font':
      // The letters of a font are nobody's; what it says of itself is read.
      return readStrings(file)
    case 'pgp':
    case 'encrypted':
      return section.unchecked('encrypted')
    case 'image':
      section.unchecked('image')
      return readStrings(file)
    default:
      section.unchecked('unknown-format')
      return readStrings(file)
  }
}

async function readDecoded(file: OpenFile, inner: string | undefined, reader: TextReader): Promise<void> {
  const decoded = decodeText(file.found.bytes, file.found.charset, inner)
  if (decoded.unknownCharset) file.section.unchecked('unknown-charset')
  for (const text of decoded.readings) await reader(text, file.desk)
}

async function readPlainText(file: OpenFile): Promise<void> {
  const { readPlain, unflow } = await import('./text/plain.ts')
  const { flowed } = file.found
  await readDecoded(file, undefined, async (text, desk) => {
    await readPlain(text, desk)
    if (flowed !== undefined) await readPlain(`\n${unflow(text, flowed === 'delete-space')}`, desk)
    await readBlocks(text, desk, (inner) => desk.text(`\n${inner}\n`))
  })
}

/** A page whose encoding was not declared shows nothing but its source; whoever decodes it sees a page. */
async function readPage(file: OpenFile, readHtml: TextReader): Promise<void> {
  await readDecoded(file, innerCharset(file.found.bytes), async (text, desk) => {
    await readHtml(text, desk)
    await readBlocks(text, desk, (inner) => readHtml(inner, desk))
  })
}

/** Reads what a curious person decodes in text. */
async function readBlocks(
  text: string,
  desk: Desk,
  read: (text: string) => void | Promise<void>,
): Promise<void> {
  for (const block of findTextBlocks(text)) {
    if (block.kind === 'encrypted') desk.unchecked('encrypted')
    else if (block.kind === 'unknown') desk.unchecked('unknown-format')
    else {
      desk.spend(block.bytes.length)
      if (block.kind === 'file') await desk.embedded({ name: block.name }, block.bytes)
      else for (const reading of decodeText(block.bytes).readings) await read(reading)
    }
  }
}

async function readCms(file: OpenFile, readers: MessageReaders): Promise<void> {
  const { found, section } = file
  const cms = openCms(found.bytes)
  switch (cms.kind) {
    case 'signed':
      return await readers.mail({ bytes: cms.content, place: section.place, depth: found.depth })
    case 'detached':
      return
    case 'encrypted':
      return section.unchecked('encrypted')
    case 'unknown':
      section.unchecked('unknown-format')
      return readStrings(file)
  }
}

function readStrings(file: OpenFile): void {
  for (const text of printableRuns(file.found.bytes)) file.desk.text(text)
}
