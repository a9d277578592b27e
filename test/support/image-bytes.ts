/** Pictures without pixels worth the name, for what stands beside the pixels. */

export function pngBytes(
  width: number,
  height: number,
  chunks: readonly (readonly [string, Uint8Array])[] = [],
): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const all: (readonly [string, Uint8Array])[] = [
    ['IHDR', header],
    ...chunks,
    ['IDAT', Buffer.from([1])],
    ['IEND', Buffer.alloc(0)],
  ]
  const parts = all.map(([name, data]) => {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(data.length)
    return Buffer.concat([size, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)])
  })
  return bytesOf(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts)
}

export function jpegBytes(
  width: number,
  height: number,
  segments: readonly (readonly [number, Uint8Array])[] = [],
): Uint8Array {
  const frame = Buffer.alloc(6)
  frame[0] = 8
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  const all: (readonly [number, Uint8Array])[] = [...segments, [0xc0, frame], [0xda, Buffer.alloc(6)]]
  const parts = all.map(([marker, data]) => {
    const head = Buffer.from([0xff, marker, 0, 0])
    head.writeUInt16BE(data.length + 2, 2)
    return Buffer.concat([head, data])
  })
  return bytesOf(Buffer.from([0xff, 0xd8]), ...parts, Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd9]))
}

export interface TiffEntry {
  readonly tag: number
  readonly type: number
  readonly data: Uint8Array
}

/** One table, little-endian, values behind it. */
export function tiffBytes(entries: readonly TiffEntry[], next = 0): Uint8Array {
  const tableBytes = 2 + entries.length * 12 + 4
  const table = Buffer.alloc(tableBytes)
  table.writeUInt16LE(entries.length, 0)
  const values: Buffer[] = []
  let valueAt = 8 + tableBytes
  entries.forEach(({ tag, type, data }, index) => {
    const at = 2 + index * 12
    const unit = type === 3 ? 2 : type === 4 ? 4 : 1
    table.writeUInt16LE(tag, at)
    table.writeUInt16LE(type, at + 2)
    table.writeUInt32LE(data.length / unit, at + 4)
    if (data.length <= 4) table.set(data, at + 8)
    else {
      table.writeUInt32LE(valueAt, at + 8)
      values.push(Buffer.from(data))
      valueAt += data.length
    }
  })
  table.writeUInt32LE(next, tableBytes - 4)
  return bytesOf(Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0]), table, ...values)
}

export function gifBytes(width: number, height: number, more: Uint8Array = new Uint8Array()): Uint8Array {
  const head = Buffer.from('GIF89a\0\0\0\0\0\0\0', 'latin1')
  head.writeUInt16LE(width, 6)
  head.writeUInt16LE(height, 8)
  return bytesOf(head, more, Buffer.from([0x3b]))
}

export function webpBytes(chunks: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const parts = chunks.map(([name, data]) => {
    const size = Buffer.alloc(4)
    size.writeUInt32LE(data.length)
    return Buffer.concat([Buffer.from(name, 'latin1'), size, data, Buffer.alloc(data.length % 2)])
  })
  return bytesOf(Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...parts)
}

function bytesOf(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
