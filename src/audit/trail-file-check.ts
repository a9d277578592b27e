/** Verifies a trail file: chain, signatures, batches and the records of dropped segments. No database, constant memory. */
import { createHash } from 'node:crypto'
import { keyIdOf } from '../sealing/revocation.ts'
import { checkSignedFile, type SignedFile, type SignedKind } from '../sealing/signed-file.ts'
import { rootSaid } from './batch-check.ts'
import { type AuditHead, type ChainFault, type ChainWalk, chainStart, walkChain } from './chain.ts'
import { readCheckpoint } from './checkpoint.ts'
import { merkleRoot } from './merkle.ts'
import { endOf, rangeOf, type SegmentRecord, segmentOf, type TrailRange } from './trail-file.ts'
import { type TrailLine, trailLineOf } from './trail-file-line.ts'

export type TrailFileFault =
  | ChainFault
  /** Not a line of such a file, or not where it may stand. */
  | { readonly kind: 'line-unreadable'; readonly line: number }
  /** The last line is missing or signs another file: something was changed, added or cut off. */
  | { readonly kind: 'file-changed'; readonly line: number }
  | { readonly kind: 'other-root'; readonly line: number }
  /** Everything is as it was signed, but whoever has the key could have signed it. */
  | { readonly kind: 'key-revoked'; readonly line: number }

export type TrailFileCheck =
  | { readonly kind: 'no-trail-file' }
  | {
      readonly kind: 'trail-file'
      readonly range: TrailRange
      readonly rootFingerprint: string
      readonly faults: readonly TrailFileFault[]
      readonly heads: number
      readonly batches: number
      readonly segments: number
    }

export interface TrailFileKnown {
  /** As noted at the first run; without it, whoever reads the result compares the fingerprint himself. */
  readonly rootFingerprint?: string
  /** Signed heads kept elsewhere, of the same organisation. */
  readonly heads: readonly AuditHead[]
  /** Ids of signature keys that are not believed any more. */
  readonly revokedKeys?: ReadonlySet<string>
}

/** @param lines without their line breaks, as bytes */
export async function checkTrailFile(
  lines: AsyncIterable<Buffer>,
  known: TrailFileKnown,
): Promise<TrailFileCheck> {
  let check: OpenCheck | undefined
  const hash = createHash('sha256')
  let line = 0
  for await (const bytes of lines) {
    line++
    const read = trailLineOf(bytes.toString('utf8'))
    if (!check) {
      if (read?.kind !== 'trail') return { kind: 'no-trail-file' }
      check = openCheck(read.range, read.rootFingerprint, known)
    } else if (read) check.add(read, line, () => hash.copy().digest('hex'))
    else check.fault({ kind: 'line-unreadable', line })
    hash.update(bytes).update('\n')
  }
  return check ? check.close(line) : { kind: 'no-trail-file' }
}

interface OpenCheck {
  add(line: TrailLine, number: number, sha256: () => string): void
  fault(fault: TrailFileFault): void
  close(line: number): TrailFileCheck
}

/** Lines come in this order; one that comes too late would not be looked at any more. */
const order = { trail: 0, segment: 1, head: 2, entry: 3, leaves: 3, end: 4 } as const

function openCheck(range: TrailRange, rootFingerprint: string, known: TrailFileKnown): OpenCheck {
  const faults: TrailFileFault[] = []
  const note = (fault: TrailFileFault): void => {
    if (faults.length < faultsMax) faults.push(fault)
  }
  const content = openContent(range, rootFingerprint, { heads: known.heads, note })
  let reached: number = order.trail
  let isSigned = false
  if (!isSameRoot(rootFingerprint, known.rootFingerprint)) note({ kind: 'other-root', line: 1 })
  return {
    fault: note,
    add(line, number, sha256) {
      if (line.kind === 'trail' || order[line.kind] < reached || isSigned) {
        note({ kind: 'line-unreadable', line: number })
        return
      }
      reached = order[line.kind]
      if (line.kind !== 'end') {
        content.add(line)
        return
      }
      const signer = signerOf(line.text, range, { rootFingerprint, sha256: sha256() })
      isSigned = signer !== undefined
      if (signer && known.revokedKeys?.has(signer)) note({ kind: 'key-revoked', line: number })
    },
    close(line) {
      const count = content.close()
      if (!isSigned) note({ kind: 'file-changed', line })
      return { kind: 'trail-file', range, rootFingerprint, faults, ...count }
    },
  }
}

/** Enough to see what happened; a file that is wrong in every line fills no memory. */
const faultsMax = 1_000

interface OpenContent {
  add(line: Exclude<TrailLine, { kind: 'trail' | 'end' }>): void
  close(): { readonly heads: number; readonly batches: number; readonly segments: number }
}

