/** Zip files written field by field, so that a test can make them wrong in one place. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  readonly name: string | Uint8Array
  readonly content?: string | Uint8Array
  readonly method?: number
  readonly flags?: number
  readonly extra?: Uint8Array
  readonly comment?: string
  /** Data as it stands in the file, instead of the compressed content. */
  readonly data?: Uint8Array
  readonly local?: Partial<ZipFields>
  readonly central?: Partial<ZipFields>
  /** Left out of the directory. */
  readonly isUnlisted?: boolean
}

export interface ZipFields {
  readonly name: string | Uint8Array
  readonly method: number
  readonly flags: number
  readonly crc: number
  readonly compressedBytes: number
  readonly plainBytes: number
  readonly offset: number
}

export function zipFile(parts: readonly ZipPart[], comment = ''): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const plain = Buffer.from(part.content ?? '')
    const method = part.method ?? 8
    const data = Buffer.from(part.data ?? (method === 8 ? deflateRawSync(plain) : plain))
    const fields: ZipFields = {
      name: part.name,
      method,
      flags: part.flags ?? 0x800,
      crc: crc32(plain),
      compressedBytes: data.length,
      plainBytes: plain.length,
      offset,
    }
    const extra = Buffer.from(part.extra ?? [])
    const local = Buffer.concat([localHeader({ ...fields, ...part.local }, extra), data])
    if (!part.isUnlisted)
      centrals.push(centralHeader({ ...fields, ...part.central }, extra, part.comment ?? ''))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(centrals.length, 8)
  end.writeUInt16LE(centrals.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(Buffer.byteLength(comment), 20)
  return Buffer.concat([...locals, directory, end, Buffer.from(comment)])
}

function localHeader(fields: ZipFields, extra: Buffer): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  writeFields(head, 6, fields)
  head.writeUInt16LE(Buffer.from(fields.name).length, 26)
  head.writeUInt16LE(extra.length, 28)
  return Buffer.concat([head, Buffer.from(fields.name), extra])
}

function centralHeader(fields: ZipFields, extra: Buffer, comment: string): Buffer {
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  writeFields(head, 8, fields)
  head.writeUInt16LE(Buffer.from(fields.name).length, 28)
  head.writeUInt16LE(extra.length, 30)
  head.writeUInt16LE(Buffer.byteLength(comment), 32)
  head.writeUInt32LE(fields.offset, 42)
  return Buffer.concat([head, Buffer.from(fields.name), extra, Buffer.from(comment)])
}

function writeFields(head: Buffer, at: number, fields: ZipFields): void {
  head.writeUInt16LE(fields.flags, at)
  head.writeUInt16LE(fields.method, at + 2)
  head.writeUInt32LE(fields.crc, at + 8)
  head.writeUInt32LE(fields.compressedBytes, at + 12)
  head.writeUInt32LE(fields.plainBytes, at + 16)
}

/** An extra field with its id and length. */
export function extraField(id: number, content: Uint8Array): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(id, 0)
  head.writeUInt16LE(content.length, 2)
  return Buffer.concat([head, content])
}
