/** One generation of an organisation's index in a file: sealed in segments, so that a cut, exchanged or foreign one is refused. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeWhole } from '../std/frame.ts'
import type { DirectoryKeys } from './directory-keys.ts'

/** What is said of the index in the file, bound to it by the seal. */
export interface IndexFileHead {
  /** The last change that is in it. */
  readonly seq: bigint
  /** When that was, in microseconds of the database's clock: after a restored backup another change may have its number. */
  readonly mark: bigint
  /** Records in the order of their ids; behind them owners of facts whom no source names. */
  readonly sortedRecords: number
}

export type ReadIndexFile =
  | { readonly kind: 'whole'; readonly head: IndexFileHead; readonly bytes: Uint8Array }
  /** `foreign`: of another organisation or another key; `damaged`: not what was written. */
  | {
      readonly kind: 'refused'
      readonly reason: 'missing' | 'no-index' | 'truncated' | 'foreign' | 'damaged'
    }

const magic = Buffer.from('SCHLEUSE INDEX 1')
/** Magic, salt of the file's key, organisation, matching key, change, its mark, sorted records, size, each at its place. */
const at = { salt: 16, organisation: 48, matching: 64, seq: 72, mark: 80, sorted: 88, size: 96, end: 104 }
const saltBytes = 32
const keyBytes = 32
const tagBytes = 16
const nonceBytes = 12
const unfinishedName = /\.(\d+)\.unfinished$/

/** Large enough that opening a segment costs nothing beside reading it, small beside the memory of a process. */
const segmentBytes = 4 << 20

/**
 * Writes beside the place and then takes it, so that a kill leaves the old file or the new one.
 *
 * @limit 2^32 segments of 4 MB under one file's key, of which an index (16 GB at most) has 4,096
 */
export function writeIndexFile(
  path: string,
  content: { readonly head: IndexFileHead; readonly bytes: Uint8Array },
  keys: FileKeys,
): void {
  const { head, bytes } = content
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const salt = randomBytes(saltBytes)
  const header = headerOf({ ...head, salt, sizeBytes: bytes.length }, keys)
  const fileKey = fileKeyOf(keys, salt)
  const unfinished = `${path}.${process.pid}.unfinished`
  const file = openSync(unfinished, 'w', 0o600)
  try {
    writeWhole(file, header)
    for (let segment = 0; segment * segmentBytes < bytes.length || segment === 0; segment++) {
      const plain = bytes.subarray(segment * segmentBytes, (segment + 1) * segmentBytes)
      const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(segment))
      cipher.setAAD(header)
      writeWhole(file, Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
    }
    fsyncSync(file)
  } catch (error) {
    closeSync(file)
    rmSync(unfinished, { force: true })
    throw error
  }
  closeSync(file)
  renameSync(unfinished, path)
}

/** @returns the process that writes this file, or wrote it until it was killed; undefined for one that is finished */
export function writerOfUnfinished(path: string): number | undefined {
  const pid = unfinishedName.exec(path)?.[1]
  return pid === undefined ? undefined : Number(pid)
}

/** The part of an organisation's keys that index files need; it can be handed to another thread. */
export type FileKeys = Pick<DirectoryKeys, 'organisationId' | 'matchingId' | 'file'>

/** @param memory gives room for the index: memory that threads share, for example */
export function readIndexFile(
  path: string,
  keys: FileKeys,
  memory: (sizeBytes: number) => Uint8Array = (sizeBytes) => new Uint8Array(sizeBytes),
): ReadIndexFile {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return refused('missing')
    throw error
  }
  try {
    return readOpened(file, keys, memory)
  } finally {
    closeSync(file)
  }
}

function readOpened(file: number, keys: FileKeys, memory: (sizeBytes: number) => Uint8Array): ReadIndexFile {
  const header = Buffer.alloc(at.end)
  if (readSync(file, header, 0, at.end, 0) < at.end) return refused('truncated')
  if (!header.subarray(0, magic.length).equals(magic)) return refused('no-index')
  const isOurs =
    header.subarray(at.organisation, at.matching).equals(uuidBytes(keys.organisationId)) &&
    header.subarray(at.matching, at.seq).equals(Buffer.from(keys.matchingId, 'hex'))
  if (!isOurs) return refused('foreign')
  const sizeBytes = Number(header.readBigUInt64LE(at.size))
  // Before room is made for it: what a file says of itself is not proven yet.
  const tags = Math.max(1, Math.ceil(sizeBytes / segmentBytes)) * tagBytes
  if (fstatSync(file).size !== at.end + sizeBytes + tags) return refused('truncated')
  const fileKey = fileKeyOf(keys, header.subarray(at.salt, at.organisation))
  const bytes = memory(sizeBytes)
  const sealed = Buffer.allocUnsafe(segmentBytes + tagBytes)
  let position: number = at.end
  for (let segment = 0; segment * segmentBytes < sizeBytes || segment === 0; segment++) {
    const plainBytes = Math.min(segmentBytes, sizeBytes - segment * segmentBytes)
    const wanted = plainBytes + tagBytes
    if (readSync(file, sealed, 0, wanted, position) < wanted) return refused('truncated')
    position += wanted
    const cipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(segment))
    cipher.setAAD(header)
    cipher.setAuthTag(sealed.subarray(plainBytes, wanted))
    bytes.set(cipher.update(sealed.subarray(0, plainBytes)), segment * segmentBytes)
    try {
      cipher.final()
    } catch {
      return refused('damaged')
    }
  }
  const head = {
    seq: header.readBigUInt64LE(at.seq),
    mark: header.readBigUInt64LE(at.mark),
    sortedRecords: Number(header.readBigUInt64LE(at.sorted)),
  }
  return { kind: 'whole', head, bytes }
}

function refused(reason: Extract<ReadIndexFile, { kind: 'refused' }>['reason']): ReadIndexFile {
  return { kind: 'refused', reason }
}

function headerOf(
  content: IndexFileHead & { readonly salt: Buffer; readonly sizeBytes: number },
  keys: FileKeys,
): Buffer {
  const header = Buffer.alloc(at.end)
  magic.copy(header)
  content.salt.copy(header, at.salt)
  uuidBytes(keys.organisationId).copy(header, at.organisation)
  Buffer.from(keys.matchingId, 'hex').copy(header, at.matching)
  header.writeBigUInt64LE(content.seq, at.seq)
  header.writeBigUInt64LE(content.mark, at.mark)
  header.writeBigUInt64LE(BigInt(content.sortedRecords), at.sorted)
  header.writeBigUInt64LE(BigInt(content.sizeBytes), at.size)
  return header
}

/** Each file has a key of its own, so that counting nonces suffices. @source RFC 5869 */
function fileKeyOf(keys: FileKeys, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', keys.file, salt, 'schleuse index segments 1', keyBytes))
}

function nonceOf(segment: number): Buffer {
  const nonce = Buffer.alloc(nonceBytes)
  nonce.writeUInt32LE(segment, 0)
  return nonce
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}
