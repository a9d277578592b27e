import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Fault } from '../std/fault.ts'
import { emptyAllowFile, readAllowFile } from './allow-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'schleuse-allow-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function read(content: string) {
  const path = join(folder, 'allow.yaml')
  writeFileSync(path, content)
  return readAllowFile(path)
}

const digest = 'AB'.repeat(32)

test('numbers stay as they are written, and digests are compared in lower case', () => {
  const { allowed } = read(
    `numbers:\n  - 0361 555 01\n  - 0800123\nfiles: [${digest}]\nlists: []\ndomains:\n`,
  )
  expect(allowed).toEqual({
    ...emptyAllowFile,
    numbers: ['0361 555 01', '0800123'],
    files: [digest.toLowerCase()],
  })
})

for (const content of ['', '# nothing yet\n', '---\n', '{}\n']) {
  test(`a file that allows nothing is read: ${JSON.stringify(content)}`, () => {
    expect(read(content).allowed).toEqual(emptyAllowFile)
  })
}

const wrong: readonly [string, string, string, number, number, Record<string, string>][] = [
  [
    'a key that is nearly right',
    'domains: []\nadresses:\n  - a@example.org\n',
    'SCH_ALLOW_KEY_UNKNOWN_NEAR',
    2,
    1,
    { key: 'adresses', near: 'addresses' },
  ],
  [
    'a key in the singular',
    '  domain: [example.org]\n',
    'SCH_ALLOW_KEY_UNKNOWN_NEAR',
    1,
    3,
    { near: 'domains' },
  ],
  ['a key nobody knows', 'people: []\n', 'SCH_ALLOW_KEY_UNKNOWN', 1, 1, { key: 'people' }],
  ['a value that is no list', 'domains: example.org\n', 'SCH_ALLOW_VALUE', 1, 10, { key: 'domains' }],
  ['a list in a list', 'phrases:\n  - [a]\n', 'SCH_ALLOW_VALUE', 2, 5, { key: 'phrases' }],
  [
    'a digest that is too short',
    `files:\n  - ${digest}\n  - abc\n`,
    'SCH_ALLOW_VALUE',
    3,
    5,
    { key: 'files' },
  ],
  ['the same key twice', 'domains: []\ndomains: []\n', 'SCH_ALLOW_KEY_TWICE', 2, 1, {}],
  ['a reference that leads nowhere', 'domains: *none\n', 'SCH_ALLOW_SYNTAX', 1, 1, {}],
  [
    'references that grow without end',
    `domains: &a [x, x, x, x, x, x, x, x, x, x]\naddresses: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nlists: [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nphrases: [*b, *b, *b, *b, *b, *b, *b, *b]\n`,
    'SCH_ALLOW_SYNTAX',
    1,
    1,
    {},
  ],
  ['two documents', 'domains: []\n---\nlists: []\n', 'SCH_ALLOW_SYNTAX', 2, 1, {}],
  ['a list at the top', '- domains\n', 'SCH_ALLOW_NO_ENTRIES', 1, 1, {}],
  ['a quote that is never closed', 'phrases:\n  - "abc\n', 'SCH_ALLOW_SYNTAX', 3, 1, {}],
]

for (const [name, content, code, line, column, params] of wrong) {
  test(`an allow file with ${name} is refused with its place`, () => {
    let thrown: unknown
    try {
      read(content)
    } catch (error) {
      thrown = error
    }
    if (!(thrown instanceof Fault)) throw new Error('no fault was thrown', { cause: thrown })
    expect(thrown.problems[0]).toMatchObject({ code, at: { file: join(folder, 'allow.yaml'), line, column } })
    expect(thrown.problems[0].params ?? {}).toMatchObject(params)
  })
}

test('an entry is found again by its place', () => {
  const { positionOf } = read('addresses:\n  - a@example.org\n  - none\n')
  expect(positionOf('addresses[1]')).toEqual({ file: join(folder, 'allow.yaml'), line: 3, column: 5 })
})
