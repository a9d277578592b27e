/** Reads gzip files: members one after the other are one file, as every program reads them. */
import { crc32 } from 'node:zlib'
import type { Desk, LimitBroken } from '../desk.ts'
import { printableText } from '../printable.ts'
import { inflate } from './inflate.ts'
import { viewOf } from './zip-header.ts'
import { zipTexts } from './zip-name.ts'

/** @source RFC 1952 */
export async function readGzip(bytes: Uint8Array, desk: Desk): Promise<void> {
  const names = new Set<string>()
  const chunks: Uint8Array[] = []
  let limit: LimitBroken | undefined
  let at = 0
  for (let header = headerAt(bytes, at); header !== undefined; header = headerAt(bytes, at)) {
    for (const text of header.texts) desk.text(`${text}\n`)
    for (const name of header.names) names.add(name)
    const member = memberAt(bytes, header.end, desk)
    chunks.push(member.bytes)
    limit = member.limit
    if (!member.isWhole && limit === undefined) desk.unchecked('broken')
    at = member.end
    if (!member.isWhole) break
  }
  if (chunks.length === 0) {
    desk.unchecked('broken')
    desk.text(printableText(bytes))
    return
  }
  const [name, ...otherNames] = names
  for (const other of otherNames) desk.text(`${other}\n`)
  const [first = new Uint8Array(0)] = chunks
  await desk.embedded(name === undefined ? {} : { name }, chunks.length === 1 ? first : Buffer.concat(chunks))
  if (limit !== undefined) throw limit
  const rest = bytes.subarray(at)
  if (rest.some((byte) => byte !== 0)) await desk.embedded({}, rest)
}

interface Header {
  readonly names: readonly string[]
  readonly texts: readonly string[]
  readonly end: number
}

/** @source RFC 1952 section 2.3 */
function headerAt(bytes: Uint8Array, start: number): Header | undefined {
  const isMember = bytes[start] === 0x1f && bytes[start + 1] === 0x8b && bytes[start + 2] === 8
  if (!isMember || start + 10 > bytes.length) return undefined
  const flags = bytes[start + 3] ?? 0
  let at = start + 10
  const texts: string[] = []
  if (flags & 4) {
    const end = at + 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256
    texts.push(printableText(bytes.subarray(at + 2, end)))
    at = end
  }
  const names = flags & 8 ? textAt(bytes, at) : { texts: [], end: at }
  const comments = flags & 16 ? textAt(bytes, names.end) : { texts: [], end: names.end }
  texts.push(...comments.texts)
  return {
    names: names.texts,
    texts: texts.filter((text) => text !== ''),
    end: comments.end + (flags & 2 ? 2 : 0),
  }
}

/** Text that ends with a zero byte. */
function textAt(bytes: Uint8Array, start: number): { texts: readonly string[]; end: number } {
  const zero = bytes.indexOf(0, start)
  const end = zero < 0 ? bytes.length : zero
  return { texts: zipTexts(bytes.subarray(start, end), false), end: end + 1 }
}

interface Member {
  readonly bytes: Uint8Array
  readonly isWhole: boolean
  readonly end: number
  readonly limit?: LimitBroken
}

function memberAt(bytes: Uint8Array, start: number, desk: Desk): Member {
  const view = viewOf(bytes)
  // Right if this is the only member, as it nearly always is.
  const expectedBytes = bytes.length >= 4 ? view.getUint32(bytes.length - 4, true) : 0
  const input = { bytes, start: Math.min(start, bytes.length), end: bytes.length, expectedBytes }
  const inside = inflate(input, (output, inputBytes) => desk.spend(output, inputBytes))
  const end = inside.inputEnd
  const isWhole =
    inside.isWhole &&
    end + 8 <= bytes.length &&
    view.getUint32(end, true) === crc32(inside.bytes) &&
    view.getUint32(end + 4, true) === inside.bytes.length % 2 ** 32
  const limit = inside.limit === undefined ? {} : { limit: inside.limit }
  return { bytes: inside.bytes, isWhole, end: Math.min(end + 8, bytes.length), ...limit }
}
