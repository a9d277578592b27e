import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { type TarPart, tarFile } from '../../../test/support/tar-file.ts'
import { readTar } from './tar.ts'

const bill = 'Rechnung für Berta Beispiel, Kundennummer K1002044'
const longName = `${'ordner/'.repeat(20)}Berta Beispiel.txt`

function pax(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const length = Buffer.byteLength(rest)
  const digits = String(length + 2).length
  return `${length + digits}${rest}`
}

const file = (part: Partial<TarPart> = {}): TarPart => ({ name: 'a.txt', content: bill, ...part })

interface Expected {
  readonly contents?: readonly string[]
  readonly names?: readonly string[]
  readonly texts?: readonly string[]
  readonly unchecked?: readonly string[]
}

const cases: readonly [string, Uint8Array, Expected][] = [
  ['a file', tarFile([file()]), { contents: [bill], names: ['a.txt'] }],
  ['the form before POSIX', tarFile([file({ isOld: true })]), { contents: [bill], names: ['a.txt'] }],
  [
    'a path in two fields',
    tarFile([file({ prefix: 'Berta Beispiel' })]),
    { names: ['Berta Beispiel/a.txt'] },
  ],
  [
    'a long name as GNU tar writes it',
    tarFile([{ name: '././@LongLink', type: 'L', content: longName }, file()]),
    { contents: [bill], names: [longName] },
  ],
  [
    'a path and a comment in an extended header',
    tarFile([
      { name: 'pax', type: 'x', content: pax('path', longName) + pax('comment', 'für Caspar') },
      file(),
    ]),
    { contents: [bill], names: [longName], texts: ['für Caspar'] },
  ],
  [
    'an extended header whose records are cut short',
    tarFile([{ name: 'pax', type: 'x', content: '4 a=K1002044' }, file()]),
    { contents: [bill], texts: ['K1002044'] },
  ],
  [
    'a size in an extended header',
    tarFile([
      { name: 'pax', type: 'x', content: pax('size', String(Buffer.byteLength(bill))) },
      file({ size: Buffer.from('0'.repeat(11)) }),
    ]),
    { contents: [bill] },
  ],
  [
    'a global header',
    tarFile([{ name: 'pax', type: 'g', content: pax('comment', 'K1002044') }, file()]),
    { names: ['a.txt'], texts: ['K1002044'] },
  ],
  [
    'a size as a binary number',
    tarFile([file({ size: Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Buffer.byteLength(bill)]) })]),
    { contents: [bill] },
  ],
  [
    'a link',
    tarFile([file({ type: '2', content: '', linkName: 'Berta' })]),
    { names: [], texts: ['a.txt', 'Berta'] },
  ],
  ['a folder', tarFile([file({ type: '5', content: '', name: 'Berta/' })]), { names: [], texts: ['Berta/'] }],
  ['the names of owners', tarFile([file({ owner: 'bbeispiel' })]), { texts: ['bbeispiel'] }],
  ['a sparse file', tarFile([file({ type: 'S' })]), { contents: [bill], unchecked: ['unknown-format'] }],
  [
    'two archives one after the other',
    Buffer.concat([tarFile([file()]), tarFile([file({ name: 'b' })])]),
    { names: ['a.txt', 'b'] },
  ],
  [
    'an archive that was cut',
    tarFile([file()]).subarray(0, 530),
    { contents: [bill.slice(0, 17)], unchecked: ['broken'] },
  ],
  [
    'what follows a broken header',
    tarFile([file({ checksum: 5 }), file({ name: 'b.txt' })]),
    { names: ['b.txt'], texts: [bill.slice(14)], unchecked: ['broken'] },
  ],
  [
    'bytes between two entries',
    Buffer.concat([tarFile([file()]), Buffer.from('K1002044'.padEnd(512)), tarFile([file({ name: 'b' })])]),
    { contents: [bill], unchecked: ['broken'] },
  ],
]

for (const [name, bytes, expected] of cases) {
  test(`reads ${name}`, async () => {
    const desk = recordingDesk()
    await readTar(bytes, desk)
    const contents = desk.files.map((one) => Buffer.from(one.bytes).toString('utf8').slice(0, 51))
    if (expected.contents) expect(contents.slice(0, expected.contents.length)).toEqual(expected.contents)
    if (expected.names) expect(desk.files.map((one) => one.file.name)).toEqual(expected.names)
    for (const text of expected.texts ?? []) expect(desk.texts.join('')).toContain(text)
    expect(desk.uncheckedReasons).toEqual(expected.unchecked ?? [])
  })
}

test('throws nothing whatever bytes are changed', async () => {
  const whole = tarFile([{ name: 'p', type: 'x', content: pax('path', 'b') }, file(), file({ type: 'S' })])
  const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      const bytes = Buffer.from(whole)
      for (const { at, byte } of changes) bytes[at] = byte
      await readTar(bytes, recordingDesk(1_000_000))
    }),
    { numRuns: 500 },
  )
})
