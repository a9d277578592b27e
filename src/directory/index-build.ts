/** Builds a generation of an organisation's index from the hashes in the database, without any source. */
import { once } from 'node:events'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { isLiving } from '../std/living-process.ts'
import type { Database } from '../store/connection.ts'
import type { DirectoryKeys } from './directory-keys.ts'
import { writerOfUnfinished } from './index-file.ts'
import { customersBehind, factsBetween, markOf } from './index-queries.sql.ts'
import type { BuildAnswer, BuildOrder, BuildPage } from './index-thread.ts'
import { readState } from './source-row.ts'

/** @limit customers that are held at a time: some megabytes */
const pageRows = 5_000

const firstId = '00000000-0000-0000-0000-000000000000'

export interface IndexPlace {
  readonly database: Database
  readonly keys: DirectoryKeys
  /** Of the state; each organisation has a folder of its own below it. */
  readonly folder: string
}

export interface BuiltIndex {
  readonly path: string
  readonly seq: bigint
  readonly customers: number
  readonly sizeBytes: number
}

export function indexFolder({ folder, keys }: Pick<IndexPlace, 'folder' | 'keys'>): string {
  return join(folder, 'index', keys.organisationId)
}

/** The change in the name is read from the file itself when it is opened. */
export function indexPath(place: Pick<IndexPlace, 'folder' | 'keys'>, seq: bigint): string {
  return join(indexFolder(place), `${String(seq).padStart(20, '0')}-${place.keys.matchingId}.index`)
}

/** The last change in a generation, by its name; what counts is what the file says once it has been unsealed. */
export function seqOfGeneration(path: string): bigint {
  return BigInt(basename(path).slice(0, 20))
}

/** Generations of this key, newest first. */
export function generationsIn(place: Pick<IndexPlace, 'folder' | 'keys'>): readonly string[] {
  const folder = indexFolder(place)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return readdirSync(folder)
    .filter((name) => name.endsWith(`-${place.keys.matchingId}.index`))
    .sort()
    .reverse()
    .map((name) => join(folder, name))
}

/** All reading is of one moment, however long it takes. */
export async function buildIndex(place: IndexPlace): Promise<BuiltIndex> {
  const { database, keys } = place
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (moment) => {
      const seq = (await readState(moment, keys.organisationId))?.seq ?? 0n
      const mark = await markOf(moment, keys.organisationId, seq)
      const path = indexPath(place, seq)
      generationsIn(place)
      const thread = openThread({ path, seq, mark, ...place })
      try {
        let customers = 0
        for await (const page of pagesOf(moment, keys.organisationId)) {
          customers += page.length
          await thread.take({ customers: page, isLast: false })
        }
        const done = await thread.take({ customers: [], isLast: true })
        return { path, seq, customers, sizeBytes: done.kind === 'done' ? done.sizeBytes : 0 }
      } finally {
        await thread.close()
      }
    })
}

/**
 * Older generations are of no use once a newer one is whole, those of another key neither; a process that has one open has
 * it in memory. What a killed process has begun to write goes too.
 */
export function dropOlderGenerations(place: Pick<IndexPlace, 'folder' | 'keys'>, kept: string): void {
  const folder = indexFolder(place)
  const seq = seqOfGeneration(kept)
  for (const name of readdirSync(folder).filter((one) => ourName.test(one))) {
    const path = join(folder, name)
    const writer = writerOfUnfinished(path)
    const isLeft = writer !== undefined && !isLiving(writer)
    if (seqOfGeneration(path) < seq || isLeft) rmSync(path, { force: true })
  }
}

/** What somebody else has put into the folder is not ours to remove. */
const ourName = /^\d{20}-\w+\.index(\.\d+\.unfinished)?$/

async function* pagesOf(moment: Database, organisationId: string): AsyncGenerator<BuildPage['customers']> {
  for (let after = firstId; ; ) {
    const rows = await customersBehind(moment, organisationId, { after, limit: pageRows })
    const upTo = rows.at(-1)?.id
    if (upTo === undefined) return
    const facts = new Map<string, Buffer[]>()
    for (const { id, hashed } of await factsBetween(moment, organisationId, { after, upTo })) {
      const known = facts.get(id)
      if (known === undefined) facts.set(id, [hashed])
      else known.push(hashed)
    }
    yield rows.map(({ id, hashed }) => ({ id, hashed, facts: facts.get(id) ?? [] }))
    after = upTo
  }
}

function openThread(wish: IndexPlace & Pick<BuildOrder, 'path' | 'seq' | 'mark'>) {
  const { path, seq, mark, keys } = wish
  const { organisationId, matchingId, file, index } = keys
  const order: BuildOrder = { path, seq, mark, index, keys: { organisationId, matchingId, file } }
  const isSource = import.meta.url.endsWith('.ts')
  const worker = new Worker(new URL(`./index-thread${isSource ? '.ts' : '.js'}`, import.meta.url), {
    workerData: order,
  })
  const ended = new AbortController()
  worker.once('exit', () => ended.abort())
  return {
    /** @throws what the thread has thrown; AbortError if it ended without a word */
    async take(page: BuildPage): Promise<BuildAnswer> {
      const answered = once(worker, 'message', { signal: ended.signal })
      worker.postMessage(page)
      const [answer] = await answered
      return answer
    },
    close: () => worker.terminate(),
  }
}
