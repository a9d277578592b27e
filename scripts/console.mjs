/** Makes the browser's scripts out of src/console: without types, as texts the server sends. Committed; a test compares. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './prepare.mjs'

const source = 'src/console'
const result = 'src/api/pages/generated/console-scripts.ts'

export async function generatedConsole() {
  const { default: ts } = await import('typescript')
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    removeComments: true,
    rewriteRelativeImportExtensions: true,
  }
  const sources = readdirSync(join(root, source))
    .filter((file) => file.endsWith('.ts'))
    .sort()
  const lines = sources.map((file) => {
    const { outputText } = ts.transpileModule(readFileSync(join(root, source, file), 'utf8'), {
      compilerOptions,
    })
    return `  '${file.replace(/\.ts$/, '.js')}':\n    ${JSON.stringify(outputText)},\n`
  })
  const about = `/** Made by scripts/console.mjs from ${source}: file name in the browser, and what it holds. */\n`
  const text = `${about}export const consoleScripts = {\n${lines.join('')}} as const\n`
  return { path: result, text }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { path, text } = await generatedConsole()
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
