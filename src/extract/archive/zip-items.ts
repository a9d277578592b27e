/** Everything a zip file holds: entries its directory names, entries it does not name, comments, and bytes around them. */
import { LimitBroken } from '../desk.ts'
import type { Spend } from './inflate-stream.ts'
import { maxEntries } from './limit.ts'
import { descriptorEnd, type EntryContent, entryContents } from './zip-entry.ts'
import {
  centralHeaderAt,
  localHeaderAt,
  signatureAt,
  signatures,
  viewOf,
  type ZipHeader,
} from './zip-header.ts'
import { zipTexts } from './zip-name.ts'

export interface ZipEntry {
  /** Readings of its path, most plausible first; empty if it has none. */
  readonly paths: readonly string[]
  readonly isFolder: boolean
  /** @throws whatever `spend` throws */
  contents(): readonly EntryContent[]
}

export type ZipItem =
  | { readonly kind: 'entry'; readonly entry: ZipEntry }
  /** A comment, or text in a header. */
  | { readonly kind: 'text'; readonly text: string }
  /** Bytes that belong to no record: something before, between or after the archive. */
  | { readonly kind: 'rest'; readonly bytes: Uint8Array }

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * First what the directory at the end names, then whatever else stands in the file: programs differ in which of the two
 * they show.
 *
 * @throws LimitBroken too-many-parts, and whatever `spend` throws
 * @source PKWARE APPNOTE 4.3
 */
export function* zipItems(bytes: Uint8Array, spend: Spend): Iterable<ZipItem> {
  const directory = directoryOf(bytes)
  const claimed: Span[] = [...directory.claimed]
  for (const text of directory.texts) yield { kind: 'text', text }
  let entries = 0
  for (const central of directory.headers) {
    if (++entries > maxEntries) throw new LimitBroken('too-many-parts')
    const local =
      localHeaderAt(bytes, central.localOffset + directory.shiftBytes) ??
      localHeaderAt(bytes, central.localOffset)
    if (local !== undefined) claimed.push(spanOf(bytes, central, local))
    yield* entryItems(bytes, local === undefined ? [central] : [central, local], spend)
  }
  for (const gap of gapsOf(claimed, bytes.length)) {
    for (const item of gapItems(bytes, gap, spend)) {
      if (item.kind === 'entry' && ++entries > maxEntries) throw new LimitBroken('too-many-parts')
      yield item
    }
  }
}

function spanOf(bytes: Uint8Array, central: ZipHeader, local: ZipHeader): Span {
  const dataEnd = Math.min(local.end + central.compressedBytes, bytes.length)
  const hasDescriptor = central.hasDescriptor || local.hasDescriptor
  return { start: local.start, end: hasDescriptor ? descriptorEnd(bytes, dataEnd) : dataEnd }
}

function* entryItems(bytes: Uint8Array, headers: readonly ZipHeader[], spend: Spend): Iterable<ZipItem> {
  for (const text of new Set(headers.flatMap((header) => header.texts))) yield { kind: 'text', text }
  const local = headers.find((header) => header.kind === 'local')
  const paths = [...new Set(headers.flatMap((header) => header.paths))]
  yield {
    kind: 'entry',
    entry: {
      paths,
      isFolder: (paths[0] ?? '').endsWith('/') && headers.every((header) => header.compressedBytes === 0),
      contents: () =>
        local === undefined
          ? [
              {
                kind: 'unread',
                reason: headers.some((header) => header.isEncrypted) ? 'encrypted' : 'broken',
              },
            ]
          : entryContents(bytes, { headers, dataStart: local.end }, spend),
    },
  }
}

interface Directory {
  readonly headers: readonly ZipHeader[]
  readonly texts: readonly string[]
  readonly claimed: readonly Span[]
  /** How much longer the file is before its entries than its offsets say: a program was put in front. */
  readonly shiftBytes: number
}

function directoryOf(bytes: Uint8Array): Directory {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const view = viewOf(bytes)
  const end = buffer.lastIndexOf('PK\x05\x06', bytes.length - 22, 'latin1')
  if (bytes.length < 22 || end < 0) return { headers: [], texts: [], claimed: [], shiftBytes: 0 }
  const commentEnd = Math.min(end + 22 + view.getUint16(end + 20, true), bytes.length)
  const texts = zipTexts(bytes.subarray(end + 22, commentEnd), false)
  const claimed: Span[] = [{ start: end, end: commentEnd }]
  const tail = directory64(view, end) ?? {
    start: end,
    sizeBytes: view.getUint32(end + 12, true),
    offset: view.getUint32(end + 16, true),
  }
  if (tail.start < end) claimed.push({ start: tail.start, end })
  const before = tail.start - tail.sizeBytes
  const start = [before, tail.offset].find((at) => signatureAt(view, at) === signatures.central)
  const headers: ZipHeader[] = []
  let at = start ?? bytes.length
  for (let header = centralHeaderAt(bytes, at); header !== undefined; header = centralHeaderAt(bytes, at)) {
    headers.push(header)
    at = header.end
    if (headers.length > maxEntries) break
  }
  if (start !== undefined) claimed.push({ start, end: at })
  return { headers, texts, claimed, shiftBytes: start === before ? before - tail.offset : 0 }
}

