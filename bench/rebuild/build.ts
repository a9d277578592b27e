/** Step: builds the index of the hashed customers in a folder, and writes its file. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openIndexBuilder } from '../../src/exposure/kernel/index-builder.ts'
import { eachRow } from './row.ts'

const [folder = '', count = '', files = ''] = process.argv.slice(2)
const customers = Number(count)
const say = (line: string) => process.stdout.write(`${line}\n`)

const startedAt = performance.now()
const before = process.cpuUsage()
const used = () => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
const builder = openIndexBuilder(new Uint8Array(readFileSync(join(folder, 'key'))))
for (let i = 0; i < Number(files); i++) {
  eachRow(join(folder, `hashed-${i}`), (customerNumber, hashed) => builder.addHashed(customerNumber, hashed))
}
const [added, addedAt] = [used(), performance.now()]
const bytes = builder.finish({ memory: (sizeBytes) => new Uint8Array(new SharedArrayBuffer(sizeBytes)) })
const all = used()
const [addingSeconds, seconds] = [addedAt - startedAt, performance.now() - startedAt].map((ms) => ms / 1000)
say(
  `building: ${seconds?.toFixed(1)} s on the clock (${addingSeconds?.toFixed(1)} s of it adding), ${all.toFixed(1)} s of processors ` +
    `(${((added / customers) * 1e6).toFixed(2)} µs each to add, ${(((all - added) / customers) * 1e6).toFixed(2)} to finish)`,
)
say(`peak of the process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)
const file = openSync(join(folder, 'index'), 'w')
const MAX_WRITE_BYTES = 1 << 30
for (let at = 0; at < bytes.length; )
  at += writeSync(file, bytes, at, Math.min(MAX_WRITE_BYTES, bytes.length - at))
closeSync(file)
