import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { headOf, witnessContract } from '../../../test/contracts/witness.contract.ts'
import { fileWitness } from './witness.ts'

function folder(under = tmpdir()): string {
  const made = mkdtempSync(join(under, 'schleuse-witness-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

function filesIn(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

const never = new AbortController().signal

witnessContract('a folder', async () => {
  const root = folder()
  return {
    witness: fileWitness({ name: 'folder', folder: root, stateFolder: '/proc' }),
    kept: async () => filesIn(root).map((file) => readFileSync(file, 'utf8')),
    breakIt: async () => rmSync(root, { recursive: true }),
  }
})

test('each head has a file of its own, by organisation, day and number of entries', async () => {
  const root = folder()
  const witness = fileWitness({ name: 'folder', folder: root, stateFolder: root })
  await witness.keep(headOf(41), never)
  expect(filesIn(root)).toEqual([
    join(root, '0198a000-0000-7000-8000-00000000000a', '2026-01-01', '000000000000041-120041000.json'),
  ])
})

test('a head is never overwritten, and another one in its place is told', async () => {
  const root = folder()
  const witness = fileWitness({ name: 'folder', folder: root, stateFolder: root })
  await witness.keep(headOf(1), never)
  expect(await witness.keep(headOf(1, 'another'), never)).toEqual({ kind: 'failed', why: 'occupied' })
  expect(filesIn(root).map((file) => readFileSync(file, 'utf8'))).toEqual([headOf(1).file])
})

test('what a kill has left unfinished is never taken for a head', async () => {
  const root = folder()
  writeFileSync(join(root, '.unfinished-0000000000000000'), '{"se')
  const witness = fileWitness({ name: 'folder', folder: root, stateFolder: root })
  expect(await witness.keep(headOf(1), never)).toEqual({ kind: 'kept' })
  expect(filesIn(root).filter((file) => file.endsWith('.json'))).toHaveLength(1)
})

test('a folder that does not exist is not made: the volume may not be mounted', async () => {
  const root = join(folder(), 'not-mounted')
  const witness = fileWitness({ name: 'folder', folder: root, stateFolder: '/proc' })
  expect(await witness.keep(headOf(1), never)).toEqual({ kind: 'failed', why: 'unwritable' })
  expect(statSync(root, { throwIfNoEntry: false })).toBeUndefined()
})

test('a witness on the device of the state is named as such, one on another device is not', () => {
  const root = folder()
  mkdirSync(join(root, 'state'))
  const weakness = (stateFolder: string) => fileWitness({ name: 'f', folder: root, stateFolder }).weakness()
  expect(weakness(join(root, 'state'))).toBe('same-device')
  expect(weakness('/proc')).toBeUndefined()
})
