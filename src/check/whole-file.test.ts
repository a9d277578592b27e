import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Fault } from '../std/fault.ts'
import { readWholeFile } from './whole-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'schleuse-whole-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bytesMax = 3_000

function codeOf(path: string): string {
  try {
    readWholeFile(path, bytesMax)
    return 'read'
  } catch (error) {
    if (error instanceof Fault) return error.problems[0].code
    throw error
  }
}

/** A pipe that holds bytes and has no writer any more. */
function pipeWith(name: string, size: number): { path: string; close: () => void } {
  const path = join(folder, name)
  execFileSync('mkfifo', [path])
  const both = openSync(path, 'r+')
  writeFileSync(both, Buffer.alloc(size, 'a'))
  return { path, close: () => closeSync(both) }
}

test('a file is read as it is', () => {
  const path = join(folder, 'list.csv')
  writeFileSync(path, 'müller')
  expect(readWholeFile(path, bytesMax).toString()).toBe('müller')
})

const refused: readonly [string, () => string, string][] = [
  ['that is not there', () => join(folder, 'nothing'), 'SCH_FILE_MISSING'],
  ['that is a folder', () => folder, 'SCH_FILE_UNREADABLE'],
  ['that is a device', () => '/dev/zero', 'SCH_FILE_UNREADABLE'],
  [
    'that is larger than allowed',
    () => {
      const path = join(folder, 'large')
      writeFileSync(path, '')
      truncateSync(path, bytesMax + 1)
      return path
    },
    'SCH_FILE_TOO_LARGE',
  ],
]

for (const [name, prepare, code] of refused) {
  test(`a file ${name} is refused`, () => {
    expect(codeOf(prepare())).toBe(code)
  })
}

test('a pipe that gives more than allowed is refused before it ends', () => {
  const { path, close } = pipeWith('endless', bytesMax + 1)
  try {
    expect(codeOf(path)).toBe('SCH_FILE_TOO_LARGE')
  } finally {
    close()
  }
})