/** @source PKWARE APPNOTE 4.3.14 and 4.3.15 */
function directory64(
  view: DataView,
  end: number,
): { start: number; sizeBytes: number; offset: number } | undefined {
  if (signatureAt(view, end - 20) !== signatures.locator64) return undefined
  const declared = Number(view.getBigUint64(end - 12, true))
  const start = [end - 20 - 56, declared].find((at) => signatureAt(view, at) === signatures.end64)
  if (start === undefined || start + 56 > end) return undefined
  return {
    start,
    sizeBytes: Number(view.getBigUint64(start + 40, true)),
    offset: Number(view.getBigUint64(start + 48, true)),
  }
}

/** What no span covers, in order. */
function gapsOf(claimed: readonly Span[], length: number): readonly Span[] {
  const gaps: Span[] = []
  let at = 0
  for (const span of [...claimed].sort((a, b) => a.start - b.start)) {
    if (span.start > at) gaps.push({ start: at, end: span.start })
    at = Math.max(at, span.end)
  }
  if (at < length) gaps.push({ start: at, end: length })
  return gaps
}

/** Records in a stretch of bytes the directory does not speak of: a second archive, a deleted entry, a lost directory. */
function* gapItems(bytes: Uint8Array, gap: Span, spend: Spend): Iterable<ZipItem> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, gap.end)
  let restStart = gap.start
  let at = buffer.indexOf('PK', gap.start)
  while (at >= 0) {
    const record = recordAt(bytes.subarray(0, gap.end), at, spend)
    if (record !== undefined) {
      yield* restItems(bytes, { start: restStart, end: at })
      yield* record.items
      restStart = record.end
    }
    at = buffer.indexOf('PK', record?.end ?? at + 1)
  }
  yield* restItems(bytes, { start: restStart, end: gap.end })
}

function recordAt(
  bytes: Uint8Array,
  at: number,
  spend: Spend,
): { readonly items: Iterable<ZipItem>; readonly end: number } | undefined {
  const local = localHeaderAt(bytes, at)
  if (local !== undefined) return looseEntry(bytes, local, spend)
  const central = centralHeaderAt(bytes, at)
  if (central !== undefined) {
    const texts = [...central.paths, ...central.texts]
    return { items: texts.map((text) => ({ kind: 'text', text })), end: central.end }
  }
  const view = viewOf(bytes)
  if (signatureAt(view, at) !== signatures.end || at + 22 > bytes.length) return undefined
  const end = Math.min(at + 22 + view.getUint16(at + 20, true), bytes.length)
  const texts = zipTexts(bytes.subarray(at + 22, end), false)
  return { items: texts.map((text) => ({ kind: 'text', text })), end }
}

/** An entry that no directory names has to be read at once: only its data says where it ends. */
function looseEntry(
  bytes: Uint8Array,
  local: ZipHeader,
  spend: Spend,
): { readonly items: Iterable<ZipItem>; readonly end: number } {
  const contents = entryContents(bytes, { headers: [local], dataStart: local.end }, spend)
  const declaredEnd = Math.min(local.end + local.compressedBytes, bytes.length)
  const dataEnd = Math.max(
    declaredEnd,
    ...contents.map((content) => (content.kind === 'read' ? content.end : 0)),
  )
  const isCut = contents.some((content) => content.kind === 'read' && content.limit !== undefined)
  const isFolder = (local.paths[0] ?? '').endsWith('/') && dataEnd === local.end
  return {
    items: [
      ...local.texts.map((text): ZipItem => ({ kind: 'text', text })),
      { kind: 'entry', entry: { paths: local.paths, isFolder, contents: () => contents } },
    ],
    end: isCut ? bytes.length : local.hasDescriptor ? descriptorEnd(bytes, dataEnd) : dataEnd,
  }
}

/** Padding says nothing. */
function restItems(bytes: Uint8Array, { start, end }: Span): readonly ZipItem[] {
  const rest = bytes.subarray(start, end)
  return rest.some((byte) => byte !== 0) ? [{ kind: 'rest', bytes: rest }] : []
}
