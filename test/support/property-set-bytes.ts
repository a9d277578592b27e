/** Property sets of old Office files (MS-OLEPS), one set per stream. */

export type StoredProperty = readonly [id: number, type: number, value: Uint8Array]

export function propertySetBytes(properties: readonly StoredProperty[]): Uint8Array {
  const rows: Buffer[] = []
  const values: Buffer[] = []
  let offset = 8 + properties.length * 8
  for (const [id, type, value] of properties) {
    const row = Buffer.alloc(8)
    row.writeUInt32LE(id, 0)
    row.writeUInt32LE(offset, 4)
    rows.push(row)
    // The dictionary has no type in front.
    const typed = id === 0 ? Buffer.from(value) : Buffer.concat([number(type), value])
    const padded = Buffer.concat([typed, Buffer.alloc((4 - (typed.length % 4)) % 4)])
    values.push(padded)
    offset += padded.length
  }
  const header = Buffer.alloc(48)
  header.writeUInt16LE(0xfffe, 0)
  header.writeUInt32LE(1, 24)
  header.writeUInt32LE(48, 44)
  return new Uint8Array(
    Buffer.concat([header, number(offset), number(properties.length), ...rows, ...values]),
  )
}

/** `VT_LPSTR`, or a name in the dictionary. */
export function text8(text: string): Buffer {
  const bytes = Buffer.from(`${text}\0`, 'latin1')
  return Buffer.concat([number(bytes.length), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}

/** `VT_LPWSTR`. */
export function text16(text: string): Buffer {
  const bytes = Buffer.from(`${text}\0`, 'utf16le')
  return Buffer.concat([number(bytes.length / 2), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}

export function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
