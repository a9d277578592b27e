/** Walks over what was taken out of a trail: by its signed records, and through the archives where they are at hand. */
import type { Database } from '../store/connection.ts'
import { linesOf, sha256Of } from './archive-file.ts'
import { type AuditHead, type ChainFault, chainStart } from './chain.ts'
import { readSegments, type StoredSegment, strayBefore } from './segment-queries.sql.ts'
import { endOf, type TrailRange } from './trail-file.ts'
import { checkTrailFile, follows, genuineSegment } from './trail-file-check.ts'

export interface SegmentReport {
  readonly range: TrailRange
  /** `absent`: only its record speaks for it. */
  readonly archive: 'whole' | 'broken' | 'absent'
}

export interface SegmentWalk {
  /** Where what is left in the database begins. */
  readonly start: AuditHead
  readonly faults: readonly ChainFault[]
  readonly segments: readonly SegmentReport[]
}

export interface SegmentKnown {
  readonly rootFingerprint: string
  readonly heads: readonly AuditHead[]
  /** The archive of a range if it is at hand. */
  readonly archiveOf: (range: TrailRange) => string | undefined
}

export async function walkSegments(
  database: Database,
  organisationId: string,
  known: SegmentKnown,
): Promise<SegmentWalk> {
  const faults: ChainFault[] = []
  const segments: SegmentReport[] = []
  let start = chainStart(organisationId)
  for (const stored of await readSegments(database, organisationId)) {
    if (!isGenuine(stored, start, known.rootFingerprint)) {
      faults.push({ kind: 'segment-forged', seq: stored.first })
      break
    }
    const report = await checkArchive(stored, known)
    segments.push(report)
    if (report.archive === 'broken') faults.push({ kind: 'archive-broken', seq: stored.first })
    start = endOf(stored)
  }
  const stray = start.seq > 0n ? await strayBefore(database, organisationId, start.seq) : undefined
  if (stray !== undefined) faults.push({ kind: 'entry-stray', seq: stray })
  return { start, faults, segments }
}

function isGenuine(stored: StoredSegment, last: AuditHead, rootFingerprint: string): boolean {
  const signed = genuineSegment(stored.record, rootFingerprint)
  return (
    signed !== undefined &&
    follows(signed.range, last, stored.organisationId) &&
    signed.range.last === stored.last &&
    signed.range.end.equals(stored.end) &&
    signed.archiveSha256 === stored.archiveSha256.toString('hex')
  )
}

async function checkArchive(range: StoredSegment, known: SegmentKnown): Promise<SegmentReport> {
  const file = known.archiveOf(range)
  if (file === undefined) return { range, archive: 'absent' }
  const isUnchanged = (await sha256Of(file)).equals(range.archiveSha256)
  const { rootFingerprint, heads } = known
  const check = await checkTrailFile(linesOf(file), { rootFingerprint, heads: inside(heads, range) })
  const isWhole = isUnchanged && check.kind === 'trail-file' && check.faults.length === 0
  return { range, archive: isWhole ? 'whole' : 'broken' }
}

function inside(heads: readonly AuditHead[], { first, last }: TrailRange): readonly AuditHead[] {
  return heads.filter(({ seq }) => seq >= first && seq <= last)
}
