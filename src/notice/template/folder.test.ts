import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Fault } from '../../std/fault.ts'
import { readTemplateFolder } from './folder.ts'
import { positionInFile } from './template.ts'

const root = mkdtempSync(join(tmpdir(), 'schleuse-templates-'))
afterAll(() => rmSync(root, { recursive: true }))

const head = '---\nto: {{ customer.email }}\nsubject: Guten Tag\nformat: text\n---\n'
const sound = `${head}Hallo {{ customer.name }}\n`

type Files = Readonly<Record<string, string | Uint8Array>>

let folders = 0
function folderOf(files: Files): string {
  folders += 1
  const path = join(root, `${folders}`)
  mkdirSync(path)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return path
}

function problemsOf(path: string) {
  try {
    readTemplateFolder(path)
  } catch (error) {
    if (error instanceof Fault) {
      return error.problems.map(
        ({ code, at }) => `${code} ${at?.file.slice(path.length + 1)}:${at?.line ?? ''}`,
      )
    }
    throw error
  }
  return []
}

test('a file gives notice, language, engine and its parts with their places', () => {
  const path = folderOf({
    'mahnung.de-AT.liquid': `\ufeff---\r\n\r\nsubject:   Mahnung {{ x }} \r\nto: a\r\nformat: html\r\n---\r\n<p>\r\n`,
  })
  const { templates } = readTemplateFolder(path)
  expect(templates).toEqual([
    {
      noticeType: 'mahnung',
      language: 'de-AT',
      engine: 'liquid',
      file: join(path, 'mahnung.de-AT.liquid'),
      parts: [
        { name: 'to', source: 'a', firstLine: 4, firstColumn: 5 },
        { name: 'subject', source: 'Mahnung {{ x }}', firstLine: 3, firstColumn: 12 },
        { name: 'html', source: '<p>\r\n', firstLine: 7, firstColumn: 1 },
      ],
    },
  ])
})

test('a position within a part is found again in the file', () => {
  const part = { firstLine: 3, firstColumn: 12 }
  expect(positionInFile(part, { line: 1, column: 9 })).toEqual({ line: 3, column: 20 })
  expect(positionInFile(part, { line: 2, column: 9 })).toEqual({ line: 4, column: 9 })
})

test('templates of all engines are read with the partials of their own engine', () => {
  const path = folderOf({
    'a.de.liquid': sound,
    'b.de.hbs': sound,
    'c.en.mustache': sound,
    'PREDUEDGST.de.koha': sound,
    'e.de.tt': sound,
    'partials/fuss.liquid': 'L',
    'partials/accounts.inc.tt': 'T',
    'partials/README.md': 'no partial',
    'README.md': 'no template',
    'schema.yaml': 'x: 1',
    '.gitignore': '*',
    '.git/config': 'x',
  })
  const { templates, partials, passedOver } = readTemplateFolder(path)
  expect(templates.map(({ engine }) => engine)).toEqual([
    'koha',
    'liquid',
    'handlebars',
    'mustache',
    'template-toolkit',
  ])
  expect([...partials.liquid.keys(), ...partials['template-toolkit'].keys()]).toEqual([
    'fuss',
    'accounts.inc',
  ])
  expect(partials.handlebars.size).toBe(0)
  expect(partials.liquid.get('fuss')).toEqual({ file: join(path, 'partials/fuss.liquid'), source: 'L' })
  expect(passedOver).toEqual(['.git', '.gitignore', 'README.md', 'schema.yaml'])
})

