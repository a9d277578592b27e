/**
 * A PDF with entries added to some of its objects, written behind it as an incremental update (ISO 32000-1, 7.5.6).
 *
 * So pdf.js, which reads like a viewer, can be made to read what a viewer leaves out.
 */
import type { ObjectStream, PdfObject } from './pdf-object.ts'
import { findObjects } from './pdf-object.ts'

export interface PdfUpdate {
  readonly isWanted: (dictionary: string) => boolean
  readonly entries: string
}

/**
 * Borders of pages moved far out: text outside them is hidden from the eye only. A search finds it, and uncropping
 * brings it back.
 */
export const wideBorders: PdfUpdate = {
  isWanted: (dictionary) => dictionary.includes('/MediaBox') || dictionary.includes('/CropBox'),
  entries: '/MediaBox [-99999 -99999 99999 99999] /CropBox [-99999 -99999 99999 99999]',
}

/** Whatever is pinned to a page becomes a note of free text: of those, what they look like is read as text. */
export const notesOfText: PdfUpdate = {
  isWanted: (dictionary) => dictionary.includes('/AP') && dictionary.includes('/Rect'),
  entries: '/Subtype /FreeText',
}

/** A trailer has some hundred bytes. */
const longestTrailerBytes = 4096

/**
 * @param objectStreams unpacked streams that hold objects
 * @returns undefined if there is nothing to write, or if the file is too damaged or too unusual to be added to
 */
export function updatedPdf(
  bytes: Uint8Array,
  objectStreams: readonly ObjectStream[],
  { isWanted, entries }: PdfUpdate,
): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Offsets count from the header, which may stand behind something else.
  if (file.toString('latin1', 0, 5) !== '%PDF-') return undefined
  const trailer = trailerOf(file)
  if (trailer === undefined) return undefined
  const objects = findObjects(file, objectStreams, isWanted)
  return objects.length === 0 ? undefined : withUpdate(file, { objects, entries, trailer })
}

interface Trailer {
  /** Entries to be repeated. */
  readonly entries: string
  readonly start: number
}

/** @returns undefined if the last cross-reference section is not where the file says */
function trailerOf(file: Buffer): Trailer | undefined {
  const keyword = file.lastIndexOf('startxref', undefined, 'latin1')
  if (keyword < 0) return undefined
  const start = Number.parseInt(file.toString('latin1', keyword + 9, keyword + 40), 10)
  if (!(start > 0 && start < file.length)) return undefined
  const isTable = file.toString('latin1', start, start + 4) === 'xref'
  const from = isTable ? file.indexOf('trailer', start, 'latin1') : start
  if (from < 0) return undefined
  const text = file.toString('latin1', from, from + longestTrailerBytes)
  const root = /\/Root\s+\d+\s+\d+\s+R/.exec(text)?.[0]
  const size = Number(/\/Size\s+(\d+)/.exec(text)?.[1])
  if (root === undefined || !(size > 0)) return undefined
  const info = /\/Info\s+\d+\s+\d+\s+R/.exec(text)?.[0] ?? ''
  const id = /\/ID\s*\[\s*<[0-9A-Fa-f\s]*>\s*<[0-9A-Fa-f\s]*>\s*\]/.exec(text)?.[0] ?? ''
  const encrypt = /\/Encrypt\s+\d+\s+\d+\s+R/.exec(text)?.[0] ?? ''
  // The key of an encrypted file depends on its identifier.
  if (text.includes('/Encrypt') && (encrypt === '' || id === '')) return undefined
  return { entries: [root, `/Size ${size}`, info, id, encrypt].join(' '), start }
}

interface Update {
  readonly objects: readonly PdfObject[]
  readonly entries: string
  readonly trailer: Trailer
}

function withUpdate(file: Buffer, { objects, entries, trailer }: Update): Uint8Array {
  const parts: string[] = []
  const rows: string[] = []
  let offset = file.length
  const put = (text: string): void => {
    parts.push(text)
    offset += text.length
  }
  put('\n')
  for (const { number, generation, dictionary } of objects) {
    rows.push(`${number} 1\n${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`)
    // Of two entries with one key the later counts.
    put(`${number} ${generation} obj\n${dictionary.slice(0, -2)} ${entries} >>\nendobj\n`)
  }
  const start = offset
  put(
    `xref\n${rows.join('')}trailer\n<< ${trailer.entries} /Prev ${trailer.start} >>\nstartxref\n${start}\n%%EOF\n`,
  )
  return new Uint8Array(Buffer.concat([file, Buffer.from(parts.join(''), 'latin1')]))
}
