/** Text to bytes in the character sets mail is really written in; the decoders of the platform, turned around. */

const tables = (labels: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, number>> =>
  new Map(
    labels.map((label) => {
      const decoder = new TextDecoder(label)
      const table = new Map<string, number>()
      for (let byte = 255; byte >= 0; byte--) table.set(decoder.decode(Uint8Array.of(byte)), byte)
      return [label, table]
    }),
  )

const singleByte = tables([
  'windows-1252',
  'iso-8859-2',
  'windows-1250',
  'windows-1254',
  'iso-8859-15',
  'koi8-r',
  'ibm866',
  'macintosh',
])

/** @throws RangeError if the set has no place for a character: a test must not write something else than it says */
export function encodeText(text: string, charset: string): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8')
  if (charset === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (charset === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  if (charset === 'utf-32le') return utf32(text)
  if (charset === 'utf-7') return Buffer.from(utf7(text), 'latin1')
  const table = singleByte.get(charset)
  if (!table) throw new RangeError(`no encoder for ${charset}`)
  return Buffer.from(
    Array.from(text, (character) => {
      const byte = table.get(character)
      if (byte === undefined) throw new RangeError(`${charset} has no ${character}`)
      return byte
    }),
  )
}

function utf32(text: string): Buffer {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0)
  const bytes = Buffer.alloc(points.length * 4)
  for (const [i, point] of points.entries()) bytes.writeUInt32LE(point, i * 4)
  return bytes
}

/** @source RFC 2152; everything beyond letters, digits and spaces is shifted when `shiftAll` is set */
export function utf7(text: string, shiftAll = false): string {
  const direct = shiftAll ? /[\r\n ]/ : /[A-Za-z0-9'(),\-./:? \r\n]/
  let written = ''
  let shifted = ''
  const flush = (): void => {
    if (shifted === '') return
    const encoded = Buffer.from(shifted, 'utf16le').swap16().toString('base64').replace(/=+$/, '')
    written += `+${encoded}-`
    shifted = ''
  }
  for (const unit of text) {
    if (direct.test(unit)) {
      flush()
      written += unit
    } else shifted += unit
  }
  flush()
  return written
}
