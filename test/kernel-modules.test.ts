import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generatedKernel } from '../scripts/kernel.mjs'
import { projectRoot } from './house/source-file.ts'

const files = await generatedKernel()

for (const { path, text } of files) {
  test(`${path} is what its source compiles to`, () => {
    expect(readFileSync(join(projectRoot, path), 'utf8'), 'run: node scripts/kernel.mjs').toBe(text)
  })
}

test('every generated file has a source', () => {
  const folder = 'src/exposure/kernel/generated'
  expect(readdirSync(join(projectRoot, folder)).map((name) => `${folder}/${name}`)).toEqual(
    files.map(({ path }) => path),
  )
})

/** The sieve asks the index about the few places that its own marks do not rule out. */
const asked: Readonly<Record<string, readonly string[]>> = {
  'src/exposure/kernel/generated/sieve.ts': ['filter.rolesOf', 'filter.isKeyKnownThere'],
}

test('a module asks for nothing but memory and what is known of it', () => {
  for (const { path, text } of files) {
    const bytes = Buffer.from(text.slice(text.indexOf('`') + 1), 'base64')
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes))
    const functions = imports.filter(({ kind }) => kind !== 'memory')
    expect(
      functions.map(({ module, name }) => `${module}.${name}`),
      path,
    ).toEqual(asked[path] ?? [])
  }
})
