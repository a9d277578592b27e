import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sentenceKeys, templateOf } from '../src/text/speech.ts'
import { commandsPage, errorsPage, settingsPage } from './house/manual.ts'
import { settingInWords, settingRows } from './house/settings-page.ts'
import { isTest, projectRoot, sourceFiles } from './house/source-file.ts'
import { mayImport } from './house/walls.ts'

function page(...path: string[]): string {
  return readFileSync(join(projectRoot, ...path), 'utf8')
}

test('docs/errors.md says of every fault what the program says (else: npm run docs)', () => {
  expect(page('docs', 'errors.md')).toBe(errorsPage())
  expect(errorsPage()).not.toMatch(/\| {2}\|/)
})

test('docs/cli.md shows the help that the commands print (else: npm run docs)', async () => {
  expect(page('docs', 'cli.md')).toBe(await commandsPage())
})

test('docs/configuration.md shows every setting that the schema knows (else: npm run docs)', () => {
  expect(page('docs', 'configuration.md')).toBe(settingsPage())
  expect(settingRows().length).toBeGreaterThan(70)
})

test('every sentence about a setting is about one that exists', () => {
  const said = new Set(settingRows().map(settingInWords))
  const left = sentenceKeys().filter((key) => key.startsWith('setting.') && !said.has(templateOf('en', key)))
  expect(left).toEqual([])
})

test('every name in code that the glossary gives exists', () => {
  const code = sourceFiles('src')
    .filter(({ path }) => !isTest(path))
    .map(({ text }) => text)
    .join('\n')
  const names = page('docs', 'glossary.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| term'))
    .flatMap((line) => [...(line.split('|')[4] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([])
})

test('every room has a place in docs/ARCHITECTURE.md and a README of at most 15 lines', () => {
  const architecture = page('docs', 'ARCHITECTURE.md')
  const rooms = readdirSync(join(projectRoot, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  for (const room of rooms) {
    expect(Object.keys(mayImport)).toContain(room)
    expect(architecture, room).toContain(`${room}/`)
    expect(existsSync(join(projectRoot, 'src', room, 'README.md')), `src/${room}/README.md`).toBe(true)
    expect(page('src', room, 'README.md').trimEnd().split('\n').length, room).toBeLessThanOrEqual(15)
  }
})

test('a decision record is headed by its number', () => {
  for (const file of readdirSync(join(projectRoot, 'docs', 'decisions')))
    expect(page('docs', 'decisions', file).split('\n')[0]).toMatch(new RegExp(`^# ${file.slice(0, 4)} \\S`))
})

test('decision records are numbered without gaps', () => {
  const numbers = readdirSync(join(projectRoot, 'docs', 'decisions')).map((file) => Number.parseInt(file, 10))
  expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1))
})

test('every path that a page of the project names exists', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'docs/ARCHITECTURE.md', 'docs/style.md']
  const missing = pages.flatMap((one) =>
    [...page(one).matchAll(/`((?:src|docs|test|examples|bench|scripts|bin|\.ci)\/[\w./-]+)`/g)]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(projectRoot, path)))
      .map((path) => `${one} names ${path}`),
  )
  expect(missing).toEqual([])
})
