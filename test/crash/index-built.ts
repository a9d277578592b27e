/** Building and taking a generation of the index: the old file or the new one, whole, and judged with nothing less. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seqOfGeneration } from '../../src/directory/index-build.ts'
import { readIndexFile } from '../../src/directory/index-file.ts'
import { openIndex } from '../../src/exposure/kernel/compact-index.ts'
import { commandThatWorks, startProgram } from './command.ts'
import { held } from './held.ts'
import {
  begunMark,
  customersOfList,
  type FollowedIndex,
  followIndex,
  placeOfIndex,
  withIndexPlace,
  writingMark,
} from './index-followed.ts'
import { must, type Scenario } from './scenario.ts'

const builder = fileURLToPath(new URL('./index-builder.ts', import.meta.url))

/** Everybody's address is new, so that half of one list and half of the other would show; some are gone, some new. */
function listOf(list: number): string {
  const lines = customersOfList(list).map(({ number, email }) => `${number},${email}`)
  return `kundennummer,e-mail\n${lines.join('\n')}\n`
}

const organisationsIn = (folder: string): string => join(folder, 'index')
/** Beside the state, so that every trial begins with the file of the first list although the second one counts. */
const kept = (folder: string): string => join(folder, 'kept-index')

export function indexBuilt(): Scenario {
  let before: 'nothing' | 'old generation' = 'nothing'
  return {
    name: 'building of an index',
    marks: [begunMark, writingMark],
    async prepare(folder) {
      commandThatWorks(folder, 'organisation', 'add', 'Stadt', '--role', 'controller')
      for (const list of [0, 1]) {
        const file = join(folder, 'list.csv')
        writeFileSync(file, listOf(list))
        commandThatWorks(folder, 'directory', 'import', file, '--full')
        await held(folder, () => builtAndJudged(folder, list))
        if (list === 0) cpSync(organisationsIn(folder), kept(folder), { recursive: true })
      }
    },
    async arrange(folder, dice) {
      before = dice.pick(3) === 0 ? 'nothing' : 'old generation'
      rmSync(organisationsIn(folder), { recursive: true, force: true })
      if (before === 'nothing') mkdirSync(organisationsIn(folder), { mode: 0o700 })
      else cpSync(kept(folder), organisationsIn(folder), { recursive: true })
    },
    start: (folder) => startProgram(builder, folder),
    stateFolders: (folder) => [folder],
    check: (folder, { acknowledged, hasEnded }) =>
      held(folder, async () => {
        must(!acknowledged.some((line) => line.startsWith('wrong')), acknowledged.join(', '))
        const seqs = await seqsOfWholeFiles(folder)
        must(before === 'nothing' || seqs.length > 0, 'the old file is gone, and there is no new one')
        must(
          seqs.every((seq) => seq === 1n || seq === 2n),
          `there are files of the changes ${seqs.join(', ')}`,
        )
        const isNew = seqs.includes(2n)
        const isAcknowledged = hasEnded || acknowledged.length > 0
        must(isNew || !isAcknowledged, 'a generation was acknowledged, and its file is not there')
        await builtAndJudged(folder, 1)
        return isNew ? 'new' : 'old'
      }),
  }
}

/** @throws WrongState for a file under its name that is not what somebody finished writing */
async function seqsOfWholeFiles(folder: string): Promise<readonly bigint[]> {
  return withIndexPlace(folder, async ({ keys }) => {
    const files = indexFiles(folder).filter((path) => path.endsWith('.index'))
    for (const path of files) {
      const read = readIndexFile(path, keys)
      const reason = read.kind === 'whole' ? openIndex(read.bytes, keys.index).kind : read.reason
      must(reason === 'open', `${basename(path)} is ${reason}`)
      must(
        read.kind === 'whole' && read.head.seq === seqOfGeneration(path),
        'a file bears the name of another change',
      )
    }
    return files.map(seqOfGeneration)
  })
}

function indexFiles(folder: string): readonly string[] {
  const place = organisationsIn(folder)
  if (!existsSync(place)) return []
  return readdirSync(place).flatMap((name) =>
    readdirSync(join(place, name)).map((file) => join(place, name, file)),
  )
}

/** Whoever comes next: what he judges with is all of the list, and what a kill has left is gone. */
async function builtAndJudged(folder: string, list: number): Promise<void> {
  const found: FollowedIndex = await withIndexPlace(folder, (place) =>
    followIndex(placeOfIndex(place, folder), { list, say: () => {} }),
  )
  must(found.wrong === undefined, found.wrong ?? '')
  const files = indexFiles(folder).map((path) => basename(path))
  must(
    files.length === 1 && seqOfGeneration(files[0] ?? '') === BigInt(list + 1),
    `beside the generation that counts there are ${files.join(', ')}`,
  )
}
