import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gathered } from '../../test/support/gathered.ts'
import { Fault } from '../std/fault.ts'
import { checkBackupFile, sealBackup, unsealBackup } from './backup-file.ts'
import { type KeyRing, openKeyRing } from './key-ring.ts'
import { segmentBytesMax } from './sealed-stream.ts'

const now = new Date('2026-01-01T00:00:00Z')
const facts = { id: '0198a000-0000-7000-8000-00000000000a', createdAt: now.toISOString(), schemaVersion: 3 }
const plain = randomBytes(segmentBytesMax * 2 + 10)
const headBytes = Buffer.byteLength(
  `{"format":"schleuse-backup-1","key":"${'0'.repeat(16)}","salt":"${'0'.repeat(64)}"}\n`,
)
const frameHead = 5

let folder: string
let ring: KeyRing
let one: Buffer
let other: Buffer
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'schleuse-backup-file-'))
  ring = openKeyRing(join(folder, 'keys'), now)
  one = await made()
  other = await made()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function made(): Promise<Buffer> {
  async function* source() {
    yield plain
  }
  return Buffer.concat(await gathered(sealBackup(ring, source(), () => facts)))
}

function written(bytes: Uint8Array): string {
  const file = join(folder, 'a.backup')
  writeFileSync(file, bytes)
  return file
}

async function opened(file: string): Promise<string> {
  try {
    return Buffer.concat(await gathered(unsealBackup(file, ring))).equals(plain) ? 'as it was' : 'different'
  } catch (error) {
    return error instanceof Fault ? error.problems[0].code : String(error)
  }
}

test('a backup opens with its key, is genuine without one, and names the keys it does not hold', async () => {
  const file = written(one)
  expect(await opened(file)).toBe('as it was')
  const check = await checkBackupFile(file, ring.rootFingerprint)
  expect(check).toMatchObject({ kind: 'genuine', manifest: { ...facts, segments: 3 } })
  if (check.kind !== 'genuine') throw new Error(check.kind)
  expect(check.manifest.keysNeeded.map(({ id }) => id).sort()).toEqual(
    ring
      .list()
      .map(({ id }) => id)
      .sort(),
  )
})

test('nothing that was sealed stands in the file, and two backups of the same have nothing in common', () => {
  expect(one.indexOf(plain.subarray(0, 16))).toBe(-1)
  expect(one.subarray(headBytes, headBytes + 64).equals(other.subarray(headBytes, headBytes + 64))).toBe(
    false,
  )
})

const segment = segmentBytesMax + 16 + frameHead
function cut(bytes: Buffer) {
  const at = (n: number) => headBytes + n * segment
  const lastEnd = at(2) + frameHead + 10 + 16
  return {
    head: bytes.subarray(0, headBytes),
    a: bytes.subarray(at(0), at(1)),
    b: bytes.subarray(at(1), at(2)),
    last: bytes.subarray(at(2), lastEnd),
    manifest: bytes.subarray(lastEnd),
  }
}

/** Still a hexadecimal digit, so that the head is one. */
function otherDigit(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Buffer.from(bytes)
  changed[at] = changed[at] === 0x30 ? 0x31 : 0x30
  return changed
}

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
  return copy
}

type Parts = ReturnType<typeof cut>
/** How a file is changed; whether who has the key finds it even where the signature is not looked at. */
const attacks: readonly [string, (x: Parts, y: Parts) => readonly Uint8Array[], 'sealed' | 'signed only'][] =
  [
    [
      'a bit of a segment',
      ({ head, a, b, last, manifest }) => [head, flip(a, 99), b, last, manifest],
      'sealed',
    ],
    [
      'a digit of the salt',
      ({ head, a, b, last, manifest }) => [otherDigit(head, headBytes - 9), a, b, last, manifest],
      'sealed',
    ],
    ['two segments exchanged', ({ head, a, b, last, manifest }) => [head, b, a, last, manifest], 'sealed'],
    ['a segment left out', ({ head, a, last, manifest }) => [head, a, last, manifest], 'sealed'],
    ['the last segment left out', ({ head, a, b, manifest }) => [head, a, b, manifest], 'sealed'],
    [
      'a segment of another backup',
      ({ head, a, last, manifest }, { b }) => [head, a, b, last, manifest],
      'sealed',
    ],
    [
      'the head of another backup',
      ({ a, b, last, manifest }, { head }) => [head, a, b, last, manifest],
      'sealed',
    ],
    ['the manifest cut off', ({ head, a, b, last }) => [head, a, b, last], 'sealed'],
    [
      'the last byte cut off',
      ({ head, a, b, last, manifest }) => [head, a, b, last, manifest.subarray(0, -1)],
      'sealed',
    ],
    [
      'something put behind it',
      ({ head, a, b, last, manifest }) => [head, a, b, last, manifest, Buffer.from('x')],
      'sealed',
    ],
    [
      'a second manifest',
      ({ head, a, b, last, manifest }) => [head, a, b, last, manifest, manifest],
      'sealed',
    ],
    [
      'the manifest of another backup',
      ({ head, a, b, last }, { manifest }) => [head, a, b, last, manifest],
      'signed only',
    ],
    [
      'a bit of the signature',
      ({ head, a, b, last, manifest }) => [head, a, b, last, flip(manifest, manifest.length - 40)],
      'signed only',
    ],
  ]
for (const [name, attack, found] of attacks) {
  test(`${name} is found`, async () => {
    const file = written(Buffer.concat(attack(cut(one), cut(other))))
    // A bit of the head can make it no head at all: which of the refusals it is depends on its random parts.
    expect(['changed', 'cut', 'no-backup']).toContain(
      (await checkBackupFile(file, ring.rootFingerprint)).kind,
    )
    expect(await opened(file)).toBe(found === 'sealed' ? 'SCH_BACKUP_DAMAGED' : 'as it was')
  })
}

const strangers: readonly [string, Uint8Array][] = [
  ['an empty file', new Uint8Array()],
  ['a text without a line break', Buffer.from('x'.repeat(5000))],
  ['another JSON document', Buffer.from('{"format":"schleuse-signed-1"}\n')],
  ['a head with a short salt', Buffer.from('{"format":"schleuse-backup-1","key":"x","salt":"00"}\n')],
]
for (const [name, bytes] of strangers) {
  test(`${name} is no backup`, async () => {
    const file = written(bytes)
    expect((await checkBackupFile(file)).kind).toBe('no-backup')
    expect(await opened(file)).toBe('SCH_BACKUP_NO_BACKUP')
  })
}

test('a frame that says it is longer than any segment is refused before it is read', async () => {
  const { head } = cut(one)
  const file = written(Buffer.concat([head, Buffer.from('S\xff\xff\xff\xff', 'latin1'), Buffer.alloc(100)]))
  expect((await checkBackupFile(file)).kind).toBe('changed')
})

test('the backup of another installation is told apart', async () => {
  expect((await checkBackupFile(written(one), 'ab'.repeat(32))).kind).toBe('other-root')
})
