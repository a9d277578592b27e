/** Signs where each trail stands, with a key that the database does not have, and hands the signed heads to witnesses. */
import type { KeyRing } from '../sealing/key-ring.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { type AuditHead, type ChainFault, chainStart, walkChain } from './chain.ts'
import { readCheckpoint, signCheckpoint } from './checkpoint.ts'
import {
  addCheckpoint,
  newestCheckpoint,
  type StoredCheckpoint,
  type TrailOwner,
  trailOwners,
} from './checkpoint-queries.sql.ts'
import { type HandOver, handOver } from './hand-over.ts'
import type { HeadMemory } from './head-memory.ts'
import { readSegments } from './segment-queries.sql.ts'
import { readHead, readTrail } from './trail.ts'
import { endOf } from './trail-file.ts'
import { genuineSegment } from './trail-file-check.ts'
import type { Witness } from './witness.ts'

export interface SigningParts {
  readonly database: Database
  readonly ring: KeyRing
  readonly witnesses: readonly Witness[]
  /** Outside the database. */
  readonly memory: HeadMemory
  readonly now: () => Date
  readonly signal: AbortSignal
  /** A person asks: witnesses that have failed are tried at once. */
  readonly isUrgent?: boolean
}

/** A trail that does not continue what was signed last is not signed: the old head stays the newest, and a person is told. */
export type Signing =
  | { readonly kind: 'signed'; readonly head: AuditHead }
  | { readonly kind: 'unmoved'; readonly head: AuditHead }
  | { readonly kind: 'refused'; readonly faults: readonly ChainFault[] }

export interface SigningOutcome {
  readonly signings: readonly (TrailOwner & Signing)[]
  readonly handOvers: readonly (TrailOwner & HandOver)[]
}

/** A head that did not move is signed all the same this often: silence would look like a signer that has been stopped. */
const signOfLifeMs = 60 * 60 * 1000

/** To be called every minute, by any number of processes: they sign each head once. */
export async function signHeads(parts: SigningParts): Promise<SigningOutcome> {
  const owners = await trailOwners(parts.database)
  const signings: (TrailOwner & Signing)[] = []
  for (const owner of owners) signings.push({ ...owner, ...(await signHead(parts, owner.organisationId)) })
  // Side by side: a witness that does not answer keeps no other one waiting.
  const handOvers = await Promise.all(parts.witnesses.map((witness) => handOverAll(parts, owners, witness)))
  return { signings, handOvers: handOvers.flat() }
}

async function handOverAll(
  parts: SigningParts,
  owners: readonly TrailOwner[],
  witness: Witness,
): Promise<readonly (TrailOwner & HandOver)[]> {
  const outcomes: (TrailOwner & HandOver)[] = []
  for (const owner of owners) {
    const outcome = await handOver(parts, owner, witness)
    outcomes.push({ ...owner, ...outcome })
    // What keeps one head from a witness keeps all of them, except a place that is taken; the next call tries again.
    if (outcome.kind === 'failed' && outcome.why !== 'occupied') break
  }
  return outcomes
}

async function signHead(parts: SigningParts, organisationId: string): Promise<Signing> {
  const { database, ring } = parts
  const newest = await newestCheckpoint(database, organisationId)
  const head = await readHead(database, organisationId)
  const faults = await breaksIn(parts, organisationId, { newest, head })
  if (faults.length > 0) return { kind: 'refused', faults }
  const at = parts.now()
  const isFresh = newest && Math.abs(at.getTime() - newest.signedAt.getTime()) < signOfLifeMs
  if (head.seq === 0n || (isFresh && newest.seq === head.seq)) return { kind: 'unmoved', head }
  const file = JSON.stringify(signCheckpoint(ring, { organisationId, head, at }))
  const isMine = await transact(database, async (transaction) => {
    // Somebody else has signed meanwhile: his checkpoint is as good.
    if ((await newestCheckpoint(transaction, organisationId))?.id !== newest?.id) return false
    await addCheckpoint(transaction, organisationId, { ...head, signedAt: at, file })
    return true
  })
  if (isMine) parts.memory.keep(organisationId, file)
  return { kind: isMine ? 'signed' : 'unmoved', head }
}

/** What does not follow from what was signed last, as the database knows it and as this machine remembers it. */
async function breaksIn(
  { database, ring, memory }: SigningParts,
  organisationId: string,
  { newest, head }: { readonly newest: StoredCheckpoint | undefined; readonly head: AuditHead },
): Promise<readonly ChainFault[]> {
  const stored = newest && headSigned(newest, organisationId, ring)
  if (newest && !stored) return [{ kind: 'checkpoint-forged', seq: newest.seq }]
  const remembered = rememberedHead(memory.recall(organisationId), organisationId, ring)
  const floor = await dropped(database, organisationId, ring)
  const known = [stored, remembered].flatMap((one) => (one && one.seq >= floor.seq ? [one] : []))
  const faults: ChainFault[] = []
  for (const from of known.length === 0 ? [floor] : known)
    faults.push(...(await breaksSince(database, organisationId, { from, head })))
  return faults
}

/** Where what is left in the database begins, by the signed record of what was taken out last. */
async function dropped(database: Database, organisationId: string, ring: KeyRing): Promise<AuditHead> {
  const last = (await readSegments(database, organisationId)).at(-1)
  const record = last && genuineSegment(last.record, ring.rootFingerprint)
  const isOurs = record?.range.organisationId === organisationId
  return record && isOurs ? endOf(record.range) : chainStart(organisationId)
}

/** Nothing if the trail has only grown since. */
async function breaksSince(
  database: Database,
  organisationId: string,
  { from, head }: { readonly from: AuditHead; readonly head: AuditHead },
): Promise<readonly ChainFault[]> {
  if (head.seq < from.seq) return [{ kind: 'cut', seq: head.seq }]
  if (head.seq === from.seq) {
    return head.digest.equals(from.digest) ? [] : [{ kind: 'other-than-checkpoint', seq: head.seq }]
  }
  const walk = walkChain(from, [])
  for await (const entry of readTrail(database, organisationId, { after: from.seq, upTo: head.seq }))
    walk.add(entry)
  return walk.close(head)
}

/** A memory that cannot be read is none: what the database knows still counts, and the next head is remembered. */
function rememberedHead(
  file: string | undefined,
  organisationId: string,
  ring: KeyRing,
): AuditHead | undefined {
  const check = file === undefined ? undefined : readCheckpoint(file, ring.rootFingerprint)
  if (check?.kind !== 'genuine' || check.checkpoint.organisationId !== organisationId) return undefined
  return check.checkpoint.head
}

/** @returns undefined if the checkpoint is not what this installation has signed */
function headSigned(stored: StoredCheckpoint, organisationId: string, ring: KeyRing): AuditHead | undefined {
  const check = readCheckpoint(stored.file, ring.rootFingerprint)
  if (check.kind !== 'genuine' || check.checkpoint.organisationId !== organisationId) return undefined
  const { head } = check.checkpoint
  return head.seq === stored.seq && head.digest.equals(stored.digest) ? head : undefined
}
