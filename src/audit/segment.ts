/** Expired parts of a trail: archived as a signed file, checked, recorded, and only then taken out of the database. */
import { join } from 'node:path'
import type { KeyRing } from '../sealing/key-ring.ts'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { commit, discard, linesOf, unfinishedOf, writeUnfinished } from './archive-file.ts'
import { newestCheckpoint } from './checkpoint-queries.sql.ts'
import type { AuditActor } from './event.ts'
import { digestOfEntry, dropSegment, firstEntrySince, thinCheckpoints } from './segment-queries.sql.ts'
import { appendEvent } from './trail.ts'
import { signSegment, type TrailRange, trailLines } from './trail-file.ts'
import { checkTrailFile } from './trail-file-check.ts'
import { sourceOf, wholeRange } from './trail-source.ts'

export interface SegmentParts {
  readonly database: Database
  readonly ring: KeyRing
  /** One folder per organisation is made in it. */
  readonly archiveFolder: string
  /** How long entries stay in the database. */
  readonly retentionMs: number
  readonly now: () => Date
  readonly actor: AuditActor
}

export interface DroppedSegment {
  readonly range: TrailRange
  readonly file: string
}

/** Entries per segment: the transaction that takes them out is over in seconds. */
const entriesMax = 100_000n

/**
 * Takes out everything that has expired, oldest first. A kill leaves the entries in the database or in a checked archive, and
 * the next call goes on; an archive without a record is written anew.
 *
 * @throws SCH_ARCHIVE_BROKEN if the archive does not verify, because the trail itself is not whole: nothing is taken out then
 */
export async function sealExpired(
  parts: SegmentParts,
  organisationId: string,
): Promise<readonly DroppedSegment[]> {
  const dropped: DroppedSegment[] = []
  for (;;) {
    const expiredBefore = new Date(parts.now().getTime() - parts.retentionMs)
    const range = await expiredRange(parts.database, organisationId, expiredBefore)
    if (!range) return dropped
    dropped.push(await sealOne(parts, range, expiredBefore))
  }
}

/** How many entries have expired and could be taken out now. */
export async function expiredEntries(
  database: Database,
  organisationId: string,
  expiredBefore: Date,
): Promise<bigint> {
  const range = await expiredRange(database, organisationId, expiredBefore, 2n ** 62n)
  return range ? range.last - range.first + 1n : 0n
}

/**
 * Keeps of the signed heads that are older than thirty days the last one of each day, with an entry that says how many went.
 *
 * @returns how many
 */
export function purgeCheckpoints(
  { database, actor }: Pick<SegmentParts, 'database' | 'actor'>,
  organisationId: string,
): Promise<bigint> {
  return transact(database, async (transaction) => {
    const rows = await thinCheckpoints(transaction, organisationId)
    if (rows === 0n) return 0n
    const event = { kind: 'retention-purged', body: { what: 'checkpoints', rows: String(rows) } } as const
    await appendEvent(transaction, { organisationId, actor, event })
    return rows
  })
}

/** From the oldest entry to the last one that has expired, that a signed head covers, and that is not the end of the trail. */
async function expiredRange(
  database: Database,
  organisationId: string,
  expiredBefore: Date,
  most = entriesMax,
): Promise<TrailRange | undefined> {
  const whole = await wholeRange(database, organisationId)
  const after = whole.first - 1n
  const checkpoint = await newestCheckpoint(database, organisationId)
  if (!checkpoint || whole.last <= whole.first) return undefined
  const young = await firstEntrySince(database, organisationId, { after, at: expiredBefore })
  const bounds = [
    after + most,
    checkpoint.seq,
    whole.last - 1n,
    young === undefined ? whole.last : young - 1n,
  ]
  const last = bounds.reduce((least, one) => (one < least ? one : least))
  if (last <= after) return undefined
  const end = await digestOfEntry(database, organisationId, last)
  if (!end) return undefined
  return { ...whole, last, end }
}

async function sealOne(parts: SegmentParts, range: TrailRange, expiredBefore: Date): Promise<DroppedSegment> {
  const { database, ring, actor } = parts
  const file = join(parts.archiveFolder, archivePlace(range))
  const lines = trailLines(range, await sourceOf(database, range), ring)
  const archiveSha256 = await writeUnfinished(file, lines)
  const { rootFingerprint } = ring
  const check = await checkTrailFile(linesOf(unfinishedOf(file)), { rootFingerprint, heads: [] })
  if (check.kind !== 'trail-file' || check.faults.length > 0) {
    await discard(file)
    throw fault('SCH_ARCHIVE_BROKEN', { at: { file } })
  }
  await commit(file)
  const at = parts.now()
  const record = signSegment(ring, { range, archiveSha256: archiveSha256.toString('hex'), expiredBefore, at })
  await transact(database, (transaction) =>
    dropSegment(transaction, {
      ...range,
      archiveSha256,
      expiredBefore,
      actor,
      record: JSON.stringify(record),
    }),
  )
  return { range, file }
}

/** Where the archive of a range lies below the archive folder. */
export function archivePlace({ organisationId, first, last }: TrailRange): string {
  const padded = (seq: bigint) => String(seq).padStart(15, '0')
  return join(organisationId, `${padded(first)}-${padded(last)}.ndjson`)
}
