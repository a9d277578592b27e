/** A trail as a file that a third party verifies without our database: `docs/audit-format.md`. Written and read line by line. */
import { createHash } from 'node:crypto'
import type { JsonValue } from '../sealing/canonical-json.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { type SignedFile, signFile } from '../sealing/signed-file.ts'
import type { AuditEntry, AuditHead } from './chain.ts'

export const trailFormat = 'schleuse-trail-1'

/** Entries `first` to `last` of one trail, and the digests before and behind them. */
export interface TrailRange {
  readonly organisationId: string
  readonly first: bigint
  readonly last: bigint
  readonly start: Buffer
  readonly end: Buffer
}

export interface TrailSource {
  /** Signed records of everything that was dropped before `first`, oldest first. */
  readonly segments: readonly string[]
  /** Signed heads, as files. */
  readonly heads: AsyncIterable<string>
  readonly entries: AsyncIterable<AuditEntry>
  leavesOf(batchSeq: bigint): Promise<readonly Buffer[]>
}

/** Digests of leaves per line: less than a megabyte. */
const leavesPerLine = 10_000

/** The lines of the file, each with its line break; the last one signs all before it. */
export async function* trailLines(
  range: TrailRange,
  source: TrailSource,
  ring: KeyRing,
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  for await (const value of contentOf(range, source, ring)) {
    const line = `${JSON.stringify(value)}\n`
    hash.update(line)
    yield line
  }
  const payload = { ...rangeInJson(range), sha256: hash.digest('hex') }
  yield `${JSON.stringify({ type: 'end', signed: signFile(ring, 'trail-export', payload) })}\n`
}

async function* contentOf(
  range: TrailRange,
  source: TrailSource,
  ring: KeyRing,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  yield { type: 'trail', format: trailFormat, ...rangeInJson(range), root: ring.rootFingerprint }
  for (const segment of source.segments) yield { type: 'segment', signed: JSON.parse(segment) }
  for await (const head of source.heads) yield { type: 'head', signed: JSON.parse(head) }
  for await (const entry of source.entries) {
    yield entryInJson(entry)
    if (entry.kind !== 'batch-sealed') continue
    const leaves = await source.leavesOf(entry.seq)
    for (let at = 0; at < leaves.length; at += leavesPerLine) {
      const digests = leaves.slice(at, at + leavesPerLine).map((one) => one.toString('hex'))
      yield { type: 'leaves', batch: String(entry.seq), digests }
    }
  }
}

/** Numbers of entries as text: they may pass what every reader's numbers hold exactly. */
export function rangeInJson({ organisationId, first, last, start, end }: TrailRange) {
  return {
    organisation: organisationId,
    first: String(first),
    last: String(last),
    start: start.toString('hex'),
    end: end.toString('hex'),
  }
}

function entryInJson({ seq, at, atMicros, kind, actor, body, digest }: AuditEntry) {
  const micros = String(BigInt(at.getTime()) * 1000n + BigInt(atMicros))
  return { type: 'entry', seq: String(seq), micros, kind, actor, body, digest: digest.toString('hex') }
}

/** A part of a trail that was written to an archive and taken out of the database. */
export interface SegmentRecord {
  readonly range: TrailRange
  /** SHA-256 of the archive. */
  readonly archiveSha256: string
  /** Every entry of it was older than this. */
  readonly expiredBefore: Date
  readonly at: Date
}

export function signSegment(ring: KeyRing, record: SegmentRecord): SignedFile {
  return signFile(ring, 'audit-segment', {
    ...rangeInJson(record.range),
    archive: record.archiveSha256,
    expiredBefore: record.expiredBefore.toISOString(),
    at: record.at.toISOString(),
  })
}

/** @returns undefined if it is no range of a trail */
export function rangeOf(value: JsonValue | undefined): TrailRange | undefined {
  if (typeof value !== 'object' || value === null || !('organisation' in value)) return undefined
  const { organisation, first, last, start, end } = value
  const [firstSeq, lastSeq] = [seqOf(first), seqOf(last)]
  const [startDigest, endDigest] = [digestOf(start), digestOf(end)]
  if (typeof organisation !== 'string' || !/^[0-9a-f-]{36}$/.test(organisation)) return undefined
  if (firstSeq === undefined || lastSeq === undefined || !startDigest || !endDigest) return undefined
  return { organisationId: organisation, first: firstSeq, last: lastSeq, start: startDigest, end: endDigest }
}

export function segmentOf(payload: JsonValue): SegmentRecord | undefined {
  const range = rangeOf(payload)
  if (!range || typeof payload !== 'object' || payload === null || !('archive' in payload)) return undefined
  const { archive, expiredBefore, at } = payload
  if (typeof archive !== 'string' || typeof expiredBefore !== 'string' || typeof at !== 'string')
    return undefined
  return { range, archiveSha256: archive, expiredBefore: new Date(expiredBefore), at: new Date(at) }
}

export function seqOf(value: unknown): bigint | undefined {
  return typeof value === 'string' && /^\d{1,19}$/.test(value) ? BigInt(value) : undefined
}

export function digestOf(value: unknown): Buffer | undefined {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? Buffer.from(value, 'hex') : undefined
}

/** The end of what a segment or a file holds. */
export function endOf({ last, end }: TrailRange): AuditHead {
  return { seq: last, digest: end }
}
