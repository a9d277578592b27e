/** PDF: everything a reader, a search or a screen reader can find in it (ISO 32000). */
import { TextDecoder } from 'node:util'
import type { Desk, Reader } from '../desk.ts'
import { LimitBroken } from '../desk.ts'
import { linkTexts } from '../text/links.ts'
import { readXml } from '../text/xml.ts'
import { stringsOf } from './document-texts.ts'
import type { Drawn } from './drawn.ts'
import { surveyStreams } from './drawn.ts'
import { noteTexts, readPage } from './page.ts'
import type { OpenedPdf, PdfDocument } from './pdf-engine.ts'
import { openPdf } from './pdf-engine.ts'
import { notesOfText, updatedPdf, wideBorders } from './pdf-update.ts'

/** @limit pages: far beyond any notice; a page tree of loops can claim millions. */
const mostPages = 2000
/** @limit files handed on from one PDF */
const mostFiles = 200
/** @limit pictures handed on from one PDF; beyond it only says that there are more */
const mostImages = 50

/**
 * Pictures are handed on as files of their own, with the bytes they have in the PDF: so a letterhead can be allowed by
 * its digest like any other file, and whatever is not allowed is reported by the reader of pictures.
 */
export const readPdf: Reader = async (bytes, desk) => {
  const drawn = await surveyStreams(bytes, desk)
  if (drawn.isDamaged) desk.unchecked('broken')
  const opened = await openOrTell(drawn, desk)
  if (opened.kind === 'locked') {
    desk.unchecked('encrypted')
    return
  }
  let drawnNotes: readonly number[]
  try {
    drawnNotes = await readDocument(opened.document, drawn, desk)
  } finally {
    await opened.close()
  }
  if (drawnNotes.length > 0)
    await readDrawnNotes(updatedPdf(drawn.readable, drawn.objectStreams, notesOfText), drawnNotes, desk)
  await handOnImages(drawn, desk)
}

/** Of a file that cannot be opened, what was seen from outside is read before that is told. */
async function openOrTell(drawn: Drawn, desk: Desk): Promise<OpenedPdf> {
  try {
    return await openUncropped(drawn)
  } catch (error) {
    await readXmlStreams(drawn, desk)
    await handOnImages(drawn, desk)
    throw error
  }
}

/** An update that pdf.js does not take is left out: then text beyond the borders is not read, like in most viewers. */
async function openUncropped({ readable, objectStreams }: Drawn): Promise<OpenedPdf> {
  const wide = updatedPdf(readable, objectStreams, wideBorders)
  const opened = wide === undefined ? undefined : await whole(() => openPdf(wide))
  return opened ?? (await openPdf(readable))
}

async function readXmlStreams(drawn: Drawn, desk: Desk): Promise<void> {
  for (const xml of drawn.xml) await readXml(new TextDecoder().decode(xml), desk)
}

/** @returns pages with stamps, buttons or signatures that are drawn, and not read yet */
async function readDocument(document: PdfDocument, drawn: Drawn, desk: Desk): Promise<readonly number[]> {
  const drawnNotes: number[] = []
  const links = new Set<string>()
  const files = new Map<string, string>()
  const pages = Math.min(document.numPages, mostPages)
  if (pages < document.numPages) desk.unchecked('too-many-parts')
  let brokenPages = 0
  for (let number = 1; number <= pages; number++) {
    const page = await whole(() => readPage({ document, number, drawn, desk }))
    if (page === undefined) {
      brokenPages++
      continue
    }
    if (page.hasDrawnNotes) drawnNotes.push(number)
    for (const link of page.links) {
      if (links.has(link)) continue
      links.add(link)
      for (const text of linkTexts(link)) desk.text(text)
    }
    for (const [id, name] of page.files) files.set(id, name)
  }
  if (brokenPages > 0) desk.unchecked('broken')
  await readBesidePages(document, desk)
  await readXmlStreams(drawn, desk)
  await handOnFiles(document, files, desk)
  return drawnNotes
}

/** Stamps and signatures say on paper what no field of theirs says. */
async function readDrawnNotes(
  bytes: Uint8Array | undefined,
  pages: readonly number[],
  desk: Desk,
): Promise<void> {
  const opened = bytes === undefined ? undefined : await whole(() => openPdf(bytes))
  if (opened?.kind !== 'open') {
    desk.unchecked('unknown-format')
    return
  }
  try {
    for (const number of pages) {
      const texts = await whole(async () => noteTexts(await opened.document.getPage(number)))
      if (texts === undefined) desk.unchecked('unknown-format')
      else if (texts !== '') desk.text(texts)
    }
  } finally {
    await opened.close()
  }
}

/** Properties, bookmarks, labels, fields and scripts: each for itself, so that a broken one hides no other. */
async function readBesidePages(document: PdfDocument, desk: Desk): Promise<void> {
  const sources: readonly (() => Promise<unknown>)[] = [
    async () => {
      const { info, metadata } = await document.getMetadata()
      return [info, metadata?.getRaw(), [...(metadata ?? [])]]
    },
    () => document.getOutline(),
    () => document.getPageLabels(),
    () => document.getFieldObjects(),
    () => document.getJSActions(),
    async () => [...(await document.getOptionalContentConfig())],
  ]
  for (const source of sources) {
    const value = await whole(source)
    if (value === undefined) desk.unchecked('broken')
    else writeStrings(desk, value)
  }
}

function writeStrings(desk: Desk, value: unknown): void {
  const { strings, complete } = stringsOf(value)
  if (strings.length > 0) desk.text(strings.join('\n'))
  if (!complete) desk.unchecked('too-many-parts')
}

async function handOnFiles(
  document: PdfDocument,
  ofPages: ReadonlyMap<string, string>,
  desk: Desk,
): Promise<void> {
  const files = new Map(ofPages)
  const attachments = await whole(() => document.getAttachments())
  if (attachments === undefined) desk.unchecked('broken')
  for (const [id, file] of attachments ?? []) {
    files.set(id, file.filename)
    if (file.description) desk.text(file.description)
  }
  let handedOn = 0
  for (const [id, name] of files) {
    if (++handedOn > mostFiles) {
      desk.unchecked('too-many-parts')
      return
    }
    const content = await whole(() => document.getAttachmentContent(id))
    if (content instanceof Uint8Array) {
      // Its bytes were paid for when its stream was looked through.
      await desk.embedded({ name }, content)
    } else desk.unchecked('broken')
  }
}

async function handOnImages(drawn: Drawn, desk: Desk): Promise<void> {
  for (const image of drawn.images.slice(0, mostImages)) {
    await desk.embedded({ mediaType: image.mediaType }, image.bytes)
  }
  if (drawn.images.length > mostImages || drawn.inlineImages > 0) desk.unchecked('image')
}

/** @returns undefined if this part of the document is broken; a broken limit passes through */
async function whole<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof LimitBroken) throw error
    return undefined
  }
}
