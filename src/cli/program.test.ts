import { expect, test } from 'vitest'
import { fault } from '../std/fault.ts'
import type { CheckCall } from './commands/check.ts'
import { runProgram } from './program.ts'

async function run(
  words: string,
  parts: { env?: Record<string, string>; check?: () => Promise<number> } = {},
) {
  const out: string[] = []
  const told: string[] = []
  const calls: CheckCall[] = []
  const languages: string[] = []
  const exit = await runProgram(words === '' ? [] : words.split(' '), {
    version: '1.2.3',
    environment: parts.env ?? {},
    terminal: {
      print: async (lines) => void out.push(...lines),
      tell: (sentence) => void told.push(sentence),
      progress: () => {},
      endProgress: () => {},
      columns: undefined,
      mark: (word) => word,
    },
    state: async () => ({ exit: 0, facts: [] }),
    rehearse: async () => 0,
    check: async (call, speech) => {
      calls.push(call)
      languages.push(speech.language)
      return parts.check?.() ?? 0
    },
  })
  return { exit, out: out.join('\n'), told: told.join('\n'), calls, languages }
}

test('the words of the command line become the words of the command', async () => {
  const line =
    'check a b --directory c.csv --facts f.csv --to x@example.org --to y@example.org --allow a.yaml --redact --json'
  const { calls, exit } = await run(line)
  expect(exit).toBe(0)
  expect(calls).toEqual([
    {
      paths: ['a', 'b'],
      directoryPath: 'c.csv',
      factsPath: 'f.csv',
      allowPath: 'a.yaml',
      recipients: ['x@example.org', 'y@example.org'],
      output: 'json',
      isRedacted: true,
    },
  ])
})

test('what is not asked for stays off', async () => {
  const { calls } = await run('check a --directory c.csv')
  expect(calls).toEqual([
    { paths: ['a'], directoryPath: 'c.csv', recipients: [], output: 'report', isRedacted: false },
  ])
})

const languages: readonly [string, Record<string, string>, string][] = [
  ['check a --directory c.csv', { LANG: 'en_GB.UTF-8' }, 'en'],
  ['check a --directory c.csv', { LANG: 'fr_FR.UTF-8' }, 'de'],
  ['check a --directory c.csv --lang en', { LANG: 'de_DE.UTF-8' }, 'en'],
  ['check --lang=de a --directory c.csv', { LANG: 'en_GB.UTF-8' }, 'de'],
]

for (const [line, env, language] of languages) {
  test(`"${line}" under ${JSON.stringify(env)} speaks ${language}`, async () => {
    expect((await run(line, { env })).languages).toEqual([language])
  })
}

const wrongUse: readonly [string, string, string][] = [
  [
    'check --directory c.csv',
    'Es fehlt, womit „schleuse check“ arbeiten soll',
    'Say what “schleuse check” is to work with',
  ],
  ['check a', '„--directory <FILE.csv>“', '“--directory <FILE.csv>”'],
  ['check a --directory', 'Hinter „--directory <FILE.csv>“ fehlt der Wert', 'A value is missing after'],
  [
    'check a --directory c.csv --colour',
    'Die Angabe „--colour“ gibt es nicht',
    'There is no option “--colour”',
  ],
  [
    'check a --directory c.csv --directory d.csv',
    'Die Angabe „--directory“ steht zweimal da',
    '“--directory” is given twice',
  ],
  ['chek a', 'Den Befehl „chek“ gibt es nicht', 'There is no command “chek”'],
  ['', 'Es fehlt ein Befehl', 'A command is missing'],
  ['check a --directory c.csv --colour', 'zeigt: schleuse check --help', 'by: schleuse check --help'],
  ['audit verify --colour', 'zeigt: schleuse audit verify --help', 'by: schleuse audit verify --help'],
  [
    'directory allow end',
    'zeigt: schleuse directory allow end --help',
    'by: schleuse directory allow end --help',
  ],
  [
    'staff token make --organisation',
    'zeigt: schleuse staff token make --help',
    'by: schleuse staff token make --help',
  ],
]

for (const [line, german, english] of wrongUse) {
  test(`wrong use is told in the language of the run and ends in 2: "${line}"`, async () => {
    const [de, en] = [await run(line), await run(line, { env: { LANG: 'en' } })]
    expect([de.exit, en.exit, de.out, en.out]).toEqual([2, 2, '', ''])
    expect(de.told).toContain(german)
    expect(en.told).toContain(english)
    expect([de.calls, en.calls]).toEqual([[], []])
  })
}

test('a language nobody speaks is wrong use', async () => {
  const { exit, told } = await run('check a --directory c.csv --lang fr')
  expect(exit).toBe(2)
  expect(told).toContain('Die Sprache „fr“ gibt es nicht')
})

test('help and version are answers and end in 0', async () => {
  const [de, en, version] = [
    await run('check --help'),
    await run('check --help --lang en'),
    await run('--version'),
  ]
  expect([de.exit, en.exit, version.exit]).toEqual([0, 0, 0])
  expect(de.out).toMatch(/^Aufruf: schleuse check PATH\.\.\. \(--directory FILE\.csv/)
  expect(en.out).toMatch(/^Usage: schleuse check PATH\.\.\. \(--directory FILE\.csv/)
  expect(de.out + en.out).not.toMatch(/display help|undefined/)
  expect(version.out).toBe('1.2.3')
})

test('the exit status of a run is that of its verdicts', async () => {
  expect((await run('check a --directory c.csv', { check: async () => 3 })).exit).toBe(3)
})

test('a fault in the engine ends in 4, says what holds, and shows no stack', async () => {
  const check = async () => {
    throw new TypeError('K1000001 is not a function')
  }
  const { exit, told } = await run('check a --directory c.csv', { check })
  expect(exit).toBe(4)
  expect(told).toContain('Was gedruckt ist, gilt; der Rest ist ungeprüft')
  expect(told).not.toMatch(/K1000001|TypeError|\.ts:/)
  const debugged = await run('check a --directory c.csv', { check, env: { SCHLEUSE_DEBUG: '1' } })
  expect(debugged.told).toMatch(/TypeError.*\n.*program\.test\.ts/)
})

test('a full disk is the machine, not the program', async () => {
  const { exit, told } = await run('check a --directory c.csv', {
    check: async () => {
      throw Object.assign(new Error('write'), { code: 'ENOSPC' })
    },
  })
  expect(exit).toBe(4)
  expect(told).toContain('ENOSPC')
})

test('an output that was closed ends in 4 without a word', async () => {
  const { exit, told } = await run('check a --directory c.csv', {
    check: async () => {
      throw fault('SCH_OUTPUT_CLOSED')
    },
  })
  expect([exit, told]).toEqual([4, ''])
})

test('problems in a file come with their places, then what to do, then that nothing was judged', async () => {
  const { exit, told } = await run('check a --directory c.csv', {
    check: async () => {
      throw fault('SCH_CELL_NO_DATE', {
        at: { file: 'c.csv', line: 12345, column: 5 },
        params: { field: 'birth_date' },
      })
    },
  })
  expect(exit).toBe(2)
  expect(told.split('\n')).toEqual([
    'schleuse: c.csv, Zeile 12345, Spalte 5: Das Feld birth_date ist kein Datum.',
    'Ein Datum ist 2001-02-03 oder 03.02.2001; sonst bleibt das Feld leer.',
    'Es wurde nichts geprüft.',
  ])
})
