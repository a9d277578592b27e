/** A thread that opens an index in shared memory and answers what it is asked. */
import { parentPort } from 'node:worker_threads'
import type { FactKey } from '../../src/exposure/fact.ts'
import { openIndex } from '../../src/exposure/kernel/compact-index.ts'

export interface IndexQuestion {
  readonly bytes: Uint8Array
  readonly key: Uint8Array
  readonly asked: readonly FactKey[]
}

parentPort?.on('message', ({ bytes, key, asked }: IndexQuestion) => {
  const opened = openIndex(bytes, key)
  parentPort?.postMessage(
    opened.kind === 'refused' ? opened.reason : asked.map((one) => [...opened.index.owners(one)]),
  )
})
