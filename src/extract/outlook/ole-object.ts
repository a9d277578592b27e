/** Files inside documents as OLE 1 stores them: RTF `\objdata` and `Ole10Native` streams (MS-OLEDS 2.2, 2.3.6). */

export interface OleObject {
  readonly name?: string
  readonly bytes: Uint8Array
}

const embeddedFormat = 2

/** @returns undefined if the data are no embedded object */
export function oleObjectOf(data: Uint8Array): OleObject | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  if (data.length < 12 || view.getUint32(4, true) !== embeddedFormat) return undefined
  let at = 8
  let className = ''
  // Class, topic and item: three strings with their lengths.
  for (let index = 0; index < 3; index++) {
    if (at + 4 > data.length) return undefined
    const length = view.getUint32(at, true)
    if (length > data.length - at - 4) return undefined
    if (index === 0) className = latin1(data, at + 4, at + 4 + Math.max(0, length - 1))
    at += 4 + length
  }
  if (at + 4 > data.length) return undefined
  const size = Math.min(view.getUint32(at, true), data.length - at - 4)
  const native = data.subarray(at + 4, at + 4 + size)
  return className === 'Package' ? (packageOf(native) ?? { bytes: native }) : { bytes: native }
}

/** A file dropped into a document: label, path, temporary path, then its bytes. */
export function packageOf(native: Uint8Array): OleObject | undefined {
  const view = new DataView(native.buffer, native.byteOffset, native.byteLength)
  const label = endOfString(native, 2)
  const path = endOfString(native, label + 1)
  if (path + 9 > native.length) return undefined
  const temporary = view.getUint32(path + 5, true)
  const sizeAt = path + 9 + temporary
  if (temporary > native.length || sizeAt + 4 > native.length) return undefined
  const size = Math.min(view.getUint32(sizeAt, true), native.length - sizeAt - 4)
  return { name: latin1(native, 2, label), bytes: native.subarray(sizeAt + 4, sizeAt + 4 + size) }
}

function endOfString(bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(0, Math.min(start, bytes.length))
  return end < 0 ? bytes.length : end
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end)
}
