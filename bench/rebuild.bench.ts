/**
 * What an index costs that is built of hashed customers, as from the database: hashing them (in two threads), building,
 * opening the file, and whether the answers are right. Each step in a process of its own, so that its memory is its own.
 * Run: node bench/rebuild.bench.ts [customers]
 */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { INDEX_KEY_BYTES } from '../src/exposure/kernel/keyed-hash.ts'

const [count = '100000'] = process.argv.slice(2)
const customers = Number(count)
const threads = 2

const folder = mkdtempSync(join(tmpdir(), 'schleuse-rebuild-'))
const keyPath = join(folder, 'key')
const say = (line: string) => process.stdout.write(`${line}\n`)

/** One step in a process of its own. */
function step(name: string, ...words: readonly string[]): void {
  const path = fileURLToPath(new URL(`./rebuild/${name}.ts`, import.meta.url))
  execFileSync(process.execPath, [path, folder, count, ...words], { stdio: 'inherit' })
}

async function hashInThreads(): Promise<void> {
  const startedAt = performance.now()
  const each = Math.ceil(customers / threads)
  const workers = Array.from({ length: threads }, (_, i) => {
    const range = {
      first: i * each,
      end: Math.min(customers, (i + 1) * each),
      path: join(folder, `hashed-${i}`),
    }
    return new Worker(new URL('./rebuild/hash-range.ts', import.meta.url), {
      workerData: { ...range, keyPath },
    })
  })
  const reports = await Promise.all(workers.map((worker) => once(worker, 'message')))
  const seconds = reports.reduce((sum, [{ hashingSeconds }]) => sum + hashingSeconds, 0)
  const bytes = reports.reduce((sum, [{ sizeBytes }]) => sum + sizeBytes, 0)
  say(
    `hashing: ${((seconds / customers) * 1e6).toFixed(2)} µs of a processor each, ${seconds.toFixed(1)} s in all; ` +
      `${(bytes / customers).toFixed(0)} bytes each (with inventing and writing them ${((performance.now() - startedAt) / 1000).toFixed(1)} s on the clock)`,
  )
}

try {
  writeFileSync(keyPath, randomBytes(INDEX_KEY_BYTES), { mode: 0o600 })
  say(
    `${customers} customers with six facts; ${loadavg()[0]?.toFixed(1)} processes on two cores before we begin`,
  )
  await hashInThreads()
  step('build', String(threads))
  step('open')
  say(`load at the end: ${loadavg()[0]?.toFixed(1)}`)
} finally {
  rmSync(folder, { recursive: true })
}
