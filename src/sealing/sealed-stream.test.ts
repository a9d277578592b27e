import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { gathered } from '../../test/support/gathered.ts'
import {
  type SealedSegment,
  SegmentError,
  sealStream,
  segmentBytesMax,
  streamKey,
  unsealStream,
} from './sealed-stream.ts'

const secret = randomBytes(32)
const key = streamKey(secret, Buffer.alloc(32, 1), Buffer.from('context'))

async function* piecesOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function sealed(bytes: Buffer, with_ = key): Promise<SealedSegment[]> {
  return gathered(sealStream(piecesOf(bytes, 300_000), with_))
}

async function opened(segments: readonly SealedSegment[], with_ = key): Promise<Buffer> {
  async function* all() {
    yield* segments
  }
  return Buffer.concat(await gathered(unsealStream(all(), with_)))
}

const sizes: readonly [string, number, number][] = [
  ['nothing', 0, 1],
  ['one byte', 1, 1],
  ['exactly one segment', segmentBytesMax, 1],
  ['one byte more than a segment', segmentBytesMax + 1, 2],
  ['three segments', segmentBytesMax * 3, 3],
]
for (const [name, bytes, segments] of sizes) {
  test(`${name} comes back as it was, in ${segments} segment(s)`, async () => {
    const plain = randomBytes(bytes)
    const found = await sealed(plain)
    expect(found.map(({ isLast }) => isLast)).toEqual([...Array(segments - 1).fill(false), true])
    expect((await opened(found)).equals(plain)).toBe(true)
  })
}

const plain = randomBytes(segmentBytesMax * 2 + 1000)
const other = streamKey(secret, Buffer.alloc(32, 2), Buffer.from('context'))

function flipped(one: SealedSegment | undefined): SealedSegment {
  const bytes = Buffer.from(one?.bytes ?? [])
  bytes.writeUInt8(bytes.readUInt8(10) ^ 1, 10)
  return { bytes, isLast: one?.isLast ?? false }
}

/** What may be done to three segments `a`, `b`, `c`, and the segment at which it shows. */
const attacks: readonly [
  string,
  (s: SealedSegment[], foreign: SealedSegment[]) => (SealedSegment | undefined)[],
  number,
][] = [
  ['a bit flipped in the middle', ([a, b, c]) => [a, flipped(b), c], 1],
  ['two segments exchanged', ([a, b, c]) => [b, a, c], 0],
  ['a segment left out', ([a, , c]) => [a, c], 1],
  ['a segment doubled', ([a, b, c]) => [a, a, b, c], 1],
  ['the end cut off at a segment', ([a, b]) => [a, b], 2],
  ['the end cut off, and the new end called the last', ([a, b]) => [a, b && { ...b, isLast: true }], 1],
  ['everything cut off', () => [], 0],
  ['something put behind the end', ([a, b, c]) => [a, b, c, c], 3],
  ['a segment of another stream with the same secret', ([a, , c], [, b]) => [a, b, c], 1],
  ['a segment cut short', ([a, b, c]) => [a, b && { ...b, bytes: b.bytes.subarray(0, 8) }, c], 1],
]
for (const [name, attack, segment] of attacks) {
  test(`${name} is found at segment ${segment}`, async () => {
    const segments = attack(await sealed(plain), await sealed(plain, other))
    const given = segments.filter((one) => one !== undefined)
    await expect(opened(given)).rejects.toSatisfy(
      (error) => error instanceof SegmentError && error.segment === segment,
    )
  })
}

test('another secret, another salt and another context open nothing', async () => {
  const segments = await sealed(plain)
  const salt = Buffer.alloc(32, 1)
  const wrong = [
    streamKey(randomBytes(32), salt, Buffer.from('context')),
    other,
    streamKey(secret, salt, Buffer.from('contexT')),
  ]
  for (const one of wrong) await expect(opened(segments, one)).rejects.toThrow(SegmentError)
})

test('the same bytes sealed twice with two salts share no segment', async () => {
  const [one, two] = [await sealed(plain), await sealed(plain, other)]
  expect(one.some(({ bytes }, at) => bytes.equals(two[at]?.bytes ?? Buffer.alloc(0)))).toBe(false)
})
