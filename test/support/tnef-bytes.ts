/** winmail.dat built attribute by attribute (MS-OXTNEF). */

export const tnefName = {
  subject: 0x00018004,
  body: 0x0002800c,
  from: 0x00008000,
  attachData: 0x0006800f,
  attachTitle: 0x00018010,
  attachRenddata: 0x00069002,
  properties: 0x00069003,
  recipients: 0x00069004,
  attachment: 0x00069005,
  codePage: 0x00069007,
} as const

export type TnefAttribute = readonly [level: 1 | 2, name: number, data: Uint8Array]

export interface TnefProperty {
  readonly type: number
  readonly id: number
  /** A number, or the bytes of each value. */
  readonly value: number | readonly Uint8Array[]
  /** For properties from 0x8000 on. */
  readonly name?: string
}

export function tnefBytes(attributes: readonly TnefAttribute[], checksum?: number): Uint8Array {
  const chunks = [u32(0x223e9f78), u16(1)]
  for (const [level, name, data] of attributes) {
    let sum = 0
    for (const byte of data) sum = (sum + byte) & 0xffff
    chunks.push(Buffer.from([level]), u32(name), u32(data.length), Buffer.from(data), u16(checksum ?? sum))
  }
  return new Uint8Array(Buffer.concat(chunks))
}

export function tnefProperties(properties: readonly TnefProperty[]): Uint8Array {
  const chunks = [u32(properties.length)]
  for (const { type, id, value, name } of properties) {
    chunks.push(u16(type), u16(id))
    if (name !== undefined) {
      const text = Buffer.from(`${name}\0`, 'utf16le')
      chunks.push(Buffer.alloc(16), u32(1), u32(text.length), padded(text))
    }
    if (typeof value === 'number') chunks.push(u32(value))
    else {
      chunks.push(u32(value.length))
      for (const bytes of value) chunks.push(u32(bytes.length), padded(bytes))
    }
  }
  return new Uint8Array(Buffer.concat(chunks))
}

export function tnefTable(rows: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat([u32(rows.length), ...rows]))
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}
