/** Ids that sort by the time they were made. */

/**
 * @param atMs milliseconds since 1970
 * @param random 10 bytes, of which 74 bits are used
 * @source RFC 9562, section 5.7 (UUID version 7)
 */
export function uuidV7(atMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, Math.floor(atMs / 2 ** 32))
  view.setUint32(2, atMs % 2 ** 32)
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = 0x70 | (view.getUint8(6) & 0x0f)
  bytes[8] = 0x80 | (view.getUint8(8) & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
