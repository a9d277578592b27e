/** Runs `schleuse audit export`, and `schleuse verify` on what it wrote and on archives. */
import { closeSync, openSync, readSync } from 'node:fs'
import { linesOf } from '../audit/archive-file.ts'
import { trailFormat, trailLines } from '../audit/trail-file.ts'
import { checkTrailFile, type TrailFileFault } from '../audit/trail-file-check.ts'
import { sourceOf, wholeRange } from '../audit/trail-source.ts'
import type { AuditAction } from '../cli/actions/audit.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import { organisationMeant } from '../staff/organisation.ts'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { readCheckpoints } from './given-checkpoints.ts'
import { openNewFile } from './new-file.ts'
import { revokedKeys } from './revoked-keys.ts'
import { ringIn, type StatePlace } from './state-parts.ts'

export async function exportTrail(
  { organisation, outPath }: Extract<AuditAction, { kind: 'audit-export' }>,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  const ring = ringIn(place)
  const { id } = await organisationMeant(database, organisation)
  const range = await wholeRange(database, id)
  const file = await openNewFile(outPath)
  try {
    for await (const line of trailLines(range, await sourceOf(database, range), ring))
      await file.write(Buffer.from(line, 'utf8'))
    await file.settle()
    await file.publish()
  } finally {
    await file.close()
  }
  const entries = String(range.last - range.first + 1n)
  return { exit: 0, facts: [{ kind: 'trail-exported', file: outPath, entries, root: ring.rootFingerprint }] }
}

/** @returns undefined for a file that is no trail */
export async function verifyTrailFile(
  action: Extract<AuditAction, { kind: 'verify' }>,
): Promise<StateAnswer | undefined> {
  const { path, rootFingerprint, checkpointPaths } = action
  if (!beginsAsTrail(path)) return undefined
  const root = rootFingerprint === undefined ? {} : { rootFingerprint }
  const first = await checkTrailFile(linesOf(path), { ...root, heads: [] })
  if (first.kind === 'no-trail-file') return undefined
  // The file says itself of which installation and organisation heads and revocations must be.
  const meant = { rootFingerprint: first.rootFingerprint, organisationId: first.range.organisationId }
  const heads = readCheckpoints(checkpointPaths, meant)
    .checkpoints.filter(({ organisationId }) => organisationId === meant.organisationId)
    .map(({ head }) => head)
  const revoked = new Set(revokedKeys(action, first.rootFingerprint).keys())
  const check = await checkTrailFile(linesOf(path), { ...root, heads, revokedKeys: revoked })
  return check.kind === 'no-trail-file' ? undefined : answerOf(path, check, rootFingerprint, heads.length)
}

type Checked = Extract<Awaited<ReturnType<typeof checkTrailFile>>, { kind: 'trail-file' }>

function answerOf(
  file: string,
  check: Checked,
  rootFingerprint: string | undefined,
  checkpoints: number,
): StateAnswer {
  const { range, faults } = check
  const sum = {
    file,
    organisation: range.organisationId,
    first: String(range.first),
    last: String(range.last),
    heads: check.heads,
    batches: check.batches,
    segments: check.segments,
    checkpoints,
    fingerprint: check.rootFingerprint,
  }
  if (faults.length > 0)
    return { exit: 1, facts: [...faults.map(faultFact), { kind: 'trail-file-broken', ...sum }] }
  const kind = rootFingerprint === undefined ? 'trail-file-whole-root-open' : 'trail-file-whole'
  return { exit: 0, facts: [{ kind, ...sum }] }
}

function faultFact(one: TrailFileFault): StateFact {
  return 'line' in one
    ? { kind: 'trail-file-fault', damage: one.kind, line: String(one.line) }
    : { kind: 'trail-fault', damage: one.kind, entry: String(one.seq) }
}

/** A trail file says so in its first line; anything else is read by whoever knows it. */
function beginsAsTrail(file: string): boolean {
  const beginning = `{"type":"trail","format":"${trailFormat}"`
  try {
    const handle = openSync(file, 'r')
    try {
      const bytes = Buffer.alloc(beginning.length)
      return bytes.toString('utf8', 0, readSync(handle, bytes)) === beginning
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw fault('SCH_FILE_UNREADABLE', { at: { file }, params: { reason: 'EIO' }, cause: error })
  }
}