const faulty: readonly [string, Files, readonly string[]][] = [
  ['a folder without templates', { 'README.md': '' }, ['SCH_TEMPLATES_MISSING :']],
  ['a name without a language', { 'a.liquid': sound }, ['SCH_TEMPLATE_NAME a.liquid:']],
  ['a slip in the ending', { 'a.de.liqid': sound }, ['SCH_TEMPLATE_NAME_NEAR a.de.liqid:']],
  ['another ending', { 'a.de.jinja2': sound }, ['SCH_TEMPLATE_NAME a.de.jinja2:']],
  ['another folder', { 'a.de.hbs': sound, 'de/b.de.hbs': sound }, ['SCH_TEMPLATE_FOLDER de:']],
  [
    'a folder among partials',
    { 'a.de.hbs': sound, 'partials/x/y.hbs': '' },
    ['SCH_TEMPLATE_FOLDER partials/x:'],
  ],
  ['a partial of no engine', { 'a.de.hbs': sound, 'partials/x': '' }, ['SCH_TEMPLATE_NAME partials/x:']],
  ['two of one notice', { 'a.de.hbs': sound, 'a.de.liquid': sound }, ['SCH_TEMPLATE_TWICE a.de.liquid:']],
  ['Latin-1', { 'a.de.hbs': Buffer.from(`${head}Grüße`, 'latin1') }, ['SCH_TEMPLATE_ENCODING a.de.hbs:']],
  ['UTF-16', { 'a.de.hbs': Buffer.from(sound, 'utf16le') }, ['SCH_TEMPLATE_ENCODING a.de.hbs:']],
  ['no head', { 'a.de.hbs': 'Hallo' }, ['SCH_TEMPLATE_HEAD_MISSING a.de.hbs:1']],
  ['an empty file', { 'a.de.hbs': '' }, ['SCH_TEMPLATE_HEAD_MISSING a.de.hbs:1']],
  ['a head that does not end', { 'a.de.hbs': '---\nto: a\n' }, ['SCH_TEMPLATE_HEAD_OPEN a.de.hbs:1']],
  [
    'a line that is no entry',
    { 'a.de.hbs': '---\nto: a\nsubject: b\nHallo\nformat: text\n---\n' },
    ['SCH_TEMPLATE_HEAD_LINE a.de.hbs:4'],
  ],
  [
    'several faults of one head at once',
    { 'a.de.hbs': '---\nto: a\nsubjct: b\nfrom: c\nto: d\nformat: pdf\n---\n' },
    [
      'SCH_TEMPLATE_HEAD_KEY_NEAR a.de.hbs:3',
      'SCH_TEMPLATE_HEAD_KEY a.de.hbs:4',
      'SCH_TEMPLATE_HEAD_TWICE a.de.hbs:5',
      'SCH_TEMPLATE_HEAD_LACKS a.de.hbs:1',
      'SCH_TEMPLATE_FORMAT a.de.hbs:6',
    ],
  ],
  [
    'an entry without a value',
    { 'a.de.hbs': '---\nto:\nsubject: b\nformat:\n---\n' },
    ['SCH_TEMPLATE_HEAD_LACKS a.de.hbs:2', 'SCH_TEMPLATE_HEAD_LACKS a.de.hbs:4'],
  ],
  [
    'faults of several files at once',
    { 'a.de.hbs': '', 'b.de.hbs': sound, 'c.de.hbs': '' },
    ['SCH_TEMPLATE_HEAD_MISSING a.de.hbs:1', 'SCH_TEMPLATE_HEAD_MISSING c.de.hbs:1'],
  ],
  [
    'a file that is too large',
    { 'a.de.hbs': head + 'x'.repeat(1_000_000) },
    ['SCH_TEMPLATE_LARGE a.de.hbs:'],
  ],
]

for (const [name, files, problems] of faulty) {
  test(`refused with its place: ${name}`, () => {
    expect(problemsOf(folderOf(files))).toEqual(problems)
  })
}

test('a link is not followed, wherever it points', () => {
  const path = folderOf({ 'a.de.hbs': sound })
  symlinkSync('/etc/passwd', join(path, 'b.de.hbs'))
  symlinkSync(join(path, 'a.de.hbs'), join(path, 'c.de.hbs'))
  symlinkSync('/etc', join(path, 'partials'))
  expect(problemsOf(path)).toEqual([
    'SCH_TEMPLATE_NO_FILE b.de.hbs:',
    'SCH_TEMPLATE_NO_FILE c.de.hbs:',
    'SCH_TEMPLATE_NO_FILE partials:',
  ])
})

test('a folder that is not there, or is a file, says so', () => {
  const path = folderOf({ 'a.de.hbs': sound })
  expect(problemsOf(join(path, 'nowhere'))[0]).toMatch(/^SCH_PATH_MISSING/)
  expect(problemsOf(join(path, 'a.de.hbs'))[0]).toMatch(/^SCH_PATH_UNREADABLE/)
})

test('problems are listed up to a number and counted beyond it', () => {
  const path = folderOf(Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`n${at}.de.hbs`, ''])))
  expect(problemsOf(path)).toHaveLength(20)
  expect(() => readTemplateFolder(path)).toThrow(expect.objectContaining({ furtherProblems: 5 }))
})
