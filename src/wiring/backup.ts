/** Runs `schleuse backup`. */
import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { forgetHeads } from '../audit/head-memory.ts'
import { appendEvent } from '../audit/trail.ts'
import { verifyChain } from '../audit/verify.ts'
import type { BackupAction } from '../cli/actions/backup.ts'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import { keyFolderOf } from '../config/state-folder.ts'
import { type BackupManifest, checkBackupFile, sealBackup, unsealBackup } from '../sealing/backup-file.ts'
import { hasKeys, type KeyRing } from '../sealing/key-ring.ts'
import { auditActorOf } from '../staff/actor.ts'
import { listOrganisations } from '../staff/organisation.ts'
import { Fault, fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import { exportTables } from '../store/backup/export.ts'
import { importTables } from '../store/backup/import.ts'
import { pack, unpack } from '../store/backup/packing.ts'
import { proveBackup } from '../store/backup/proof.ts'
import type { BackupContents } from '../store/backup/record.ts'
import type { Database } from '../store/connection.ts'
import { openPlace, openStore } from '../store/store.ts'
import { transact } from '../store/transaction.ts'
import { refuseUnreadable } from './given-file.ts'
import { openNewFile } from './new-file.ts'
import { headFolderOf } from './sign-and-watch.ts'
import { ringIn, type StatePlace, storeWishOf } from './state-parts.ts'

export async function runBackup(action: BackupAction, place: StatePlace): Promise<StateAnswer> {
  switch (action.kind) {
    case 'backup-create':
      return createBackup(action.outPath, place)
    case 'backup-verify':
      return verifyBackup(action.path, place)
    case 'backup-restore':
      return restoreBackup(action.path, place)
  }
}

async function createBackup(path: string, place: StatePlace): Promise<StateAnswer> {
  const ring = ringIn(place, ['root', 'signature', 'backup'])
  const file = await openNewFile(path)
  try {
    const store = await openStore(storeWishOf(place), () => {})
    try {
      const id = uuidV7(place.now().getTime(), randomBytes(10))
      const contents = await writeTables(file.write, { store, ring, id, place })
      await file.settle()
      await recordCreated(store.database, { id, ring, contents, place })
      await file.publish()
      return { exit: 0, facts: createdFacts({ path, id, contents, ring }) }
    } finally {
      await store.close()
    }
  } finally {
    await file.close()
  }
}

async function writeTables(
  write: (bytes: Uint8Array) => Promise<void>,
  parts: {
    readonly store: Awaited<ReturnType<typeof openStore>>
    readonly ring: KeyRing
    readonly id: string
    readonly place: StatePlace
  },
): Promise<BackupContents> {
  const { store, ring, id, place } = parts
  const session = await store.wholeSession()
  const createdAt = place.now().toISOString()
  let contents: BackupContents | undefined
  const records = exportTables(session, {
    onTable: ({ name }, { at, of }) =>
      place.progress(place.speech.say('state.progress.backup', { table: name, at, of })),
    onContents: (all) => {
      contents = all
    },
  })
  const facts = () => ({ id, createdAt, schemaVersion: contents?.upgrades.length ?? 0 })
  try {
    for await (const bytes of sealBackup(ring, pack(records), facts)) await write(bytes)
  } catch (error) {
    throw isForbidden(error) ? fault('SCH_BACKUP_OWNER_NEEDED', { cause: error }) : error
  } finally {
    await session.close()
  }
  if (!contents) throw new Error('the export has ended without contents')
  return contents
}

/** Insufficient privilege. @source PostgreSQL, appendix A */
function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501'
}

/** Every organisation's data leaves the database, so every trail says so. */
async function recordCreated(
  database: Database,
  made: {
    readonly id: string
    readonly ring: KeyRing
    readonly contents: BackupContents
    readonly place: StatePlace
  },
): Promise<void> {
  const { id, ring, contents, place } = made
  const actor = auditActorOf(place.actor)
  const body = { backup: id, key: ring.secret('backup').id, schema: contents.upgrades.length }
  const organisations = await listOrganisations(database)
  await transact(database, async (transaction) => {
    for (const { id: organisationId } of organisations) {
      const event = { kind: 'backup-created', body } as const
      await appendEvent(transaction, { organisationId, actor, event })
    }
  })
}

function createdFacts(made: {
  readonly path: string
  readonly id: string
  readonly contents: BackupContents
  readonly ring: KeyRing
}): readonly StateFact[] {
  const { path, id, contents, ring } = made
  const keys = ring.list().filter(({ revokedAt }) => revokedAt === undefined)
  return [
    {
      kind: 'backup-created',
      file: path,
      id,
      sizeBytes: statSync(path).size,
      ...sumOf(contents),
      key: ring.secret('backup').id,
    },
    ...keys.map((key) => ({ kind: 'backup-without-key', id: key.id, purpose: key.purpose })),
  ]
}

function sumOf({ tables, upgrades }: BackupContents): {
  readonly tables: number
  readonly rows: string
  readonly schema: number
} {
  const rows = tables.reduce((sum, table) => sum + BigInt(table.rows), 0n)
  return { tables: tables.length, rows: String(rows), schema: upgrades.length }
}

