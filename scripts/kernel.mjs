/**
 * Compiles the parts of the kernel that are WebAssembly: each AssemblyScript file in src/exposure/kernel/assembly becomes
 * a file in src/exposure/kernel/generated that holds its bytes as text, so that the engine reads no file at run time.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './prepare.mjs'

const sources = 'src/exposure/kernel/assembly'
const results = 'src/exposure/kernel/generated'

/** No runtime: memory is laid out by the sources themselves. Nothing throws, so that nothing is imported to do it with. */
const common = ['--runtime', 'stub', '--noAssert', '--use', 'abort=', '-O3', '--enable', 'simd']

/** What a module needs beside that. */
const special = {
  // One memory for all threads: filters are read by all, each scans in a place of its own.
  sieve: [
    '--importMemory',
    '--sharedMemory',
    '--initialMemory',
    '1',
    '--maximumMemory',
    '65536',
    '--enable',
    'threads',
  ],
}

const lineLength = 100

/** Names of the modules: files of the folder itself; what they share stands in folders below it. */
function moduleNames() {
  return readdirSync(join(root, sources), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => entry.name.slice(0, -'.ts'.length))
    .sort()
}

async function compile(name) {
  const { default: asc } = await import('assemblyscript/asc')
  let bytes
  const flags = [...common, ...(special[name] ?? []), '--baseDir', root, '--outFile', `${name}.wasm`]
  const { error, stderr } = await asc.main([`${sources}/${name}.ts`, ...flags], {
    readFile: (path, baseDir) => {
      try {
        return readFileSync(join(baseDir, path), 'utf8')
      } catch {
        return null
      }
    },
    writeFile: (_path, content) => {
      bytes = content
    },
    listFiles: () => [],
  })
  if (error) throw new Error(`${sources}/${name}.ts: ${stderr}`, { cause: error })
  return Buffer.from(bytes)
}

/** "key-hash" as the name of a constant: "keyHashBytes". */
function constantOf(name) {
  return `${name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())}Bytes`
}

function textOf(name, bytes) {
  const lines = bytes.toString('base64').match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? []
  return `/** Made by scripts/kernel.mjs of ${sources}/${name}.ts: WebAssembly as base64. */\nexport const ${constantOf(name)} = \`\n${lines.join('\n')}\n\`\n`
}

/** Path below the root and text of each generated file. */
export async function generatedKernel() {
  const files = []
  for (const name of moduleNames()) {
    files.push({ path: `${results}/${name}.ts`, text: textOf(name, await compile(name)) })
  }
  return files
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync(join(root, results), { recursive: true })
  for (const { path, text } of await generatedKernel()) writeFileSync(join(root, path), text)
}
