/**
 * The two indexes side by side: time to build, memory, answers a second. One of them in a process, so that the memory is
 * its own. Run: node bench/index.bench.ts compact|reference [customers]
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { factKeysOf } from '../src/exposure/customer-facts.ts'
import type { FactKey } from '../src/exposure/fact.ts'
import { hasHandle } from '../src/exposure/handle-join.ts'
import type { IdentifierIndex } from '../src/exposure/identifier-index.ts'
import { buildCompactIndex, type CompactIndex, openIndex } from '../src/exposure/kernel/compact-index.ts'
import { openImage } from '../src/exposure/kernel/index-image.ts'
import { INDEX_KEY_BYTES, openKeyedHash } from '../src/exposure/kernel/keyed-hash.ts'
import { buildReferenceIndex } from '../src/exposure/reference-index.ts'
import { townsman, townsmen } from './town.ts'

const [which = 'compact', count = '100000'] = process.argv.slice(2)
const customers = Number(count)
const key = randomBytes(INDEX_KEY_BYTES)
const repeats = 5
/** Customers asked about, spread over the town. */
const asked = 20_000

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Time on the clock, and time of the processors, which neighbours on the machine change less. */
function measured<T>(name: string, work: () => T): T {
  const startedAt = performance.now()
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - startedAt) / 1000
  say(`${name}: ${seconds.toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s of processors`)
  return result
}

function memoryInUse(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Making the keys is work for every index; it is told beside. */
function countKeys(): number {
  let keys = 0
  for (const customer of townsmen(customers)) keys += factKeysOf(customer).length
  return keys
}

function answersPerSecond(name: string, answer: () => number, expected: number): void {
  const speeds: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    const startedAt = performance.now()
    const found = answer()
    speeds.push(expected / ((performance.now() - startedAt) / 1000))
    assert.ok(found >= 0)
  }
  say(`${name}: ${(Math.max(...speeds) / 1e6).toFixed(2)} million a second (best of ${repeats})`)
}

function ask(index: IdentifierIndex): void {
  const step = Math.max(1, Math.floor(customers / asked))
  const present: FactKey[] = []
  const absent: FactKey[] = []
  const words: string[] = []
  for (let i = 0; i < customers; i += step) {
    const keys = factKeysOf(townsman(i))
    for (const known of keys) assert.ok(hasHandle(index.owners(known), i))
    present.push(...keys)
    absent.push(...keys.map((known): FactKey => `${known}q`))
    words.push(`wort${i}`, `schatz${i}`)
  }
  for (const unknown of absent) assert.equal(index.owners(unknown).length, 0)
  const owners = (keys: readonly FactKey[]) => () =>
    keys.reduce((sum, one) => sum + index.owners(one).length, 0)
  answersPerSecond(`owners of ${present.length} keys somebody has`, owners(present), present.length)
  answersPerSecond(`owners of ${absent.length} keys nobody has`, owners(absent), absent.length)
  const roles = () => words.reduce((sum, word) => sum + index.nameRoles(word), 0)
  answersPerSecond(`roles of ${words.length} words that are no names`, roles, words.length)
}

/** Bytes of one index by what they are for. */
function sizesOf(index: CompactIndex): void {
  const image = openImage(index.bytes, openKeyedHash(key))
  assert.ok(typeof image !== 'string')
  const each = (name: string, ...parts: readonly Uint8Array[]) =>
    say(
      `  ${name}: ${(parts.reduce((sum, part) => sum + part.byteLength, 0) / customers).toFixed(1)} bytes a customer`,
    )
  const bytes = (part: Uint32Array) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
  say(`  ${(image.counts.keys / customers).toFixed(2)} distinct keys a customer`)
  each('table', bytes(image.keySlots))
  each('owners of shared keys', bytes(image.owners))
  each('confirming tags', bytes(image.keyTags))
  each('words of names', bytes(image.roleSlots), bytes(image.roleTags))
  each('customer numbers', bytes(image.numberStarts), image.numbers)
  each('households and protection', bytes(image.households), bytes(image.protection))
  each('all', image.bytes)
}

say(`${customers} customers, ${which} index`)
const keys = measured('making the keys alone', countKeys)
say(`  ${(keys / customers).toFixed(2)} keys a customer`)
const before = memoryInUse()
const index = measured('build', () =>
  which === 'reference'
    ? buildReferenceIndex({ records: townsmen(customers) })
    : buildCompactIndex({ records: townsmen(customers) }, key),
)
say(`peak of the process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)
say(`memory of the index: ${((memoryInUse() - before) / customers).toFixed(0)} bytes a customer`)
if ('bytes' in index) {
  sizesOf(index)
  const opened = measured('opening its bytes', () => openIndex(index.bytes, key))
  assert.equal(opened.kind, 'open')
}
ask(index)
