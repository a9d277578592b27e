/** Step: opens the index file of a folder and asks it what every customer is found by; a wrong answer fails. */
import assert from 'node:assert/strict'
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { factKeysOf } from '../../src/exposure/customer-facts.ts'
import type { FactKey } from '../../src/exposure/fact.ts'
import { hasHandle } from '../../src/exposure/handle-join.ts'
import { openIndex } from '../../src/exposure/kernel/compact-index.ts'
import { openImage } from '../../src/exposure/kernel/index-image.ts'
import { openKeyedHash } from '../../src/exposure/kernel/keyed-hash.ts'
import { townsman } from '../town.ts'
import { sayAnswers, sayImage } from './say-index.ts'

const [folder = '', count = ''] = process.argv.slice(2)
const customers = Number(count)
const asked = 20_000
const say = (line: string) => process.stdout.write(`${line}\n`)

function readShared(path: string): Uint8Array {
  const file = openSync(path, 'r')
  const bytes = new Uint8Array(new SharedArrayBuffer(fstatSync(file).size))
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(file, bytes, at, Math.min(1 << 30, bytes.length - at), null)
    if (read === 0) break
    at += read
  }
  closeSync(file)
  return bytes
}

const key = new Uint8Array(readFileSync(join(folder, 'key')))
const startedAt = performance.now()
const before = process.cpuUsage()
const bytes = readShared(join(folder, 'index'))
const readAt = performance.now()
const opened = openIndex(bytes, key)
const { user, system } = process.cpuUsage(before)
say(
  `loading the file: ${((performance.now() - startedAt) / 1000).toFixed(2)} s on the clock (${((readAt - startedAt) / 1000).toFixed(2)} s of it reading), ` +
    `${((user + system) / 1e6).toFixed(2)} s of processors; ${(bytes.length / 1e6).toFixed(0)} MB`,
)
if (opened.kind === 'refused') throw new Error(opened.reason)
const { index } = opened
const image = openImage(bytes, openKeyedHash(key))
assert.ok(typeof image !== 'string')
assert.equal(index.size, customers)
sayImage(image, customers, say)

const present: FactKey[] = []
const absent: FactKey[] = []
for (let i = 0; i < customers; i += Math.max(1, Math.floor(customers / asked))) {
  const keys = factKeysOf(townsman(i))
  for (const known of keys) assert.ok(hasHandle(index.owners(known), i), 'an owner is missing')
  assert.equal(index.record(i).customerNumber, townsman(i).customerNumber)
  present.push(...keys)
  absent.push(...keys.map((known): FactKey => `${known}q`))
}
for (const unknown of absent) assert.equal(index.owners(unknown).length, 0, 'an owner of nothing')
sayAnswers(`owners of ${present.length} keys somebody has`, index, present, say)
sayAnswers(`owners of ${absent.length} keys nobody has`, index, absent, say)
