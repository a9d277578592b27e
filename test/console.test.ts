import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generatedConsole } from '../scripts/console.mjs'
import { projectRoot } from './house/source-file.ts'

test('the browser’s scripts are what their sources become (else: node scripts/console.mjs)', async () => {
  const { path, text } = await generatedConsole()
  expect(readFileSync(join(projectRoot, path), 'utf8')).toBe(text)
})
