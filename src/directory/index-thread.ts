/** The thread that builds a generation of an index, so that judging goes on meanwhile. Takes hashes, writes the file. */
import { parentPort, workerData } from 'node:worker_threads'
import { openIndexBuilder } from '../exposure/kernel/index-builder.ts'
import { type FileKeys, writeIndexFile } from './index-file.ts'

export interface BuildOrder {
  readonly path: string
  readonly keys: FileKeys
  readonly index: Uint8Array
  readonly seq: bigint
  readonly mark: bigint
}

/** Customers of one page, in the order of their ids, with their facts behind them. */
export interface BuildPage {
  readonly customers: readonly {
    readonly id: string
    readonly hashed: Uint8Array
    readonly facts: readonly Uint8Array[]
  }[]
  readonly isLast: boolean
}

export type BuildAnswer = { readonly kind: 'taken' } | { readonly kind: 'done'; readonly sizeBytes: number }

if (parentPort !== null) build(workerData as BuildOrder, parentPort)

function build(order: BuildOrder, port: NonNullable<typeof parentPort>): void {
  const builder = openIndexBuilder(order.index)
  let sortedRecords = 0
  port.on('message', (page: BuildPage) => {
    for (const { id, hashed, facts } of page.customers) {
      const handle = builder.addHashed(id, hashed)
      sortedRecords += 1
      for (const fact of facts) builder.addFactOf([handle], fact)
    }
    if (!page.isLast) {
      port.postMessage({ kind: 'taken' } satisfies BuildAnswer)
      return
    }
    const bytes = builder.finish()
    writeIndexFile(
      order.path,
      { head: { seq: order.seq, mark: order.mark, sortedRecords }, bytes },
      order.keys,
    )
    port.postMessage({ kind: 'done', sizeBytes: bytes.length } satisfies BuildAnswer)
    port.close()
  })
}
