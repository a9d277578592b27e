/** The content of one entry of a zip, read as its headers say; where they disagree, both ways. */
import { crc32 } from 'node:zlib'
import type { UncheckedReason } from '../../exposure/view.ts'
import type { LimitBroken } from '../desk.ts'
import { inflate } from './inflate.ts'
import type { Inflated, Spend } from './inflate-stream.ts'
import { signatureAt, signatures, viewOf, type ZipHeader } from './zip-header.ts'

export type EntryContent =
  | {
      readonly kind: 'read'
      readonly bytes: Uint8Array
      /** False if data is missing or broken, or if size or checksum are not as declared. */
      readonly isWhole: boolean
      /** Index behind the data in the archive. */
      readonly end: number
      /** A limit ended the data here; to be thrown on once the bytes have been read. */
      readonly limit?: LimitBroken
    }
  | { readonly kind: 'unread'; readonly reason: UncheckedReason }

const stored = 0
const deflated = 8

/**
 * @param headers of the entry, one or both
 * @param dataStart index behind the local header
 * @returns one content per reading, usually a single one
 * @throws whatever `spend` throws
 */
export function entryContents(
  bytes: Uint8Array,
  { headers, dataStart }: { readonly headers: readonly ZipHeader[]; readonly dataStart: number },
  spend: Spend,
): readonly EntryContent[] {
  if (headers.some((header) => header.isEncrypted)) return [{ kind: 'unread', reason: 'encrypted' }]
  const contents: EntryContent[] = []
  for (const header of differing(headers)) {
    const content = contentOf(bytes, header, dataStart, spend)
    if (!contents.some((other) => isSame(content, other))) contents.push(content)
    if (content.kind === 'read' && content.limit !== undefined) break
  }
  return contents
}

/** A header whose sizes are still to come says nothing that the other one does not say. */
function differing(headers: readonly ZipHeader[]): readonly ZipHeader[] {
  const [first, ...others] = headers
  if (first === undefined) return []
  const more = others.filter(
    (other) =>
      other.method !== first.method ||
      (hasSizes(other) &&
        (other.compressedBytes !== first.compressedBytes || other.plainBytes !== first.plainBytes)),
  )
  return [first, ...more]
}

function hasSizes(header: ZipHeader): boolean {
  return !header.hasDescriptor && header.compressedBytes > 0
}

function isSame(one: EntryContent, other: EntryContent): boolean {
  if (one.kind === 'unread' || other.kind === 'unread') return one.kind === other.kind
  return one.isWhole === other.isWhole && Buffer.compare(one.bytes, other.bytes) === 0
}

function contentOf(bytes: Uint8Array, header: ZipHeader, dataStart: number, spend: Spend): EntryContent {
  const isOpen = header.kind === 'local' && header.hasDescriptor && header.compressedBytes === 0
  const declaredEnd = isOpen ? bytes.length : Math.min(dataStart + header.compressedBytes, bytes.length)
  if (header.method === stored) {
    const end = isOpen ? nextRecord(bytes, dataStart) : declaredEnd
    const plain = bytes.subarray(dataStart, end)
    spend(plain.length, plain.length)
    return { kind: 'read', bytes: plain, end, isWhole: isOpen || isAsDeclared(plain, header) }
  }
  if (header.method !== deflated) return { kind: 'unread', reason: 'unknown-format' }
  const input = { bytes, start: dataStart, end: declaredEnd, expectedBytes: header.plainBytes }
  const inside = inflate(input, spend)
  if (inside.limit !== undefined) return contentTo(inside, false)
  if (inside.isWhole) {
    // Bytes behind the end of the data would be read by nobody.
    return contentTo(
      inside,
      isOpen || (inside.inputEnd === declaredEnd && isAsDeclared(inside.bytes, header)),
    )
  }
  // DEFLATE data knows its own end; a declared size can be too small.
  const beyond =
    declaredEnd < bytes.length ? inflate({ bytes, start: dataStart, end: bytes.length }, spend) : inside
  return contentTo(beyond.bytes.length > inside.bytes.length ? beyond : inside, false)
}

function contentTo({ bytes, inputEnd, limit }: Inflated, isWhole: boolean): EntryContent {
  return { kind: 'read', bytes, isWhole, end: inputEnd, ...(limit === undefined ? {} : { limit }) }
}

function isAsDeclared(plain: Uint8Array, header: ZipHeader): boolean {
  return plain.length === header.plainBytes && crc32(plain) === header.crc
}

/** Stored data of unknown size ends where the next record begins. */
function nextRecord(bytes: Uint8Array, from: number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const view = viewOf(bytes)
  const known: readonly number[] = Object.values(signatures)
  for (let at = buffer.indexOf('PK', from); at >= 0; at = buffer.indexOf('PK', at + 1)) {
    if (known.includes(signatureAt(view, at))) return at
  }
  return bytes.length
}

/**
 * @param at index behind the data of an entry with sizes behind its data
 * @returns index behind the descriptor
 * @source PKWARE APPNOTE 4.3.9
 */
export function descriptorEnd(bytes: Uint8Array, at: number): number {
  const view = viewOf(bytes)
  const start = signatureAt(view, at) === signatures.descriptor ? at + 4 : at
  for (const length of [12, 20]) {
    const next = signatureAt(view, start + length)
    if (next === signatures.local || next === signatures.central) return start + length
  }
  return start === at ? at : Math.min(start + 12, bytes.length)
}
