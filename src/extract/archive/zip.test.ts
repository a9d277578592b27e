import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { type RecordingDesk, recordingDesk } from '../../../test/support/recording-desk.ts'
import { extraField, type ZipPart, zipFile } from '../../../test/support/zip-file.ts'
import { LimitBroken } from '../desk.ts'
import { readZip } from './zip.ts'

const bill = 'Rechnung für Berta Beispiel, Kundennummer K1002044'
const letter = 'Sehr geehrter Herr Caspar Muster'

async function read(bytes: Uint8Array, spendLimitBytes?: number): Promise<RecordingDesk> {
  const desk = recordingDesk(spendLimitBytes)
  await readZip(bytes, desk)
  return desk
}

function contentsOf(desk: RecordingDesk): string[] {
  return desk.files.map(({ bytes }) => Buffer.from(bytes).toString('utf8'))
}

function zip64File(): Buffer {
  const sizes = Buffer.alloc(16)
  sizes.writeBigUInt64LE(BigInt(bill.length + 1), 0)
  sizes.writeBigUInt64LE(BigInt(deflateRawSync(bill).length), 8)
  const large = { compressedBytes: 0xffffffff, plainBytes: 0xffffffff }
  return zipFile([
    { name: 'a.txt', content: bill, extra: extraField(1, sizes), local: large, central: large },
  ])
}

