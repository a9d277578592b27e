/** Text without some of its characters, at a cost that does not depend on how many they are. */

const chunkLength = 1024 * 1024

/** @param isLeftOut asked for each code unit, from first to last */
export function withoutUnits(text: string, isLeftOut: (code: number) => boolean): string {
  const parts: string[] = []
  const units = new Uint16Array(Math.min(text.length, chunkLength))
  for (let from = 0; from < text.length; from += chunkLength) {
    const end = Math.min(from + chunkLength, text.length)
    let length = 0
    let widest = 0
    for (let at = from; at < end; at++) {
      const code = text.charCodeAt(at)
      if (isLeftOut(code)) continue
      units[length++] = code
      widest |= code
    }
    parts.push(textOf(units.subarray(0, length), widest < 0x100))
  }
  return parts.join('')
}

/** Text of single bytes stays half as large. */
function textOf(units: Uint16Array, isNarrow: boolean): string {
  if (isNarrow) return Buffer.from(units).toString('latin1')
  return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le')
}
