/** Writes generation after generation to one place, as long ones as make a kill come in the middle, and says each that is there. */
import { join } from 'node:path'
import { writeIndexFile } from '../../src/directory/index-file.ts'
import { bytesOfGeneration, indexFileKeys } from './index-file-written.ts'

const [folder = '', after = ''] = process.argv.slice(2)
for (let seq = BigInt(after) + 1n; ; seq++) {
  const head = { seq, mark: seq, sortedRecords: 0 }
  writeIndexFile(join(folder, 'a.index'), { head, bytes: bytesOfGeneration(seq) }, indexFileKeys)
  process.stdout.write(`${seq}\n`)
}