function withDescriptor(isListed: boolean): Buffer {
  const data = deflateRawSync(bill)
  const descriptor = Buffer.alloc(16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  const part: ZipPart = {
    name: 'a.txt',
    content: bill,
    data: Buffer.concat([data, descriptor]),
    flags: 0x808,
    local: { compressedBytes: 0, plainBytes: 0, crc: 0 },
    central: { compressedBytes: data.length },
    isUnlisted: !isListed,
  }
  return zipFile([part, { name: 'b.txt', content: letter }])
}

interface Expected {
  /** Contents of files, in the order in which they are put on the desk. */
  readonly contents?: readonly string[]
  readonly names?: readonly string[]
  readonly texts?: readonly string[]
  readonly unchecked?: readonly string[]
}

const entry = (part: Partial<ZipPart> = {}): ZipPart => ({ name: 'a.txt', content: bill, ...part })

const cases: readonly [string, Uint8Array, Expected][] = [
  ['a file as most programs write it', zipSync({ 'a.txt': Buffer.from(bill) }), { contents: [bill] }],
  ['a stored entry', zipFile([entry({ method: 0 })]), { contents: [bill] }],
  ['an empty entry', zipFile([entry({ content: '' })]), { contents: [''], names: ['a.txt'] }],
  ['no entry at all', zipFile([]), { contents: [] }],
  [
    'the full path as the name',
    zipFile([entry({ name: 'Berta Beispiel/a.txt' })]),
    { names: ['Berta Beispiel/a.txt'] },
  ],
  ['a folder', zipFile([{ name: 'Berta Beispiel/', method: 0 }]), { names: [], texts: ['Berta Beispiel/'] }],
  [
    'a name in code page 437, and as windows-1252',
    zipFile([entry({ name: Buffer.from('M\x81ller.txt', 'latin1'), flags: 0 })]),
    { names: ['Müller.txt'], texts: ['M\u0081ller.txt'] },
  ],
  [
    'a name in UTF-8 without its mark',
    zipFile([entry({ name: 'Müller.txt', flags: 0 })]),
    { names: ['Müller.txt'] },
  ],
  [
    'a Unicode path beside the name',
    zipFile([entry({ extra: extraField(0x7075, Buffer.from('\x01\0\0\0\0Łucja.txt')) })]),
    { names: ['Łucja.txt'], texts: ['a.txt'] },
  ],
  [
    'comments of the archive and of an entry',
    zipFile([entry({ comment: letter })], 'Auszug Berta Beispiel'),
    { texts: ['Auszug Berta Beispiel', letter] },
  ],
  [
    'text in an extra field nobody knows',
    zipFile([entry({ extra: extraField(0x9999, Buffer.from('K1002044')) })]),
    { texts: ['K1002044'] },
  ],
  ['sizes of 64 bits', zip64File(), { contents: [bill] }],
  ['a data descriptor', withDescriptor(true), { contents: [bill, letter] }],
  ['a data descriptor of an entry that is not listed', withDescriptor(false), { contents: [letter, bill] }],
  [
    'an entry that is not in the directory',
    zipFile([entry({ isUnlisted: true }), { name: 'b.txt', content: letter }]),
    { contents: [letter, bill] },
  ],
  [
    'two archives one after the other',
    Buffer.concat([zipFile([entry()], 'first'), zipFile([{ name: 'b.txt', content: letter }])]),
    { contents: [letter, bill], texts: ['a.txt', 'first'] },
  ],
  [
    'text before the archive',
    Buffer.concat([Buffer.from(letter), zipFile([entry()])]),
    { contents: [bill, letter] },
  ],
  [
    'text behind the archive',
    Buffer.concat([zipFile([entry()]), Buffer.from(letter)]),
    { contents: [bill, letter] },
  ],
  [
    'text between two entries',
    zipFile([
      entry({
        data: Buffer.concat([deflateRawSync(bill), Buffer.from(letter)]),
        central: sizesOf(bill),
        local: sizesOf(bill),
      }),
    ]),
    { contents: [bill, letter] },
  ],
  [
    'names that do not agree',
    zipFile([entry({ local: { name: 'Berta Beispiel.txt' } })]),
    { names: ['a.txt'], texts: ['Berta Beispiel.txt'] },
  ],
  ['the same name twice', zipFile([entry(), entry({ content: letter })]), { contents: [bill, letter] }],
  [
    'a declared size that is too small',
    zipFile([entry({ central: { compressedBytes: 5 }, local: { compressedBytes: 5 } })]),
    { contents: [bill], unchecked: ['broken'] },
  ],
  [
    'sizes that do not agree',
    zipFile([entry({ method: 0, central: { compressedBytes: 8, plainBytes: 8 } })]),
    { contents: [bill.slice(0, 8), bill], unchecked: ['broken'] },
  ],
  [
    'methods that do not agree',
    zipFile([entry({ method: 0, local: { method: 8 } })]),
    { contents: [bill], unchecked: ['broken'] },
  ],
  [
    'a wrong checksum',
    zipFile([entry({ central: { crc: 1 } })]),
    { contents: [bill], unchecked: ['broken'] },
  ],
  [
    'a broken entry and the next one',
    zipFile([entry({ data: Buffer.from([0xff, 0xff]) }), { name: 'b.txt', content: letter }]),
    { contents: ['', letter], unchecked: ['broken'] },
  ],
  [
    'bytes behind the end of the compressed data',
    zipFile([entry({ data: Buffer.concat([deflateRawSync(bill), Buffer.from('K1002044')]) })]),
    { contents: [bill], unchecked: ['broken'] },
  ],
  [
    'an encrypted entry',
    zipFile([entry({ flags: 1 })]),
    { contents: [''], names: ['a.txt'], unchecked: ['encrypted'] },
  ],
  [
    'an entry encrypted with AES',
    zipFile([entry({ method: 99 })]),
    { contents: [''], unchecked: ['encrypted'] },
  ],
  [
    'a method nobody uses',
    zipFile([entry({ method: 98 })]),
    { contents: [''], unchecked: ['unknown-format'] },
  ],
  [
    'an entry whose local header is missing',
    zipFile([entry({ central: { offset: 9_999 } })]),
    { contents: ['', bill], unchecked: ['broken'] },
  ],
  [
    'a lost directory',
    zipFile([entry(), { name: 'b.txt', content: letter }]).subarray(0, 120),
    { contents: [bill] },
  ],
  ['no archive', Buffer.from(`PK\x03\x04 ${letter}`), { texts: [letter], unchecked: ['broken'] }],
]

function sizesOf(text: string): { compressedBytes: number } {
  return { compressedBytes: deflateRawSync(text).length }
}

for (const [name, bytes, expected] of cases) {
  test(`reads ${name}`, async () => {
    const desk = await read(bytes)
    if (expected.contents)
      expect(contentsOf(desk).slice(0, expected.contents.length)).toEqual(expected.contents)
    if (expected.names) expect(desk.files.map(({ file }) => file.name)).toEqual(expected.names)
    for (const text of expected.texts ?? []) expect(desk.texts.join('')).toContain(text)
    expect(desk.uncheckedReasons).toEqual(expected.unchecked ?? [])
  })
}

test('stops a bomb at the budget and keeps what stood before it', async () => {
  const bomb = zipFile([entry(), { name: 'b.txt', content: Buffer.alloc(50_000_000) }])
  const desk = recordingDesk(1_000_000)
  await expect(readZip(bomb, desk)).rejects.toThrow(LimitBroken)
  expect(contentsOf(desk)[0]).toEqual(bill)
  expect(desk.spentBytes).toBeLessThan(1_200_000)
})

test('stops a bomb that hides its size one step beyond the budget', async () => {
  const content = Buffer.alloc(50_000_000)
  const desk = recordingDesk(1_000_000)
  const bomb = zipFile([{ name: 'b', content, local: { plainBytes: 10 }, central: { plainBytes: 10 } }])
  await expect(readZip(bomb, desk)).rejects.toThrow(LimitBroken)
  expect(desk.spentBytes).toBeLessThan(1_200_000)
})

test('reads what stands in a bomb before it broke the budget', async () => {
  const content = Buffer.concat([Buffer.from(bill), Buffer.alloc(50_000_000)])
  const desk = recordingDesk(1_000_000)
  await expect(readZip(zipFile([{ name: 'b', content }]), desk)).rejects.toThrow(LimitBroken)
  expect(contentsOf(desk)[0]).toContain(bill)
})

test('counts every entry that shows the same data again', async () => {
  const content = Buffer.alloc(100_000, 'a')
  const parts = Array.from({ length: 50 }, () => ({ name: 'a', content, central: { offset: 0 } }))
  await expect(read(zipFile(parts), 1_000_000)).rejects.toThrow(LimitBroken)
})

test('reads no more entries than a message may have parts', async () => {
  const parts = Array.from({ length: 10_001 }, () => ({ name: 'a', method: 0 }))
  const desk = recordingDesk()
  await expect(readZip(zipFile(parts), desk)).rejects.toThrow('too-many-parts')
  expect(desk.files.length).toBe(10_000)
})

test('reads every byte of an archive that was cut, up to the cut', async () => {
  const whole = zipFile([entry(), { name: 'b.txt', content: letter }])
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
      const desk = await read(whole.subarray(0, length))
      const firstEnd = 30 + 'a.txt'.length + deflateRawSync(bill).length
      if (length >= firstEnd) expect(contentsOf(desk)).toContain(bill)
    }),
  )
})

test('throws nothing whatever bits are flipped', async () => {
  const whole = zipFile(
    [entry({ comment: 'c', extra: extraField(1, Buffer.alloc(24)) }), { name: 'b/', method: 0 }],
    'x',
  )
  const flip = fc.record({ at: fc.nat(whole.length - 1), bit: fc.nat(7) })
  await fc.assert(
    fc.asyncProperty(fc.array(flip, { minLength: 1, maxLength: 8 }), async (flips) => {
      const bytes = Buffer.from(whole)
      for (const { at, bit } of flips) bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      await read(bytes, 10_000_000)
    }),
    { numRuns: 2_000 },
  )
})
