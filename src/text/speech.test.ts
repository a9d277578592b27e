import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { faults } from '../std/fault.ts'
import { isLanguage, languageOfLocale } from './language.ts'
import { render } from './render.ts'
import { sentenceKeys, speechIn, templateOf } from './speech.ts'

function parametersIn(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ''))].sort()
}

test('every sentence names the same parameters in both languages', () => {
  const different = sentenceKeys().filter(
    (key) => `${parametersIn(templateOf('de', key))}` !== `${parametersIn(templateOf('en', key))}`,
  )
  expect(sentenceKeys().length).toBeGreaterThan(150)
  expect(different).toEqual([])
})

test('no room takes the key of another', () => {
  const folder = new URL('./de/', import.meta.url)
  const keys = readdirSync(folder).flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map(([, key]) => key),
  )
  expect(keys.length).toBeGreaterThan(300)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  expect([...keys].sort()).toEqual([...sentenceKeys()].sort())
})

test('every fault has a sentence and says what to do next, and no sentence is left over', () => {
  const codes = Object.keys(faults).sort()
  const said = (prefix: string) =>
    sentenceKeys()
      .filter((key) => key.startsWith(`${prefix}.SCH_`))
      .map((key) => key.slice(prefix.length + 1))
      .sort()
  expect(said('fault')).toEqual(codes)
  expect(said('hint')).toEqual(codes)
})

const rendered: readonly [string, string, Record<string, string | number>, string][] = [
  ['a parameter', 'in {file}', { file: 'a.csv' }, 'in a.csv'],
  ['one of a thing', '{n} {n|Mail|Mails}', { n: 1 }, '1 Mail'],
  ['none of a thing', '{n} {n|Mail|Mails}', { n: 0 }, '0 Mails'],
  ['a large number', '{n} Mails', { n: 12345 }, '12.345 Mails'],
  ['a line, which is no quantity', 'Zeile {line}', { line: '12345' }, 'Zeile 12345'],
  ['a value with braces and dollars', 'in {file}', { file: '{n}$&' }, 'in {n}$&'],
]

for (const [name, template, parameters, sentence] of rendered) {
  test(`a sentence holds ${name}`, () => {
    expect(render('de', template, parameters)).toBe(sentence)
  })
}

test('a sentence without a value it needs is refused', () => {
  expect(() => render('de', 'in {file}', {})).toThrow(/\{file\}/)
})

test('a sentence is said in the language of the run', () => {
  const parameters = { mails: 2, deliveries: 1, seconds: 1.5 }
  expect(speechIn('de').say('summary.judged', parameters)).toBe(
    '2 Mails, 1 Zustellung (je Mail und Empfänger), 1,5 s',
  )
  expect(speechIn('en').say('summary.judged', parameters)).toBe(
    '2 mails, 1 delivery (one for each mail and recipient), 1.5 s',
  )
})

const locales: readonly [Record<string, string>, string][] = [
  [{}, 'de'],
  [{ LANG: 'C.UTF-8' }, 'de'],
  [{ LANG: 'de_AT.UTF-8' }, 'de'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'fr_FR.UTF-8' }, 'de'],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'en_US', LC_MESSAGES: 'en_US', LC_ALL: 'de_DE' }, 'de'],
  [{ LANG: 'en_US', LC_ALL: '' }, 'en'],
]

for (const [environment, language] of locales) {
  test(`the locale ${JSON.stringify(environment)} speaks ${language}`, () => {
    expect(languageOfLocale(environment)).toBe(language)
  })
}

test('only de and en are languages', () => {
  expect(['de', 'en', 'fr', 'DE', ''].filter(isLanguage)).toEqual(['de', 'en'])
})
