/** Everything that can be said about the trail of one organisation: by itself, and against heads that are kept elsewhere. */
import type { Database } from '../store/connection.ts'
import type { AuditHead, ChainFault } from './chain.ts'
import { readCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import { checkpointsAfter } from './checkpoint-queries.sql.ts'
import { type SegmentKnown, type SegmentReport, walkSegments } from './segment-check.ts'
import { readSegments } from './segment-queries.sql.ts'
import { verifyTrail } from './trail.ts'
import { endOf } from './trail-file.ts'

export interface TrailReport {
  readonly head: AuditHead
  readonly faults: readonly ChainFault[]
  /** Signed heads in the database, which its owner could have deleted. */
  readonly inside: number
  /** Signed heads from elsewhere. */
  readonly outside: number
  /**
   * The newest head from elsewhere. Undefined: a tail cut off together with every trace of it, and a rewrite of everything
   * by the owner of the database, cannot be found.
   */
  readonly witnessed?: SignedCheckpoint
  /** Of those from elsewhere, signed with a key that was revoked since: compared, but they prove nothing by themselves. */
  readonly revoked: number
  /** What was taken out of the database, oldest first. */
  readonly segments: readonly SegmentReport[]
}

/**
 * @param known.rootFingerprint of this installation
 * @param known.revokedKeys ids of signature keys that are not believed any more
 * @param known.archiveOf the archive of what was taken out, if it is at hand
 * @param known.outside signed heads kept elsewhere, checked by whoever read them; those of other organisations say nothing here
 */
export async function verifyOrganisation(
  database: Database,
  organisationId: string,
  known: {
    readonly rootFingerprint: string
    readonly outside: readonly SignedCheckpoint[]
    readonly revokedKeys: ReadonlySet<string>
    readonly archiveOf: SegmentKnown['archiveOf']
  },
): Promise<TrailReport> {
  const outside = known.outside.filter((one) => one.organisationId === organisationId)
  const { heads: inside, forged } = await headsInside(database, organisationId, known.rootFingerprint)
  const heads = [...inside, ...outside.map(({ head }) => head)]
  const dropped = await walkSegments(database, organisationId, { ...known, heads })
  const { start } = dropped
  // What lies before was compared with the archives; the last of it is where the rest must begin.
  const later = heads.filter(({ seq }) => seq >= start.seq)
  const { head, faults } = await verifyTrail(database, organisationId, later, start)
  const believed = outside.filter(({ keyId }) => !known.revokedKeys.has(keyId))
  const witnessed = believed.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  return {
    head,
    faults: [...dropped.faults, ...faults, ...forged],
    inside: inside.length,
    outside: outside.length,
    revoked: outside.length - believed.length,
    segments: dropped.segments,
    ...(witnessed ? { witnessed } : {}),
  }
}

/** Rows per query: a megabyte of signed files. */
const pageRows = 1_000

async function headsInside(
  database: Database,
  organisationId: string,
  rootFingerprint: string,
): Promise<{ readonly heads: readonly AuditHead[]; readonly forged: readonly ChainFault[] }> {
  const heads: AuditHead[] = []
  const forged: ChainFault[] = []
  for (let id = 0n; ; ) {
    const page = await checkpointsAfter(database, organisationId, { id, limit: pageRows })
    for (const { file, seq, digest } of page) {
      const check = readCheckpoint(file, rootFingerprint)
      const isOurs = check.kind === 'genuine' && check.checkpoint.organisationId === organisationId
      if (isOurs && check.checkpoint.head.seq === seq && check.checkpoint.head.digest.equals(digest))
        heads.push({ seq, digest })
      else forged.push({ kind: 'checkpoint-forged', seq })
    }
    const last = page.at(-1)
    if (!last || page.length < pageRows) return { heads, forged }
    id = last.id
  }
}

/** The chain alone, without a key: whether what is in the database hangs together, not who has made it. */
export async function verifyChain(
  database: Database,
  organisationId: string,
): Promise<Pick<TrailReport, 'head' | 'faults'>> {
  const last = (await readSegments(database, organisationId)).at(-1)
  return verifyTrail(database, organisationId, [], last && endOf(last))
}
