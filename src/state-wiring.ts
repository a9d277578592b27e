/** Joins the rooms behind the commands about state. Loaded only by them: judging a mail needs no database. */
import { readFileSync, writeFileSync } from 'node:fs'
import { readCheckpoint, signCheckpoint } from './audit/checkpoint.ts'
import { readHead, verifyTrail } from './audit/trail.ts'
import type { StateAction, StateAnswer, StateCall, StateFact } from './cli/state-call.ts'
import { keyFolderOf, stateFolderOf } from './config/state-folder.ts'
import { keyPurposes } from './sealing/key.ts'
import { type KeyRing, openKeyRing } from './sealing/key-ring.ts'
import { checkSignedFile } from './sealing/signed-file.ts'
import { addOrganisation, listOrganisations, organisationMeant } from './staff/organisation.ts'
import { fault } from './std/fault.ts'
import type { Database } from './store/connection.ts'
import { openStore, type StoreWish } from './store/store.ts'

export interface StateParts {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
  /** Told once, at the first run: what a third party needs to check what we sign. */
  readonly firstRun: (rootFingerprint: string) => void
}

export async function runState(call: StateCall, parts: StateParts): Promise<StateAnswer> {
  const { action } = call
  if (action.kind === 'verify') return verifyFile(action)
  const { folder } = stateFolderOf(call.statePath, parts.environment)
  switch (action.kind) {
    case 'keys-list':
    case 'keys-rotate':
    case 'keys-revoke':
      return runKeys(action, ringIn(folder, parts), parts.now())
    default:
      return withDatabase(folder, parts, (database) => runTrail(action, database, folder, parts))
  }
}

function ringIn(folder: string, parts: StateParts): KeyRing {
  const ring = openKeyRing(keyFolderOf(folder), parts.now())
  if (ring.isNew) parts.firstRun(ring.rootFingerprint)
  return ring
}

async function withDatabase<T>(
  folder: string,
  parts: StateParts,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const store = await openStore(storeWish(folder, parts.environment), () => {})
  try {
    return await work(store.database)
  } finally {
    await store.close()
  }
}

function storeWish(folder: string, environment: StateParts['environment']): StoreWish {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = environment
  if (!url) return { kind: 'own', stateFolder: folder }
  return { kind: 'server', url, ...(ownerUrl ? { ownerUrl } : {}) }
}

type KeyAction = Extract<StateAction, { kind: `keys-${string}` }>
type TrailAction = Extract<StateAction, { kind: `organisation-${string}` | `audit-${string}` }>

function runKeys(action: KeyAction, ring: KeyRing, now: Date): StateAnswer {
  switch (action.kind) {
    case 'keys-list': {
      const root: StateFact = { kind: 'root', fingerprint: ring.rootFingerprint }
      return { exit: 0, facts: [root, ...ring.list().map((key) => keyFact('key', key))] }
    }
    case 'keys-rotate': {
      const purpose = keyPurposes.find((one) => one === action.purpose)
      if (purpose === undefined || purpose === 'root') throw fault('SCH_USAGE')
      return { exit: 0, facts: [keyFact('key-made', ring.rotate(purpose, now))] }
    }
    case 'keys-revoke':
      return { exit: 0, facts: [keyFact('key-revoked', ring.revoke(action.id, now))] }
  }
}

function keyFact(kind: string, key: ReturnType<KeyRing['list']>[number]): StateFact {
  const state = key.revokedAt ? 'revoked' : key.isCurrent ? 'current' : 'earlier'
  return { kind, id: key.id, purpose: key.purpose, createdAt: key.createdAt.toISOString(), state }
}

async function runTrail(
  action: TrailAction,
  database: Database,
  folder: string,
  parts: StateParts,
): Promise<StateAnswer> {
  switch (action.kind) {
    case 'organisation-add': {
      const id = await addOrganisation(database, action, parts.now())
      return { exit: 0, facts: [{ kind: 'organisation-added', id, name: action.name, role: action.role }] }
    }
    case 'organisation-list': {
      const all = await listOrganisations(database)
      return { exit: 0, facts: all.map(({ id, name, role }) => ({ kind: 'organisation', id, name, role })) }
    }
    case 'audit-checkpoint': {
      const organisation = await organisationMeant(database, action.organisation)
      const head = await readHead(database, organisation.id)
      const file = signCheckpoint(ringIn(folder, parts), {
        organisationId: organisation.id,
        head,
        at: parts.now(),
      })
      writeNew(action.outPath, `${JSON.stringify(file, null, 2)}\n`)
      return { exit: 0, facts: [{ kind: 'checkpoint', file: action.outPath, entries: String(head.seq) }] }
    }
    case 'audit-verify':
      return verifyAudit(action, database, ringIn(folder, parts))
  }
}

async function verifyAudit(
  action: Extract<StateAction, { kind: 'audit-verify' }>,
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

function verifyFile({ path, rootFingerprint }: Extract<StateAction, { kind: 'verify' }>): StateAnswer {
  const check = checkSignedFile(readGiven(path), rootFingerprint)
  if (check.kind !== 'genuine') return { exit: 1, facts: [{ kind: `file-${check.kind}`, file: path }] }
  const kind = rootFingerprint === undefined ? 'file-genuine-root-open' : 'file-genuine'
  return {
    exit: 0,
    facts: [{ kind, file: path, document: check.file.kind, fingerprint: check.rootFingerprint }],
  }
}

/** @throws SCH_FILE_MISSING, SCH_FILE_UNREADABLE */
function readGiven(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw fileFault(error, file)
  }
}

/** A checkpoint that could be overwritten would be no witness. @throws SCH_FILE_EXISTS, SCH_FILE_UNWRITABLE */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    const reason = codeOf(error)
    if (reason === 'EEXIST') throw fault('SCH_FILE_EXISTS', { at: { file }, cause: error })
    throw fault('SCH_FILE_UNWRITABLE', { at: { file }, params: { reason }, cause: error })
  }
}

function fileFault(error: unknown, file: string): Error {
  const reason = codeOf(error)
  if (reason === 'ENOENT') return fault('SCH_FILE_MISSING', { at: { file }, cause: error })
  return fault('SCH_FILE_UNREADABLE', { at: { file }, params: { reason }, cause: error })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
