/** Writing of index files over one that is there: one or the other, to the last byte. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readIndexFile } from '../../src/directory/index-file.ts'
import { startProgram } from './command.ts'
import { must, type Scenario } from './scenario.ts'

const writer = fileURLToPath(new URL('./index-file-writer.ts', import.meta.url))

export const indexFileKeys = {
  organisationId: '0198a000-0000-7000-8000-000000000001',
  matchingId: '00112233445566aa',
  file: Buffer.alloc(32, 7),
}

/** Six segments. */
const sizeBytes = 24 << 20

export function bytesOfGeneration(seq: bigint): Uint8Array {
  return Buffer.alloc(sizeBytes, Number(seq % 251n) + 1)
}

export function indexFileWritten(): Scenario {
  let last = 0n
  return {
    name: 'writing of index files',
    isEndless: true,
    prepare: async () => {},
    async arrange(folder) {
      for (const name of readdirSync(folder)) {
        if (name.endsWith('.unfinished')) rmSync(join(folder, name))
      }
    },
    start: (folder) => startProgram(writer, folder, String(last)),
    stateFolders: () => [],
    async check(folder, { acknowledged }) {
      const path = join(folder, 'a.index')
      const told = BigInt(acknowledged.at(-1) ?? last)
      if (!existsSync(path)) {
        must(told === 0n, `generation ${told} was acknowledged, and there is no file`)
        return 'old'
      }
      const read = readIndexFile(path, indexFileKeys)
      must(read.kind === 'whole', `the file is ${read.kind === 'whole' ? '' : read.reason}`)
      const { seq } = read.head
      must(seq >= told, `generation ${told} was acknowledged, the file is of ${seq}`)
      must(Buffer.from(read.bytes).equals(bytesOfGeneration(seq)), `the file of ${seq} holds other bytes`)
      const isNew = seq > last
      last = seq
      return isNew ? 'new' : 'old'
    },
  }
}
