/** How the file of a backup is laid out, without looking into what is sealed. */
import { createReadStream } from 'node:fs'
import { sealedSegmentBytesMax } from './sealed-stream.ts'
import { signedBytesMax } from './signed-file.ts'

const format = 'schleuse-backup-1'
/** The first line is about 150 bytes. */
const headBytesMax = 1024
const frameHeadBytes = 5
export const frameKinds = { segment: 0x53, last: 0x4c, manifest: 0x4d } as const

export interface BackupHead {
  readonly keyId: string
  readonly salt: Buffer
  readonly line: Buffer
}

export function headOf(keyId: string, salt: Buffer): BackupHead {
  const text = JSON.stringify({ format, key: keyId, salt: salt.toString('hex') })
  return { keyId, salt, line: Buffer.from(`${text}\n`) }
}

export function frame(kind: number, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(frameHeadBytes)
  head.writeUInt8(kind, 0)
  head.writeUInt32BE(bytes.length, 1)
  return Buffer.concat([head, bytes])
}

export type BackupPart =
  | { readonly kind: 'head'; readonly head: BackupHead; readonly raw: Buffer }
  | { readonly kind: 'segment' | 'last' | 'manifest'; readonly bytes: Buffer; readonly raw: Buffer }

/** The file has not the form of a backup. */
export class FileFormError extends Error {
  override readonly name = 'FileFormError'
  readonly why: 'no-backup' | 'cut' | 'changed'

  constructor(why: 'no-backup' | 'cut' | 'changed') {
    super(why)
    this.why = why
  }
}

/** The parts of a file in their order, in constant memory. */
export async function* partsOf(file: string): AsyncGenerator<BackupPart, void> {
  let held: Buffer = Buffer.alloc(0)
  let hasHead = false
  let hasManifest = false
  for await (const piece of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    held = Buffer.concat([held, piece])
    if (!hasHead) {
      const end = held.subarray(0, headBytesMax).indexOf(0x0a)
      if (end < 0 && held.length < headBytesMax) continue
      const head = readHead(held.subarray(0, end + 1))
      if (!head) throw new FileFormError('no-backup')
      yield { kind: 'head', head, raw: head.line }
      held = held.subarray(end + 1)
      hasHead = true
    }
    for (let part = firstPart(held); part; part = firstPart(held)) {
      if (hasManifest) throw new FileFormError('changed')
      yield part
      hasManifest = part.kind === 'manifest'
      held = held.subarray(part.raw.length)
    }
  }
  if (!hasHead) throw new FileFormError('no-backup')
  if (!hasManifest) throw new FileFormError('cut')
  if (held.length > 0) throw new FileFormError('changed')
}

function firstPart(held: Buffer): Exclude<BackupPart, { kind: 'head' }> | undefined {
  if (held.length < frameHeadBytes) return undefined
  const code = held.readUInt8(0)
  const length = held.readUInt32BE(1)
  const kind =
    code === frameKinds.segment
      ? 'segment'
      : code === frameKinds.last
        ? 'last'
        : code === frameKinds.manifest
          ? 'manifest'
          : undefined
  if (!kind || length > (kind === 'manifest' ? signedBytesMax : sealedSegmentBytesMax)) {
    throw new FileFormError('changed')
  }
  if (held.length < frameHeadBytes + length) return undefined
  return {
    kind,
    bytes: held.subarray(frameHeadBytes, frameHeadBytes + length),
    raw: held.subarray(0, frameHeadBytes + length),
  }
}

function readHead(line: Buffer): BackupHead | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'))
    if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== format)
      return undefined
    if (!('key' in value) || typeof value.key !== 'string') return undefined
    if (!('salt' in value) || typeof value.salt !== 'string' || !/^[0-9a-f]{64}$/.test(value.salt))
      return undefined
    return { keyId: value.key, salt: Buffer.from(value.salt, 'hex'), line }
  } catch {
    return undefined
  }
}
