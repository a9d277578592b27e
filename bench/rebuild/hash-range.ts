/** Thread: hashes a range of the town into a file, row by row: length, customer number, hashes. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { hashRecord } from '../../src/exposure/kernel/hashed-record.ts'
import { openKeyedHash } from '../../src/exposure/kernel/keyed-hash.ts'
import { townsman } from '../town.ts'
import { rowOf } from './row.ts'

const { first, end, path, keyPath } = workerData
const customersAtOnce = 5_000

const hash = openKeyedHash(new Uint8Array(readFileSync(keyPath)))
const file = openSync(path, 'w')
let sizeBytes = 0
let hashingSeconds = 0
for (let at = first; at < end; at += customersAtOnce) {
  // As a reader of files would hand them in: strings in one piece.
  const count = Math.min(customersAtOnce, end - at)
  const records = JSON.parse(JSON.stringify(Array.from({ length: count }, (_, i) => townsman(at + i))))
  const before = process.threadCpuUsage()
  const hashed: Uint8Array[] = []
  for (const record of records) hashed.push(hashRecord(record, hash))
  const { user, system } = process.threadCpuUsage(before)
  hashingSeconds += (user + system) / 1e6
  sizeBytes += hashed.reduce((sum, bytes) => sum + bytes.length, 0)
  writeSync(file, Buffer.concat(hashed.map((bytes, i) => rowOf(records[i].customerNumber, bytes))))
}
closeSync(file)
parentPort?.postMessage({ hashingSeconds, sizeBytes })
