/** RTF: all its texts, also hidden and deleted ones, notes, fields, properties, pictures and objects (RTF 1.9.1). */
import type { Desk, EmbeddedFile, Reader } from '../desk.ts'
import { readHtml } from '../text/html.ts'
import { linkTexts } from '../text/links.ts'
import { oleObjectOf } from './ole-object.ts'
import type { RtfDestinationKind } from './rtf-destination.ts'
import { kindOfDestination, rtfDestinations } from './rtf-destination.ts'
import { deEncapsulateHtml } from './rtf-html.ts'
import type { RtfPaper } from './rtf-paper.ts'
import { openPaper } from './rtf-paper.ts'
import { walkRtf } from './rtf-walk.ts'

/** @limit pictures and objects handed on from one document */
const mostFiles = 200

interface OpenGroup {
  readonly kind: RtfDestinationKind
  readonly parts: string[]
  /** Media type of a picture, once its word has come. */
  mediaType?: string
  binary?: Uint8Array
}

interface FoundFile {
  readonly file: EmbeddedFile
  readonly bytes: Uint8Array
}

interface RtfReading {
  readonly desk: Desk
  readonly paper: RtfPaper
  readonly groups: OpenGroup[]
  readonly files: FoundFile[]
  /** HTML that travels inside is read as HTML afterwards. */
  readonly hidesHtml: boolean
  lostFiles: boolean
}

export const readRtf: Reader = async (bytes, desk) => {
  if (!startsLikeRtf(bytes)) throw new Error('rtf: does not begin as rtf')
  const html = deEncapsulateHtml(bytes, desk.spend.bind(desk))
  const reading: RtfReading = {
    desk,
    paper: openPaper(desk),
    groups: [],
    files: [],
    hidesHtml: html !== undefined,
    lostFiles: false,
  }
  walkRtf(bytes, rtfDestinations, {
    open: ({ destination }) => openGroup(reading, destination),
    close: () => closeGroup(reading),
    text: (text) => {
      const group = reading.groups.at(-1)
      if (group === undefined) reading.paper.text(text)
      else if (group.kind !== 'silent') group.parts.push(text)
    },
    word: (word) => readWord(reading, word),
    binary: (data) => {
      const group = reading.groups.at(-1)
      if (group !== undefined) group.binary = data
    },
  })
  reading.paper.close()
  if (html !== undefined) await readHtml(html, desk)
  for (const { file, bytes: content } of reading.files) await desk.embedded(file, content)
  if (reading.lostFiles) desk.unchecked('too-many-parts')
}

function startsLikeRtf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).includes('{\\rt')
}

function openGroup(reading: RtfReading, destination: string): void {
  const own = destination === 'htmltag' && reading.hidesHtml ? 'silent' : kindOfDestination(destination)
  const outer = reading.groups.at(-1)
  // Names of fonts in a font table are part of it; a picture or an object is one wherever it stands.
  const kind = outer?.kind === 'silent' && own !== 'picture' && own !== 'object' ? 'silent' : own
  reading.groups.push({ kind, parts: [] })
}

function closeGroup(reading: RtfReading): void {
  const group = reading.groups.pop()
  if (group === undefined) return
  if (group.kind === 'picture' || group.kind === 'object') keepFile(reading, group)
  else if (group.kind !== 'silent') {
    const text = group.parts.join('')
    write(reading.desk, text)
    if (group.kind === 'link') for (const target of targetsOf(text)) write(reading.desk, target)
  }
}

function keepFile(reading: RtfReading, group: OpenGroup): void {
  if (reading.files.length >= mostFiles) {
    reading.lostFiles = true
    return
  }
  const hex = group.parts.join('').replaceAll(' ', '')
  reading.desk.spend(hex.length / 2)
  const bytes = group.binary ?? new Uint8Array(Buffer.from(hex, 'hex'))
  if (group.kind === 'picture') {
    reading.files.push({ file: { mediaType: group.mediaType ?? 'image/x-unknown' }, bytes })
    return
  }
  const object = oleObjectOf(bytes)
  if (object === undefined) reading.desk.unchecked('unknown-format')
  else
    reading.files.push({ file: object.name === undefined ? {} : { name: object.name }, bytes: object.bytes })
}

const pictureWords: ReadonlyMap<string, string> = new Map([
  ['pngblip', 'image/png'],
  ['jpegblip', 'image/jpeg'],
  ['emfblip', 'image/x-emf'],
  ['wmetafile', 'image/x-wmf'],
  ['macpict', 'image/x-pict'],
  ['dibitmap', 'image/x-dib'],
  ['wbitmap', 'image/x-ddb'],
])

/** Words that end a line, and those that end a cell, where there is no table. */
const lineWords: ReadonlySet<string> = new Set([
  'par',
  'line',
  'sect',
  'page',
  'column',
  'softline',
  'row',
  'nestrow',
])
const cellWords: ReadonlySet<string> = new Set(['tab', 'cell', 'nestcell'])

function readWord(reading: RtfReading, word: string): void {
  const group = reading.groups.at(-1)
  if (group === undefined) reading.paper.word(word)
  else if (group.kind === 'picture') {
    const mediaType = pictureWords.get(word)
    if (mediaType !== undefined) group.mediaType = mediaType
  } else if (group.kind !== 'silent') {
    if (lineWords.has(word)) group.parts.push('\n')
    else if (cellWords.has(word)) group.parts.push('\t')
  }
}

function write(desk: Desk, text: string): void {
  if (text.trim() === '') return
  desk.spend(text.length)
  desk.text(text)
}

/** Targets of links in a field instruction like `HYPERLINK "https://example.org/"`. */
function targetsOf(instruction: string): readonly string[] {
  const targets = instruction
    .split(/["\s]+/)
    .filter((part) => part.includes(':') || part.includes('%') || part.includes('/'))
  return targets.flatMap((target) => linkTexts(target))
}
