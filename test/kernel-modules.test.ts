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

test('a module asks for nothing but memory', () => {
  for (const { path, text } of files) {
    const bytes = Buffer.from(text.slice(text.indexOf('`') + 1), 'base64')
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes))
    expect(
      imports.filter(({ kind }) => kind !== 'memory'),
      path,
    ).toEqual([])
  }
})
