/**
 * A PDF with the borders of its pages moved far out.
 *
 * pdf.js leaves out text that lies outside the visible part of a page. Cropping hides text from the eye only: a search
 * finds it, and uncropping brings it back. So every object with a page border is written once more behind the file, with
 * borders that hold everything, as an incremental update (ISO 32000-1, 7.5.6).
 */
import type { ObjectStream, PdfObject } from './pdf-object.ts'
import { borderedObjects } from './pdf-object.ts'

const wideBorders = '/MediaBox [-99999 -99999 99999 99999] /CropBox [-99999 -99999 99999 99999]'

/** A trailer has some hundred bytes. */
const longestTrailerBytes = 4096

/**
 * @param objectStreams unpacked streams that hold objects
 * @returns undefined if there is nothing to write, or if the file is too damaged or too unusual to be added to
 */
export function uncropped(bytes: Uint8Array, objectStreams: readonly ObjectStream[]): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Offsets count from the header, which may stand behind something else.
  if (file.toString('latin1', 0, 5) !== '%PDF-') return undefined
  const trailer = trailerOf(file)
  if (trailer === undefined) return undefined
  const objects = borderedObjects(file, objectStreams)
  return objects.length === 0 ? undefined : withUpdate(file, objects, trailer)
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

function withUpdate(file: Buffer, objects: readonly PdfObject[], trailer: Trailer): Uint8Array {
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
    put(`${number} ${generation} obj\n${dictionary.slice(0, -2)} ${wideBorders} >>\nendobj\n`)
  }
  const start = offset
  put(
    `xref\n${rows.join('')}trailer\n<< ${trailer.entries} /Prev ${trailer.start} >>\nstartxref\n${start}\n%%EOF\n`,
  )
  return new Uint8Array(Buffer.concat([file, Buffer.from(parts.join(''), 'latin1')]))
}