/** Everything between the first line and the signature. */
function openContent(
  range: TrailRange,
  rootFingerprint: string,
  to: { readonly heads: readonly AuditHead[]; readonly note: (fault: TrailFileFault) => void },
): OpenContent {
  const { note } = to
  const heads: AuditHead[] = [...to.heads]
  const segments = segmentWalk(range, rootFingerprint, note)
  const count = { heads: 0, batches: 0, segments: 0 }
  let walk: ChainWalk | undefined
  let batch: OpenBatch | undefined
  const chain = (): ChainWalk => {
    // Once entries begin, all heads are known; those before the file lie in archives.
    walk ??= walkChain(
      segments.close(),
      heads.filter(({ seq }) => seq >= range.first - 1n && seq <= range.last),
    )
    return walk
  }
  const closeBatch = (): void => {
    batch?.close().forEach(note)
    batch = undefined
  }
  return {
    add(line) {
      if (line.kind !== 'leaves') closeBatch()
      switch (line.kind) {
        case 'segment':
          count.segments++
          segments.add(line.text)
          return
        case 'head': {
          count.heads++
          const head = headOf(line.text, range.organisationId, rootFingerprint)
          if (head) heads.push(head)
          else note({ kind: 'checkpoint-forged', seq: 0n })
          return
        }
        case 'entry':
          chain().add(line.entry)
          if (line.entry.kind !== 'batch-sealed') return
          count.batches++
          batch = openBatch(line.entry)
          return
        case 'leaves':
          if (batch?.seq === line.batch) batch.add(line.digests)
          else note({ kind: 'batch-stray', seq: line.batch })
      }
    },
    close() {
      closeBatch()
      chain().close(endOf(range)).forEach(note)
      return count
    },
  }
}

function isSameRoot(root: string, expected: string | undefined): boolean {
  return expected === undefined || expected.replaceAll(/[\s:]/g, '').toLowerCase() === root
}

function genuine(text: string, kind: SignedKind, rootFingerprint: string): SignedFile | undefined {
  const check = checkSignedFile(text, rootFingerprint)
  return check.kind === 'genuine' && check.file.kind === kind ? check.file : undefined
}

function headOf(text: string, organisationId: string, rootFingerprint: string): AuditHead | undefined {
  const check = readCheckpoint(text, rootFingerprint)
  if (check.kind !== 'genuine' || check.checkpoint.organisationId !== organisationId) return undefined
  return check.checkpoint.head
}

/** @returns the id of the key that has signed this file, undefined if none has */
function signerOf(
  text: string,
  range: TrailRange,
  said: { readonly rootFingerprint: string; readonly sha256: string },
): string | undefined {
  const file = genuine(text, 'trail-export', said.rootFingerprint)
  const signed = file && rangeOf(file.payload)
  if (!signed || typeof file.payload !== 'object' || file.payload === null) return undefined
  const isThis = 'sha256' in file.payload && file.payload.sha256 === said.sha256 && isSameRange(signed, range)
  return isThis ? keyIdOf(file.certificate.publicKey) : undefined
}

function isSameRange(one: TrailRange, other: TrailRange): boolean {
  return (
    one.organisationId === other.organisationId &&
    one.first === other.first &&
    one.last === other.last &&
    one.start.equals(other.start) &&
    one.end.equals(other.end)
  )
}

interface SegmentWalk {
  add(text: string): void
  /** @returns where the entries must begin */
  close(): AuditHead
}

/** Records of dropped segments must lead from the start of the trail to the first entry of the file, without a gap. */
function segmentWalk(
  range: TrailRange,
  rootFingerprint: string,
  note: (fault: TrailFileFault) => void,
): SegmentWalk {
  let last = chainStart(range.organisationId)
  return {
    add(text) {
      const record = genuineSegment(text, rootFingerprint)
      if (record && follows(record.range, last, range.organisationId)) last = endOf(record.range)
      else note({ kind: 'segment-forged', seq: last.seq + 1n })
    },
    close() {
      const leadsHere = last.seq + 1n === range.first && last.digest.equals(range.start)
      if (!leadsHere) note({ kind: 'segment-forged', seq: last.seq + 1n })
      return leadsHere ? last : { seq: range.first - 1n, digest: range.start }
    },
  }
}

/** @returns undefined if it is no record that this root stands behind */
export function genuineSegment(text: string, rootFingerprint: string): SegmentRecord | undefined {
  const file = genuine(text, 'audit-segment', rootFingerprint)
  return file && segmentOf(file.payload)
}

export function follows(range: TrailRange, last: AuditHead, organisationId: string): boolean {
  return (
    range.organisationId === organisationId &&
    range.first === last.seq + 1n &&
    range.last >= range.first &&
    range.start.equals(last.digest)
  )
}

interface OpenBatch {
  readonly seq: bigint
  add(digests: readonly Buffer[]): void
  close(): readonly ChainFault[]
}

function openBatch(entry: { readonly seq: bigint; readonly body: string }): OpenBatch {
  const leaves: Buffer[] = []
  const said = rootSaid(entry)
  return {
    seq: entry.seq,
    add(digests) {
      // One more than there may be shows that it is wrong; a file that brings millions of them fills no memory.
      const room = Math.max((said?.leaves ?? 0) + 1 - leaves.length, 0)
      leaves.push(...digests.slice(0, room))
    },
    close() {
      const isWhole = said?.leaves === leaves.length && said.root === merkleRoot(leaves).toString('hex')
      return isWhole ? [] : [{ kind: 'batch-changed', seq: entry.seq }]
    },
  }
}
