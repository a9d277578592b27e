/** Runs `schleuse audit verify`: what is whole, what is not, and what could not be found at all. */
import { type TrailReport, verifyOrganisation } from '../audit/verify.ts'
import type { AuditAction } from '../cli/actions/audit.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import { listOrganisations, organisationMeant } from '../staff/organisation.ts'
import type { Database } from '../store/connection.ts'
import { archiveOf, boundsOf } from './audit-seal.ts'
import { type GivenCheckpoints, readCheckpoints } from './given-checkpoints.ts'
import { ringIn, type StatePlace } from './state-parts.ts'

export async function verifyAudit(
  action: Extract<AuditAction, { kind: 'audit-verify' }>,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  const ring = ringIn(place, ['root'])
  const { rootFingerprint } = ring
  const organisation = await organisationMeant(database, action.organisation)
  // Folders that witness by the settings are asked without being named: an operator who forgets them would see less.
  const folders = place.settings.audit.witnesses.flatMap((one) => (one.kind === 'file' ? [one.path] : []))
  const given = readCheckpoints([...action.checkpointPaths, ...folders], {
    rootFingerprint,
    organisationId: organisation.id,
  })
  const outside = given.checkpoints
  const report = await verifyOrganisation(database, organisation.id, {
    rootFingerprint,
    outside,
    revokedKeys: new Set(ring.revocations().map(({ keyId }) => keyId)),
    archiveOf: (range) => archiveOf(place, range),
  })
  const missing = await missingOrganisations(database, given)
  const isWhole = report.faults.length === 0 && given.bad.length === 0 && missing.length === 0
  return {
    exit: isWhole ? 0 : 1,
    facts: [
      ...report.faults.map((one) => ({ kind: 'trail-fault', damage: one.kind, entry: String(one.seq) })),
      ...given.bad.map(({ file, why }) => ({ kind: 'witness-file-bad', file, why })),
      ...missing.map((id) => ({ kind: 'trail-missing', id })),
      ...foreignFacts(given),
      ...report.segments.map(({ range, archive }) => ({ kind: 'segment', ...boundsOf(range), archive })),
      sumOf(report, isWhole),
      ...(report.revoked === 0 ? [] : [{ kind: 'witness-revoked', heads: report.revoked }]),
      reachOf(report),
    ],
  }
}

/** Organisations that a witness has heads of and the database does not know any more. */
async function missingOrganisations(
  database: Database,
  { checkpoints }: GivenCheckpoints,
): Promise<readonly string[]> {
  const there = new Set((await listOrganisations(database)).map(({ id }) => id))
  return [...new Set(checkpoints.map(({ organisationId }) => organisationId))].filter((id) => !there.has(id))
}

function foreignFacts({ foreign }: GivenCheckpoints): readonly StateFact[] {
  return foreign === 0 ? [] : [{ kind: 'witness-foreign', heads: foreign }]
}

function sumOf({ head, inside, outside }: TrailReport, isWhole: boolean): StateFact {
  const kind = isWhole ? 'trail-whole' : 'trail-broken'
  return { kind, entries: String(head.seq), checkpoints: String(outside), inside: String(inside) }
}

/** Up to where the statement above is proven against the owner of the database himself. */
function reachOf({ witnessed }: TrailReport): StateFact {
  if (!witnessed) return { kind: 'trail-unwitnessed' }
  return { kind: 'trail-witnessed', entries: String(witnessed.head.seq), at: witnessed.at.toISOString() }
}
