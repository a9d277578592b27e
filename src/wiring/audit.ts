/** Runs `schleuse audit` and `schleuse verify`. */
import { readCheckpoint, signCheckpoint } from '../audit/checkpoint.ts'
import { readHead, verifyTrail } from '../audit/trail.ts'
import type { AuditAction } from '../cli/actions/audit.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { checkSignedFile } from '../sealing/signed-file.ts'
import { organisationMeant } from '../staff/organisation.ts'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { readGiven, writeNew } from './given-file.ts'
import { ringIn, type StatePlace } from './state-parts.ts'

type Action<Kind extends AuditAction['kind']> = Extract<AuditAction, { kind: Kind }>

export async function runAudit(
  action: Action<'audit-verify' | 'audit-checkpoint'>,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  switch (action.kind) {
    case 'audit-checkpoint':
      return makeCheckpoint(action, database, place)
    case 'audit-verify':
      return verifyAudit(action, database, ringIn(place))
  }
}

async function makeCheckpoint(
  action: Action<'audit-checkpoint'>,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  const { id: organisationId } = await organisationMeant(database, action.organisation)
  const head = await readHead(database, organisationId)
  const file = signCheckpoint(ringIn(place), { organisationId, head, at: place.now() })
  writeNew(action.outPath, `${JSON.stringify(file, null, 2)}\n`)
  return { exit: 0, facts: [{ kind: 'checkpoint', file: action.outPath, entries: String(head.seq) }] }
}

async function verifyAudit(
  action: Action<'audit-verify'>,
  database: Database,
  ring: KeyRing,
): Promise<StateAnswer> {
  const organisation = await organisationMeant(database, action.organisation)
  const heads = action.checkpointPaths.map((file) => {
    const check = readCheckpoint(readGiven(file), ring.rootFingerprint)
    if (check.kind !== 'genuine')
      throw fault('SCH_SIGNED_FILE', { at: { file }, params: { why: check.kind } })
    if (check.checkpoint.organisationId !== organisation.id) {
      throw fault('SCH_SIGNED_FILE', { at: { file }, params: { why: 'other-organisation' } })
    }
    return check.checkpoint.head
  })
  const { head, faults } = await verifyTrail(database, organisation.id, heads)
  const found = faults.map((one) => ({ kind: 'trail-fault', damage: one.kind, entry: String(one.seq) }))
  const sum = { entries: String(head.seq), checkpoints: String(heads.length) }
  return {
    exit: faults.length === 0 ? 0 : 1,
    facts: [...found, { kind: faults.length === 0 ? 'trail-whole' : 'trail-broken', ...sum }],
  }
}

export function verifyFile({ path, rootFingerprint }: Action<'verify'>): StateAnswer {
  const check = checkSignedFile(readGiven(path), rootFingerprint)
  if (check.kind !== 'genuine') return { exit: 1, facts: [{ kind: `file-${check.kind}`, file: path }] }
  const kind = rootFingerprint === undefined ? 'file-genuine-root-open' : 'file-genuine'
  return {
    exit: 0,
    facts: [{ kind, file: path, document: check.file.kind, fingerprint: check.rootFingerprint }],
  }
}
