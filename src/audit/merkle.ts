/** Merkle trees over the leaves of a batch: one digest stands for all of them, and a few prove that one is among them. */
import { createHash } from 'node:crypto'

/** @source RFC 9162, section 2.1.1: leaves and inner nodes have prefixes of their own, so that neither passes for the other */
export function leafDigest(leaf: Uint8Array): Buffer {
  return createHash('sha256').update(leafPrefix).update(leaf).digest()
}

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

function nodeDigest(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest()
}

/**
 * The root over leaf digests, level by level: an odd node at the end of a level goes up as it is, which gives the same tree
 * as splitting at the largest power of two.
 *
 * @source RFC 9162, section 2.1.1
 */
export function merkleRoot(leaves: readonly Uint8Array[]): Buffer {
  let level = leaves
  while (level.length > 1) level = above(level)
  const [root] = level
  return root ? Buffer.from(root) : createHash('sha256').digest()
}

function above(level: readonly Uint8Array[]): readonly Uint8Array[] {
  const next: Uint8Array[] = []
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = level.slice(at, at + 2)
    if (left) next.push(right ? nodeDigest(left, right) : left)
  }
  return next
}

/** The digests that lead from one leaf to the root, lowest first. @source RFC 9162, section 2.1.3.1 */
export function inclusionPath(leaves: readonly Uint8Array[], index: number): readonly Buffer[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError('there is no leaf of this index')
  const path: Buffer[] = []
  for (let level = leaves, at = index; level.length > 1; level = above(level), at >>= 1) {
    const sibling = level[at ^ 1]
    if (sibling) path.push(Buffer.from(sibling))
  }
  return path
}

export interface LeafPlace {
  /** From 0. */
  readonly index: number
  /** Leaves in the whole tree. */
  readonly leaves: number
}

/**
 * The root that a leaf and its path lead to.
 *
 * @returns undefined if a path of this length cannot belong to this place
 * @source RFC 9162, section 2.1.3.2
 */
export function rootOfPath(
  digest: Uint8Array,
  place: LeafPlace,
  path: readonly Uint8Array[],
): Buffer | undefined {
  if (!(place.index >= 0 && place.index < place.leaves)) return undefined
  let node = place.index
  let last = place.leaves - 1
  let result: Buffer = Buffer.from(digest)
  for (const sibling of path) {
    if (last === 0) return undefined
    if (node % 2 === 1 || node === last) {
      result = nodeDigest(sibling, result)
      // A node without right neighbour goes up as it is, until it is a right child.
      while (node % 2 === 0 && node !== 0) {
        node >>>= 1
        last >>>= 1
      }
    } else {
      result = nodeDigest(result, sibling)
    }
    node >>>= 1
    last >>>= 1
  }
  return last === 0 ? result : undefined
}
