/** The hash chain of the audit trail, computed outside the database, so that the database need not be believed. */
import { createHash } from 'node:crypto'

export interface AuditEntry {
  readonly seq: bigint
  readonly at: Date
  /** Microseconds of `at` that a Date cannot hold: 0 to 999. */
  readonly atMicros: number
  readonly kind: string
  readonly actor: string
  readonly body: string
  readonly digest: Buffer
}

/** The end of a chain: how many entries it has, and the digest that stands for all of them. */
export interface AuditHead {
  readonly seq: bigint
  readonly digest: Buffer
}

/** What the chain of this organisation starts from: two organisations' chains cannot be exchanged. */
export function chainStart(organisationId: string): AuditHead {
  const id = Buffer.from(organisationId.replaceAll('-', ''), 'hex')
  return { seq: 0n, digest: createHash('sha256').update('schleuse audit trail 1').update(id).digest() }
}

/**
 * The digest an entry must have behind this head.
 *
 * @source the function `schleuse.audit_digest`; a test holds both equal
 */
export function linkDigest(previous: Buffer, entry: Omit<AuditEntry, 'digest'>): Buffer {
  const hash = createHash('sha256').update(previous)
  const numbers = Buffer.alloc(16)
  numbers.writeBigInt64BE(entry.seq, 0)
  numbers.writeBigInt64BE(BigInt(entry.at.getTime()) * 1000n + BigInt(entry.atMicros), 8)
  hash.update(numbers)
  for (const text of [entry.kind, entry.actor, entry.body]) {
    const bytes = Buffer.from(text, 'utf8')
    const length = Buffer.alloc(4)
    length.writeInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  return hash.digest()
}

/** What is wrong with a chain. `seq` is the entry at which it shows. */
export type ChainFault =
  | { readonly kind: 'missing'; readonly seq: bigint }
  | { readonly kind: 'edited'; readonly seq: bigint }
  | { readonly kind: 'cut'; readonly seq: bigint }
  | { readonly kind: 'longer-than-head'; readonly seq: bigint }
  | { readonly kind: 'other-than-checkpoint'; readonly seq: bigint }
  | { readonly kind: 'checkpoint-forged'; readonly seq: bigint }
  /** Stands in the database although it was taken out of it. */
  | { readonly kind: 'entry-stray'; readonly seq: bigint }
  | { readonly kind: 'archive-broken'; readonly seq: bigint }
  | { readonly kind: 'segment-forged'; readonly seq: bigint }
  | { readonly kind: 'batch-changed'; readonly seq: bigint }
  | { readonly kind: 'batch-stray'; readonly seq: bigint }

/** An entry reordered, forged or taken out shows as a number or a digest that does not follow. */
export interface ChainWalk {
  add(entry: AuditEntry): void
  /** @param head as the database gives it */
  close(head: AuditHead): readonly ChainFault[]
}

/** Enough to see what happened and where it begins; a trail that is wrong everywhere fills no memory. */
const faultsMax = 1_000

/**
 * Walks a chain entry by entry in constant memory.
 *
 * @param start the end of what was walked before, or `chainStart`
 * @param checkpoints heads that were signed before and kept elsewhere: the only proof against a rewrite of everything
 */
export function walkChain(start: AuditHead, checkpoints: readonly AuditHead[]): ChainWalk {
  let last = start
  const faults: ChainFault[] = []
  const note = (fault: ChainFault): void => {
    if (faults.length < faultsMax) faults.push(fault)
  }
  // Several may stand for one entry, and each must agree: a later one does not take the place of an earlier one.
  const due = new Map<bigint, Set<string>>()
  for (const { seq, digest } of checkpoints)
    due.set(seq, (due.get(seq) ?? new Set()).add(digest.toString('hex')))
  const isKnown = ({ seq, digest }: AuditHead): boolean => {
    const known = due.get(seq)
    return !known || (known.size === 1 && known.has(digest.toString('hex')))
  }
  if (!isKnown(start)) note({ kind: 'other-than-checkpoint', seq: start.seq })
  return {
    add(entry) {
      if (entry.seq !== last.seq + 1n) note({ kind: 'missing', seq: last.seq + 1n })
      if (!linkDigest(last.digest, entry).equals(entry.digest)) note({ kind: 'edited', seq: entry.seq })
      // Go on from what stands there, so that one edited entry is one fault and not as many as follow it.
      last = { seq: entry.seq, digest: entry.digest }
      if (!isKnown(entry)) note({ kind: 'other-than-checkpoint', seq: entry.seq })
    },
    close(head) {
      const seqs = [head.seq, ...due.keys()]
      if (seqs.some((seq) => seq > last.seq)) note({ kind: 'cut', seq: last.seq })
      if (head.seq < last.seq) note({ kind: 'longer-than-head', seq: head.seq })
      if (head.seq === last.seq && !head.digest.equals(last.digest)) note({ kind: 'edited', seq: last.seq })
      return faults
    },
  }
}
