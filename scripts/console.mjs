/** Makes the browser's script out of src/console: without types, as text the server sends. Committed; a test compares. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './prepare.mjs'

const source = 'src/console/sign-in.ts'
const result = 'src/api/pages/generated/sign-in-script.ts'

export async function generatedConsole() {
  const { default: ts } = await import('typescript')
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    removeComments: true,
  }
  const { outputText } = ts.transpileModule(readFileSync(join(root, source), 'utf8'), { compilerOptions })
  const text = `/** Made by scripts/console.mjs from ${source}. */\nexport const signInScript = ${JSON.stringify(outputText)}\n`
  return { path: result, text }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { path, text } = await generatedConsole()
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