async function verifyBackup(path: string, place: StatePlace): Promise<StateAnswer> {
  const found = await proveFile(path, place)
  switch (found.kind) {
    case 'damaged':
      return { exit: 1, facts: [{ kind: 'backup-damaged', file: path, damage: found.damage }] }
    case 'sealed': {
      const { id, createdAt, keyId } = found.manifest
      return { exit: 1, facts: [{ kind: 'backup-sealed', file: path, id, createdAt, key: keyId }] }
    }
    case 'whole': {
      const { id, createdAt } = found.manifest
      const whole = { kind: 'backup-whole', file: path, id, createdAt, ...sumOf(found.contents) }
      return { exit: 0, facts: [whole, ...keyFacts(found.manifest, found.ring)] }
    }
  }
}

type Proof =
  | {
      readonly kind: 'whole'
      readonly manifest: BackupManifest
      readonly contents: BackupContents
      readonly ring: KeyRing
    }
  /** Its signature holds, but nobody here can look inside. */
  | { readonly kind: 'sealed'; readonly manifest: BackupManifest }
  | { readonly kind: 'damaged'; readonly damage: string }

/** Signature over all bytes, then every segment, every table's digest and number of rows. */
async function proveFile(path: string, place: StatePlace): Promise<Proof> {
  refuseUnreadable(path)
  const folder = keyFolderOf(place.folder)
  // Keys made now could open nothing; and they would lie where the right ones have to be put.
  const ring = hasKeys(folder) ? ringIn(place, ['root']) : undefined
  const check = await checkBackupFile(path, ring?.rootFingerprint)
  if (check.kind === 'no-backup') throw fault('SCH_BACKUP_NO_BACKUP', { at: { file: path } })
  if (check.kind !== 'genuine') return { kind: 'damaged', damage: check.kind }
  const { manifest } = check
  const key = ring?.list().find(({ id }) => id === manifest.keyId)
  if (!ring || !key || key.revokedAt) return { kind: 'sealed', manifest }
  try {
    const contents = await proveBackup(unpack(unsealBackup(path, ring)), (table) =>
      place.progress(place.speech.say('state.progress.backup-verify', { table })),
    )
    return { kind: 'whole', manifest, contents, ring }
  } catch (error) {
    if (!(error instanceof Fault) || error.problems[0].code !== 'SCH_BACKUP_DAMAGED') throw error
    return { kind: 'damaged', damage: String(error.problems[0].params?.why ?? 'changed') }
  }
}

function keyFacts({ keysNeeded }: BackupManifest, ring: KeyRing): readonly StateFact[] {
  const here = new Set(ring.list().flatMap(({ id, revokedAt }) => (revokedAt ? [] : [id])))
  return keysNeeded.map(({ id, purpose }) => ({
    kind: 'backup-needs-key',
    id,
    purpose,
    presence: here.has(id) ? 'here' : 'absent',
  }))
}

async function restoreBackup(path: string, place: StatePlace): Promise<StateAnswer> {
  const found = await proveFile(path, place)
  if (found.kind === 'damaged')
    throw fault('SCH_BACKUP_DAMAGED', { at: { file: path }, params: { why: found.damage } })
  if (found.kind === 'sealed') {
    throw fault('SCH_BACKUP_KEY_ABSENT', { at: { file: path }, params: { id: found.manifest.keyId } })
  }
  const { manifest, contents, ring } = found
  const target = await openPlace(storeWishOf(place))
  try {
    await importTables(target.owner, {
      contents,
      bytes: unpack(unsealBackup(path, ring)),
      onTable: ({ name }, { at, of }) =>
        place.progress(place.speech.say('state.progress.backup-restore', { table: name, at, of })),
      beforeCommit: (transaction) => recordRestored(transaction, { manifest, contents, place }),
    })
  } finally {
    await target.close()
  }
  return restoredAnswer({ path, manifest, contents, ring, place })
}

async function recordRestored(
  transaction: Parameters<typeof appendEvent>[0],
  made: {
    readonly manifest: BackupManifest
    readonly contents: BackupContents
    readonly place: StatePlace
  },
): Promise<void> {
  const { manifest, contents, place } = made
  const actor = auditActorOf(place.actor)
  const { id, createdAt } = manifest
  const { rows, schema } = sumOf(contents)
  const event = { kind: 'backup-restored', body: { backup: id, createdAt, rows, schema } } as const
  for (const { id: organisationId } of await listOrganisations(transaction)) {
    await appendEvent(transaction, { organisationId, actor, event })
  }
}

/** As every start does: the tables are brought forward, and the trails are read from their beginning. */
async function restoredAnswer(made: {
  readonly path: string
  readonly manifest: BackupManifest
  readonly contents: BackupContents
  readonly ring: KeyRing
  readonly place: StatePlace
}): Promise<StateAnswer> {
  const { path, manifest, contents, ring, place } = made
  // What was signed since the backup is not in it; this machine must not take it for cut off.
  forgetHeads(headFolderOf(place.folder))
  const store = await openStore(storeWishOf(place), () => {})
  try {
    const { id, createdAt } = manifest
    const restored = { kind: 'backup-restored', file: path, id, createdAt, ...sumOf(contents) }
    const keys = keyFacts(manifest, ring)
    const trails: StateFact[] = []
    for (const organisation of await listOrganisations(store.database)) {
      const { head, faults } = await verifyChain(store.database, organisation.id)
      const kind = faults.length === 0 ? 'restored-trail-whole' : 'restored-trail-broken'
      trails.push({ kind, organisation: organisation.name, entries: String(head.seq) })
    }
    const isSound =
      trails.every(({ kind }) => kind === 'restored-trail-whole') &&
      keys.every(({ presence }) => presence === 'here')
    return { exit: isSound ? 0 : 1, facts: [restored, ...keys, ...trails] }
  } finally {
    await store.close()
  }
}
