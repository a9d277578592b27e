import { gzipSync } from 'node:zlib'
import { gzipSync as namedGzip } from 'fflate'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { LimitBroken } from '../desk.ts'
import { readGzip } from './gzip.ts'

const bill = 'Rechnung für Berta Beispiel, Kundennummer K1002044'

/** A member with a comment and an extra field. */
function commented(comment: string): Buffer {
  const plain = gzipSync(bill)
  const head = Buffer.from(plain.subarray(0, 10))
  head[3] = 4 | 16
  const extra = Buffer.from('\x08\x00K1002044', 'latin1')
  return Buffer.concat([head, extra, Buffer.from(`${comment}\0`), plain.subarray(10)])
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0xff
  return copy
}

const cases: readonly [
  string,
  Uint8Array,
  { contents: readonly string[]; name?: string; texts?: readonly string[]; unchecked?: readonly string[] },
][] = [
  ['one file', gzipSync(bill), { contents: [bill] }],
  ['an empty file', gzipSync(''), { contents: [''] }],
  [
    'the name',
    namedGzip(Buffer.from(bill), { filename: 'Berta.csv' }),
    { contents: [bill], name: 'Berta.csv' },
  ],
  [
    'a comment and extra text',
    commented('für Caspar'),
    { contents: [bill], texts: ['für Caspar', 'K1002044'] },
  ],
  [
    'members as one file, whatever word they split',
    Buffer.concat([gzipSync(bill.slice(0, 20)), gzipSync(bill.slice(20))]),
    { contents: [bill] },
  ],
  [
    'text behind the last member',
    Buffer.concat([gzipSync(bill), Buffer.from('K1002044')]),
    { contents: [bill, 'K1002044'] },
  ],
  [
    'padding behind the last member',
    Buffer.concat([gzipSync(bill), Buffer.alloc(512)]),
    { contents: [bill] },
  ],
  [
    'a wrong checksum',
    flipped(gzipSync(bill), gzipSync(bill).length - 8),
    { contents: [bill], unchecked: ['broken'] },
  ],
  [
    'a file that was cut',
    gzipSync(bill).subarray(0, -9),
    { contents: [bill.slice(0, 45)], unchecked: ['broken'] },
  ],
  [
    'no gzip',
    Buffer.from('\x1f\x8b K1002044', 'latin1'),
    { contents: [], texts: ['K1002044'], unchecked: ['broken'] },
  ],
]

for (const [name, bytes, expected] of cases) {
  test(`reads ${name}`, async () => {
    const desk = recordingDesk()
    await readGzip(bytes, desk)
    const contents = desk.files.map((file) => Buffer.from(file.bytes).toString('utf8'))
    expect(contents.length).toBe(expected.contents.length)
    for (const [i, content] of expected.contents.entries())
      expect(contents[i]?.startsWith(content)).toBe(true)
    if (expected.name) expect(desk.files[0]?.file.name).toBe(expected.name)
    for (const text of expected.texts ?? []) expect(desk.texts.join('')).toContain(text)
    expect(desk.uncheckedReasons).toEqual(expected.unchecked ?? [])
  })
}

test('stops a bomb at the budget and reads what stands before', async () => {
  const desk = recordingDesk(1_000_000)
  const bomb = gzipSync(Buffer.concat([Buffer.from(bill), Buffer.alloc(50_000_000)]))
  await expect(readGzip(bomb, desk)).rejects.toThrow(LimitBroken)
  expect(desk.spentBytes).toBeLessThan(1_200_000)
  expect(Buffer.from(desk.files[0]?.bytes ?? []).toString('utf8')).toContain(bill)
})
