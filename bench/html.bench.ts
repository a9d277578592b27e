/** How fast a realistic HTML mail is read. Run: node bench/html.bench.ts */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Desk } from '../src/extract/desk.ts'
import { readHtml } from '../src/extract/text/html.ts'

const runs = 500
const repeats = 6

const html = readFileSync(
  new URL('../test/fixtures/html/reminder-in-layout-tables.html', import.meta.url),
  'utf8',
)

/** @returns how many rows were read: a fast wrong answer is a failure */
async function read(): Promise<number> {
  let rows = 0
  const desk: Desk = {
    text: () => undefined,
    row: () => void rows++,
    unchecked: () => undefined,
    embedded: () => Promise.resolve(),
    spend: () => undefined,
  }
  await readHtml(html, desk)
  return rows
}

async function megabytesPerSecond(): Promise<number> {
  const startedAt = performance.now()
  for (let run = 0; run < runs; run++) assert.equal(await read(), 19)
  return (html.length * runs) / 1000 / (performance.now() - startedAt)
}

await megabytesPerSecond()
const speeds: number[] = []
for (let repeat = 0; repeat < repeats; repeat++) speeds.push(await megabytesPerSecond())
process.stdout.write(
  `readHtml ${html.length} bytes: ${Math.max(...speeds).toFixed(1)} MB/s (best of ${repeats})\n`,
)
