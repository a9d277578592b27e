/** Tar archives written field by field. */
export interface TarPart {
  readonly name: string
  readonly content?: string
  readonly type?: string
  readonly linkName?: string
  readonly prefix?: string
  readonly owner?: string
  /** As it stands in the header, instead of the length of the content. */
  readonly size?: Uint8Array
  /** The form before POSIX, without a magic word. */
  readonly isOld?: boolean
  readonly checksum?: number
}

export function tarFile(parts: readonly TarPart[]): Buffer {
  return Buffer.concat([...parts.map(tarEntry), Buffer.alloc(1024)])
}

function tarEntry(part: TarPart): Buffer {
  const content = Buffer.from(part.content ?? '')
  const head = Buffer.alloc(512)
  head.write(part.name, 0, 100)
  head.write('0000644\0', 100)
  head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  head.set(part.size ?? [], 124)
  head.write(part.type ?? '0', 156)
  head.write(part.linkName ?? '', 157, 100)
  if (!part.isOld) {
    head.write('ustar\x0000', 257)
    head.write(part.owner ?? '', 265, 32)
    head.write(part.prefix ?? '', 345, 155)
  }
  head.write('        ', 148)
  const sum = part.checksum ?? head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([head, content, Buffer.alloc((512 - (content.length % 512)) % 512)])
}
