/**
 * How fast decoded text is scanned by the sieve, read by the engine behind it, and searched by grep and ripgrep. One fact of
 * a customer stands in every two kilobytes; every one of them must be found, or the run fails.
 *
 *     node bench/scan.bench.ts [--customers 1000000] [--megabytes 32] [--peers]
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { noAllowances } from '../src/exposure/allowance.ts'
import { buildCompactIndex, type CompactIndex } from '../src/exposure/kernel/compact-index.ts'
import { INDEX_KEY_BYTES } from '../src/exposure/kernel/keyed-hash.ts'
import { readPassage } from '../src/exposure/reading.ts'
import { withoutSieve } from '../test/support/sieve-difference.ts'
import { type Dice, diceOf } from './accuracy/dice.ts'
import { citizen, citizens } from './city.ts'
import { sentence } from './prose.ts'

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    megabytes: { type: 'string', default: '32' },
    peers: { type: 'boolean', default: false },
  },
})
const customers = Number(values.customers)
const passageChars = 16_000
const plantedEvery = 2_000
const scans = 12

/** Forms in which a fact stands in the text, with the key that must be read. */
type Form = (i: number) => readonly [written: string, key: string]
const forms: readonly Form[] = [
  (i) => [
    `Ihre Kundennummer lautet ${citizen(i).customerNumber}`,
    `customer-number:${citizen(i).customerNumber}`,
  ],
  (i) => [`Vorgang zu ${citizen(i).customerNumber}`, `customer-number:${citizen(i).customerNumber}`],
  (i) => [
    `${citizen(i).lastName}, ${citizen(i).firstName} (${citizen(i).emails[0]})`,
    `email:${citizen(i).emails[0]}`,
  ],
  (i) => [
    `Rückruf unter ${citizen(i).phones[0]?.replace(/(\d{4})$/, ' $1')}`,
    `phone:49${citizen(i).phones[0]?.replace(/^0|\s/g, '')}`,
  ],
  (i) => [
    `Konto ${citizen(i)
      .ibans[0]?.replace(/(.{4})/g, '$1 ')
      .trim()}`,
    `iban:${citizen(i).ibans[0]?.toLowerCase()}`,
  ],
  (i) => [
    `wohnhaft ${citizen(i).street}, ${citizen(i).postcode} ${citizen(i).city}`,
    `place:${citizen(i).postcode}`,
  ],
]

interface Text {
  readonly passages: readonly string[]
  readonly bytes: number
  /** Keys that must be read of each passage. */
  readonly planted: readonly (readonly string[])[]
}

function writeText(megabytes: number, dice: Dice): Text {
  const passages: string[] = []
  const planted: string[][] = []
  let bytes = 0
  while (bytes < megabytes * 1e6) {
    let text = ''
    const keys: string[] = []
    for (let next = plantedEvery / 2; text.length < passageChars; ) {
      text += sentence(dice) + (dice.chance(0.2) ? '\n\n' : ' ')
      if (text.length < next) continue
      next += plantedEvery
      const [written, key] = dice.pick(forms)(dice.below(customers))
      text += `${written}. `
      keys.push(key)
    }
    bytes += Buffer.byteLength(text)
    passages.push(text)
    planted.push(keys)
  }
  return { passages, bytes, planted }
}

/** Megabytes per second of processor time, and of the clock in the fastest round. */
function measured(bytes: number, rounds: number, work: () => void): string {
  let clock = Number.POSITIVE_INFINITY
  let processor = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const [clockAt, processorAt] = [performance.now(), process.cpuUsage()]
    work()
    const used = process.cpuUsage(processorAt)
    clock = Math.min(clock, performance.now() - clockAt)
    processor = Math.min(processor, (used.user + used.system) / 1e3)
  }
  return `${(bytes / 1e3 / processor).toFixed(1)} MB/s of processor time, ${(bytes / 1e3 / clock).toFixed(1)} MB/s by the clock`
}

function missedIn(text: Text, index: CompactIndex): number {
  let missed = 0
  for (const [i, passage] of text.passages.entries()) {
    const keys = new Set(
      readPassage({ text: passage }, index, noAllowances).facts.map(({ key }) => String(key)),
    )
    for (const key of text.planted[i] ?? []) {
      const isFound =
        keys.has(key) || (key.startsWith('place:') && [...keys].some((one) => one.startsWith(key)))
      if (!isFound) missed += 1
    }
  }
  return missed
}

function searched(tool: string, folder: string): string {
  const run = spawnSync(
    '/usr/bin/env',
    ['time', '-f', '%e s, %U s of processor time, %M KB', tool, '-F', '-o', '-f', 'patterns', 'text'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, LC_ALL: 'C' } },
  )
  if (run.status === 127) return 'not installed'
  return `${run.stdout.split('\n').filter((line) => line !== '').length} hits, ${run.stderr.trim()}`
}

/** The same text for tools that search bytes: numbers, addresses and names as they are written, one in a line. */
function searchWithPeers(text: Text): void {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-scan-'))
  try {
    writeFileSync(join(folder, 'text'), text.passages.join('\n'))
    const numbers: string[] = []
    const others: string[] = []
    for (const { customerNumber, emails, firstName, lastName } of citizens(customers)) {
      numbers.push(customerNumber)
      others.push(...emails, `${firstName} ${lastName}`)
    }
    for (const [name, patterns] of [
      ['numbers', numbers],
      ['numbers, addresses and names', [...numbers, ...others]],
    ] as const) {
      writeFileSync(join(folder, 'patterns'), patterns.join('\n'))
      for (const tool of ['grep', 'rg'])
        console.log(`${tool} -F -o -f, ${patterns.length} ${name}: ${searched(tool, folder)}`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const startedAt = performance.now()
const index = buildCompactIndex({ records: citizens(customers) }, new Uint8Array(INDEX_KEY_BYTES).fill(7))
console.log(
  `index of ${customers} customers: ${((performance.now() - startedAt) / 1e3).toFixed(1)} s with their making`,
)
const openedAt = performance.now()
const { sieve } = index
console.log(`sieve opened in ${(performance.now() - openedAt).toFixed(0)} ms`)
const text = writeText(Number(values.megabytes), diceOf(1))
const expected = text.planted.reduce((sum, keys) => sum + keys.length, 0)
let kept = 0
console.log(
  `sieve: ${measured(text.bytes, scans, () => {
    kept = 0
    for (const passage of text.passages) kept += sieve.keptOf(passage, 2).length
  })}`,
)
console.log(`kept: ${((kept / text.bytes) * 100).toFixed(1)} % of ${(text.bytes / 1e6).toFixed(0)} MB`)
let missed = 0
console.log(
  `engine behind the sieve: ${measured(text.bytes, 1, () => {
    missed = missedIn(text, index)
  })}`,
)
const quarter = text.passages.slice(0, Math.ceil(text.passages.length / 4))
const quarterBytes = quarter.reduce((sum, passage) => sum + Buffer.byteLength(passage), 0)
console.log(
  `engine without the sieve: ${measured(quarterBytes, 1, () => {
    for (const passage of quarter) readPassage({ text: passage }, withoutSieve(index), noAllowances)
  })}`,
)
console.log(`${expected} facts planted, ${missed} missed; load of the machine ${loadavg()[0]?.toFixed(1)}`)
if (values.peers) searchWithPeers(text)
if (missed > 0) process.exitCode = 1
