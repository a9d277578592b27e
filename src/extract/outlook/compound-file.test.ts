import { expect, test } from 'vitest'
import { compoundBytes } from '../../../test/support/compound-bytes.ts'
import { readCutEverywhere, readWithChangedBytes } from '../../../test/support/hostile.ts'
import type { Reader } from '../desk.ts'
import type { CompoundStorage } from './compound-file.ts'
import { openCompoundFile, streamIn } from './compound-file.ts'

const small = new Uint8Array(Buffer.from('klein'))
const large = Uint8Array.from({ length: 10_000 }, (_, index) => index % 251)
const whole = compoundBytes({ klein: small, Ordner: { gross: large, Tiefer: { leer: new Uint8Array() } } })

/** Reads every stream, as the readers do. */
const readAll: Reader = (bytes, desk) => {
  const file = openCompoundFile(bytes, (size) => desk.spend(size))
  const open: CompoundStorage[] = [file.root]
  for (let storage = open.pop(); storage !== undefined; storage = open.pop()) {
    for (const child of storage.children) {
      if (child.kind === 'storage') open.push(child)
      else file.read(child)
    }
  }
}

function storageIn(storage: CompoundStorage, name: string): CompoundStorage {
  const found = storage.children.find((child) => child.name === name)
  if (found?.kind !== 'storage') throw new Error(`no storage ${name}`)
  return found
}

test('small and large streams are read whole, wherever they lie', () => {
  const file = openCompoundFile(whole, () => {})
  const klein = streamIn(file.root, 'KLEIN')
  const gross = streamIn(storageIn(file.root, 'Ordner'), 'gross')
  expect(klein && file.read(klein)).toEqual(small)
  expect(gross && file.read(gross)).toEqual(large)
  expect(file.isDamaged()).toBe(false)
})

test('a chain that bites its tail ends', () => {
  const bytes = whole.slice()
  // The large stream lies in the first sectors; the table is the last sector of the file.
  new DataView(bytes.buffer).setUint32(bytes.length - 512 + 4, 0, true)
  const file = openCompoundFile(bytes, () => {})
  const gross = streamIn(storageIn(file.root, 'Ordner'), 'gross')
  expect(gross && file.read(gross).length).toBeLessThanOrEqual(bytes.length)
})

test('a stream of four gigabytes allocates no more than the file has', () => {
  const bytes = whole.slice()
  const name = Buffer.from('gross', 'utf16le')
  const entry = Buffer.from(bytes.buffer).indexOf(name)
  new DataView(bytes.buffer).setUint32(entry + 120, 0xffffffff, true)
  const file = openCompoundFile(bytes, () => {})
  const gross = streamIn(storageIn(file.root, 'Ordner'), 'gross')
  expect(gross && file.read(gross).length).toBeLessThanOrEqual(bytes.length)
})

test('a directory that links to itself ends, and is damage', () => {
  const bytes = whole.slice()
  const entry = Buffer.from(bytes.buffer).indexOf(Buffer.from('klein', 'utf16le'))
  new DataView(bytes.buffer).setUint32(entry + 72, 1, true)
  expect(openCompoundFile(bytes, () => {}).isDamaged()).toBe(true)
})

test('a file cut anywhere is read or an ordinary error', () => readCutEverywhere(readAll, whole))
test('a file with changed bytes is read or an ordinary error', () =>
  readWithChangedBytes(readAll, whole, 300))
